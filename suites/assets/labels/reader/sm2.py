"""SM2 signatures with SM3 (GB/T 32918.2, GB/T 32905), for verification only."""

from __future__ import annotations

import hashlib

from conformance.readers.extra import missing

_ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
_PRIME = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
_B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
_DEFAULT_ID = b"1234567812345678"
_PUBLIC_KEY_INFO = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")


def public_key(data: bytes) -> bytes | None:
    """The 64 bytes of x and y of a point on the curve; None where the bytes are not an SM2 public key.

    Accepted are a SubjectPublicKeyInfo, an uncompressed point and the bare coordinates.
    """
    point = data.removeprefix(_PUBLIC_KEY_INFO)
    if len(point) == 65 and point[0] == 4:
        point = point[1:]
    if len(point) != 64:
        return None
    x, y = int.from_bytes(point[:32], "big"), int.from_bytes(point[32:], "big")
    on_curve = x < _PRIME and y < _PRIME and (y * y - (x * x * x - 3 * x + _B)) % _PRIME == 0
    return point if on_curve else None


def public_keys(data: bytes) -> tuple[bytes, ...]:
    """The public keys that the bytes may represent; none where they are not an SM2 public key.

    Also accepted are a compressed point (GB/T 32918.1, 4.2.9), and the bare x of a point with
    nothing or a zero before it, as some producers write it, which represents two keys.
    """
    if (key := public_key(data)) is not None:
        return (key,)
    first, x = (data[0], data[1:]) if len(data) == 33 else (0, data)
    number = int.from_bytes(x, "big")
    if len(x) != 32 or first not in (0, 2, 3) or number >= _PRIME:
        return ()
    root = pow(number**3 - 3 * number + _B, (_PRIME + 1) // 4, _PRIME)
    points = [x + y.to_bytes(32, "big") for y in (root, _PRIME - root) if not first or y % 2 == first % 2]
    return tuple(point for point in points if public_key(point))


def sm3(data: bytes) -> bytes:
    """The SM3 digest, 32 bytes. Raises NotRun where neither Python nor the library has it."""
    if "sm3" in hashlib.algorithms_available:
        return hashlib.new("sm3", data, usedforsecurity=False).digest()
    try:
        from cryptography.hazmat.primitives import hashes
    except ImportError:
        raise missing("labels") from None
    made = hashes.Hash(hashes.SM3())
    made.update(data)
    return made.finalize()


def verifies(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the DER signature over the message, made with the default user id, is valid for the key of 64 bytes.

    Raises NotRun where the libraries are not installed.
    """
    try:
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
        from gmalg import SM2
    except ImportError:
        raise missing("labels") from None
    try:
        r, s = decode_dss_signature(signature)
    except ValueError:
        return False
    if not (0 < r < _ORDER and 0 < s < _ORDER):  # the library takes them in 32 bytes
        return False
    numbers = (each.to_bytes(32, "big") for each in (r, s))
    return bool(SM2(uid=_DEFAULT_ID, pk=b"\4" + key).verify(message, *numbers))
