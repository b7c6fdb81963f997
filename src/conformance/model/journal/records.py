"""The events of a run. The engine makes them and views read them; nothing else passes between the two.

Records that exist once per subject or case are named tuples: compared with a frozen dataclass with slots, they are
created in a third of the time and pass between processes in a quarter of it (measured).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from conformance.model.baseline import Known
from conformance.model.finding import Where
from conformance.model.outcome import Cause, Outcome
from conformance.model.text import Text

FORMAT = 2
NOTHING_STATED: Mapping[str, str | None] = {}


class Reason(NamedTuple):
    """Why there is no verdict: the key of the sentence, the ids it names, and who has to act, if anyone."""

    key: str
    text: Text
    ids: tuple[str, ...] = ()
    cause: Cause | None = None


class Unjudged(NamedTuple):
    """A requirement without a verdict on a subject, with its reason."""

    requirement: str
    outcome: Outcome
    reason: Reason


HARMLESS = frozenset({"unknown_kind", "no_suite"})
"""The reasons for not judging a file of a folder that leave nothing open."""


class Problem(NamedTuple):
    """Why a file was not judged at all; `named` if the user named the file explicitly."""

    reason: Reason
    named: bool


class VerdictClass(NamedTuple):
    """What many subjects may have in common: their kind, and the outcome of each row without its findings.

    `outcomes` are (suite, one letter per row). `open` are the rows that are inconclusive, in error or not run,
    `inapplicable` those that do not apply for a reason other than that they have nothing to judge.
    """

    kind: str | None = None
    recognised_by: str | None = None
    outcomes: tuple[tuple[str, str], ...] = ()
    open: tuple[Unjudged, ...] = ()
    inapplicable: tuple[Unjudged, ...] = ()
    problem: Problem | None = None


class Located(NamedTuple):
    """A finding ready to be reported: its place, its sentence in both languages, and the values in it.

    `sentence` is where they come from: `finding` or `findings.<key>` of the row, or the place of the violated keyword
    in the schema, such as `#/$defs/AST-GLD-002/required`. Proofs use it; the journal does not keep it.
    """

    where: Where
    message: Text
    values: Mapping[str, Any]
    sentence: str = ""


class Failure(NamedTuple):
    """A requirement that a subject violates. `more` counts findings beyond those kept.

    `known` is the entry of a baseline that covers these findings; a journal has none.
    """

    requirement: str
    findings: tuple[Located, ...]
    more: int = 0
    known: Known | None = None


class Subject(NamedTuple):
    """A file, an endpoint, or a document that an endpoint returned; an endpoint has neither digest nor size."""

    name: str
    digest: str | None
    bytes: int | None


class SubjectJudged(NamedTuple):
    """A subject with its verdict and findings.

    `plots` are numbers of a recording over time; `leftovers` is what tests created in the product and could not remove;
    `facts` say how much there is to judge, where the profile requires some.
    """

    subject: Subject
    verdict: VerdictClass
    failures: tuple[Failure, ...] = ()
    plots: Mapping[str, Any] | None = None
    leftovers: tuple[str, ...] = ()
    facts: Mapping[str, float] | None = None


class Basis(NamedTuple):
    """A clause of a standard; `url` is where the standard can be read, if it is public."""

    key: str
    section: str
    title: Text
    url: str | None = None


class Policy(NamedTuple):
    """A clause of a policy document; `phrase` is its key phrase in Chinese and a gloss in English."""

    key: str
    document: Text
    heading: Text
    phrase: Text


class RequirementRecord(NamedTuple):
    """A row as views show it, with the sentences of its two traces.

    `raised` says why the profile requires it although it is only recommended. One that is not `scored` came after the
    version of the profile that the run is judged by: it is shown, and decides nothing. The findings of a `restricted`
    one are only counted in public views.
    """

    id: str
    obligation: str
    origin: str
    title: Text
    statement: Text
    at: tuple[str, ...]
    basis: tuple[Basis, ...]
    policy: tuple[Policy, ...]
    fix: Text | None
    excluded: Text | None
    raised: Text | None = None
    scored: bool = True
    restricted: bool = False

    @property
    def decides(self) -> bool:
        """Whether the conclusion of a run depends on it: a SHALL, or a recommendation that the profile raises."""
        return self.scored and (self.obligation == "shall" or self.raised is not None)


class SuiteRecord(NamedTuple):
    """A suite with everything that a view needs, so that a journal can be read without the catalogue.

    `rows` are the ids in the order of the outcome letters; `requirements` only those the run counts.
    """

    id: str
    version: str
    digest: str
    owner: str
    title: Text
    rows: tuple[str, ...]
    requirements: tuple[RequirementRecord, ...]


class Least(NamedTuple):
    """A fact, such as the number of triangles, and the value that a subject has to reach."""

    fact: str
    title: Text
    value: float


class FloorRecord(NamedTuple):
    """What one subject of any of the `kinds` has to contain; `title` names the first of them."""

    kinds: tuple[str, ...]
    title: Text
    least: tuple[Least, ...]


class ErratumRecord(NamedTuple):
    """A correction of a frozen row that counts in the run: the row, since when, and why."""

    requirement: str
    date: str
    reason: Text


class ProfileRecord(NamedTuple):
    """The profile selected for a run; at least one id of each of its `needs` has to be judged.

    If there are floors (`evidence`, those of the level of the run), a subject has to reach one of them. Of each list in
    `includes` at least one profile has to be claimed: one of whose `kinds` a subject was judged. `errata` are those
    of a frozen version.
    """

    id: str
    version: str
    digest: str
    title: Text
    parameters: Mapping[str, Any]
    needs: tuple[tuple[str, ...], ...]
    evidence: tuple[FloorRecord, ...] = ()
    kinds: tuple[str, ...] = ()
    includes: tuple[tuple[ProfileRecord, ...], ...] = ()
    errata: tuple[ErratumRecord, ...] = ()


class Harness(NamedTuple):
    """The harness that judged."""

    name: str
    version: str
    schema_engine: str


class Opening(NamedTuple):
    """What is known about a run before anything is judged. Only `run` differs between runs over the same input."""

    run: Mapping[str, str]
    harness: Harness
    laboratory: Mapping[str, str | None]
    product: Mapping[str, str | None]
    statement: Mapping[str, Any] | None
    decision_rule: Text
    profile: ProfileRecord | None
    level: str | None
    suites: tuple[SuiteRecord, ...]
    order: Mapping[str, str | None] = NOTHING_STATED
    persons: Mapping[str, str | None] = NOTHING_STATED
    authorisation: Mapping[str, str | None] = NOTHING_STATED


class SuitesTold(NamedTuple):
    """Suites whose rows count from here on: without a profile, suites become known with the subjects they judge."""

    suites: tuple[SuiteRecord, ...]


class PartTold(NamedTuple):
    """A file that was not judged by itself but read as part of a subject that refers to it.

    `named` is as in `Problem`: its reason for not being judged no longer counts.
    """

    name: str
    of: str
    named: bool


class Ending(NamedTuple):
    """How a run ended: complete or interrupted."""

    status: str
    finished: str
    seconds: float


Event = Opening | SuitesTold | SubjectJudged | PartTold | Ending
