"""Asking a wallet: the harness is the verifier, whose requests are answered at a door (OpenID4VP 1.0, 5 and 8).

A wallet gets the link from its agent, where the plan has one; otherwise a person opens or scans it at the door.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlencode

from conformance.authoring import Blocked
from conformance.readers.json import parse
from conformance.readers.json_pointer import value_at
from conformance.transports.address import LISTEN
from conformance.transports.exchange import Exchange, Request
from conformance.transports.message import Message
from conformance.transports.service import Service
from conformance_suites.identity.sd_jwt.reader.combined import Combined
from conformance_suites.interfaces.privacy.reader.operations import optional

from .keys import ALGORITHM, VERIFIER, Key, Members
from .request import DIRECT, TYPE
from .transactions import MEDIA_TYPE
from .wanted import SD_JWT

ID, ABSENT = "asked", "conformance_absent_claim"
PATIENCE, BY_AGENT = 120, 5
"""Seconds in which a person answers, and in which a wallet does that is asked by its agent."""
FIELDS = 100
"""Parameters of a response that are read; there are two."""
GONE: Any = object()
"""In place of a value: the member is left out."""


@dataclass(frozen=True)
class Asking:
    """A request before it is signed; `header`, `claims` and `link` replace members."""

    number: str
    nonce: str
    state: str
    door: str
    query: Members
    key: Key
    header: Members = field(default_factory=dict)
    claims: Members = field(default_factory=dict)
    link: Members = field(default_factory=dict)
    sign: Callable[[Members, Members], str] | None = None

    @property
    def client(self) -> str:
        return f"decentralized_identifier:{self.key.did}"

    @property
    def response_uri(self) -> str:
        return f"{self.door}{self.number}/response"

    @property
    def object(self) -> str:
        """The request object."""
        formats = {SD_JWT: {"sd-jwt_alg_values": [ALGORITHM], "kb-jwt_alg_values": [ALGORITHM]}}
        usual = {
            "aud": "https://self-issued.me/v2",
            "client_id": self.client,
            "response_type": "vp_token",
            "response_mode": DIRECT,
            "response_uri": self.response_uri,
            "nonce": self.nonce,
            "state": self.state,
            "dcql_query": self.query,
            "client_metadata": {"vp_formats_supported": formats},
        }
        header = _with({"alg": ALGORITHM, "typ": TYPE, "kid": self.key.method}, self.header)
        return (self.sign or self.key.token)(header, _with(usual, self.claims))

    @property
    def url(self) -> str:
        """The link for wallets."""
        usual = {"client_id": self.client, "request_uri": f"{self.door}{self.number}/request"}
        return f"openid4vp://?{urlencode(_with(usual, self.link))}"

    @property
    def answers(self) -> list[Members]:
        """What the door answers."""
        json_type = [["content-type", "application/json"]]
        request = {"path": f"/{self.number}/request", "headers": [["content-type", MEDIA_TYPE]], "body": self.object}
        response = {"path": f"/{self.number}/response", "headers": json_type, "body": "{}"}
        return [{"method": "GET", "status": 200, **request}, {"method": "POST", "status": 200, **response}]


def _with(members: Members, more: Members) -> Members:
    return {name: each for name, each in {**members, **more}.items() if each is not GONE}


@dataclass(frozen=True)
class Answered:
    """What a wallet made of a request: its response, if one came."""

    asking: Asking
    message: Message | None

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the response; none if it is not a form."""
        if self.message is None:
            return {}
        text = self.message.body.decode("utf-8", "replace")
        if text.count("&") > FIELDS:
            return {}
        return {name: each[0] for name, each in parse_qs(text, keep_blank_values=True).items()}

    @property
    def presents(self) -> bool:
        return bool(self.parameters.get("vp_token"))

    @property
    def token(self) -> Any:
        """The vp_token as JSON; None if it is none."""
        found = parse(self.parameters.get("vp_token", "").encode("utf-8", "surrogatepass"))
        return found.document if found.usable else None

    @property
    def presentation(self) -> Combined | None:
        """The first presentation, if it is a token with disclosures and a key binding that can be read."""
        given = value_at(self.token, f"/{ID}/0")
        combined = Combined(given) if isinstance(given, str) else None
        if combined is None or not combined.issued.reads or combined.key_binding is None:
            return None
        return combined if combined.key_binding.reads else None

    def where(self) -> Any:
        return self.message.where() if self.message is not None else ""


Change = Callable[[Asking], Asking]


@dataclass(frozen=True)
class Wallet:
    """The wallet that the plan says how to reach."""

    service: Service

    @property
    def claims(self) -> list[str]:
        """The names of claims that the wallet holds. Raises NotRun."""
        return [str(each) for each in self.service.information("held_claims")]

    @property
    def asked(self) -> list[str]:
        """The claims that are asked for: all of these but the last, which shows whether more is disclosed."""
        return self.claims[:-1] or self.claims

    @property
    def type(self) -> str:
        return str(self.service.information("credential_type"))

    def query(self, names: list[str] | None) -> Members:
        """A query for these claims of the credential, or for none."""
        claims = {} if names is None else {"claims": [{"path": [name]} for name in names]}
        return {"credentials": [{"id": ID, "format": SD_JWT, "meta": {"vct_values": [self.type]}, **claims}]}

    def asking(self, names: list[str] | None) -> Asking:
        """A right request."""
        own = self.service.url.removeprefix(LISTEN)
        public = str(optional(self.service, "public_url") or own)
        number, nonce, state = (f"{self.service.random.getrandbits(128):032x}" for _ in range(3))
        door = public if public.endswith("/") else f"{public}/"
        return Asking(number, nonce, state, door, self.query(names), Key(VERIFIER))

    def ask(self, names: list[str] | None, change: Change = lambda asking: asking) -> Answered:
        """What the wallet makes of a request with this change. Raises Blocked, and NotRun."""
        asking = change(self.asking(names))
        with self.service.open(self.service.url, answers=asking.answers, show=asking.url) as talk:
            agent = self._told(asking.url)
            patience = float(optional(self.service, "patience") or (PATIENCE if agent is None else BY_AGENT))
            found = talk.receive_until(lambda message: message.head.get("method") == "POST", patience)
        posted = [each for each in found if each.head.get("method") == "POST"]
        return Answered(asking, posted[0] if posted else None)

    def _told(self, link: str) -> Exchange | None:
        """The answer of the agent that hands the wallet its link; None where a person does."""
        agent = self.service.endpoint("wallet_agent")
        if agent is None:
            return None
        body = json.dumps({"request": link}).encode()
        return self.service.ask(Request("POST", agent, (("content-type", "application/json"),), body, once=True))

    @property
    def control(self) -> Answered:
        """What the wallet presents to a right request. Raises Blocked if that is nothing."""
        return self._presented("control")

    def control_after(self, row: str) -> Answered:
        """The same after the broken request of a row: what answers no more has refused nothing."""
        return self._presented(f"{row}_control")

    def _presented(self, name: str) -> Answered:
        found = self.service.shared(name, lambda service: Wallet(service).ask(Wallet(service).asked))
        if not found.presents:
            raise Blocked("no_presentation", error=found.parameters.get("error", "-")[:100])
        return found

    def broken(self, row: str, change: Change) -> Answered:
        """What the wallet makes of the broken request of a row, after a right one. Raises Blocked."""
        _ = self.control
        return self.service.shared(row, lambda service: Wallet(service).ask(Wallet(service).asked, change))


def with_claims(**claims: Any) -> Change:
    """A request with other parameters."""
    return lambda asking: replace(asking, claims=claims)
