"""Writing evidence bundles: of a live run at its end, of a run over files while it goes on."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import nullcontext, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from conformance.catalogue import Catalogue
from conformance.engine.bundle import INDEX, JOURNAL, PLAN, SELECTION, SUBJECTS, index_text
from conformance.engine.journal import Entry
from conformance.engine.partial_files import open_partial, partial_for
from conformance.engine.plan import Plan
from conformance.engine.private import private
from conformance.engine.subjects import Target
from conformance.model.digest import digest
from conformance.model.nearest import UnknownName
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.readers.source import Unreadable, open_source
from conformance.transports.evidence import BODIES, EXCHANGES, file_name
from conformance.transports.ledger import LedgerBodies
from conformance.version import __version__
from conformance.writing import open_new

if TYPE_CHECKING:
    from conformance.engine.plan_tables import TestPlan  # needs pydantic, which a run over files does not

_EPOCH = (1980, 1, 1, 0, 0, 0)
_IN_MEMORY = 32 << 20
"""A longer file is read twice: to find out whether it is the one that was judged, and to copy it."""
CHANGED, NOT_JUDGED, PERSONAL, PURGED = "changed", "not_judged", "personal", "purged"
"""Why the bytes of a subject are not part of a bundle."""


def write_bundle(path: Path, folder: Path, journal: Path, test_plan: TestPlan, plan: Plan) -> None:
    """Pack the evidence of a live run: its index, the members by name, then the bodies, those of private suites last.

    The members have no times.
    """
    plan_text = test_plan.model_dump_json(indent=1).encode()
    written = {JOURNAL: journal, EXCHANGES: folder / EXCHANGES}
    own = private(plan)
    private_bodies = {file_name(digest(data)): data for each in own for data in each.files.values()}
    with LedgerBodies(folder) as received, open_new(path) as file, zipfile.ZipFile(file, "w") as out:
        bodies = {file_name(name): name for name in sorted(received)}
        digests = {PLAN: digest(plan_text), **{name: _digest_at(each) for name, each in written.items()}}
        names = list(bodies | private_bodies)
        records = [each.record for each in own]
        add_member(out, INDEX, index_text(plan, digests, names, __version__, private=records))
        for name in sorted(digests):
            if name in written:
                _add_file(out, name, written[name])
            else:
                add_member(out, name, plan_text)
        for name in names:
            body = private_bodies[name] if name in private_bodies else received[bodies[name]]
            add_member(out, f"{BODIES}/{name}", body)


Withhold = Callable[[str | None], bool]
"""Whether subjects of a kind are withheld."""
ALL, NONE = "all", "none"


def withholding(catalogue: Catalogue, asked: Iterable[str], *, minors: bool = False) -> Withhold:
    """What to withhold: kinds, all, or none, besides what families name. Data of minors is never packed.

    Raises UnknownName.
    """
    named = set(asked)
    for each in named - {ALL, NONE}:
        if each not in catalogue.kinds:
            raise UnknownName("kind", each, [*catalogue.kinds, ALL, NONE])
    if minors or ALL in named:
        return lambda kind: True

    def withheld(kind: str | None) -> bool:
        if kind is None:
            return False
        chosen = not named.isdisjoint(catalogue.lineage(kind))
        return chosen or (NONE not in named and catalogue.withheld(kind) is not None)

    return withheld


class Packing:
    """The bundle of a run over files: subjects are added in the order of the journal, which is added at the end.

    Files that no suite judged are not part of it, and neither are those of the kinds to `withhold`: of them it has the
    digests. The file is put in its place when it is complete. After so many `days` its files have to be purged.
    """

    def __init__(
        self, path: Path, plan: Plan, withhold: Withhold = lambda kind: False, days: int | None = None
    ) -> None:
        self.path, self._plan, self._withhold, self._days = path, plan, withhold, days
        path.parent.mkdir(parents=True, exist_ok=True)
        self.partial = partial_for(path)
        self._file = open_partial(self.partial)
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_STORED)
        self._lines: list[str] = []
        self._bodies: dict[str, None] = {}
        self._seen: dict[tuple[str, int, int], str] = {}
        self._kinds: dict[str, bool] = {}
        self.withheld: Counter[str] = Counter()

    def add(self, target: Target, judged: Entry) -> None:
        """Add a subject that was just judged, with the files that it asked for."""
        told: dict[str, Any] = {"name": target.name, "named": target.named, "digest": judged.digest}
        if judged.digest is not None:
            told |= self._kept(target, judged)
            if "withheld" in told:
                self.withheld[told["withheld"]] += 1
        self._lines.append(json.dumps(told, separators=(",", ":")))

    def finish(self, journal: Path) -> None:
        """Add what was selected and the journal, and put the bundle in its place."""
        selection = self._plan.selection
        asked = {"profile": selection.profile or None, "level": selection.level}
        members = {
            SELECTION: json.dumps({**asked, "suites": list(selection.suites)}).encode(),
            SUBJECTS: "".join(f"{line}\n" for line in self._lines).encode(),
        }
        digests = {JOURNAL: _digest_at(journal), **{name: digest(data) for name, data in members.items()}}
        until = {} if self._days is None else {"retain_until": f"{datetime.now(UTC).date() + timedelta(self._days)}"}
        own = private(self._plan)
        for name, data in ((digest(data), data) for each in own for data in each.files.values()):
            if file_name(name) not in self._bodies:
                self._add_body(name, data)
        more = {"withheld": dict(sorted(self.withheld.items())), "private": [each.record for each in own], **until}
        index = index_text(self._plan, digests, list(self._bodies), __version__, **more)
        _add_file(self._zip, JOURNAL, journal)
        for name, data in members.items():
            add_member(self._zip, name, data, zipfile.ZIP_DEFLATED)
        add_member(self._zip, INDEX, index, zipfile.ZIP_DEFLATED)
        self._zip.close()
        self._file.close()
        self.partial.replace(self.path)

    def __enter__(self) -> Packing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError) if error else nullcontext():  # on a full disk even closing fails
            self._zip.close()
        with suppress(OSError) if error else nullcontext():
            self._file.close()
        self.partial.unlink(missing_ok=True)

    def _kept(self, target: Target, judged: Entry) -> dict[str, Any]:
        """Why a subject is withheld, or the files beside it, after its bytes were added."""
        assert judged.digest is not None
        if judged.verdict.problem:
            return {"withheld": NOT_JUDGED}
        folder = os.path.dirname(target.path)
        inside = [os.path.join(folder, name) for name, asked in judged.beside.items() if asked.inside]
        personal = self._withhold(judged.verdict.kind) or any(map(self._is_withheld, inside))
        digests = {path: self._digest_of(path) if personal else self._added(path) for path in inside}
        beside = {name: digests.get(os.path.join(folder, name)) for name in judged.beside}
        up = max((name.split("/").count("..") for name in beside), default=0)
        # With the name of the folder above them, which a reference may contain.
        above: dict[str, Any] = {"within": list(Path(folder).absolute().parts[1:][-up - 1 :])} if up else {}
        if up and target.root is not None:  # what is above that folder was not read
            above["root"] = len(Path(os.path.relpath(os.path.realpath(folder), target.root)).parts)
        told: dict[str, Any] = {"beside": beside, **above} if beside else {}
        if None in digests.values():
            return {"withheld": CHANGED}
        if personal:
            return {"withheld": PERSONAL, **told}
        return told if self._add_subject(target, judged.digest) else {"withheld": CHANGED, **told}

    def _add_subject(self, target: Target, expected: str) -> bool:
        """Add the bytes of a subject; whether they are still those that were judged."""
        if file_name(expected) in self._bodies:
            return True
        if target.data is not None:
            self._add_body(expected, target.data)
            return True
        return self._copied(target.path, expected) is not None

    def _added(self, path: str) -> str | None:
        """Add a file that a subject asked for; its digest, or None if it has gone. A file is read once."""
        try:
            status = os.stat(path)
        except OSError:
            return None
        known = path, status.st_mtime_ns, status.st_size
        if known not in self._seen and (found := self._copied(path)):
            self._seen[known] = found
        return self._seen.get(known)

    def _digest_of(self, path: str) -> str | None:
        try:
            return _digest_at(path)
        except OSError:
            return None

    def _is_withheld(self, path: str) -> bool:
        """Whether a file that a subject asked for is of a kind that is withheld."""
        if path not in self._kinds:
            try:
                self._kinds[path] = any(map(self._withhold, self._plan.recognise(open_source(path, path))[0]))
            except Unreadable:
                self._kinds[path] = False
        return self._kinds[path]

    def _copied(self, path: str, expected: str | None = None) -> str | None:
        """The digest of a file whose bytes are in the bundle from now on; None if they are not the expected ones."""
        try:
            with Path(path).open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                data = file.read() if size <= _IN_MEMORY else None
                found = _digest_of_file(file) if data is None else digest(data)
                if found != (expected or found):
                    return None
                if file_name(found) in self._bodies:
                    return found
                if data is None:
                    file.seek(0)
                    self._copy_long(file, size, found, path)
                else:
                    self._add_body(found, data)
        except OSError:
            return None
        return found

    def _copy_long(self, file: IO[bytes], size: int, expected: str, path: str) -> None:
        made, left = hashlib.sha256(), size
        info = _info(f"{BODIES}/{file_name(expected)}", zipfile.ZIP_STORED)
        info.file_size = size
        with self._zip.open(info, "w", force_zip64=size > zipfile.ZIP64_LIMIT) as out:
            while left and (piece := file.read(min(left, 1 << 20))):
                made.update(piece)
                out.write(piece)
                left -= len(piece)
        if f"sha256:{made.hexdigest()}" != expected:
            raise Problem(Text(f"{path} changed while it was packed", f"{path} 在打包期间发生了变化"))
        self._bodies[file_name(expected)] = None

    def _add_body(self, name: str, data: bytes) -> None:
        add_member(self._zip, f"{BODIES}/{file_name(name)}", data, zipfile.ZIP_STORED)
        self._bodies[file_name(name)] = None


def _digest_of_file(file: IO[bytes]) -> str:
    return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"  # type: ignore[arg-type]


def _digest_at(path: Path | str) -> str:
    with Path(path).open("rb") as file:
        return _digest_of_file(file)


def _info(name: str, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = method
    return info


def add_member(out: zipfile.ZipFile, name: str, data: bytes | str, method: int = zipfile.ZIP_DEFLATED) -> None:
    """Add a member, without a time. A lone surrogate, as in a file name that is not UTF-8, becomes an escape."""
    out.writestr(_info(name, method), data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data)


def _add_file(out: zipfile.ZipFile, name: str, path: Path) -> None:
    """Add a member that need not fit in memory."""
    info = _info(name, zipfile.ZIP_DEFLATED)
    info.file_size = path.stat().st_size
    with path.open("rb") as file, out.open(info, "w") as member:
        shutil.copyfileobj(file, member)
