"""The shapes of the project's own documents: report.json, suite.toml and profiles. schemas/*.json are generated."""

from __future__ import annotations

from datetime import date
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


class RequirementRow(TypedDict):
    """A row of suite.toml. It has exactly one of schema, check, untestable, conflict and withdrawn."""

    id: str
    obligation: Obligation
    origin: Origin
    title: Bilingual
    statement: Bilingual
    at: NotRequired[str | list[str]]
    policy: str | list[str]
    basis: str | list[str]
    finding: NotRequired[Bilingual]
    findings: NotRequired[dict[str, Bilingual]]
    fix: NotRequired[Bilingual]
    repair: NotRequired[Bilingual]
    related: NotRequired[str | list[str]]
    covers: NotRequired[str | list[str]]
    when: NotRequired[str]
    writes: NotRequired[bool]
    probes: NotRequired[bool]
    disclosure: NotRequired[Literal["public", "restricted"]]
    untestable: NotRequired[Bilingual]
    conflict: NotRequired[Bilingual]
    withdrawn: NotRequired[Bilingual]


class SuiteHead(TypedDict):
    """The [suite] table."""

    id: NotRequired[str]
    version: str
    prefix: str
    owner: NotRequired[str]
    kind: str
    by_role: NotRequired[bool]
    title: Bilingual


class Recognise(TypedDict):
    """The [recognise] table: how the content of a kind is recognised, and the file names that suggest it."""

    title: Bilingual
    of: NotRequired[str]
    magic: NotRequired[str | list[str]]
    json: NotRequired[str | list[str]]
    lines: NotRequired[str | list[str]]
    xml: NotRequired[str | list[str]]
    names: NotRequired[str | list[str]]
    yaml: NotRequired[bool]
    confirm: NotRequired[bool]
    judge: NotRequired[Literal["documents", "recordings"]]
    holds: NotRequired[dict[str, str]]


class Service(TypedDict):
    """The [service] table: the kind is a live service, named by its endpoint in a plan.

    `schemes` are those of its URLs, http and https if left out, the recommended one last.
    `documents` are kinds of documents it returns, each with the part of the view that has them; `ready` are parts of
    the view without which judging makes no sense: `conformance doctor` checks them. The family's reference/ is a
    product with switchable faults that proves the rows.
    """

    title: Bilingual
    endpoint: NotRequired[str]
    optional_endpoints: NotRequired[str | list[str]]
    schemes: NotRequired[str | list[str]]
    documents: NotRequired[dict[str, str]]
    ready: NotRequired[str | list[str]]


class Question(TypedDict):
    """An item of [statement] (ICS) or [information] (IXIT); the type of its example is the type of the answer."""

    title: Bilingual
    example: bool | str | int | float | list[str]
    required: NotRequired[bool]
    secret: NotRequired[bool]
    shown_by: NotRequired[str]
    one_of: NotRequired[list[str]]
    when: NotRequired[str]


class Parameter(TypedDict):
    """A number or a list of texts under [parameters] that no standard specifies; a profile may override it."""

    title: Bilingual
    default: float | list[str]
    unit: NotRequired[str]


class SuiteFile(TypedDict):
    """suite.toml."""

    suite: SuiteHead
    recognise: NotRequired[Recognise]
    service: NotRequired[Service]
    facts: NotRequired[dict[str, Bilingual]]
    statement: NotRequired[dict[str, Question]]
    information: NotRequired[dict[str, Question]]
    parameters: NotRequired[dict[str, Parameter]]
    requirement: list[RequirementRow]
    reasons: NotRequired[dict[str, Bilingual]]


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


class KnownFinding(TypedDict):
    """A finding that is accepted until the end of a day, at every place with the members given here."""

    requirement: str
    subject: str
    pointer: NotRequired[str]
    byte: NotRequired[int]
    line: NotRequired[int]
    frame: NotRequired[int]
    exchange: NotRequired[str]
    reason: str
    expires: date
    author: NotRequired[str]


class BaselineFile(TypedDict):
    """A baseline: the known findings of a product."""

    known: NotRequired[list[KnownFinding]]
