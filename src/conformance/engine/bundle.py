"""The evidence bundle: a zip file with the journal, the plan without secrets, and all exchanges, by digest."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from conformance.engine.plan import Plan
from conformance.engine.plan_file import TestPlan, parse_plan
from conformance.model.digest import digest, digest_of_parts
from conformance.model.problem import Problem
from conformance.model.system import why
from conformance.model.text import Text
from conformance.readers.bounds import BUNDLE_BYTES, BUNDLE_MEMBERS
from conformance.readers.json import parse
from conformance.transports.evidence import BODIES, EXCHANGES, file_name
from conformance.transports.record import Record
from conformance.version import __version__

FORMAT = 2
FORMATS = (1, FORMAT)
INDEX, JOURNAL, PLAN = "bundle.json", "run.jsonl", "plan.json"
_BODY = re.compile(rf"{BODIES}/sha256-[0-9a-f]{{64}}")
NOT_ZIP = Text(
    "not a zip file, or a truncated one; the evidence of a run is its evidence.zip",
    "不是 ZIP 文件，或已被截断；运行的证据包是 evidence.zip",
)
_FIXED = frozenset({JOURNAL, PLAN, EXCHANGES})
_EPOCH = (1980, 1, 1, 0, 0, 0)


class BundleRefused(Problem):
    """A file that cannot be trusted as a bundle; the message says why in one sentence."""


def catalogue_digest(plan: Plan) -> str:
    """The digest of the suites that judge in the plan: rows, code and schemas."""
    return digest_of_parts([(suite.id, suite.digest.encode()) for suite in plan.suites])


def write_bundle(path: Path, folder: Path, journal: Path, test_plan: TestPlan, plan: Plan) -> None:
    """Pack a run's evidence. The members are sorted by name and have no times."""
    members = {
        JOURNAL: journal.read_bytes(),
        PLAN: test_plan.model_dump_json(indent=1).encode(),
        EXCHANGES: (folder / EXCHANGES).read_bytes(),
    }
    bodies = sorted((folder / BODIES).iterdir())
    index = {
        "format": FORMAT,
        "harness": {"name": "metaverse-conformance", "version": __version__},
        "catalogue": {
            "digest": catalogue_digest(plan),
            "suites": {suite.id: {"version": suite.version, "digest": suite.digest} for suite in plan.suites},
        },
        "members": {name: digest(data) for name, data in sorted(members.items())},
        "bodies": [each.name for each in bodies],
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(zipfile.ZipInfo(INDEX, _EPOCH), json.dumps(index, indent=1) + "\n", zipfile.ZIP_DEFLATED)
        for name, data in sorted(members.items()):
            out.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
        for body in bodies:
            name = f"{BODIES}/{body.name}"
            out.writestr(zipfile.ZipInfo(name, _EPOCH), body.read_bytes(), zipfile.ZIP_DEFLATED)


class Bundle:
    """An opened bundle. Raises BundleRefused if the file is not a bundle or was truncated, padded or changed."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError) as error:
            reason = why(error) if isinstance(error, OSError) else NOT_ZIP
            raise BundleRefused(Text(f"{path}: {reason.en}", f"{path}：{reason.zh}")) from None
        self._path = path
        try:
            self._check_members()
            self.index = self._index()
            for name, expected in self.index["members"].items():
                if digest(self.read(name)) != expected:
                    raise self._changed(name)
            for name in self.index["bodies"]:
                if file_name(digest(self.read(f"{BODIES}/{name}"))) != name:
                    raise self._changed(f"{BODIES}/{name}")
        except BaseException:
            self._zip.close()
            raise

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises BundleRefused if they do not match the zip directory."""
        try:
            with self._zip.open(name) as member:
                data = member.read(self._zip.getinfo(name).file_size + 1)
                if member.read(1) or len(data) != self._zip.getinfo(name).file_size:
                    raise self._refused(Text(f"{name} is longer than declared", f"{name} 长于其声明的长度"))
        except KeyError:
            raise self._refused(Text(f"{name} is missing", f"缺少 {name}")) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
            raise self._refused(Text(f"{name} cannot be unpacked", f"{name} 无法解压")) from None
        return data

    @property
    def test_plan(self) -> TestPlan:
        """The plan of the run. Raises PlanError."""
        return parse_plan(self._object(PLAN), self._path)

    def journal_event(self, kind: str) -> dict[str, Any]:
        """The first event of this kind in the journal; empty if there is none."""
        for line in self.read(JOURNAL).splitlines():
            told = parse(line)
            if told.usable and isinstance(told.document, dict) and told.document.get("event") == kind:
                return told.document
        return {}

    def record(self, *, complete: bool) -> Record:
        """The record of the exchanges."""
        try:
            return Record(self._lines(), _Bodies(self), complete=complete)
        except (KeyError, TypeError, AttributeError, ValueError):
            problem = Text(f"{EXCHANGES} is not a record of exchanges", f"{EXCHANGES} 不是交互记录")
            raise self._refused(problem) from None

    def close(self) -> None:
        self._zip.close()

    def __enter__(self) -> Bundle:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _check_members(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > BUNDLE_MEMBERS:
            problem = Text(
                f"has {len(infos)} members, the limit is {BUNDLE_MEMBERS}",
                f"有 {len(infos)} 个成员，上限为 {BUNDLE_MEMBERS}",
            )
            raise self._refused(problem)
        names = [info.filename for info in infos]
        if len(set(names)) != len(names):
            raise self._refused(Text("has a duplicate member", "有重复的成员"))
        for name in names:
            if name not in _FIXED | {INDEX} and not _BODY.fullmatch(name):
                problem = Text(f"has an unexpected member {name[:100]!r}", f"含有不应出现的成员 {name[:100]!r}")
                raise self._refused(problem)
        if (size := sum(info.file_size for info in infos)) > BUNDLE_BYTES:
            problem = Text(
                f"would unpack to {size} bytes, the limit is {BUNDLE_BYTES}",
                f"解压后为 {size} 字节，上限为 {BUNDLE_BYTES}",
            )
            raise self._refused(problem)

    def _index(self) -> dict[str, Any]:
        index = self._object(INDEX)
        members, bodies = index.get("members"), index.get("bodies")
        if index.get("format") not in FORMATS or not isinstance(members, dict) or not isinstance(bodies, list):
            problem = Text(
                f"{INDEX} is not an index of format {' or '.join(map(str, FORMATS))}",
                f"{INDEX} 不是格式 {' 或 '.join(map(str, FORMATS))} 的索引",
            )
            raise self._refused(problem)
        there = {name for name in self._zip.namelist() if name.startswith(BODIES)}
        if members.keys() != _FIXED or {f"{BODIES}/{name}" for name in bodies} != there:
            raise self._refused(Text("its members are not those listed in its index", "其成员与索引所列不一致"))
        return index

    def _object(self, name: str) -> dict[str, Any]:
        told = parse(self.read(name))
        if not told.usable or not isinstance(told.document, dict):
            raise self._refused(Text(f"{name} is not a JSON object", f"{name} 不是 JSON 对象"))
        return told.document

    def _lines(self) -> Iterator[Mapping[str, Any]]:
        for number, line in enumerate(self.read(EXCHANGES).splitlines(), 1):
            told = parse(line)
            if not told.usable or not isinstance(told.document, dict):
                problem = Text(
                    f"line {number} of {EXCHANGES} is not a JSON object", f"{EXCHANGES} 第 {number} 行不是 JSON 对象"
                )
                raise self._refused(problem)
            yield told.document

    def _changed(self, name: str) -> BundleRefused:
        return self._refused(Text(f"{name} was changed", f"{name} 已被改动"))

    def _refused(self, problem: Text) -> BundleRefused:
        return BundleRefused(Text(f"{self._path}: {problem.en}", f"{self._path}：{problem.zh}"))


class _Bodies(Mapping[str, bytes]):
    """Bodies by digest, each read on first use."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle

    def __getitem__(self, name: str) -> bytes:
        return self._bundle.read(f"{BODIES}/{file_name(name)}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._bundle.index["bodies"])

    def __len__(self) -> int:
        return len(self._bundle.index["bodies"])
