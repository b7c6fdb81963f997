"""The shape of report.json, and what the project's other documents share with it. schemas/*.json are generated."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import NotRequired, TypedDict  # pydantic needs these before Python 3.12

Obligation = Literal["shall", "should", "may"]
Origin = Literal["inherited", "added"]
Level = Literal["basic", "interoperable", "mutual_recognition"]
Outcome = Literal["pass", "fail", "inconclusive", "error", "not_applicable", "not_run"]
OpenOutcome = Literal["fail", "inconclusive", "error", "not_run"]
Conclusion = Literal["satisfied", "violated", "unproven", "not_applicable", "excluded"]
Verdict = Literal["conformant", "no_violation", "nonconformant", "unproven", "error"]
Cause = Literal["product", "configuration", "environment", "specification"]


class Bilingual(TypedDict):
    """A sentence in English and Chinese."""

    en: str
    zh: str


class Reason(Bilingual):
    """Why a case has no verdict; `ids` are the rows that block it."""

    key: str
    ids: NotRequired[list[str]]


class Where(TypedDict):
    """A place: the file and, as applicable, JSON pointer, byte offset, line, frame or exchange."""

    file: str
    pointer: NotRequired[str]
    byte: NotRequired[int]
    line: NotRequired[int]
    frame: NotRequired[int]
    exchange: NotRequired[str]


class FindingEntry(TypedDict):
    """One place that violates a requirement."""

    where: Where
    message: Bilingual
    values: dict[str, Any]


class ResultEntry(TypedDict):
    """A case that neither passed nor is not applicable."""

    requirement: str
    obligation: Obligation
    origin: Origin
    subject: str
    outcome: OpenOutcome
    cause: Cause | None
    reason: Reason | None
    findings: list[FindingEntry]
    more_findings: NotRequired[int]


class CausedReason(Reason):
    """A reason, and who has to act, if anyone."""

    cause: NotRequired[Cause]


class Problem(CausedReason):
    """Why a file was not judged; `named` if the user named the file explicitly."""

    named: bool


class ClassEntry(TypedDict):
    """What many subjects may have in common.

    `outcomes` has one letter per row of a suite, in the order of its `rows`: P F I E N (not run) - (not applicable).
    `reasons` gives, by row, why there is no verdict: a number among the `reasons` of the report, or a whole reason; a
    row that does not apply and has no reason here has nothing to judge.
    """

    kind: str | None
    recognised_by: Literal["content", "name", "suite", "plan"] | None
    outcomes: dict[str, str]
    reasons: NotRequired[dict[str, int | CausedReason]]
    problem: NotRequired[Problem]


SubjectEntry = TypedDict(
    "SubjectEntry",
    {
        "name": str,
        "digest": str | None,
        "bytes": int | None,
        "class": int | ClassEntry,
        "leftovers": NotRequired[list[str]],
        "plots": NotRequired[dict[str, Any]],
        "facts": NotRequired[dict[str, float]],
        "conclusion": NotRequired[Conclusion],
        "counts": NotRequired[dict[Conclusion, int]],
    },
)
"""A file or an endpoint; its `class` is a number among the `classes` of the report, or a whole class.

`conclusion` is that of the requirements that decide, and `counts` those of all requirements that count, as far as there
are any: a subject that was not judged has neither.
`leftovers` is what tests created in the product and could not remove; `plots` has numbers of a recording over time,
a few hundred whatever its length. `facts` say how much there is to judge, if the profile requires some.
"""


class PartEntry(TypedDict):
    """A file that was not judged by itself but read as part of a subject, the first that refers to it."""

    name: str
    of: str


class Basis(TypedDict):
    """A clause of a standard; `url` is where the standard can be read, if it is public."""

    key: str
    section: str
    title: Bilingual
    url: NotRequired[str]


class PolicyClause(TypedDict):
    """A clause of a policy document; `phrase` is its key phrase in Chinese and a gloss in English."""

    key: str
    document: Bilingual
    heading: Bilingual
    phrase: Bilingual


class RequirementEntry(TypedDict):
    """A requirement over all subjects."""

    id: str
    obligation: Obligation
    origin: Origin
    suite: str
    conclusion: Conclusion
    cases: dict[Outcome, int]
    title: Bilingual
    statement: Bilingual
    basis: list[Basis]
    policy: list[PolicyClause]
    fix: Bilingual | None
    excluded: Bilingual | None
    raised: NotRequired[Bilingual]
    scored: NotRequired[bool]


class SuiteEntry(TypedDict):
    """A suite that judged; `rows` are all its ids, in the order of the outcome letters, whether or not they count."""

    id: str
    version: str
    digest: str
    owner: str
    title: Bilingual
    rows: list[str]


class Report(TypedDict):
    """report.json. Only `run` differs between two runs over the same input; null means self-test.

    `unmet` is what the profile requires and no subject contains: such a run is never conformant.
    """

    format: Literal[2]
    run: dict[str, Any]
    harness: dict[str, str]
    laboratory: dict[str, str | None]
    product: dict[str, str | None]
    order: dict[str, str | None]
    persons: dict[str, str | None]
    authorisation: NotRequired[dict[str, str | None]]
    statement: dict[str, Any] | None
    decision_rule: Bilingual
    profile: dict[str, Any] | None
    level: Level | None
    suites: list[SuiteEntry]
    conclusion: Verdict
    unmet: list[Reason]
    counts: dict[Obligation, dict[Conclusion, int]]
    requirements: list[RequirementEntry]
    reasons: list[CausedReason]
    classes: list[ClassEntry]
    subjects: list[SubjectEntry]
    parts: NotRequired[list[PartEntry]]
    results: list[ResultEntry]
