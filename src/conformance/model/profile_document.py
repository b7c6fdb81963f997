"""The shape of a profile, frozen or not. schemas/*.json are generated."""

from __future__ import annotations

from datetime import date
from typing import (
    Literal,
    NotRequired,  # pydantic needs these before Python 3.12
)

from typing_extensions import TypedDict

from conformance.model.documents import Bilingual, Level, Obligation


class ProfileHead(TypedDict):
    """The [profile] table. Each of `needs`, or one id of a list in it, has to be judged for any claim of the role.

    With `by_rule`, all rows of the suites for the kinds count, except those `without` (ids or prefixes): what a
    standard requires from basic on, what is added to it from interoperable on, recommendations at mutual_recognition.
    `includes` are profiles; of a list in it, at least one has to be claimed.
    """

    id: NotRequired[str]
    version: str
    title: Bilingual
    role: Bilingual
    kinds: NotRequired[str | list[str]]
    needs: NotRequired[list[str | list[str]]]
    by_rule: NotRequired[bool]
    without: NotRequired[str | list[str]]
    includes: NotRequired[list[str | list[str]]]


class ProfileLevel(TypedDict):
    """The rows a level adds to those of the levels below it; with `by_rule`, the exceptions from the rule."""

    id: Level
    requirements: str | list[str]


class ProfileRaise(TypedDict):
    """Recommendations that decide from a level on."""

    level: Level
    requirements: str | list[str]
    reason: Bilingual


class ProfileVeto(TypedDict):
    """Red lines: rows that decide at every level."""

    requirements: str | list[str]
    reason: Bilingual


class ProfileEvidence(TypedDict):
    """What one subject of a kind has to contain from a level on: facts that the kind's [facts] name, at least."""

    kind: str
    level: NotRequired[Level]
    least: dict[str, float]


class FrozenTable(TypedDict):
    """What was frozen, and by which version of the harness."""

    of: str
    harness: str


class FrozenSuite(TypedDict):
    """A suite whose rows are frozen; its code may change, so the digest of it is for information."""

    id: str
    version: str
    code: str


class FrozenRow(TypedDict):
    """A row as it was published: where it counts, from which level on it decides, and the digest of all that follows.

    `schema` is a digest: of the definition of the row and of the helpers that it refers to.
    """

    id: str
    level: Level
    decides: NotRequired[Level]
    digest: str
    statement: Bilingual
    obligation: Obligation
    at: NotRequired[list[str]]
    when: NotRequired[str]
    excluded: NotRequired[Literal["untestable", "conflict", "withdrawn"]]
    parameters: NotRequired[dict[str, float | list[str]]]
    schema: NotRequired[str]


class FrozenErratum(TypedDict):
    """A correction of a frozen row: since when, why, and the digest of the row `after` it."""

    requirement: str
    date: date
    reason: Bilingual
    after: str


ProfileFile = TypedDict(
    "ProfileFile",
    {
        "profile": ProfileHead,
        "level": NotRequired[list[ProfileLevel]],
        "raise": NotRequired[list[ProfileRaise]],
        "veto": NotRequired[list[ProfileVeto]],
        "evidence": NotRequired[list[ProfileEvidence]],
        "parameters": NotRequired[dict[str, float | list[str]]],
        "frozen": NotRequired[FrozenTable],
        "suite": NotRequired[list[FrozenSuite]],
        "row": NotRequired[list[FrozenRow]],
        "erratum": NotRequired[list[FrozenErratum]],
    },
)
"""A profile file. The kinds of its evidence are alternatives: one subject has to reach all values of one kind.

The last four tables are those of a frozen version, which `conformance freeze` writes.
"""
