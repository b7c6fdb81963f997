"""An issuer that issues a credential later: what it says meanwhile, and then (OpenID4VCI 1.0, 8.3 and 9)."""

from __future__ import annotations

from typing import Any

from conformance.authoring import Blocked, NotApplicable
from conformance.readers.json_values import is_number
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.identity.issuance.reader.issuer import credentials_in
from conformance_suites.identity.issuance.reader.offers import Offer
from conformance_suites.identity.issuance.reader.wallet import Wallet, accepted
from conformance_suites.interfaces.privacy.reader.operations import optional

__all__ = ["Deferred", "credentials_in", "is_interval", "lacking", "view"]

FIRST = "later"
ENDPOINT, OFFER = "deferred_credential_endpoint", "deferred_offer"
PUT_OFF_ROW, ENDPOINT_ROW, ANSWER_ROW = "ID-VID-001", "ID-VID-003", "ID-VID-004"
UNKNOWN = "conformance-unknown"
LONGEST = 60.0
"""Seconds that a credential is waited for."""
POLLS = 20
"""Requests for a credential that is issued later."""


class Deferred(Wallet):
    """The issuer, as a wallet asks it for a credential that is issued later."""

    def offered(self, name: str, item: str = OFFER) -> Offer:
        """A new offer of such a credential. Raises Blocked, NotRun, and NotApplicable where nothing is issued later."""
        if not self.has(ENDPOINT) and optional(self.service, OFFER) is None:
            raise NotApplicable("nothing_later")
        return super().offered(name, item)

    @property
    def name(self) -> str:
        """The first configuration of the offer. Raises Blocked."""
        return self.configured(None)

    def deferring_of(self, name: str) -> Exchange:
        """The answer to an honest request. Raises Blocked where it is refused, or the credential is there at once."""
        found = self.requested(name)
        if not 200 <= found.status < 300:
            _ = accepted(found)
        if credentials_in(found) and "transaction_id" not in found.member:
            raise Blocked("issued_at_once", cause="configuration", exchange=found.key)
        return found

    @property
    def deferring(self) -> list[Exchange]:
        """The answer that puts the credential off."""
        return [self.deferring_of(FIRST)]

    def put_off(self, name: str) -> Exchange:
        """The same, with what is needed to ask again. Raises Blocked where it is found wrong elsewhere."""
        found = self.deferring_of(name)
        if lacking(found):
            raise Blocked("blocked_by", ids=[PUT_OFF_ROW])
        if not self.has(ENDPOINT):
            raise Blocked("blocked_by", ids=[ENDPOINT_ROW])
        return found

    def again(self, name: str, identifier: Any, token: str | None) -> Exchange:
        """The answer to a request for what was put off, once for each name."""
        return self.send(name, self.endpoint(ENDPOINT), token, {"transaction_id": identifier})

    @property
    def polls(self) -> list[Exchange]:
        """The answers until there are credentials, or something else than a further delay."""
        answer = self.put_off(FIRST)
        token, identifier = self.token(FIRST), answer.member["transaction_id"]

        def make(service: Service) -> list[Exchange]:
            here, told, waited, found = Deferred(service), answer, 0.0, list[Exchange]()
            while is_interval(told.member.get("interval")) and len(found) < POLLS:
                waited += float(told.member["interval"])
                if waited > LONGEST:
                    break
                service.pause(float(told.member["interval"]))
                told = here.again(f"poll {len(found) + 1}", identifier, token)
                found.append(told)
                if told.status != 202:
                    break
            return found

        found: list[Exchange] = self.service.shared("polls", make)
        if not found:
            raise Blocked("long_interval", cause="configuration", exchange=answer.key, limit=LONGEST)
        return found

    @property
    def pending(self) -> list[Exchange]:
        """Those of them that put the credential off further, and name a transaction."""
        return [each for each in self.polls if each.status == 202 and not lacking(each)]

    @property
    def identifier(self) -> str:
        """The identifier of the honest transaction."""
        return str(self.put_off(FIRST).member["transaction_id"])

    @property
    def obtained(self) -> Exchange:
        """The answer with the credentials. Raises Blocked without one."""
        last = self.polls[-1]
        if not credentials_in(last):
            if last.status == 202:
                raise Blocked("still_pending", cause="configuration", exchange=last.key, limit=LONGEST)
            raise Blocked("blocked_by", ids=[ANSWER_ROW])
        return last

    @property
    def unknown(self) -> list[Exchange]:
        """The answer for a transaction that nobody has begun, to a token that serves for another one."""
        _ = self.obtained
        return [self.again("unknown", UNKNOWN, self.token(FIRST))]

    @property
    def used(self) -> list[Exchange]:
        """The answer for a transaction whose credentials were obtained."""
        _ = self.obtained
        return [self.again("used", self.identifier, self.token(FIRST))]

    @property
    def refusals(self) -> list[Exchange]:
        """The refusals of both."""
        return [each for each in (*self.unknown, *self.used) if 400 <= each.status < 500]

    @property
    def without_token(self) -> list[Exchange]:
        """The answer without a token for a transaction that has one."""
        _ = self.obtained
        answer = self.put_off("later tokenless")
        return [self.again("later tokenless again", answer.member["transaction_id"], None)]


def is_interval(value: Any) -> bool:
    """Whether a value is a positive number of seconds."""
    return is_number(value) and 0 < value < float("inf")


def lacking(answer: Exchange) -> list[str]:
    """The members that an answer lacks which puts a credential off (8.3)."""
    identifier = answer.member.get("transaction_id")
    named = isinstance(identifier, str) and bool(identifier)
    timed = is_interval(answer.member.get("interval"))
    return [name for name, there in (("transaction_id", named), ("interval", timed)) if not there]


def view(service: Service) -> Deferred:
    """The issuer, asked lazily: what is not judged is not requested."""
    return Deferred(service)
