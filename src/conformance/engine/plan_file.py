"""plan.toml: one product, its vendor's statement, its endpoints, and what a run may do to it."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from conformance.catalogue.errors import CatalogueError, together
from conformance.catalogue.places import Place
from conformance.catalogue.tables import not_utf8, parse_toml
from conformance.engine.particulars import Particulars, Table
from conformance.engine.plan_mistakes import ANSWERS, in_toml, plan_mistakes
from conformance.model.finding import NotJudged
from conformance.model.nearest import UnknownName
from conformance.model.profile import LEVELS
from conformance.model.requirement import Question, Suite
from conformance.model.text import Text
from conformance.transports.address import host_of, scheme_of
from conformance.transports.limits import Limits
from conformance.transports.registry import carriers
from conformance.transports.secrets import Secrets, SecretTooShort

VARIABLE = r"^[A-Za-z_][A-Za-z0-9_]*$"
Headers = tuple[tuple[str, str], ...]
Level = Literal["basic", "interoperable", "mutual_recognition"]


NO_STATEMENT = Text(
    "has no [statement]: say what the product supports; conformance init lists the items",
    "没有 [statement]：请声明产品支持什么；conformance init 会列出各项",
)


class PlanError(CatalogueError):
    """A plan that cannot be used; its user can fix it."""


class Secret(Table):
    """A secret, by the name of the environment variable that holds it; its value is never in a file."""

    env: str = Field(pattern=VARIABLE)


class Bearer(Table):
    """RFC 6750."""

    scheme: Literal["bearer"]
    token: Secret


class Basic(Table):
    """RFC 7617."""

    scheme: Literal["basic"]
    user: str
    password: Secret


class ApiKey(Table):
    """A key in a header."""

    scheme: Literal["api_key"]
    header: str = "X-API-Key"
    key: Secret


class ClientCredentials(Table):
    """RFC 6749 4.4: a token is fetched once, when the run starts."""

    scheme: Literal["client_credentials"]
    token_endpoint: str
    client_id: str
    client_secret: Secret
    scope: str | None = None


Authentication = Annotated[Bearer | Basic | ApiKey | ClientCredentials, Field(discriminator="scheme")]


class TlsTable(Table):
    """PEM files, relative to the plan: authorities to trust besides the system's, a client certificate and its key."""

    authorities: str | None = None
    certificate: str | None = None
    key: str | None = None


