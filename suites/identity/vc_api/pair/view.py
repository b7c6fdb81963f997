"""Two products in one plan: what either of them issues, and what the other one says to it (VC API 0.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked, NotRun
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.identity.vc_api.reader.messages import issued_in, issuing, unsigned, verifying
from conformance_suites.identity.vc_api.reader.verdicts import verdict

__all__ = ["Pair", "verdict", "view"]

FIRST, SECOND = "first", "second"
ACCEPTED = {(FIRST, SECOND): "ID-VAP-001", (SECOND, FIRST): "ID-VAP-002"}
"""(issuer, verifier) -> the row that the good credential is accepted by."""


@dataclass(frozen=True)
class Pair:
    """Two products, each with an issuer and a verifier."""

    service: Service

    def _url(self, name: str) -> str:
        url = self.service.endpoint(name)
        if url is None:
            raise NotRun("no_endpoint", name=name)
        return url

    def _identifier(self, product: str) -> str | None:
        try:
            return str(self.service.information(f"{product}_issuer_id"))
        except NotRun:
            return None

    def issued(self, product: str) -> dict[str, Any]:
        """A credential of one product. Raises Blocked without one."""
        url, document = self._url(f"{product}_issuer"), unsigned(self._identifier(product))
        found = self.service.shared(f"{product} issued", lambda service: issuing(service, url, document))
        credential = issued_in(found)
        if not 200 <= found.status < 300 or not credential:
            raise Blocked("issuing_refused", exchange=found.key, status=found.status)
        return credential

    def verified(self, issuer: str, verifier: str) -> Exchange:
        """What one product says to a credential of the other. Raises Blocked without a verdict."""
        return self._asked(f"{issuer} at {verifier}", verifier, self.issued(issuer))

    def changed(self, issuer: str, verifier: str) -> Exchange:
        """The same, where a claim was changed after it was signed. Raises Blocked where the good one is refused."""
        if verdict(self.verified(issuer, verifier)) is not True:
            raise Blocked("blocked_by", ids=[ACCEPTED[issuer, verifier]])
        good = self.issued(issuer)
        subject = {"id": "urn:example:subject", "name": "Changed", "description": "A test"}
        return self._asked(f"{issuer} changed at {verifier}", verifier, {**good, "credentialSubject": subject})

    def _asked(self, name: str, verifier: str, credential: Any) -> Exchange:
        url = self._url(f"{verifier}_verifier")
        found = self.service.shared(name, lambda service: verifying(service, url, credential))
        if verdict(found) is None:
            raise Blocked("no_verdict", exchange=found.key, status=found.status)
        return found

    @property
    def from_first(self) -> list[Exchange]:
        """What the second product says to a credential of the first."""
        return [self.verified(FIRST, SECOND)]

    @property
    def from_second(self) -> list[Exchange]:
        """What the first product says to a credential of the second."""
        return [self.verified(SECOND, FIRST)]

    @property
    def changed_from_first(self) -> list[Exchange]:
        """What the second product says to a changed credential of the first."""
        return [self.changed(FIRST, SECOND)]

    @property
    def changed_from_second(self) -> list[Exchange]:
        """What the first product says to a changed credential of the second."""
        return [self.changed(SECOND, FIRST)]


def view(service: Service) -> Pair:
    """The two products, the issuer of one of which is the service."""
    return Pair(service)
