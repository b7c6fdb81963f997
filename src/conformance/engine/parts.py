"""Files that were not judged by themselves but read as part of a subject that refers to them."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

from conformance.engine.journal import Entry
from conformance.engine.subjects import Target
from conformance.model.journal.records import HARMLESS, PartTold
from conformance.readers.beside import Asked, Noted


class Parts:
    """What the judged subjects of a run refer to, and which files of the run were not judged, by their names.

    Names, not places, are compared, so that a run that is judged again elsewhere says the same.
    """

    def __init__(self) -> None:
        self._of: dict[str, str] = {}
        self._unjudged: list[tuple[str, bool]] = []

    def add(self, target: Target, judged: Entry) -> None:
        """Take in a subject that was just judged, or was not."""
        if problem := judged.verdict.problem:
            if problem.reason.key in HARMLESS and target.data is None:
                self._unjudged.append((target.name, problem.named))
        elif judged.verdict.outcomes:
            folder = posixpath.dirname(target.name)
            for path, asked in judged.beside.items():
                if asked.inside and asked.part:
                    self._of.setdefault(posixpath.normpath(posixpath.join(folder, path)), target.name)

    def told(self) -> Iterator[PartTold]:
        """The files that were read as part of a subject, each with the first subject that refers to it."""
        for name, named in self._unjudged:
            if name in self._of:
                yield PartTold(name, self._of[name], named)


def relative(asked: Noted, target: Target) -> Mapping[str, Asked]:
    """The files that a subject asked for, relative to its folder, without the subject itself."""
    folder = str(Path(target.path).parent.absolute())
    roots = folder, os.path.realpath(folder)
    found: dict[str, Asked] = {}
    for path, how in asked.items():
        place = str(Path(path).absolute())
        root = next((each for each in roots if place.startswith(os.path.join(each, ""))), roots[1])
        found[os.path.relpath(place, root).replace(os.sep, "/")] = how
    found.pop(os.path.basename(target.path), None)
    return found
