"""Checks of documents of did:key and did:jwk, which follow from the DID."""

from __future__ import annotations

from typing import Any

from conformance.authoring import Finding, Findings, capped, check
from conformance_suites.identity.data_integrity.reader.keys import base58
from conformance_suites.identity.jose.reader.keys import Mistake
from conformance_suites.identity.keys.reader.jwk import public_values

from .view import AGREEMENT, SIGNING, Derived

ZERO = "0"


@check("ID-DDM-001")
def values_are_keys(document: Derived) -> Findings:
    for _ in document.key_dids:
        if isinstance(mistake := document.key, Mistake):
            yield Finding("/id", mistake.sentence, **mistake.values).cutting("own_of_key", "signing")


@check("ID-DDM-002")
def a_method_has_the_value(document: Derived) -> Findings:
    for did in document.single:
        if not document.named(document.value):
            yield Finding("/id", expected=capped(f"{did}#{document.value}")).cutting("own_of_key")


@check("ID-DDM-003")
def the_method_is_the_key(document: Derived) -> Findings:
    for pointer, _, value in document.own_of_key:
        for name in ("publicKeyMultibase", "publicKeyBase58"):
            given = value.get(name)
            if isinstance(given, str) and not _is_encoded(name, given, document):
                yield Finding(f"{pointer}/{name}", received=capped(given), expected=capped(document.value))
        if not _is_same(value.get("publicKeyJwk"), document.key):
            yield Finding(f"{pointer}/publicKeyJwk", "jwk")


def _is_encoded(name: str, given: str, document: Derived) -> bool:
    """Whether the value of the method is the key; in base58 without a prefix only one of the same form is compared."""
    if name == "publicKeyMultibase":
        return given == document.value
    found = base58(f"z{given}")
    return found is None or len(found) != len(document.octets) or found == document.octets


def _is_same(given: Any, key: Any) -> bool:
    """Whether a JSON Web Key, if it is one, has the public values of the other."""
    if not isinstance(given, dict) or key is None:
        return True
    return given.get("kty") == key.get("kty") and public_values(given) == public_values(key)


@check("ID-DDM-004")
def the_key_signs(document: Derived) -> Findings:
    for did in document.signing:
        for name in SIGNING:
            if f"{did}#{document.value}" not in document.referred(name):
                yield Finding("/id", name=name)


@check("ID-DDM-005")
def identifiers_are_jwks(document: Derived) -> Findings:
    for _ in document.jwk_dids:
        if isinstance(mistake := document.key, Mistake):
            yield Finding("/id", mistake.sentence, **mistake.values).cutting("own_of_jwk", "used")


@check("ID-DDM-006")
def the_only_method_is_zero(document: Derived) -> Findings:
    for did in document.jwk_dids:
        if not document.named(ZERO):
            yield Finding("/id", "missing", expected=capped(f"{did}#{ZERO}"))
    for pointer, url, _ in document.own_of_jwk:
        if url != f"{document.identifier}#{ZERO}":
            yield Finding(f"{pointer}/id", received=capped(url))


@check("ID-DDM-007")
def the_only_key_is_that_of_the_did(document: Derived) -> Findings:
    for pointer, _, value in document.own_of_jwk:
        if "publicKeyJwk" not in value:
            yield Finding(pointer, "missing")
        elif not _is_same(value["publicKeyJwk"], document.key):
            yield Finding(f"{pointer}/publicKeyJwk")


@check("ID-DDM-008")
def the_use_decides_the_relationships(document: Derived) -> Findings:
    for key in document.used:
        without = {"sig": (AGREEMENT,), "enc": SIGNING}.get(str(key["use"]), ())
        for name in without:
            if document.referred(name):
                yield Finding(f"/{name}", received=capped(str(key["use"])))
