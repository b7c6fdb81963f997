"""The shape of suite.toml. schemas/*.json are generated."""

from __future__ import annotations

from typing import (
    Literal,
    NotRequired,  # pydantic needs these before Python 3.12
)

from typing_extensions import TypedDict

from conformance.model.documents import Bilingual, Obligation, Origin


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
    toml: NotRequired[bool]
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
    """suite.toml. `streams` are kinds of streams of recordings, with the members of their declarations."""

    suite: SuiteHead
    recognise: NotRequired[Recognise]
    service: NotRequired[Service]
    facts: NotRequired[dict[str, Bilingual]]
    streams: NotRequired[dict[str, list[str]]]
    statement: NotRequired[dict[str, Question]]
    information: NotRequired[dict[str, Question]]
    parameters: NotRequired[dict[str, Parameter]]
    requirement: list[RequirementRow]
    reasons: NotRequired[dict[str, Bilingual]]