class LimitsTable(Table):
    """What a run may do. `hosts` are allowed in addition to those of the endpoints; times are in seconds.

    `writing` allows it to judge the rows that change the product's data; without it, only rows run that do not.
    Words for truth and numbers in quotes are mistakes.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    hosts: tuple[str, ...] = Field(default=(), strict=False)
    requests_per_second: float | None = Field(default=None, gt=0)
    concurrency: int = Field(default=8, ge=1, le=64)
    requests: int = Field(default=5000, ge=1, le=1_000_000)
    messages: int = Field(default=Limits.messages, ge=2, le=1_000_000)
    body_bytes: int = Field(default=Limits.body_bytes, ge=1, le=1 << 30)
    redirects: int = Field(default=Limits.redirects, ge=0, le=20)
    exchange_seconds: float = Field(default=Limits.exchange_seconds, gt=0, le=600)
    run_seconds: float = Field(default=Limits.run_seconds, gt=0, le=86400)
    stimuli: int = Field(default=Limits.stimuli, ge=1, le=10_000)
    writing: bool = False


class AdapterTable(Table):
    """An adapter program for a product without an HTTP interface; it serves endpoints with the scheme `adapter:`.

    It gets no variable of the environment but those that any program needs and those named in `environment`.
    """

    command: tuple[str, ...] = Field(min_length=1)
    environment: tuple[Annotated[str, Field(pattern=VARIABLE)], ...] = ()


class EvidenceTable(Table):
    """What evidence may hold: nothing of `minors` but digests, and no files after `retention_days`."""

    minors: bool = False
    retention_days: int | None = Field(default=None, ge=1, le=36_500)


class FilePlan(Particulars):
    """A plan for files: what is printed on the report, and by which profile and level to judge."""

    profile: str | None = None
    level: Level | None = None
    evidence: EvidenceTable = EvidenceTable()


class TestPlan(Particulars):
    """plan.toml."""

    __test__ = False  # not a test class, despite its name

    profile: str
    level: Level = LEVELS[0]  # type: ignore[assignment]  # the first of the literals
    endpoints: dict[str, str] = Field(min_length=1)
    statement: dict[str, bool | float | str | tuple[str, ...]] | None = None
    information: dict[str, bool | float | str | tuple[str, ...] | Secret] = Field(default={})
    authentication: Authentication | None = None
    tls: TlsTable = TlsTable()
    proxy: str | None = None
    limits: LimitsTable = LimitsTable()
    adapter: AdapterTable | None = None

    @field_validator("proxy")
    @classmethod
    def _proxy_is_without_credentials(cls, proxy: str | None) -> str | None:
        if "@" in (proxy or "").partition("//")[2].partition("/")[0]:
            raise PydanticCustomError("proxy_credentials", "it holds credentials")
        return proxy

    @field_validator("endpoints")
    @classmethod
    def _endpoints_are_urls(cls, endpoints: dict[str, str]) -> dict[str, str]:
        known = carriers()
        for name, url in endpoints.items():
            try:
                reached = scheme_of(url) in known and host_of(url)
            except NotJudged:
                reached = False
            if not reached:
                said = {"name": name, "received": url, "known": ", ".join(sorted(known))}
                raise PydanticCustomError("endpoint_url", "{name} is not a URL", said)
            if "@" in url.partition("//")[2].partition("/")[0]:
                raise PydanticCustomError("endpoint_credentials", "{name} holds credentials", {"name": name})
        return endpoints


class Answers(NamedTuple):
    """What a plan answers, in whatever form it is; None for a statement that is not there."""

    statement: Mapping[str, Any] | None
    information: Mapping[str, Any]
    endpoints: Mapping[str, Any]

    @staticmethod
    def in_tables(values: Mapping[str, Any]) -> Answers:
        """The answers in a plan that has mistakes elsewhere."""
        found = (values.get(name) for name in ("statement", "information", "endpoints"))
        statement, information, endpoints = (each if isinstance(each, Mapping) else {} for each in found)
        return Answers(statement if "statement" in values else None, information, endpoints)


def read_plan(path: Path) -> TestPlan:
    """The plan in the file. Raises PlanError with the places, OSError if it cannot be read."""
    return parse_plan(plan_values(path), path)


def read_file_plan(path: Path) -> FilePlan:
    """What the plan in the file says about a run over files; a plan of a live product may be used as well.

    Raises PlanError, OSError.
    """
    values = plan_values(path)
    if "endpoints" in values:
        plan = parse_plan(values, path)
        said = plan.model_dump(include=set(Particulars.model_fields))
        return FilePlan(**said)
    try:
        return FilePlan.model_validate(values)
    except ValidationError as error:
        raise together(_mistakes(error, values, FilePlan, path)) from None


def plan_values(path: Path) -> Mapping[str, Any]:
    """The tables in the file. Raises PlanError if it is not TOML, OSError if it cannot be read."""
    try:
        return parse_toml(path, path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise PlanError(path, not_utf8(error)) from None
    except CatalogueError as error:
        raise PlanError(error.place, error.problem) from None


def parse_plan(values: Mapping[str, Any], path: Path | str) -> TestPlan:
    """The plan in a table. Raises PlanError with all mistakes and their places."""
    try:
        return TestPlan.model_validate(values)
    except ValidationError as error:
        raise together(_mistakes(error, values, TestPlan, path)) from None


def _mistakes(
    error: ValidationError, values: Mapping[str, Any], plan: type[Particulars], path: Path | str
) -> list[PlanError]:
    return [PlanError(place_in(path, *steps), text) for steps, text in plan_mistakes(error, values, plan)]


def place_in(path: Path | str, *steps: str | int) -> Place:
    """What is said in a plan under these keys."""
    return Place(path).at(*steps, name=".".join(map(str, steps)))


def check_answers(plan: TestPlan | Answers, suites: Iterable[Suite], path: Path | str) -> None:
    """Raise PlanError unless statement and information answer exactly what the suites ask."""
    mistakes: list[PlanError] = []

    def wrong(problem: Text, *steps: str) -> None:
        mistakes.append(PlanError(place_in(path, *steps), problem))

    for section, given in (("statement", plan.statement or {}), ("information", plan.information)):
        asked = {name: item for suite in suites for name, item in getattr(suite, section).items()}
        for name, value in given.items():
            if name not in asked:
                wrong(UnknownName("item", name, asked).text, section, name)
            elif not _fits(value, asked[name]):
                expected = ANSWERS[asked[name].type]
                problem = Text(
                    f"is {in_toml(value)}, expected {expected.en}", f"实际为 {in_toml(value)}，要求为{expected.zh}"
                )
                wrong(problem, section, name)
            elif asked[name].one_of and value not in asked[name].one_of:
                known = ", ".join(asked[name].one_of)
                problem = Text(
                    f"is {in_toml(value)}, expected one of {known}", f"实际为 {in_toml(value)}，要求为下列之一：{known}"
                )
                wrong(problem, section, name)
        missing = [name for name, item in asked.items() if item.required and name not in given]
        if missing:
            problem = Text(f"does not answer {', '.join(missing)}", f"没有回答 {'、'.join(missing)}")
            if section == "statement" and plan.statement is None:
                mistakes.append(PlanError(path, NO_STATEMENT))
            wrong(problem, section)
    if mistakes:
        raise together(mistakes)


def _fits(value: Any, item: Question) -> bool:
    if item.type == "secret":
        return isinstance(value, Secret) or (isinstance(value, dict) and value.keys() == {"env"})
    types: dict[str, Any] = {"boolean": bool, "text": str, "list": (tuple, list), "number": (float, int)}
    return isinstance(value, types[item.type]) and isinstance(value, bool) == (item.type == "boolean")


def limits_of(plan: TestPlan) -> Limits:
    """The plan's limits, with the hosts of its endpoints."""
    told = plan.limits.model_dump()
    urls = [*plan.endpoints.values()]
    if isinstance(plan.authentication, ClientCredentials):
        urls.append(plan.authentication.token_endpoint)
    return Limits(**{**told, "hosts": frozenset([*told["hosts"], *map(host_of, urls)])})


