"""Requirements and suites as the catalogue provides them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from conformance.model.text import Text

_NOTHING: Mapping[str, Any] = {}


class Obligation(StrEnum):
    """How binding a requirement is: 应, 宜, 可 (GB/T 1.1-2020 Annex C, RFC 8174)."""

    SHALL = "shall"
    SHOULD = "should"
    MAY = "may"


class Origin(StrEnum):
    """`inherited`: the cited standard requires it. `added`: the row tightens the clause that it cites."""

    INHERITED = "inherited"
    ADDED = "added"


class Requirement(NamedTuple):
    """One row of a suite. `at` holds the places it judges: JSON pointer patterns, or a part of the suite's view.

    `when` is a condition over the vendor's statement. `writes` says that judging the row changes the product's data,
    `probes` that it sends what no honest client does, such as forged tokens; otherwise its requests only read, whatever
    their method. `restricted` findings are weaknesses that can be exploited: public views only count them. `repair`
    describes what the suite's repairs.py does to a copy that violates the row.
    """

    id: str
    obligation: Obligation
    origin: Origin
    title: Text
    statement: Text
    at: tuple[str, ...]
    policy: tuple[str, ...]
    basis: tuple[str, ...]
    findings: Mapping[str, Text] = _NOTHING
    fix: Text | None = None
    repair: Text | None = None
    related: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    when: str | None = None
    writes: bool = False
    probes: bool = False
    restricted: bool = False
    untestable: Text | None = None
    conflict: Text | None = None
    withdrawn: Text | None = None

    @property
    def excluded(self) -> Text | None:
        """Why this row is not judged, if it is not."""
        return self.untestable or self.conflict or self.withdrawn

    @property
    def active(self) -> bool:
        """Whether judging it needs an authorisation: it does more to the product than reading."""
        return self.writes or self.probes


def sentence_name(key: str) -> str:
    """The name in suite.toml of the sentence with this key in `Requirement.findings`."""
    return f"findings.{key}" if key else "finding"


class Kind(NamedTuple):
    """A kind of subject and how its content is recognised.

    `magic` are bytes at an offset, any of which will do; `json` are places all of which have to exist: JSON pointers,
    followed by `=text` if the value there has to start with that text; `yaml` and `toml` say that they hold for these
    as well. `lines` are such places in the first line of JSON Lines, `xml` possible names of the root element. `names`
    are file name endings, used only if the content fits no kind. `confirm` says that the suite's recognise.py decides
    about what fits. `of` is the more general kind: its suites judge this one as well, and `json` are then places in the
    document that their view reads. `judge` names the judge for the kind: documents, recordings or services. `holds` are
    the kinds of subjects inside such a file, each with the part of the view that has them: their suites judge these
    too.

    `endpoint` names the endpoint of a live service, `optional_endpoints` others that it may have. Their URLs have one
    of the `schemes`, or one that an adapter or another package carries. `documents` are the
    kinds of documents it returns, each with the part of the view that has them; `ready` are parts of the view
    without which judging makes no sense, such as a positive control.

    `facts` are what the facts.py of its suites count in a subject, with their titles: profiles say how much they
    require.
    """

    id: str
    title: Text
    magic: tuple[tuple[int, bytes], ...] = ()
    json: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    xml: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    yaml: bool = False
    toml: bool = False
    confirm: bool = False
    of: str | None = None
    judge: str = "documents"
    holds: Mapping[str, str] = _NOTHING
    endpoint: str | None = None
    optional_endpoints: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    documents: Mapping[str, str] = _NOTHING
    ready: tuple[str, ...] = ()
    facts: Mapping[str, Text] = _NOTHING


class Question(NamedTuple):
    """What a suite asks of a product's plan: an answer of its statement (ICS), or information its tests need (IXIT).

    `type` is boolean, text, list, number or secret; `example` is an answer of that type, for a secret the name of the
    environment variable that holds it. `shown_by` names the part of the view
    that exists exactly if the product does what a boolean item of the statement says. `one_of` are the only answers
    to a text item, any text if empty. An item that is not `required` may still be needed `when` the statement says so:
    without it, requirements are not judged.
    """

    name: str
    title: Text
    type: str
    example: Any
    required: bool = True
    shown_by: str | None = None
    one_of: tuple[str, ...] = ()
    when: str | None = None


ParameterValue = float | list[str]


class Parameter(NamedTuple):
    """A number or a list of texts that no standard specifies: a default of the suite, which a profile may override."""

    name: str
    title: Text
    default: ParameterValue
    unit: str = ""

    def complaint(self, value: object) -> Text | None:
        """Why a profile cannot set it to this value; None if it can."""
        return parameter_complaint(value, (list if isinstance(self.default, list) else float,))


def parameter_complaint(value: object, kinds: Sequence[type] = (float, list)) -> Text | None:
    """Why a value is not of these kinds, a finite number (float) or a list of texts (list); None if it is."""
    number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    texts = isinstance(value, list) and all(isinstance(each, str) for each in value)
    if (number and float in kinds) or (texts and list in kinds):
        return None
    wanted = [text for kind, text in _PARAMETER_KINDS.items() if kind in kinds]
    expected = Text(" or ".join(each.en for each in wanted), "或".join(each.zh for each in wanted))
    return Text(f"must be {expected.en}, not {value!r}", f"应为{expected.zh}，实际为 {value!r}")


_PARAMETER_KINDS = {float: Text("a number", "数值"), list: Text("a list of texts", "字符串列表")}


class SuiteContent(NamedTuple):
    """The content of a suite: its rows in the standard's order, and its own reasons for not judging.

    `statement` and `information` are what a plan has to answer.
    """

    requirements: tuple[Requirement, ...]
    reasons: Mapping[str, Text]
    statement: Mapping[str, Question] = _NOTHING
    information: Mapping[str, Question] = _NOTHING
    parameters: Mapping[str, Parameter] = _NOTHING


@dataclass(frozen=True)
class Suite:
    """One kind of subject under one standard. `folder` holds its suite.toml, checks, view and samples.

    `facts` are what its facts.py counts, with their titles. `streams` are the kinds of streams that suites of its kind
    define for recordings, each with the members that its declaration may have beside those of the format.

    Its content is read on first use, since a run needs only the suites of the kinds that it meets. A suite that judges
    by role is left out of a run without a profile unless it is selected: its limits make sense only for a role.
    """

    id: str
    version: str
    prefix: str
    owner: str
    title: Text
    kind: str
    folder: Path
    package: str
    schema: Path | None
    read: Callable[[], SuiteContent] = field(repr=False, compare=False)
    digested: Callable[[], str] = field(repr=False, compare=False)
    recognise: Kind | None = None
    by_role: bool = False
    facts: Mapping[str, Text] = field(default_factory=dict)
    streams: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def content(self) -> SuiteContent:
        """The content, as `read` returns it."""
        return self.read()

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        return self.content.requirements

    @property
    def statement(self) -> Mapping[str, Question]:
        return self.content.statement

    @property
    def information(self) -> Mapping[str, Question]:
        return self.content.information

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return self.content.parameters

    @property
    def reasons(self) -> Mapping[str, Text]:
        return self.content.reasons

    @cached_property
    def digest(self) -> str:
        """Over all that decides its verdicts; its content need not be read for that."""
        return self.digested()

    def __getitem__(self, requirement: str) -> Requirement:
        return next(row for row in self.requirements if row.id == requirement)


Check = Callable[[Any], Any]
