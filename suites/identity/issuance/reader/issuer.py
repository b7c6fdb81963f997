"""A credential issuer to a wallet: offers, tokens, nonces and credentials (OpenID4VCI 1.0, 4 to 8).

Each attempt begins with its own offer, since a code serves once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked, NotApplicable
from conformance.readers.json_pointer import value_at
from conformance.readers.json_values import object_or_empty
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.identity.issuance.reader.offers import (
    BY_REFERENCE,
    BY_VALUE,
    CODE,
    CODE_PLACE,
    PRE_AUTHORISED,
    Offer,
    by_value,
    parameters,
)
from conformance_suites.identity.issuance.reader.published import JSON, Published
from conformance_suites.identity.login.reader.refusals import refusal_in
from conformance_suites.identity.login.reader.sending import URLENCODED, encoded
from conformance_suites.interfaces.privacy.reader.operations import given, operation, optional, sent

HONEST = "honest"
LONGEST = 100_000
"""Characters of a link: far more than anything can show."""


@dataclass(frozen=True)
class Issuer(Published):
    """The issuer, with its offers, tokens and nonces."""

    # Offers

    @property
    def has_offers(self) -> bool:
        """Whether the plan has an operation that makes offers. A wallet may begin without one."""
        return optional(self.service, "offer") is not None

    def offered(self, name: str, item: str = "offer") -> Offer:
        """A new offer for this attempt. Raises Blocked, NotRun where the plan has no operation that makes it, and
        NotApplicable where it need not: people sign in, and no code is authorised before.
        """
        if item == "offer" and not self.has_offers and optional(self.service, "redirect_uri") is not None:
            grants = self.server_exchange.member.get("grant_types_supported")
            if not isinstance(grants, list) or PRE_AUTHORISED not in grants:
                raise NotApplicable("no_offers")
        return self.service.shared(f"{name} {item}", lambda service: Issuer(service).offer_of(item))

    def offer_of(self, item: str) -> Offer:
        """The offer that the operation of this name gives."""
        service = self.service
        text = str(service.information(item))
        example = optional(service, "offer_example")
        place = str(optional(service, "offer_at") or "")
        code = str(optional(service, "transaction_code_at") or "")
        issues = tuple(each for each in (f"{place}{CODE_PLACE}", code) if each)
        request = operation(service, text, {}, None if example is None else _json(str(example)))
        told = sent(service, request, issues=issues, as_plan=True)
        if not given(told):
            raise Blocked("no_offer", cause="configuration", exchange=told.key, status=told.status)
        found = (
            value_at(told.json.document, place) if told.json.usable else told.body.decode("utf-8", "replace").strip()
        )
        if isinstance(found, dict):
            return Offer(told, "", told, found)
        if not isinstance(found, str) or len(found) > LONGEST:
            raise Blocked("no_offer", cause="configuration", exchange=told.key, status=told.status)
        return self._linked(told, found)

    def _linked(self, told: Exchange, link: str) -> Offer:
        carried = parameters(link)
        if carried[BY_REFERENCE]:
            url = self.service.absolute(carried[BY_REFERENCE][0])
            request = Request("GET", url, (("accept", JSON),), issues=(CODE_PLACE,))
            exchange = self.service.ask(request)
            return Offer(told, link, exchange, exchange.member)
        return Offer(told, link, told, by_value(carried[BY_VALUE][0]) if carried[BY_VALUE] else {})

    # Tokens

    def transaction_code(self, offer: Offer) -> str | None:
        """The transaction code of an offer that needs one. Raises NotRun where the plan does not say it."""
        if not offer.needs_transaction_code:
            return None
        place = optional(self.service, "transaction_code_at")
        found = value_at(offer.told.json.document, str(place)) if place and offer.told.json.usable else None
        return found if isinstance(found, str) else str(self.service.information("transaction_code"))

    def tokens(self, name: str, offer: Offer, **changes: str | None) -> Exchange:
        """The answer to a request for a token with the code of an offer, once for each name; None leaves out."""

        def make(service: Service) -> Exchange:
            here = Issuer(service)
            usual = {
                "grant_type": PRE_AUTHORISED,
                CODE: offer.code,
                "tx_code": here.transaction_code(offer) if "tx_code" not in changes else None,
                "client_id": optional(service, "client_id"),
            }
            pairs = [(each, str(value)) for each, value in {**usual, **changes}.items() if value is not None]
            text, made = encoded(pairs, {value for _, value in pairs})
            headers = (("content-type", URLENCODED), ("accept", JSON))
            url = here.endpoint("token_endpoint")
            issues = ("/access_token", "/refresh_token")
            return service.ask(Request("POST", url, headers, text.encode(), (), made, issues, once=True))

        if offer.code is None and offer.of_signing_in is not None:
            raise NotApplicable("offer_to_sign_in", exchange=offer.exchange.key)
        if offer.code is None:
            raise Blocked("no_code", exchange=offer.exchange.key)
        return self.service.shared(name, make)

    # Nonces

    def nonce_answer(self, name: str) -> Exchange:
        """What the nonce endpoint says, once for each name. Raises Blocked without the endpoint."""
        url = self.endpoint("nonce_endpoint")
        return self.service.shared(name, lambda service: service.ask(Request("POST", url, (("accept", JSON),))))

    def nonce(self, name: str) -> str | None:
        """A nonce; None for an issuer that asks for none. Raises Blocked where there should be one."""
        if not self.has("nonce_endpoint"):
            return None
        found = self.nonce_answer(f"{name} nonce")
        nonce = found.member.get("c_nonce")
        if not given(found) or not isinstance(nonce, str):
            raise Blocked("no_nonce", exchange=found.key, status=found.status)
        return nonce

    # Requests with a token

    def send(self, name: str, url: str, token: str | None, body: Mapping[str, Any]) -> Exchange:
        """The answer to a request in JSON, once for each name; without a token for None."""
        shown = (("Authorization", f"Bearer {token}"),) if token is not None else ()
        content = json.dumps(body).encode()
        request = Request("POST", url, (("content-type", JSON), ("accept", JSON)), content, shown, once=True)
        return self.service.shared(name, lambda service: service.ask(request))


def is_token(exchange: Exchange) -> bool:
    """Whether the answer has an access token."""
    token = exchange.member.get("access_token")
    return exchange.status == 200 and isinstance(token, str) and bool(token)


def token_in(exchange: Exchange) -> str:
    """The access token in an answer. Raises Blocked without one."""
    if not is_token(exchange):
        raise Blocked("token_refused", exchange=exchange.key, answer=refusal_in(exchange))
    return str(exchange.member["access_token"])


def credentials_in(exchange: Exchange) -> list[Any]:
    """The credentials in an answer, whatever they are."""
    listed: Sequence[Any] = exchange.member.get("credentials") or ()
    found = listed if isinstance(listed, list) else []
    return [each["credential"] for each in found if isinstance(each, dict) and "credential" in each]


def configurations_in(metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the metadata say of credentials."""
    return object_or_empty(metadata.get("credential_configurations_supported"))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Blocked("bad_example", cause="configuration", name="offer_example") from None
