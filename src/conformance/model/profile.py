"""Profiles: which requirements a role has to meet, at which level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from conformance.model.text import Text

LEVELS = ("basic", "interoperable", "mutual_recognition")
LEVEL_TITLES = {
    "basic": Text("basic", "基础"),
    "interoperable": Text("interoperable", "互通"),
    "mutual_recognition": Text("mutual recognition", "互认"),
}


class Profile(NamedTuple):
    """A named selection of requirements for one role; each level adds its rows to those of the lower levels.

    `needs` are requirements without which a claim of the role means nothing, each with its alternatives, at least one
    of which has to be judged.
    """

    id: str
    version: str
    title: Text
    role: Text
    kinds: tuple[str, ...]
    levels: Mapping[str, tuple[str, ...]]
    parameters: Mapping[str, Any]
    digest: str
    needs: tuple[tuple[str, ...], ...] = ()

    def requirements(self, level: str) -> frozenset[str]:
        """The ids that count at `level`."""
        upto = LEVELS[: LEVELS.index(level) + 1]
        return frozenset(row for name in upto for row in self.levels.get(name, ()))
