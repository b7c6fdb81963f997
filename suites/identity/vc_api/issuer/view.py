"""An issuer of credentials over the VC API 0.7: what it issues, and what it says to malformed requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked, NotRun
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.identity.vc_api.reader.messages import ELSEWHERE, Document, issued_in, issuing, posted, unsigned

__all__ = ["IssuerService", "issued_in", "view"]

CONTENT_ROW = "ID-VAI-003"


def _without(name: str) -> Any:
    return lambda document: {each: value for each, value in document.items() if each != name}


MALFORMED: dict[str, Any] = {
    "context": _without("@context"),
    "type": _without("type"),
    "subject": _without("credentialSubject"),
    "text": lambda document: "credential",
}
"""Name -> what makes a credential into one that nobody may issue."""


@dataclass(frozen=True)
class IssuerService:
    """The issuer whose endpoint for credentials the plan names."""

    service: Service

    @property
    def issuer(self) -> str | None:
        """The identifier that a request has to name, if any."""
        try:
            return str(self.service.information("issuer"))
        except NotRun:
            return None

    def asked(self, name: str, document: Any) -> Exchange:
        """The answer to a request for this credential, once for each name."""
        return self.service.shared(name, lambda service: issuing(service, service.url, document))

    @property
    def answers(self) -> list[Exchange]:
        """The answer to a right request. Raises Blocked for a refusal."""
        found = self.asked("issued", unsigned(self.issuer))
        if not 200 <= found.status < 300:
            raise Blocked("issuing_refused", exchange=found.key, status=found.status)
        return [found]

    @property
    def control(self) -> list[Exchange]:
        """The same, if a credential with a proof is in it. Raises Blocked otherwise."""
        for each in self.answers:
            if not issued_in(each):
                raise Blocked("blocked_by", ids=[CONTENT_ROW])
        return self.answers

    @property
    def malformed(self) -> list[tuple[str, Exchange]]:
        """(name, answer) of each malformed credential, and of a request without one. Raises Blocked."""
        _ = self.control
        found = [(name, self.asked(name, make(unsigned(self.issuer)))) for name, make in MALFORMED.items()]
        empty = self.service.shared("empty", lambda service: posted(service, service.url, {}))
        return [*found, ("empty", empty)]

    @property
    def foreign(self) -> list[Exchange]:
        """The answer to a request for a credential by another issuer. Raises Blocked."""
        _ = self.control
        document: Document = unsigned(ELSEWHERE)
        return [self.asked("foreign", document)]


def view(service: Service) -> IssuerService:
    """The issuer behind the service."""
    return IssuerService(service)
