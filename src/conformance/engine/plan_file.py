"""plan.toml: one product, what its vendor states of it, where it is, and what a run may do to it."""

from __future__ import annotations

import base64
import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from conformance.catalogue.errors import CatalogueError
from conformance.model.finding import NotJudged
from conformance.model.nearest import UnknownName
from conformance.model.profile import LEVELS
from conformance.model.requirement import Question, Suite
from conformance.transports.address import host_of, scheme_of
from conformance.transports.limits import Limits
from conformance.transports.registry import carriers
from conformance.transports.secrets import Secrets

Headers = tuple[tuple[str, str], ...]
Level = Literal["basic", "interoperable", "mutual_recognition"]


class PlanError(CatalogueError):
    """A plan that cannot be used; its user can mend it."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Secret(_Table):
    """A secret by the name of the environment variable that holds it; the value stands in no file."""

    env: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")


class Bearer(_Table):
    """RFC 6750."""

    scheme: Literal["bearer"]
    token: Secret


class Basic(_Table):
    """RFC 7617."""

    scheme: Literal["basic"]
    user: str
    password: Secret


class ApiKey(_Table):
    """A key in a header."""

    scheme: Literal["api_key"]
    header: str = "X-API-Key"
    key: Secret


class ClientCredentials(_Table):
    """RFC 6749 4.4: a token is fetched once, when the run starts."""

    scheme: Literal["client_credentials"]
    token_endpoint: str
    client_id: str
    client_secret: Secret
    scope: str | None = None


Authentication = Annotated[Bearer | Basic | ApiKey | ClientCredentials, Field(discriminator="scheme")]


class ProductTable(_Table):
    """Who made what; it is printed on the report."""

    name: str = Field(min_length=1)
    version: str = Field(min_length=1)
    producer: str | None = None
    condition: str | None = None
    supplied_by: str | None = None


class TlsTable(_Table):
    """PEM files, relative to the plan: authorities to trust beside the system's, our certificate and its key."""

    authorities: str | None = None
    certificate: str | None = None
    key: str | None = None


class LimitsTable(_Table):
    """What a run may do. `hosts` are further hosts than those of the endpoints; times are in seconds.

    `writing` lets it judge the rows that say they change the product's data; without it only rows run that vouch to
    read, by whatever method their standard reads with.
    """

    hosts: tuple[str, ...] = ()
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


class AdapterTable(_Table):
    """A program that speaks for a product behind no HTTP interface; endpoints of the scheme `adapter:` go to it."""

    command: tuple[str, ...] = Field(min_length=1)


class TestPlan(_Table):
    """plan.toml."""

    __test__ = False  # no test class, whatever pytest makes of the name

    product: ProductTable
    profile: str
    level: Level = LEVELS[0]  # type: ignore[assignment]  # the first of the literals
    endpoints: dict[str, str] = Field(min_length=1)
    statement: dict[str, bool | float | str | tuple[str, ...]] | None = None
    information: dict[str, bool | float | str | tuple[str, ...]] = {}
    authentication: Authentication | None = None
    tls: TlsTable = TlsTable()
    proxy: str | None = None
    limits: LimitsTable = LimitsTable()
    adapter: AdapterTable | None = None

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
                raise ValueError(f"{name} is {url!r}, expected a URL of one of the schemes {', '.join(sorted(known))}")
            if "@" in url.partition("//")[2].partition("/")[0]:
                raise ValueError(f"{name} holds credentials: they belong under [authentication]")
        return endpoints


def read_plan(path: Path) -> TestPlan:
    """The plan in the file. Raises PlanError with the place, OSError where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return parse_plan(tomllib.loads(text), path)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlanError(path, f"is not TOML: {error}") from None


def parse_plan(values: Mapping[str, Any], path: Path | str) -> TestPlan:
    """The plan in a table. Raises PlanError with the place."""
    if "statement" not in values:
        raise PlanError(path, "has no [statement]: say what the product supports; `conformance init` asks for it")
    try:
        return TestPlan.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        if first["type"] == "extra_forbidden":
            table: Any = TestPlan.model_fields if len(first["loc"]) == 1 else ()
            raise PlanError(f"{path}: {place}", str(UnknownName("key", place, table))) from None
        raise PlanError(f"{path}: {place}", first["msg"]) from None


def check_answers(plan: TestPlan, suites: Iterable[Suite], path: Path | str) -> None:
    """Raises PlanError unless statement and information answer what the suites ask, and nothing else."""
    for section, given in (("statement", plan.statement or {}), ("information", plan.information)):
        asked = {name: item for suite in suites for name, item in getattr(suite, section).items()}
        for name, value in given.items():
            if name not in asked:
                raise PlanError(f"{path}: {section}", str(UnknownName("item", name, asked)))
            if not _fits(value, asked[name]):
                raise PlanError(f"{path}: {section}.{name}", f"is {value!r}, expected a {asked[name].type}")
        missing = [name for name, item in asked.items() if item.required and name not in given]
        if missing:
            raise PlanError(f"{path}: {section}", f"does not answer {', '.join(missing)}")


def _fits(value: Any, item: Question) -> bool:
    types = {"boolean": bool, "text": str, "list": tuple, "number": float}
    return isinstance(value, types[item.type]) and isinstance(value, bool) == (item.type == "boolean")


def limits_of(plan: TestPlan) -> Limits:
    """The plan's limits, with the hosts of its endpoints."""
    told = plan.limits.model_dump()
    urls = [*plan.endpoints.values()]
    if isinstance(plan.authentication, ClientCredentials):
        urls.append(plan.authentication.token_endpoint)
    return Limits(**{**told, "hosts": frozenset([*told["hosts"], *map(host_of, urls)])})


def secret(reference: Secret, secrets: Secrets, environment: Mapping[str, str] = os.environ) -> str:
    """The value of a secret, from now on kept out of every record. Raises PlanError where there is none."""
    value = environment.get(reference.env)
    if not value:
        raise PlanError("authentication", f"the environment variable {reference.env} is not set")
    try:
        secrets.add(reference.env, value)
    except ValueError as error:
        raise PlanError("authentication", str(error)) from None
    return value


def static_credentials(plan: TestPlan, secrets: Secrets, environment: Mapping[str, str] = os.environ) -> Headers:
    """The headers that carry the plan's credentials, with placeholders; none for a token that is yet to be fetched.

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
