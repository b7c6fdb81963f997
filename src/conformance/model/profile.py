"""Profiles: which requirements a role has to meet, at which level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from conformance.model.frozen import Erratum, Frozen
from conformance.model.text import Text

LEVELS = ("basic", "interoperable", "mutual_recognition")
LEVEL_TITLES = {
    "basic": Text("basic", "基础"),
    "interoperable": Text("interoperable", "互通"),
    "mutual_recognition": Text("mutual recognition", "互认"),
}


NOTHING: Mapping[str, Any] = {}


class Floor(NamedTuple):
    """How much one subject of a kind has to contain at a level before the profile can be claimed: facts, at least.

    The values of a level are added to those of the lower levels, or replace them.
    """

    kind: str
    level: str
    least: Mapping[str, float]


class Raised(NamedTuple):
    """A recommendation that decides from a level on, and why the profile wants that."""

    level: str
    reason: Text


class Profile(NamedTuple):
    """A named selection of requirements for one role; each level adds its rows to those of the lower levels.

    `needs` are requirements without which a claim of the role means nothing, each with its alternatives, at least one
    of which has to be judged. `evidence` is what a subject has to contain at least; its kinds are alternatives.
    `raised` are recommendations that decide. `includes` are lists of smaller profiles, at least one of each of
    which has to be claimed: their rows, kinds and parameters are part of this one, their needs and evidence count where
    the run has their kinds. `frozen` is there if this is a published version, whose rows do not change.
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
    evidence: tuple[Floor, ...] = ()
    raised: Mapping[str, Raised] = NOTHING
    includes: tuple[tuple[Profile, ...], ...] = ()
    frozen: Frozen | None = None

    def requirements(self, level: str) -> frozenset[str]:
        """The ids that count at `level`."""
        return frozenset(row for name in upto(level) for row in self.levels.get(name, ()))

    def raised_at(self, level: str) -> dict[str, Text]:
        """The recommendations that decide at `level`, with the reasons."""
        return {row: each.reason for row, each in self.raised.items() if each.level in upto(level)}

    @property
    def parts(self) -> tuple[Profile, ...]:
        """The profile itself and those that it includes."""
        return (self, *{part.id: part for each in self.includes for part in each}.values())

    def errata(self, level: str) -> list[Erratum]:
        """The errata of the rows that count at `level`, those of included profiles among them."""
        rows = self.requirements(level)
        told = [each for part in self.parts if part.frozen for each in part.frozen.errata if each.requirement in rows]
        return list(dict.fromkeys(told))

    def least(self, level: str) -> dict[str, dict[str, float]]:
        """By kind, the facts and values that one subject of it has to reach at `level`."""
        found: dict[str, dict[str, float]] = {}
        for floor in sorted(self.evidence, key=lambda each: LEVELS.index(each.level)):
            if floor.level in upto(level):
                found.setdefault(floor.kind, {}).update(floor.least)
        return found


def upto(level: str) -> tuple[str, ...]:
    """The level and those below it, lowest first."""
    return LEVELS[: LEVELS.index(level) + 1]
