"""The subjects of a bundle again: unpacked one by one, or as recorded where their bytes are not there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from conformance.engine.bundle import JOURNAL, SUBJECTS, Bundle
from conformance.engine.opening import Recorded
from conformance.engine.packing import NOT_JUDGED
from conformance.engine.records import unjudged
from conformance.engine.subjects import Target
from conformance.model.journal.reading import read_lines
from conformance.model.journal.records import Ending, Opening, SubjectJudged
from conformance.model.outcome import Cause
from conformance.transports.evidence import file_name
from conformance.writing import open_new

NOT_RECOMPUTABLE = "not_recomputable"


class Unpacking:
    """The targets of a bundle, in the order of its journal, unpacked into a folder.

    `supplied` are files by their digest, for what the bundle withholds. `missing` names the subjects that cannot be
    judged again.
    """

    def __init__(self, bundle: Bundle, folder: Path, supplied: Mapping[str, Path] | None = None) -> None:
        self._bundle, self._folder, self._supplied = bundle, folder, supplied or {}
        self._outside = folder / "outside"
        self.missing: list[str] = []
        events = list(read_lines(bundle.read(JOURNAL).splitlines(keepends=True), f"{JOURNAL} of the bundle"))
        if not isinstance(events[0], Opening):
            raise bundle.refused(JOURNAL)
        self.recorded = Recorded(events[0], next((each for each in events if isinstance(each, Ending)), None))
        self._judged = [each for each in events if isinstance(each, SubjectJudged)]

    def targets(self) -> Iterator[Target]:
        """A target for each subject. Raises BundleRefused."""
        lines = list(self._bundle.lines(SUBJECTS))
        if [line.get("name") for line in lines] != [each.subject.name for each in self._judged]:
            raise self._bundle.refused(SUBJECTS)
        for number, (line, judged) in enumerate(zip(lines, self._judged, strict=True)):
            yield self._target(number, line, judged)

    def asked_for(self, paths: Iterable[str]) -> dict[str, list[str]]:
        """These paths in the folder, which led nowhere, by subject and relative to the subject's own folder."""
        found: dict[str, set[str]] = {}
        top = os.path.realpath(self._folder)
        for path in paths:
            number, _, inside = os.path.relpath(path, top).replace(os.sep, "/").partition("/")
            if number.isdecimal() and int(number) < len(self._judged):
                found.setdefault(self._judged[int(number)].subject.name, set()).add(inside)
        return {name: sorted(inside) for name, inside in found.items()}

    def _target(self, number: int, line: Mapping[str, Any], judged: SubjectJudged) -> Target:
        name, digest, named, beside = judged.subject.name, line.get("digest"), line.get("named"), line.get("beside", {})
        if digest != judged.subject.digest or type(named) is not bool or not isinstance(beside, dict):
            raise self._bundle.refused(SUBJECTS)
        if digest is None or line.get("withheld") == NOT_JUDGED:
            if judged.verdict.problem is None:
                raise self._bundle.refused(SUBJECTS)
            return Target(name, name, named, recorded=judged)
        within = line.get("within", [])
        if not isinstance(within, list) or not all(map(_is_step, within)):
            raise self._bundle.refused(SUBJECTS)
        folder = self._folder.joinpath(str(number), *within)
        files = {name.rpartition("/")[2]: digest, **{each: held for each, held in beside.items() if held is not None}}
        if not all(self._unpacked(folder, *each) for each in files.items()):
            self.missing.append(name)
            values: dict[str, Any] = {"digest": digest}
            again = unjudged(judged.subject, None, NOT_RECOMPUTABLE, values, Cause.CONFIGURATION, named=True)
            return Target(name, name, named, recorded=again)
        for each in (each for each, held in beside.items() if held is None):
            self._link_out(self._place(folder, each))
        root = None if "root" not in line else str(self._root(folder, line["root"]))
        return Target(str(self._place(folder, name.rpartition("/")[2])), name, named, root=root)

    def _root(self, folder: Path, above: Any) -> Path:
        """The folder so many steps above that of a subject, within what is unpacked for it. Raises BundleRefused."""
        steps = len(folder.parts) - len(self._folder.parts) - 1
        if type(above) is not int or above < 0:
            raise self._bundle.refused(SUBJECTS)
        return folder.joinpath(*[os.pardir] * min(above, steps))

    def _unpacked(self, folder: Path, name: str, digest: Any) -> bool:
        """Put the bytes with a digest at a place in the folder; False if nobody has them."""
        place = self._place(folder, name)
        if not isinstance(digest, str):
            raise self._bundle.refused(SUBJECTS)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            if self._bundle.has_body(digest):
                with open_new(place, anew=True) as out:
                    self._bundle.copy_body(file_name(digest), out)
                return True
            if digest in self._supplied:
                with open_new(place, anew=True) as out, self._supplied[digest].open("rb") as file:
                    while piece := file.read(1 << 20):
                        out.write(piece)
                return True
        except (OSError, ValueError):  # a name that no file of a run has
            raise self._bundle.refused(SUBJECTS) from None
        return False

    def _place(self, folder: Path, name: str) -> Path:
        """Where a file with this name, relative to the folder of its subject, belongs. Raises BundleRefused."""
        steps, place = name.split("/"), folder
        while steps[:1] == [".."]:  # a file above the folder: the folders that lead there are part of the record
            place = place.parent
            del steps[0]
        if len(place.parts) <= len(self._folder.parts) or not steps or not all(map(_is_step, steps)):
            raise self._bundle.refused(SUBJECTS)
        return place.joinpath(*steps)

    def _link_out(self, place: Path) -> None:
        """Put a link where the subject found one that led out of its folder."""
        try:
            self._outside.touch()
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(self._outside)
        except (OSError, ValueError):
            raise self._bundle.refused(SUBJECTS) from None


def _is_step(step: Any) -> bool:
    """Whether this names a file or folder in a folder, on this system."""
    strange = "\0/\\:" if os.name == "nt" else "\0/"
    return isinstance(step, str) and step not in ("", ".", "..") and not any(each in step for each in strange)
