"""The public keys that tokens name, as far as no network is needed: did:key, did:jwk, `jwk` and `x5c`.

A key in the token shows that it was not changed, and not who signed it: whom a verifier trusts is not judged here.
"""

from __future__ import annotations

import base64
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.extra import missing
from conformance.readers.json import parse
from conformance_suites.identity.data_integrity.reader.keys import DID_KEY, key_of
from conformance_suites.identity.data_integrity.reader.keys import Mistake as KeyMistake
from conformance_suites.identity.keys.reader.jwk import missing_values, modulus_bits, private_members
from conformance_suites.identity.keys.reader.mistakes import encoding_mistakes, number_mistakes
from conformance_suites.identity.keys.reader.names import KEY_TYPES

from .base64url import decoded, encoded
from .bounds import CERTIFICATE_CHARACTERS, MODULUS_BITS
from .compact import Jws, Members

EXTRA = "credentials"
DID_JWK = "did:jwk:"
NAMING = ("jwk", "x5c", "x5u", "jku")
"""The header members besides `kid` that name a key (RFC 7515, 4.1)."""


class Mistake(NamedTuple):
    """What is wrong with a key: the name of its sentence in a row's `findings`, and the values of that sentence."""

    sentence: str
    values: dict[str, Any]


class Named(NamedTuple):
    """A key, where the token names it, and its identifier; `key` may be what is wrong with it."""

    pointer: str
    url: str
    key: Members | Mistake


def text_of(members: Members, name: str) -> str | None:
    """The value of a member, if it is a string."""
    given = members.get(name)
    return given if isinstance(given, str) else None


def did_of(url: str) -> str:
    """The DID of a DID URL, without its path, query and fragment (DID Core 1.0, 3.2)."""
    return url.partition("#")[0].partition("?")[0].partition("/")[0]


def key_url(jws: Jws, party: str | None) -> str | None:
    """The URL of the key: `kid`, relative to the issuer or holder where it is a fragment alone (RFC 3986, 5.2)."""
    kid = text_of(jws.header, "kid")
    issuer = text_of(jws.payload, "iss") or text_of(jws.header, "iss") or party
    if kid is None or kid.startswith("#"):
        return None if issuer is None else f"{issuer}{kid or ''}"
    return kid


def named_key(jws: Jws, party: str | None) -> Named | None:
    """The key that the token names and that is at hand; None if it is elsewhere.

    A key in the header does not replace the one that the `kid` of a DID names.
    """
    url = key_url(jws, party)
    place = f"{jws.pointer}/header"
    if url is not None and url.startswith((DID_KEY, DID_JWK)):
        where = f"{place}/kid" if text_of(jws.header, "kid") else place
        return Named(where, url, _of_did(url))
    if url is not None and url.startswith("did:") and text_of(jws.header, "kid"):
        return None
    if isinstance(own := jws.header.get("jwk"), dict):
        return Named(f"{place}/jwk", "", public_key(own))
    chain = jws.header.get("x5c")
    if isinstance(chain, list) and chain and isinstance(chain[0], str):
        return Named(f"{place}/x5c/0", "", _of_certificate(chain[0]))
    return None


def _of_did(url: str) -> Members | Mistake:
    """The key of a DID. Raises Blocked for one that no algorithm here uses."""
    found = key_of_did(url)
    if found is None:
        raise Blocked("key_kind")
    return found


def key_of_did(url: str) -> Members | Mistake | None:
    """The key that a did:key or did:jwk is made of; None for a kind of key that no algorithm here uses."""
    identifier = did_of(url)
    if identifier.startswith(DID_JWK):
        return jwk_of(identifier)
    found = key_of(identifier.removeprefix(DID_KEY).rpartition(":")[2])
    if isinstance(found, KeyMistake):
        return Mistake(found.sentence, found.values)
    return None if found.public is None else _members_of(found.public)


def jwk_of(identifier: str) -> Members | Mistake:
    """The key that a did:jwk is made of."""
    data = decoded(identifier.removeprefix(DID_JWK))
    text = parse(data) if data is not None else None
    if text is None or not text.usable or not isinstance(text.document, dict):
        return Mistake("did_jwk", {})
    return public_key(text.document)


def public_key(key: Members) -> Members | Mistake:
    """The key itself if it is a public one whose values are right. Raises Blocked for a type that is not registered."""
    if names := private_members(key):
        return Mistake("private", {"name": names[0]})
    if not isinstance(key.get("kty"), str):
        return Mistake("absent", {"name": "kty"})
    if key["kty"] not in KEY_TYPES:
        raise Blocked("key_kind")
    if names := missing_values(key):
        return Mistake("absent", {"name": names[0]})
    for each in (*encoding_mistakes(key), *number_mistakes(key)):
        return Mistake("values", {"name": each.member or "x"})
    return key


def _members_of(public: Any) -> Members | None:
    """A key of the library as a JSON Web Key; None if it is of a kind that no algorithm here uses."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa

    if isinstance(public, ec.EllipticCurvePublicKey) and public.curve.name in _CURVES:
        numbers, size = public.public_numbers(), (public.curve.key_size + 7) // 8
        x, y = (encoded(number.to_bytes(size, "big")) for number in (numbers.x, numbers.y))
        return {"kty": "EC", "crv": _CURVES[public.curve.name], "x": x, "y": y}
    if isinstance(public, ed25519.Ed25519PublicKey | ed448.Ed448PublicKey):
        curve = "Ed25519" if isinstance(public, ed25519.Ed25519PublicKey) else "Ed448"
        return {"kty": "OKP", "crv": curve, "x": encoded(public.public_bytes_raw())}
    if isinstance(public, rsa.RSAPublicKey):
        values = {"n": public.public_numbers().n, "e": public.public_numbers().e}
        octets = {name: encoded(each.to_bytes((each.bit_length() + 7) // 8, "big")) for name, each in values.items()}
        return {"kty": "RSA", **octets}
    return None


_CURVES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521", "secp256k1": "secp256k1"}


def _of_certificate(text: str) -> Members | Mistake:
    """The key of a certificate in base64 (RFC 7515, 4.1.6). Raises Blocked for a kind that no algorithm here uses."""
    try:
        from cryptography import x509
        from cryptography.exceptions import UnsupportedAlgorithm
    except ImportError:
        raise missing(EXTRA) from None
    if len(text) > CERTIFICATE_CHARACTERS:
        raise Blocked("certificate_bound", bound=CERTIFICATE_CHARACTERS)
    try:
        public = x509.load_der_x509_certificate(base64.b64decode(text, validate=True)).public_key()
    except UnsupportedAlgorithm:
        raise Blocked("key_kind") from None
    except (ValueError, TypeError, x509.InvalidVersion):
        return Mistake("certificate", {})
    members = _members_of(public)
    if members is None:
        raise Blocked("key_kind")
    return members


def is_bounded(key: Members) -> bool:
    """Whether verifying with the key takes reasonable time."""
    return (modulus_bits(key) or 0) <= MODULUS_BITS
