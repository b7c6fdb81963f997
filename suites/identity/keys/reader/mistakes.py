"""What is wrong with the public values of a JSON Web Key, and with what it says of its use.

Every mistake has the member where it is, the name of its sentence in a row's `findings`, and the values of that
sentence. Missing members, and members that are not strings, are not told here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from .jwk import Jwk, encoded_values, octets, value_octets
from .points import is_encoded_point, is_pair_on_curve

# What a key of each `use` may be for (RFC 7517, 4.2 and 4.3); operations not defined there contradict nothing.
OPERATIONS = {
    "sig": frozenset({"sign", "verify"}),
    "enc": frozenset({"encrypt", "decrypt", "wrapKey", "unwrapKey", "deriveKey", "deriveBits"}),
}
_KNOWN = OPERATIONS["sig"] | OPERATIONS["enc"]
SMALLEST_EXPONENT = 3


class Mistake(NamedTuple):
    """`member` is "" for a mistake that several members make together."""

    member: str
    sentence: str
    values: dict[str, Any]


def encoding_mistakes(key: Jwk) -> Iterator[Mistake]:
    """Values not in base64url (`encoding`), of another length than the curve's (`size`), or with a superfluous zero
    octet in front (`zeros`: RFC 7518, 2, Base64urlUInt)."""
    size = value_octets(key)
    for name, text in encoded_values(key).items():
        found = octets(text)
        if found is None:
            yield Mistake(name, "encoding", {"name": name, "received": text})
        elif size is not None and len(found) != size:
            yield Mistake(name, "size", {"curve": key["crv"], "received": len(found), "expected": size})
        elif key.get("kty") == "RSA" and len(found) > 1 and found[0] == 0:
            yield Mistake(name, "zeros", {"name": name})


def number_mistakes(key: Jwk) -> Iterator[Mistake]:
    """Values that no public key has: coordinates off the curve (`point`), an even modulus (`modulus`), an exponent
    that is even or less than 3 or not less than the modulus (`exponent`: RFC 8017, 3.1). Only values in the right
    encoding are judged."""
    found = {name: value for name, text in encoded_values(key).items() if (value := octets(text)) is not None}
    if key.get("kty") == "RSA":
        yield from _rsa_mistakes({name: int.from_bytes(value, "big") for name, value in found.items()}, key)
        return
    curve, size = key.get("crv"), value_octets(key)
    if size is None or any(len(value) != size for value in found.values()):
        return
    on_curve = None
    if found.keys() == {"x", "y"}:
        on_curve = is_pair_on_curve(str(curve), found["x"], found["y"])
    elif found.keys() == {"x"} and key.get("kty") == "OKP":
        on_curve = is_encoded_point(str(curve), found["x"])
    if on_curve is False:
        yield Mistake("", "point", {"curve": curve})


def _rsa_mistakes(numbers: dict[str, int], key: Jwk) -> Iterator[Mistake]:
    modulus, exponent = numbers.get("n"), numbers.get("e")
    if modulus is not None and modulus % 2 == 0:
        yield Mistake("n", "modulus", {})
    if exponent is not None and (
        exponent < SMALLEST_EXPONENT or exponent % 2 == 0 or (modulus is not None and exponent >= modulus)
    ):
        yield Mistake("e", "exponent", {"received": exponent if exponent.bit_length() <= 64 else key["e"]})


def operation_mistakes(key: Jwk) -> Iterator[Mistake]:
    """Operations listed twice (`twice`), or that the `use` of the key rules out (`contradiction`: RFC 7517, 4.3)."""
    listed, use = key.get("key_ops"), key.get("use")
    names = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        yield Mistake("key_ops", "twice", {"names": repeated})
    if isinstance(use, str) and use in OPERATIONS:
        against = sorted({name for name in names if name in _KNOWN - OPERATIONS[use]})
        if against:
            yield Mistake("key_ops", "contradiction", {"names": against, "use": use})
