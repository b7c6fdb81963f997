"""Which values are points of a curve: pairs of coordinates (RFC 7518, 6.2.1), and octet strings (RFC 8032)."""

from __future__ import annotations

from typing import NamedTuple


class _Weierstrass(NamedTuple):
    """The curve y^2 = x^3 + ax + b over the integers modulo p (NIST SP 800-186, SEC 2)."""

    p: int
    a: int
    b: int


class _Edwards(NamedTuple):
    """The curve ax^2 + y^2 = 1 + dx^2y^2 over the integers modulo p (RFC 8032, 5.1 and 5.2)."""

    p: int
    a: int
    d: int


_P256, _P384, _P521 = (
    2**256 - 2**224 + 2**192 + 2**96 - 1,
    2**384 - 2**128 - 2**96 + 2**32 - 1,
    2**521 - 1,
)
_PAIRS = {
    "P-256": _Weierstrass(_P256, -3, 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B),
    "P-384": _Weierstrass(
        _P384,
        -3,
        0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF,
    ),
    "P-521": _Weierstrass(
        _P521,
        -3,
        0x0051953EB9618E1C9A1F929A21A0B68540EEA2DA725B99B315F3B8B489918EF109E156193951EC7E937B1652C0BD3BB1BF073573DF883D2C34F1EF451FD46B503F00,
    ),
    "secp256k1": _Weierstrass(2**256 - 2**32 - 977, 0, 7),
}
_P25519 = 2**255 - 19
_STRINGS = {
    "Ed25519": _Edwards(_P25519, -1, -121665 * pow(121666, -1, _P25519) % _P25519),
    "Ed448": _Edwards(2**448 - 2**224 - 1, 1, -39081),
}


def is_pair_on_curve(curve: str, x: bytes, y: bytes) -> bool | None:
    """Whether the coordinates, unsigned and big-endian, are a point of the curve; None for a curve not known here."""
    known = _PAIRS.get(curve)
    if known is None:
        return None
    left, right = int.from_bytes(x, "big"), int.from_bytes(y, "big")
    if max(left, right) >= known.p:
        return False
    return (right * right - left**3 - known.a * left - known.b) % known.p == 0


def is_encoded_point(curve: str, text: bytes) -> bool | None:
    """Whether the octets of a public key can be decoded (RFC 8032, 5.1.3 and 5.2.3); None for other curves."""
    known = _STRINGS.get(curve)
    if known is None:
        return None
    number = int.from_bytes(text, "little")
    sign, y = number >> (8 * len(text) - 1), number & ((1 << (8 * len(text) - 1)) - 1)
    if y >= known.p:
        return False
    square = (1 - y * y) * pow(known.a - known.d * y * y, -1, known.p) % known.p
    if square == 0:
        return sign == 0
    return pow(square, (known.p - 1) // 2, known.p) == 1
