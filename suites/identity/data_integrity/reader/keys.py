"""The public keys of did:key, which need no network: the key is in the identifier (did:key, Document Creation).

multiformats, of the extra `credentials`, decodes them, and cryptography says whether they are points of their curve.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.extra import missing

from .bounds import BASE58_LETTERS, REMEMBERED

DID_KEY = "did:key:"
EXTRA = "credentials"
ED25519, P256, P384, K256 = "Ed25519", "P-256", "P-384", "secp256k1"
CODECS = {0xED: (ED25519, 32), 0x1200: (P256, 33), 0x1201: (P384, 49), 0xE7: (K256, 33)}
"""By codec: the name of the curve, and the octets of a public key."""
OTHERS = {0xEC: 32, 0xEB: 96, 0xEA: 48, 0xEE: 144, 0x1202: 67}
"""Likewise, of other keys that the method describes: their octets."""
RECENT = range(0x1200, 0x1300)
"""Codecs of public keys, of which more are registered than the library knows."""
SIGNATURE_OCTETS = {ED25519: 64, P256: 64, P384: 96}
HASHES = {ED25519: "sha256", P256: "sha256", P384: "sha384"}


class Mistake(NamedTuple):
    """What is wrong with a key: the name of its sentence in a row's `findings`, and the values of that sentence."""

    sentence: str
    values: dict[str, Any]


class Key(NamedTuple):
    """A public key: the name of its curve, "" for one of another kind than the named ones, and its object."""

    curve: str
    public: Any


def method_of(url: str) -> tuple[str, str] | None:
    """The multibase value and the fragment of a did:key URL; None for any other URL."""
    if not url.startswith(DID_KEY):
        return None
    identifier, _, fragment = url.partition("#")
    return identifier[len(DID_KEY) :].rpartition(":")[2], fragment


@lru_cache(maxsize=REMEMBERED)
def base58(text: str) -> bytes | None:
    """The octets of a multibase value in base58btc; None for anything else."""
    if not text.startswith("z") or len(text) > BASE58_LETTERS:
        return None
    try:
        from multiformats import multibase
    except ImportError:
        raise missing(EXTRA) from None
    try:
        return bytes(multibase.decode(text))
    except (ValueError, KeyError):
        return None


def key_of(multibase_value: str) -> Key | Mistake:
    """The key that a did:key is made of, or what is wrong with it. Raises Blocked for one that is too long to read."""
    if multibase_value.startswith("z") and len(multibase_value) > BASE58_LETTERS:
        raise Blocked("key_bound", bound=BASE58_LETTERS)
    octets = base58(multibase_value)
    if not octets:
        return Mistake("multibase", {})
    codec, raw = _unwrapped(octets)
    if codec is None:
        return Mistake("codec", {})
    if codec not in CODECS:
        size = OTHERS.get(codec, len(raw))
        return Key("", None) if len(raw) == size else Mistake("size", {"received": len(raw), "expected": size})
    curve, size = CODECS[codec]
    if len(raw) != size:
        return Mistake("size", {"received": len(raw), "expected": size})
    public = _public(curve, raw)
    return Mistake("point", {"curve": curve}) if public is None else Key(curve, public)


def _unwrapped(octets: bytes) -> tuple[int | None, bytes]:
    """The codec and what is behind it; None for one that nobody registered."""
    from multiformats import multicodec, varint

    try:
        codec, _, rest = varint.decode_raw(octets)
        if codec not in RECENT:
            multicodec.get(code=codec)
    except (ValueError, KeyError):
        return None, b""
    return codec, bytes(rest)


def _public(curve: str, raw: bytes) -> Any:
    try:
        from cryptography.hazmat.primitives.asymmetric import ec, ed25519
    except ImportError:
        raise missing(EXTRA) from None
    curves: dict[str, Any] = {P256: ec.SECP256R1, P384: ec.SECP384R1, K256: ec.SECP256K1}
    try:
        if curve == ED25519:
            return ed25519.Ed25519PublicKey.from_public_bytes(raw)
        return ec.EllipticCurvePublicKey.from_encoded_point(curves[curve](), raw)
    except ValueError:
        return None