def secret(
    reference: Secret, secrets: Secrets, environment: Mapping[str, str] = os.environ, place: str = "authentication"
) -> str:
    """The value of a secret, which is kept out of every record from now on. Raises PlanError if there is none."""
    value = environment.get(reference.env)
    if not value:
        problem = Text(f"the environment variable {reference.env} is not set", f"未设置环境变量 {reference.env}")
        raise PlanError(place, problem)
    try:
        secrets.add(reference.env, value)
    except SecretTooShort as error:
        raise PlanError(place, error.text) from None
    return value


def information_of(plan: TestPlan) -> dict[str, Any]:
    """What the plan says for the tests, as checks get it: a secret is its placeholder."""
    said = plan.information.items()
    return {name: f"{{secret:{value.env}}}" if isinstance(value, Secret) else value for name, value in said}


def keep_information(plan: TestPlan, secrets: Secrets, environment: Mapping[str, str] = os.environ) -> None:
    """Keep the secrets among what the plan says for the tests out of every record. Raises PlanError without them."""
    mistakes: list[PlanError] = []
    for name, value in plan.information.items():
        if isinstance(value, Secret):
            try:
                secret(value, secrets, environment, place=f"information.{name}")
            except PlanError as error:
                mistakes.append(error)
    if mistakes:
        raise together(mistakes)


def static_credentials(plan: TestPlan, secrets: Secrets, environment: Mapping[str, str] = os.environ) -> Headers:
    """The headers that carry the plan's credentials, with placeholders; none for a token that has to be fetched first.

    Raises PlanError.
    """
    match plan.authentication:
        case Bearer(token=token):
            secret(token, secrets, environment)
            return (("Authorization", f"Bearer {{secret:{token.env}}}"),)
        case ApiKey(header=header, key=key):
            secret(key, secrets, environment)
            return ((header, f"{{secret:{key.env}}}"),)
        case Basic(user=user, password=password):
            value = secret(password, secrets, environment)
            name = f"{password.env}_BASIC"
            secrets.add(name, base64.b64encode(f"{user}:{value}".encode()).decode())
            return (("Authorization", f"Basic {{secret:{name}}}"),)
    return ()
