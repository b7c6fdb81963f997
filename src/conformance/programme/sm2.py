"""SM2 signatures with SM3 (GB/T 32918.2) by gmalg, which is neither certified nor constant in time.

For verification, and for few signatures by test keys: an official key signs in its own device, through a command.
"""

from __future__ import annotations

import re

from conformance.programme.libraries import needs

USER = b"1234567812345678"
"""The identifier of the signer where nothing else is agreed on (GB/T 35276)."""
_CURVE = bytes.fromhex("06072a8648ce3d020106082a811ccf5501822d")
PUBLIC = bytes.fromhex("30593013") + _CURVE + bytes.fromhex("034200")
"""What a SubjectPublicKeyInfo has before the uncompressed point."""
_PRIVATE = re.compile(
    rb"\x30(?:.|\x81.)\x02\x01\x00\x30\x13" + re.escape(_CURVE) + rb"\x04.\x30.\x02\x01\x01\x04\x20(?P<number>.{32})",
    re.DOTALL,
)
"""A private key in PKCS #8."""
SIZE = 32


def private_number(pkcs8: bytes) -> bytes | None:
    """The 32 bytes of the private key; None for another kind of key."""
    found = _PRIVATE.match(pkcs8)
    return found["number"] if found else None


def public_of(number: bytes) -> bytes:
    """The SubjectPublicKeyInfo that belongs to a private key."""
    with needs():
        from gmalg import SM2

        return PUBLIC + bytes(SM2().generate_pk(number))


def is_public(info: bytes) -> bool:
    """Whether it is the SubjectPublicKeyInfo of an SM2 key."""
    return info.startswith(PUBLIC + b"\4") and len(info) == len(PUBLIC) + 1 + 2 * SIZE


def is_on_curve(info: bytes) -> bool:
    """Whether the key is a point of the curve, without which a signature says nothing."""
    with needs():
        from gmalg import SM2

        return bool(SM2().verify_pk(info[len(PUBLIC) :]))


def sign(number: bytes, info: bytes, message: bytes) -> bytes:
    """The signature in DER."""
    with needs():
        from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
        from gmalg import SM2

        r, s = SM2(number, USER, info[len(PUBLIC) :]).sign(message)
        return encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))


def verifies(info: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature in DER is that of the key over the message."""
    with needs():
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
        from gmalg import SM2

        try:
            numbers = [each.to_bytes(SIZE, "big") for each in decode_dss_signature(signature)]
        except (ValueError, OverflowError):
            return False
        return bool(SM2(uid=USER, pk=info[len(PUBLIC) :]).verify(message, *numbers))
