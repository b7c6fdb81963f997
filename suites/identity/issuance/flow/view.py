"""An issuer up to the token and the nonce: its metadata, its offers, and what it says to codes."""

from __future__ import annotations

from conformance.authoring import Blocked, NotApplicable, NotRun
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.identity.issuance.reader.issuer import (
    HONEST,
    Issuer,
    configurations_in,
    is_token,
    token_in,
)
from conformance_suites.identity.issuance.reader.offers import Offer, parameters

__all__ = ["Flow", "configurations_in", "is_token", "parameters", "view"]

PLACE_ROW, ISSUER_ROW, TOKEN_ROW = "ID-VIF-005", "ID-VIF-008", "ID-VIF-010"
UNKNOWN_CODE, UNEXPECTED = "conformance-unknown-code", "493536"


class Flow(Issuer):
    """The issuer, as the rows of this suite look at it."""

    @property
    def offers(self) -> list[Offer]:
        """An offer. Raises Blocked, and NotRun."""
        return [self.offered(HONEST)]

    @property
    def links(self) -> list[Offer]:
        """The same, if it is a link."""
        return [each for each in self.offers if each.link]

    @property
    def references(self) -> list[Offer]:
        """The same, if the link refers to the offer. Raises Blocked where that is refused."""
        found = [each for each in self.links if each.exchange is not each.told]
        for each in found:
            if each.exchange.status != 200:
                raise Blocked("offer_refused", exchange=each.exchange.key, status=each.exchange.status)
        return found

    @property
    def whole(self) -> list[Offer]:
        """The same, if there are members in it."""
        return [each for each in self.offers if each.members]

    @property
    def located(self) -> list[Exchange]:
        """The answer where the metadata have to be. Raises Blocked for a successful one that has something else."""
        if self.exchange.status == 200:
            _ = self.metadata
        return [self.exchange]

    @property
    def published(self) -> list[Exchange]:
        """The answer with the metadata of the issuer. Raises Blocked where it is found wrong elsewhere."""
        if self.exchange.status != 200:
            raise Blocked("blocked_by", ids=[PLACE_ROW])
        _ = self.metadata
        return [self.exchange]

    @property
    def documents(self) -> list[tuple[str, bytes]]:
        """The same as a document."""
        return [("credential issuer metadata", each.body) for each in self.published]

    @property
    def servers(self) -> list[Exchange]:
        """The answer with the metadata of the authorization server."""
        _ = self.metadata
        return [self.server_exchange]

    @property
    def server_members(self) -> list[Exchange]:
        """The same, if there are members in it."""
        if self.server_exchange.status != 200 or not self.server_exchange.member:
            raise Blocked("blocked_by", ids=[ISSUER_ROW])
        return self.servers

    @property
    def grants(self) -> list[Exchange]:
        """The answer to the code of an offer. Raises Blocked for a refusal."""
        found = self.tokens("honest token", self.offered(HONEST))
        if found.status != 200:
            _ = token_in(found)
        return [found]

    @property
    def control(self) -> list[Exchange]:
        """The same, if there is a token in it. Raises Blocked otherwise: a refusal elsewhere proves nothing then."""
        for each in self.grants:
            if not is_token(each):
                raise Blocked("blocked_by", ids=[TOKEN_ROW])
        return self.grants

    @property
    def reused(self) -> list[Exchange]:
        """The answer to a code that has got a token before."""
        _ = self.control
        offer = self.offered("reused")
        _ = token_in(self.tokens("reused token", offer))
        return [self.tokens("reused again", offer)]

    @property
    def unknown(self) -> list[Exchange]:
        """The answer to a code that nobody has issued."""
        _ = self.control
        code = {"pre-authorized_code": UNKNOWN_CODE}
        return [self.tokens("unknown code", self.offered("unknown code"), **code)]

    def coded(self, name: str) -> Offer:
        """A new offer that needs a transaction code. Raises NotApplicable where the plan knows of none."""
        if self.offered(HONEST).needs_transaction_code:
            return self.offered(name)
        try:
            found = self.offered(name, "offer_with_code")
        except NotRun:
            raise NotApplicable("no_transaction_code") from None
        if not found.needs_transaction_code:
            raise Blocked("no_transaction_code_asked", cause="configuration", exchange=found.exchange.key)
        return found

    @property
    def without_code(self) -> list[Exchange]:
        """The answer without the transaction code. Raises Blocked where it is refused with it, too."""
        _ = self.control
        found = self.tokens("coded without", self.coded("coded without"), tx_code=None)
        return self._with_control(found)

    @property
    def with_other_code(self) -> list[Exchange]:
        """The answer with another transaction code than the right one, of the same length. Raises Blocked as above."""
        _ = self.control
        offer = self.coded("coded other")
        right = self.transaction_code(offer) or ""
        secret = right.startswith("{")  # nobody knows how long it is
        other = UNEXPECTED if secret else "".join("1" if each == "0" else "0" for each in right)
        return self._with_control(self.tokens("coded other", offer, tx_code=other))

    def _with_control(self, found: Exchange) -> list[Exchange]:
        if not is_token(found):
            _ = token_in(self.tokens("coded control", self.coded("coded control")))
        return [found]

    @property
    def with_unexpected_code(self) -> list[Exchange]:
        """The answer with a transaction code for an offer that needs none."""
        _ = self.control
        if self.offered(HONEST).needs_transaction_code:
            raise NotApplicable("transaction_code_needed")
        return [self.tokens("unexpected token", self.offered("unexpected"), tx_code=UNEXPECTED)]

    @property
    def nonces(self) -> list[Exchange]:
        """The answer of the nonce endpoint; nothing without one. Raises Blocked for a refusal."""
        if not self.has("nonce_endpoint"):
            return []
        found = self.nonce_answer("honest nonce")
        if not 200 <= found.status < 300:
            raise Blocked("no_nonce", exchange=found.key, status=found.status)
        return [found]


def view(service: Service) -> Flow:
    """The issuer, asked lazily: what is not judged is not requested."""
    return Flow(service)
