"""The public keys of verification methods: Multikey, and JSON Web Keys on the curves of Data Integrity."""

from __future__ import annotations

from typing import Any

from conformance.readers.json_values import object_or_empty
from conformance_suites.identity.data_integrity.reader.keys import ED25519, P256, P384, Key, Mistake, key_of
from conformance_suites.identity.jose.reader.base64url import decoded
from conformance_suites.identity.jose.reader.keys import Mistake as Misfit
from conformance_suites.identity.jose.reader.keys import public_key


def key_of_method(method: dict[str, Any]) -> Key | None:
    """The key of a verification method; None for one of another kind, or whose values are not those of a public key."""
    value = method.get("publicKeyMultibase")
    if isinstance(value, str):
        found = key_of(value)
        return None if isinstance(found, Mistake) or found.public is None else found
    jwk = object_or_empty(method.get("publicKeyJwk"))
    curve = jwk.get("crv")
    if curve not in (ED25519, P256, P384) or isinstance(public_key(jwk), Misfit):
        return None
    return Key(curve, _public(curve, {name: decoded(jwk[name]) or b"" for name in ("x", "y") if name in jwk}))


def _public(curve: str, octets: dict[str, bytes]) -> Any:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519

    if curve == ED25519:
        return ed25519.Ed25519PublicKey.from_public_bytes(octets["x"])
    x, y = (int.from_bytes(octets[name], "big") for name in ("x", "y"))
    return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1() if curve == P256 else ec.SECP384R1()).public_key()
