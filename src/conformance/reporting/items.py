"""The items of a run: the first of its subjects with their digests, and one digest over all of them."""

from __future__ import annotations

import hashlib

from conformance.model.digest import ALGORITHM
from conformance.model.journal.records import Subject

LISTED = 10


class Items:
    """The subjects of a run in the order of its journal, in constant memory."""

    def __init__(self) -> None:
        self.count = 0
        self.listed: list[Subject] = []
        self._whole = hashlib.new(ALGORITHM, usedforsecurity=False)

    def add(self, subject: Subject) -> None:
        """Add a subject, judged or not."""
        self.count += 1
        if len(self.listed) < LISTED:
            self.listed.append(subject)
        self._whole.update(f"{subject.digest or '-'}\n".encode("utf-8", "backslashreplace"))

    @property
    def digest(self) -> str:
        """The digest of the subjects' digests, one per line."""
        return f"{ALGORITHM}:{self._whole.hexdigest()}"
