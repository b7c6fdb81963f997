"""What is wrong with a presentation, told by the names of the faults that overlook it. Real cryptography decides.

It knows the other keys of the tests, so that a changed token and one of another issuer are told apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance_suites.identity.jose.reader.compact import Jws
from conformance_suites.identity.jose.reader.keys import key_of_did
from conformance_suites.identity.jose.reader.verifying import verifies
from conformance_suites.identity.presentation.reader.keys import OTHER_ISSUER, Key
from conformance_suites.identity.presentation.reader.presentation import CREDENTIAL_IRI
from conformance_suites.identity.presentation.reader.wanted import SD_JWT
from conformance_suites.identity.sd_jwt.reader.combined import DOTS, SD, Combined
from conformance_suites.identity.sd_jwt.reader.processing import process

WINDOW = 600
"""Seconds by which the clocks of wallets may differ."""


@dataclass(frozen=True)
class Expected:
    """What a presentation has to be; `former` are the nonces of earlier transactions."""

    query: Mapping[str, Any]
    client: str
    nonce: str
    now: float
    former: frozenset[str]

    @property
    def names(self) -> list[str]:
        return [each["path"][-1] for each in self.query.get("claims", ())]


def problems(text: str, expected: Expected) -> Iterator[str]:
    """The faults without which the presentation is refused."""
    return _of_sd_jwt(text, expected) if expected.query["format"] == SD_JWT else _of_jwt(text, expected)


def _of_token(token: Jws, now: float) -> Iterator[str]:
    """What is wrong with the token of the issuer, whose `iss` is a did:jwk."""
    key = key_of_did(str(token.payload.get("iss")))
    if token.algorithm == "none":
        yield "ID-VPV-007_unsigned"
    elif token.algorithm == "HS256":
        yield "ID-VPV-008_secret"
    elif not isinstance(key, dict) or not verifies(token, key):
        yield "ID-VPV-006_any_key" if verifies(token, Key(OTHER_ISSUER).jwk) else "ID-VPV-005_changed"
    if token.payload.get("exp", now) < now:
        yield "ID-VPV-011_expired"
    if token.payload.get("nbf", now) > now:
        yield "ID-VPV-012_early"


def _of_binding(binding: Jws, key: Mapping[str, Any], expected: Expected) -> Iterator[str]:
    """What is wrong with what the holder signed."""
    claims = binding.payload
    if not verifies(binding, dict(key)):
        yield "ID-VPV-014_any_holder"
    if claims.get("aud") != expected.client:
        yield "ID-VPV-015_any_audience"
    if claims.get("nonce") != expected.nonce:
        yield "ID-VPV-023_any_transaction" if claims.get("nonce") in expected.former else "ID-VPV-016_any_nonce"


def _of_sd_jwt(text: str, expected: Expected) -> Iterator[str]:
    combined = Combined(text)
    found = process(combined)
    payload = found.payload
    yield from _of_token(combined.issued, expected.now)
    unused = [each for each in combined.disclosures if each.at not in found.used]
    changed = {each.name for each in unused} & set(expected.names)
    if changed:
        yield "ID-VPV-001_changed"
    if any(each.name not in expected.names for each in unused):
        yield "ID-VPV-002_added"
    if any(each.name in (SD, DOTS) for each in combined.disclosures):
        yield "ID-VPV-003_reserved"
    if found.collisions:
        yield "ID-VPV-004_replaced"
    if payload.get("vct") not in expected.query["meta"]["vct_values"]:
        yield "ID-VPV-009_any_type"
    if not set(expected.names) <= payload.keys() | changed:
        yield "ID-VPV-010_fewer"
    binding = combined.key_binding
    if binding is None:
        yield "ID-VPV-013_unbound"
        return
    yield from _of_binding(binding, payload["cnf"]["jwk"], expected)
    if binding.payload.get("sd_hash") != combined.digest_of(combined.bound):
        yield "ID-VPV-017_any_hash"
    if binding.header.get("typ") != "kb+jwt":
        yield "ID-VPV-018_any_typ"
    if abs(expected.now - binding.payload.get("iat", 0)) > WINDOW:
        yield "ID-VPV-019_old"


def _of_jwt(text: str, expected: Expected) -> Iterator[str]:
    outer = Jws("", text)
    held = outer.payload.get("vp", {}).get("verifiableCredential")
    token = Jws("", held[0]) if held else outer
    yield from _of_token(token, expected.now)
    credential = token.payload["vc"]
    types = {CREDENTIAL_IRI if each == "VerifiableCredential" else each for each in credential["type"]}
    types |= set(credential["type"])
    if not any(types >= set(each) for each in expected.query["meta"]["type_values"]):
        yield "ID-VPV-009_any_type"
    if not set(expected.names) <= credential["credentialSubject"].keys():
        yield "ID-VPV-010_fewer"
    if token is outer:
        yield "ID-VPV-013_unbound"
        return
    key = key_of_did(str(token.payload.get("sub")))
    yield from _of_binding(outer, key if isinstance(key, dict) else {}, expected)
