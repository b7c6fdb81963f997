"""The shape of `conformance list --format json`; schemas/list.json is generated from it."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from conformance.model.documents import Bilingual, Level, Obligation, Origin


class FamilyItem(TypedDict):
    """A family of suites; `extras` are the optional dependencies that some of its rows need."""

    id: str
    title: Bilingual
    owner: str
    uses: list[str]
    extras: list[str]
    suites: list[str]


class SuiteItem(TypedDict):
    """A suite; `requirements` is the number of its rows."""

    id: str
    version: str
    prefix: str
    kind: str
    requirements: int
    title: Bilingual
    owner: str


class RequirementItem(TypedDict):
    """A row; `level` is the lowest of the chosen profile that requires it, `excluded` why it is not judged."""

    id: str
    suite: str
    obligation: Obligation
    origin: Origin
    title: Bilingual
    level: Level | None
    excluded: Bilingual | None


class ProfileItem(TypedDict):
    """A profile; `levels` holds the number of rows required at each of its levels."""

    id: str
    version: str
    title: Bilingual
    role: Bilingual
    kinds: list[str]
    levels: dict[Level, int]


class KindItem(TypedDict):
    """A kind of subject; `of` is the kind it is a special case of, `judge` is documents, recordings or services."""

    id: str
    title: Bilingual
    judge: str
    of: str | None
    suites: list[str]


class StandardItem(TypedDict):
    """A standard; `cited` says whether a row rests on it, `text` how much of it was read."""

    key: str
    title: Bilingual
    edition: str
    publisher: str
    country: str
    status: str
    text: str
    cited: bool


class CodeItem(TypedDict):
    """A code of a standard's own tool: the rows that cover it, or why none does."""

    tool: str
    code: str
    severity: Bilingual
    requirements: list[str]
    reason: Bilingual | None


Item = FamilyItem | SuiteItem | RequirementItem | ProfileItem | KindItem | StandardItem | CodeItem


class Listing(TypedDict):
    """What was listed, in the order of the catalogue."""

    format: Literal[1]
    what: Literal["families", "suites", "requirements", "profiles", "kinds", "standards", "codes"]
    items: list[Item]
