"""What a repair did to a copy of a subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from conformance.model.finding import Where


class Change(NamedTuple):
    """One place that was changed. `values` has `before` and `after`, without the one at which there is nothing."""

    where: Where
    values: Mapping[str, Any]


class Editable(Protocol):
    """A subject that a repair edits; it records every change itself, so that none goes unreported."""

    @property
    def changes(self) -> Sequence[Change]: ...

    def saved(self) -> bytes:
        """The subject with the changes. Raises NotJudged if writing it would lose something."""

    def companions(self) -> Iterator[tuple[str, Path]]:
        """The files it refers to inside its folder: (relative path with forward slashes, where the file is)."""
