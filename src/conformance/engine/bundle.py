"""The evidence bundle: a zip file with the journal of a run and all that it judged, by digest.

The bundle of a live run has the plan without secrets and all exchanges; that of a run over files has what was selected
and the files, as far as they are not withheld.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from conformance.engine.plan import Plan
from conformance.engine.zip_layout import Strange, layout_problem
from conformance.model.digest import digest_of_parts, digest_of_pieces
from conformance.model.problem import Problem
from conformance.model.system import why
from conformance.model.text import Text
from conformance.readers.bounds import BUNDLE_BYTES, BUNDLE_MEMBER_BYTES, BUNDLE_MEMBERS
from conformance.readers.json import parse
from conformance.transports.evidence import BODIES, EXCHANGES, file_name
from conformance.transports.record import Record

if TYPE_CHECKING:
    from conformance.engine.plan_tables import TestPlan

FORMAT = 3
FORMATS = (1, 2, FORMAT)
INDEX, JOURNAL, PLAN, SELECTION, SUBJECTS = "bundle.json", "run.jsonl", "plan.json", "check.json", "subjects.jsonl"
LIVE, FILES = frozenset({JOURNAL, PLAN, EXCHANGES}), frozenset({JOURNAL, SELECTION, SUBJECTS})
_BODY = re.compile(rf"{BODIES}/sha256-[0-9a-f]{{64}}")
NOT_ZIP = Text(
    "not a zip file, or a truncated one; the evidence of a run is its evidence.zip",
    "不是 ZIP 文件，或已被截断；运行的证据包是 evidence.zip",
)
_PIECE = 1 << 20


class BundleRefused(Problem):
    """A file that cannot be trusted as a bundle; the message says why in one sentence."""


def catalogue_digest(plan: Plan) -> str:
    """The digest of the suites that judge in the plan: rows, code and schemas."""
    return digest_of_parts([(suite.id, suite.digest.encode()) for suite in plan.suites])


class Bundle:
    """An opened bundle. Raises BundleRefused if the file is not a bundle or was truncated, padded or changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError) as error:
            raise self._refused(why(error) if isinstance(error, OSError) else NOT_ZIP) from None
        try:
            self._check_members()
            self.index = self._index()
            for name, expected in self.index["members"].items():
                if digest_of_pieces(self._pieces(name)) != expected:
                    raise self._changed(name)
            for name in self.index["bodies"]:
                self.copy_body(name, None)
        except BaseException:
            self._zip.close()
            raise

    @property
    def of_files(self) -> bool:
        """Whether it is the evidence of a run over files, not of a live one."""
        return SELECTION in self.index["members"]

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises BundleRefused if they do not match the zip directory."""
        return b"".join(self._pieces(name))

    def copy_body(self, name: str, out: IO[bytes] | None) -> None:
        """Check the body with this name, and copy it. Raises BundleRefused if its name is not their digest."""
        found = hashlib.sha256()
        for piece in self._pieces(f"{BODIES}/{name}"):
            found.update(piece)
            if out:
                out.write(piece)
        if file_name(f"sha256:{found.hexdigest()}") != name:
            raise self._changed(f"{BODIES}/{name}")

    def has_body(self, name: str) -> bool:
        """Whether it holds the bytes with this digest."""
        return f"{BODIES}/{file_name(name)}" in self._zip.NameToInfo

    @property
    def test_plan(self) -> TestPlan:
        """The plan of a live run. Raises PlanError."""
        from conformance.engine.plan_file import parse_plan  # needs pydantic, which a run over files does not

        return parse_plan(self.json(PLAN), self._path)

    def json(self, name: str) -> dict[str, Any]:
        """A member that is a JSON object. Raises BundleRefused."""
        return self._object(self.read(name), name)

    def lines(self, name: str) -> Iterator[Mapping[str, Any]]:
        """The lines of a member, each a JSON object. Raises BundleRefused."""
        for number, line in enumerate(self.read(name).splitlines(), 1):
            told = parse(line)
            if not told.usable or not isinstance(told.document, dict):
                problem = Text(f"line {number} of {name} is not a JSON object", f"{name} 第 {number} 行不是 JSON 对象")
                raise self._refused(problem)
            # The name of a file that is not text has lone surrogates, as in the journal.
            yield json.loads(line) if any(told.of_kind("surrogate")) else told.document

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
            record = Record(self.lines(EXCHANGES), _Bodies(self), complete=complete)
            if record.facts:
                return record
        except (KeyError, TypeError, AttributeError, ValueError, OverflowError):
            pass
        raise self._refused(Text(f"{EXCHANGES} is not a record of exchanges", f"{EXCHANGES} 不是交互记录"))

    def refused(self, member: str) -> BundleRefused:
        """That a member is not what it should be."""
        return self._refused(Text(f"{member} is not what a run writes", f"{member} 不是运行写出的内容"))

    def close(self) -> None:
        self._zip.close()

    def __enter__(self) -> Bundle:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _pieces(self, name: str) -> Iterator[bytes]:
        try:
            left = self._zip.getinfo(name).file_size
            with self._zip.open(name) as member:
                while piece := member.read(_PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise self._refused(Text(f"{name} is longer than declared", f"{name} 长于其声明的长度"))
                    yield piece
            if left:
                raise self._refused(Text(f"{name} is shorter than declared", f"{name} 短于其声明的长度"))
        except KeyError:
            raise self._refused(Text(f"{name} is missing", f"缺少 {name}")) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
            raise self._refused(Text(f"{name} cannot be unpacked", f"{name} 无法解压")) from None

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
            if name not in LIVE | FILES | {INDEX} and not _BODY.fullmatch(name):
                problem = Text(f"has an unexpected member {name[:100]!r}", f"含有不应出现的成员 {name[:100]!r}")
                raise self._refused(problem)
        # A member that is stored as it is cannot be larger than the file; bodies are read in pieces.
        inflated = (info for info in infos if info.compress_type or not info.filename.startswith(BODIES))
        if (size := sum(info.file_size for info in inflated)) > BUNDLE_BYTES:
            problem = Text(
                f"would unpack to {size} bytes, the limit is {BUNDLE_BYTES}",
                f"解压后为 {size} 字节，上限为 {BUNDLE_BYTES}",
            )
            raise self._refused(problem)
        if (
            size := sum(info.file_size for info in infos if not info.filename.startswith(BODIES))
        ) > BUNDLE_MEMBER_BYTES:
            problem = Text(
                f"has members of {size} bytes besides its files, the limit is {BUNDLE_MEMBER_BYTES}",
                f"除文件外的成员共 {size} 字节，上限为 {BUNDLE_MEMBER_BYTES}",
            )
            raise self._refused(problem)
        try:
            strange = layout_problem(self._zip)
        except (OSError, ValueError) as error:
            raise self._refused(why(error) if isinstance(error, OSError) else NOT_ZIP) from None
        if strange is not None:
            raise self._refused(_STRANGE[strange])

    def _index(self) -> dict[str, Any]:
        index = self.json(INDEX)
        if index.get("format") not in FORMATS or not _is_index(index):
            problem = Text(
                f"{INDEX} is not an index of format {', '.join(map(str, FORMATS[:-1]))} or {FORMATS[-1]}",
                f"{INDEX} 不是格式 {'、'.join(map(str, FORMATS[:-1]))} 或 {FORMATS[-1]} 的索引",
            )
            raise self._refused(problem)
        there = {name for name in self._zip.namelist() if name.startswith(BODIES)}
        listed = {f"{BODIES}/{name}" for name in index["bodies"]}
        told = index["members"].keys()
        if told not in (LIVE, FILES) or listed | told | {INDEX} != {*self._zip.namelist()} or listed != there:
            raise self._refused(Text("its members are not those listed in its index", "其成员与索引所列不一致"))
        return index

    def _object(self, data: bytes, name: str) -> dict[str, Any]:
        told = parse(data)
        if not told.usable or not isinstance(told.document, dict):
            raise self._refused(Text(f"{name} is not a JSON object", f"{name} 不是 JSON 对象"))
        return told.document

    def _changed(self, name: str) -> BundleRefused:
        return self._refused(Text(f"{name} was changed", f"{name} 已被改动"))

    def _refused(self, problem: Text) -> BundleRefused:
        return BundleRefused(Text(f"{self._path}: {problem.en}", f"{self._path}：{problem.zh}"))


_STRANGE = {
    Strange.BYTES: Text(
        "has bytes that belong to no member: something was put before, between or after them",
        "含有不属于任何成员的字节：其前、其间或其后被添加了内容",
    ),
    Strange.METHOD: Text("is compressed or encrypted as no bundle is", "其压缩或加密方式不是证据包所用"),
}


def _is_index(index: Mapping[str, Any]) -> bool:
    """Whether what is read of an index has the right types."""
    members, bodies, catalogue = index.get("members"), index.get("bodies"), index.get("catalogue")
    return (
        isinstance(members, dict)
        and all(isinstance(each, str) for each in members.values())
        and isinstance(bodies, list)
        and all(isinstance(each, str) for each in bodies)
        and isinstance(catalogue, dict)
        and isinstance(catalogue.get("digest"), str)
    )


class _Bodies(Mapping[str, bytes]):
    """Bodies by digest, each read on first use."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle

    def __getitem__(self, name: str) -> bytes:
        return self._bundle.read(f"{BODIES}/{file_name(name)}")

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._bundle.has_body(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._bundle.index["bodies"])

    def __len__(self) -> int:
        return len(self._bundle.index["bodies"])


def index_text(plan: Plan, members: Mapping[str, str], bodies: list[str], version: str, **more: Any) -> str:
    """The index of a bundle: digests of its members, names of its bodies, and by what was judged."""
    index = {
        "format": FORMAT,
        "harness": {"name": "metaverse-conformance", "version": version},
        "catalogue": {
            "digest": catalogue_digest(plan),
            "suites": {suite.id: {"version": suite.version, "digest": suite.digest} for suite in plan.suites},
        },
        "members": dict(sorted(members.items())),
        "bodies": bodies,
        **more,
    }
    return json.dumps(index, indent=1, ensure_ascii=False) + "\n"
