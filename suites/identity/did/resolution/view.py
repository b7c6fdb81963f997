"""A DID resolver through its HTTP(S) binding: its answers to DIDs of each sort (DID Resolution 1.0, 12.1)."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

from conformance.authoring import Blocked, NotRun
from conformance.readers.uri import uri_error
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service

V1, V03 = EDITIONS = ("v1", "v0.3")
PROFILE = "https://w3id.org/did-resolution"
RESULT_TYPE = {V1: "application/did-resolution", V03: f'application/ld+json;profile="{PROFILE}"'}
# Candidate Recommendation: `contentType` states what a resolver offers. Working Drafts: it always offers this (10.1).
DOCUMENT_TYPE = {V1: None, V03: "application/did+ld+json"}
# No method has this name, and its meaning keeps anyone from registering it.
UNSUPPORTED = "did:conformance0unsupported0method:1"
# The method name is in lower case (DID Core 1.0, 3.1).
MALFORMED = "did:EXAMPLE:1"
NOBODYS_TYPE = "application/vnd.conformance.nobody-offers-this"
SLUGS = {"malformed": "INVALID_DID", "unsupported": "METHOD_NOT_SUPPORTED", "unknown": "NOT_FOUND"}


class Failure(NamedTuple):
    """A DID resolution result of a resolution that cannot succeed; `cause` is a key of SLUGS."""

    cause: str
    exchange: Exchange

    @property
    def metadata(self) -> dict[str, Any]:
        found = self.exchange.member.get("didResolutionMetadata")
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class DidResolver:
    """The resolver at the endpoint of the plan."""

    service: Service

    @property
    def edition(self) -> str:
        """The edition that the statement names. Raises Blocked if it is unknown."""
        found = self.service.statement["edition"]
        if found not in EDITIONS:
            raise Blocked("unknown_edition", cause="configuration", received=found, expected=list(EDITIONS))
        return str(found)

    @property
    def did(self) -> str:
        return str(self.service.information("did"))

    def resolve(self, did: str, accept: str | None = None) -> Exchange:
        """The answer for a DID; requests a complete resolution result unless `accept` says otherwise."""
        return self._asked(_encoded(did) if "%" in did and self.decodes else did, accept)

    def _asked(self, path: str, accept: str | None = None) -> Exchange:
        url = self.service.url if self.service.url.endswith(("/", "=")) else f"{self.service.url}/"
        headers = (("accept", accept or RESULT_TYPE[self.edition]),)
        exchange = self.service.get(f"{url}{path}", headers=headers, follow=True)
        exchange.json.within_bounds()
        return exchange

    @property
    def decodes(self) -> bool:
        """Whether the resolver decodes the path of a URL, so that a percent sign in a DID has to be encoded.

        DID Resolution 1.0, 12.1, appends the DID as it is in one case and encoded in another: either is accepted.
        """
        if "%" not in self.did:
            return False

        def found_out(service: Service) -> bool:
            resolver = DidResolver(service)
            as_it_is, encoded = (resolver._asked(path) for path in (self.did, _encoded(self.did)))
            return not resolver._is_of(as_it_is) and resolver._is_of(encoded)

        return self.service.shared("spelling", found_out)

    def _is_of(self, exchange: Exchange) -> bool:
        return exchange.status == 200 and (document_in(exchange) or {}).get("id") == self.did

    def _resolved(self, name: str, did: str, accept: str | None = None) -> Exchange:
        """The same, once for all rows; after the positive control, without which a refusal proves nothing."""
        _ = self.control
        return self.service.shared(name, lambda service: DidResolver(service).resolve(did, accept))

    @property
    def full(self) -> Exchange:
        """The answer to a request for the resolution result of the DID that resolves."""
        return self.service.shared("full", lambda service: DidResolver(service).resolve(self.did))

    @property
    def exchange(self) -> Exchange:
        return self.full

    @property
    def control(self) -> Exchange:
        """The same answer. Raises Blocked where it contains no document."""
        if self.full.status != 200 or document_in(self.full) is None:
            raise Blocked("control_refused", exchange=self.full.key)
        return self.full

    @property
    def results(self) -> list[Exchange]:
        """The same, if it is a DID resolution result."""
        return [self.control] if is_result(self.control) else []

    @property
    def document(self) -> Any:
        """The members of that result; None where the document came alone."""
        return self.control.member if self.results else None

    @property
    def content_type(self) -> str | None:
        """The media type of the document that the result states. Raises Blocked where it is malformed."""
        metadata = self.control.member.get("didResolutionMetadata")
        if not isinstance(metadata, dict) or "contentType" not in metadata:
            return None
        found = metadata["contentType"]
        if not isinstance(found, str):
            raise Blocked("blocked_by", ids=["ID-DRS-004"])
        if "/" not in found or not found.isascii() or not found.isprintable():
            raise Blocked("blocked_by", ids=["ID-DRS-006"])
        return found

    @property
    def alone(self) -> Exchange | None:
        """The answer to a request for the document alone; None where its media type is not known."""
        accept = self.content_type or DOCUMENT_TYPE[self.edition]
        return None if accept is None else self._resolved("alone", self.did, accept)

    @property
    def labelled(self) -> list[Exchange]:
        """That answer, if it is a document whose media type the result states."""
        found = self.alone if self.content_type else None
        return [found] if found and found.status == 200 and "id" in found.member else []

    @property
    def documents(self) -> list[tuple[str, bytes]]:
        """The DID document, as served alone or taken out of the result."""
        with suppress(Blocked):  # the result still contains the document
            if self.alone and self.alone.status == 200 and "id" in self.alone.member:
                return [(self.did, self.alone.body)]
        return [(self.did, json.dumps(document_in(self.control), ensure_ascii=False).encode())]

    @property
    def malformed(self) -> Exchange:
        return self._resolved("malformed", MALFORMED)

    @property
    def unsupported(self) -> Exchange:
        return self._resolved("unsupported", UNSUPPORTED)

    @property
    def unknown(self) -> Exchange:
        """The answer for a DID that does not exist. Raises NotRun where the plan names none."""
        return self._resolved("unknown", str(self.service.information("unknown_did")))

    @property
    def unrepresentable(self) -> Exchange:
        return self._resolved("unrepresentable", self.did, NOBODYS_TYPE)

    @property
    def deactivated(self) -> Exchange:
        """The answer for a DID that was deactivated. Raises NotRun where the plan names none."""
        return self._resolved("deactivated", str(self.service.information("deactivated_did")))

    @property
    def deactivated_results(self) -> list[Exchange]:
        return [self.deactivated] if is_result(self.deactivated) else []

    @property
    def refusals(self) -> list[Failure]:
        """The answers that refuse resolutions that cannot succeed."""
        found = []
        for cause in SLUGS:
            with suppress(NotRun):  # the plan may name no unknown DID
                found.append(Failure(cause, getattr(self, cause)))
        return [each for each in found if each.exchange.status >= 400]

    @property
    def labelled_refusals(self) -> list[Exchange]:
        """Those of them, and the answer for a deactivated DID, that are labelled as DID resolution results."""
        found = [each.exchange for each in self.refusals]
        with suppress(NotRun):
            found.append(self.deactivated)
        return [each for each in found if is_labelled(each)]

    @property
    def failures(self) -> list[Failure]:
        """The results of resolutions that cannot succeed; empty where the answers contain no result."""
        return [each for each in self.refusals if is_result(each.exchange)]

    @property
    def errors(self) -> list[tuple[Failure, Any]]:
        """Every failure with its error."""
        return [(each, each.metadata["error"]) for each in self.failures if "error" in each.metadata]

    @property
    def codes(self) -> list[tuple[Failure, str]]:
        """Every failure with its error code, where it has the form of the edition."""
        good = [pair for pair in self.errors if malformation(pair[1], self.edition) is None]
        return [(each, error["type"] if isinstance(error, dict) else error) for each, error in good]

    def code(self, cause: str) -> str:
        """The error code that the edition defines for a cause."""
        slug = SLUGS[cause]
        if self.edition == V1:
            return f"https://www.w3.org/ns/did#{slug}"
        first, *rest = slug.lower().split("_")
        return first + "".join(word.capitalize() for word in rest)

    @property
    def doubts(self) -> list[Blocked]:
        """What the plan says of DIDs and the resolver contradicts: one of the two is wrong."""
        found = []
        for name in ("unknown_did", "deactivated_did"):
            with suppress(NotRun):
                did = str(self.service.information(name))
                exchange = self._resolved(name.removesuffix("_did"), did)
                if exchange.status == 200 and document_in(exchange) is not None:
                    found.append(Blocked("did_resolves", cause="configuration", item=name, did=did))
        return found

    @property
    def registrar(self) -> bool:
        """Whether the plan has a registrar."""
        return self.service.endpoint("registrar") is not None


def is_labelled(exchange: Exchange) -> bool:
    """Whether the answer is labelled as a DID resolution result of either edition."""
    return exchange.media_type == RESULT_TYPE[V1] or PROFILE in (exchange.header("content-type") or "").lower()


def is_result(exchange: Exchange) -> bool:
    """Whether the answer is a DID resolution result, by its label or its members."""
    return (is_labelled(exchange) and bool(exchange.member)) or "didResolutionMetadata" in exchange.member


def error_in(exchange: Exchange) -> Any:
    """The error in a resolution result; None if there is none."""
    metadata = exchange.member.get("didResolutionMetadata")
    return (metadata.get("error") or None) if isinstance(metadata, dict) else None


def essence(document: dict[str, Any]) -> dict[str, Any]:
    """What a document says in any representation: the context belongs to JSON-LD alone, a proof may be made anew."""
    return {name: value for name, value in document.items() if name not in ("@context", "proof")}


def _encoded(did: str) -> str:
    return did.replace("%", "%25")


def document_in(exchange: Exchange) -> dict[str, Any] | None:
    """The DID document in the answer, in a result or alone."""
    found: Any = exchange.member.get("didDocument", exchange.member)
    return found if isinstance(found, dict) and isinstance(found.get("id"), str) else None


def malformation(error: Any, edition: str) -> tuple[str, Any] | None:
    """What is wrong with the form of an error: (key of the sentence, value received); None for a good one."""
    if edition == V03:  # one keyword (DID Core 1.0, 7.1.2)
        good = isinstance(error, str) and error.isascii() and error and not any(map(str.isspace, error))
        return None if good else ("keyword", error)
    if not isinstance(error, dict):
        return "object", error
    url = error.get("type")
    return None if isinstance(url, str) and uri_error(url) is None else ("url", url)


def view(service: Service) -> DidResolver:
    """The resolver behind the service."""
    return DidResolver(service)
