"""The tables of plan.toml: one product, its vendor's statement, its endpoints, and what a run may do to it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from conformance.engine.particulars import Particulars, Table
from conformance.model.finding import NotJudged
from conformance.model.profile import LEVELS
from conformance.transports.address import host_of, scheme_of
from conformance.transports.limits import Limits
from conformance.transports.registry import carriers

VARIABLE = r"^[A-Za-z_][A-Za-z0-9_]*$"
Level = Literal["basic", "interoperable", "mutual_recognition"]


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


def limits_of(plan: TestPlan) -> Limits:
    """The plan's limits, with the hosts of its endpoints."""
    told = plan.limits.model_dump()
    urls = [*plan.endpoints.values()]
    if isinstance(plan.authentication, ClientCredentials):
        urls.append(plan.authentication.token_endpoint)
    return Limits(**{**told, "hosts": frozenset([*told["hosts"], *map(host_of, urls)])})
