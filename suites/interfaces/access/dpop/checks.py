"""Checks of which proofs of possession a resource accepts (RFC 9449)."""

from __future__ import annotations

from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.transports.exchange import Exchange
from conformance_suites.interfaces.access.reader.challenges import challenges_in
from conformance_suites.interfaces.access.reader.tokens import OWN, SIGNATURE

from .view import OTHER_THUMBPRINT, BoundResource, given

REQUIRED = ("jti", "htm", "htu", "iat")
ELSEWHERE = "https://conformance.invalid/"


def accepted(found: Exchange, sentence: str = "", **values: Any) -> Findings:
    """A finding if the resource was given."""
    if given(found):
        yield Finding(found.where(), sentence, received=found.status, **values)


def with_proof(bound: BoundResource, header: dict[str, Any] | None = None, **claims: Any) -> Exchange:
    """The answer to a bound token with a proof in which this differs."""
    token = bound.token()
    return bound.proven(token, bound.proof(token, header, **claims))


@check("IFC-DPO-001")
def not_as_a_bearer_token(bound: BoundResource) -> Findings:
    if bound.control:
        yield from accepted(bound.alone(bound.token(), "Bearer"))


@check("IFC-DPO-002")
def a_proof_is_required(bound: BoundResource) -> Findings:
    if bound.control:
        yield from accepted(bound.alone(bound.token(), "DPoP"))


@check("IFC-DPO-003")
def one_proof_alone(bound: BoundResource) -> Findings:
    if bound.control:
        token = bound.token()
        yield from accepted(bound.proven(token, bound.proof(token), bound.proof(token, htm="POST")))


@check("IFC-DPO-004")
def claims_are_required(bound: BoundResource) -> Findings:
    if bound.control:
        for name in REQUIRED:
            yield from accepted(with_proof(bound, **{name: None}), name=name)


@check("IFC-DPO-005")
def the_type_is_that_of_proofs(bound: BoundResource) -> Findings:
    if bound.control:
        yield from accepted(with_proof(bound, {"typ": "JWT"}))


@check("IFC-DPO-006")
def proofs_are_signed(bound: BoundResource) -> Findings:
    if bound.control:
        yield from accepted(with_proof(bound, {"alg": "none"}))


@check("IFC-DPO-007")
def signatures_of_proofs_verify(bound: BoundResource) -> Findings:
    if bound.control:
        token = bound.token()
        yield from accepted(bound.proven(token, bound.proof(token, made={"altered": SIGNATURE})))


@check("IFC-DPO-008")
def no_private_key_in_a_proof(bound: BoundResource) -> Findings:
    if bound.control:
        yield from accepted(with_proof(bound, {"jwk": OWN}))


@check("IFC-DPO-009")
def the_method_is_that_of_the_request(bound: BoundResource) -> Findings:
    if bound.control:
        yield from accepted(with_proof(bound, htm="POST"))


@check("IFC-DPO-010")
def the_url_is_that_of_the_request(bound: BoundResource) -> Findings:
    if bound.control:
        yield from accepted(with_proof(bound, htu=ELSEWHERE))


@check("IFC-DPO-011")
def the_query_does_not_matter(bound: BoundResource) -> Findings:
    if bound.control:
        token, url = bound.token(), bound.service.url
        found = bound.proven(token, bound.proof(token), url=f"{url}{'&' if '?' in url else '?'}conformance=1")
        if found.status == 401:
            yield Finding(found.where(), received=found.status)
        elif not given(found):
            raise Blocked("query_refused", exchange=found.key, status=found.status)


@check("IFC-DPO-012")
def old_proofs_are_refused(bound: BoundResource) -> Findings:
    if bound.control:
        if bound.nonce is not None:
            raise NotApplicable("nonce_dates")
        yield from accepted(with_proof(bound, iat=int(bound.service.now.timestamp()) - 3600))


@check("IFC-DPO-013")
def the_proof_is_for_the_token(bound: BoundResource) -> Findings:
    if bound.control:
        token = bound.token()
        yield from accepted(bound.proven(token, bound.proof(token, made={"hashed": None})), "missing")
        found = bound.proven(token, bound.proof(token, made={"hashed": None}, ath=OTHER_THUMBPRINT))
        yield from accepted(found, "other")


@check("IFC-DPO-014")
def the_key_is_that_of_the_token(bound: BoundResource) -> Findings:
    if bound.control:
        yield from accepted(bound.proven(bound.token(cnf={"jkt": OTHER_THUMBPRINT})))


@check("IFC-DPO-015")
def a_proof_is_used_once(bound: BoundResource) -> Findings:
    if bound.control:
        token = bound.token()
        proof = bound.proof(token)
        first = bound.proven(token, proof)
        if not given(first):  # a second use comes after a first
            raise Blocked("token_refused", cause="configuration", exchange=first.key, status=first.status)
        yield from accepted(bound.proven(token, proof))


@check("IFC-DPO-016")
def challenges_name_algorithms(bound: BoundResource) -> Findings:
    for found in bound.challenged:
        for challenge in challenges_in(found.header("www-authenticate") or "") or ():
            if challenge.scheme == "dpop" and challenge.get("algs") is None:
                yield Finding(found.where())
