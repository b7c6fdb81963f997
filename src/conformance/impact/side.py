"""The two sides of an impact: a wheel, a checkout or a suites folder, each in a separate interpreter."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import conformance
from conformance.catalogue import folder
from conformance.catalogue.folders import is_ours
from conformance.catalogue.packages import NAMESPACE
from conformance.model.problem import Problem
from conformance.model.text import Text

START = Path(__file__).with_name("start.py")
PACKAGES = ("conformance/", f"{NAMESPACE}/")
WHEEL_BYTES = 512 << 20
"""More than this no wheel of ours unpacks to."""
TEMPORARY = ("TMPDIR", "TEMP", "TMP")
"""Where the processes unpack bundles, so that nothing is left of one that was ended."""
ENDED = Text("the process that judged it ended", "对其进行判定的进程已终止")
NO_SIDE = Text(
    "{path} is neither a wheel of this harness, nor a checkout of it, nor a suites folder",
    "{path} 既不是本测试系统的 wheel，也不是其检出副本或测试套文件夹",
)
NO_WHEEL = Text("{path} is not a wheel of this harness", "{path} 不是本测试系统的 wheel")
TOO_OLD = Text(
    "{path} is version {version}, which cannot judge for others: 0.2.0 or newer is needed",
    "{path} 的版本为 {version}，不支持此功能：需要 0.2.0 或更新版本",
)
NO_START = Text("{path} does not start: {reason}", "{path} 无法启动：{reason}")


class Refused(Problem):
    """A bundle that a side could not judge; the sentence says why."""


class SideProcess:
    """A side, and the process that judges for it; one that ends costs the bundle it was at, and starts again.

    A wheel is unpacked into `into`; a copy of our suites folder is put together there with the code in use. A venv
    is not built: whatever else is installed is shared with this interpreter. `starts` is how often a process was
    started. Raises Problem for any other path.
    """

    def __init__(self, path: Path, into: Path, suites: Iterable[str] = ()) -> None:
        self.path, self.version = path, ""
        self._suites = [str(Path(each).resolve()) for each in suites]
        self.starts = 0
        self._code, self._families = self._found(path, into)
        self._temporary = str(into.parent)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._process = self._spawned()
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    def _found(self, path: Path, into: Path) -> tuple[Path, Path]:
        """Where its code and its suites are."""
        if path.is_file():
            _unpack(path, into)
            return into, into / NAMESPACE
        for code, families in ((path / "src", path / "suites"), (path, path / NAMESPACE)):
            if (code / "conformance" / "version.py").is_file() and families.is_dir():
                return code.resolve(), families.resolve()
        if not any(path.glob("*/*/family.toml")):
            raise Problem(NO_SIDE.filled({"path": str(path)}))
        if is_ours(path):
            _put_together(path.resolve(), into)
            return into, path.resolve()
        self._suites.append(str(path.resolve()))
        return Path(conformance.__file__).resolve().parents[1], folder("suites").resolve()

    def _spawned(self) -> subprocess.Popen[str]:
        self.starts += 1
        # -P: the current folder may contain files of the product, such as a json.py
        return subprocess.Popen(  # noqa: S603 - our own file
            [sys.executable, "-P", "-X", "utf8", str(START), str(self._code), str(self._families), NAMESPACE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(self._code), **dict.fromkeys(TEMPORARY, self._temporary)},
            start_new_session=True,  # Ctrl-C is for the command, which then ends this process
        )

    def _begin(self) -> None:
        """Wait until the process has read its catalogue. Raises Problem where it cannot."""
        self.send({"suites": self._suites})
        told = self._answer()
        if told is None:
            self._errors.seek(0)
            said = self._errors.read().decode("utf-8", "backslashreplace").strip().splitlines()
            raise Problem(NO_START.filled({"path": str(self.path), "reason": said[-1] if said else "-"}))
        if "too_old" in told:
            raise Problem(TOO_OLD.filled({"path": str(self.path), "version": told["too_old"]}))
        if "refused" in told:
            raise Problem(Text(told["refused"]["en"], told["refused"]["zh"]))
        self.version = told["version"]

    def send(self, request: dict[str, Any]) -> None:
        """Ask; the answer is waited for elsewhere, so that both sides work at the same time."""
        pipe = _open(self._process.stdin)
        with suppress(BrokenPipeError):  # the missing answer tells
            pipe.write(json.dumps(request) + "\n")
            pipe.flush()

    def receive(self) -> dict[str, Any]:
        """The answer to what was sent. Raises Refused."""
        told = self._answer()
        if told is None:
            self._end()
            self._process = self._spawned()
            self._begin()
            raise Refused(ENDED)
        if "refused" in told:
            raise Refused(Text(told["refused"]["en"], told["refused"]["zh"]))
        return told

    def _answer(self) -> dict[str, Any] | None:
        line = _open(self._process.stdout).readline()
        return json.loads(line) if line.endswith("\n") else None

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):
                _open(pipe).close()

    def close(self) -> None:
        """End the process."""
        self._end()
        self._errors.close()

    def __enter__(self) -> SideProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _open(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise OSError("the process has no pipe")
    return pipe


def _unpack(wheel: Path, into: Path) -> None:
    """The packages in a wheel of this harness, unpacked into a folder. Raises Problem for another file."""
    try:
        with zipfile.ZipFile(wheel) as file:
            members = [each for each in file.infolist() if each.filename.startswith(PACKAGES)]
            names = {each.filename for each in members}
            size = sum(each.file_size for each in members)
            if "conformance/version.py" not in names or size > WHEEL_BYTES:
                raise Problem(NO_WHEEL.filled({"path": str(wheel)}))
            file.extractall(into, members)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError):
        raise Problem(NO_WHEEL.filled({"path": str(wheel)})) from None


DATA = ("schemas", "profiles", "reports")


def _put_together(suites: Path, into: Path) -> None:
    """The code in use with another copy of our suites, and with the schemas and profiles beside that, if there are."""
    package = into / "conformance"
    shutil.copytree(Path(conformance.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__", *DATA))
    for name in DATA:
        beside = suites.parent / name
        _link(beside if beside.is_dir() else folder(name), package / name)
    _link(suites, into / NAMESPACE)


def _link(source: Path, place: Path) -> None:
    """The folder at another place as well, by a link where the system has links: mistakes are shown where they are."""
    try:
        place.symlink_to(source.resolve(), target_is_directory=True)
    except OSError:
        shutil.copytree(source, place)
