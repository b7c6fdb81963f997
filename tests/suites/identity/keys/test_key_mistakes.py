"""The public values of keys that no key has, and sound keys of every kind, which are left alone (D11)."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from conformance_suites.identity.keys.reader.mistakes import encoding_mistakes, number_mistakes, operation_mistakes
from conformance_suites.identity.openid.reference.keys import EC, RSA, RSA_ENCRYPTION

CURVES = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1(), "P-521": ec.SECP521R1(), "secp256k1": ec.SECP256K1()}
OCTETS = {"P-256": 32, "P-384": 48, "P-521": 66, "secp256k1": 32}
NAMES = ("kty", "crv", "use", "key_ops", "n", "e", "x", "y")
LIKELY = st.sampled_from(
    ["RSA", "EC", "OKP", "P-256", "Ed25519", "Ed448", "sig", "enc", "verify", "AQAB", "AA", "A" * 43, "_" * 43]
)


def coded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def pair(curve: str) -> dict[str, Any]:
    numbers = ec.generate_private_key(CURVES[curve]).public_key().public_numbers()
    size = OCTETS[curve]
    x, y = (coded(number.to_bytes(size, "big")) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": curve, "x": x, "y": y}


def edwards(curve: str) -> dict[str, Any]:
    maker = ed25519.Ed25519PrivateKey if curve == "Ed25519" else ed448.Ed448PrivateKey
    return {
        "kty": "OKP",
        "crv": curve,
        "x": coded(maker.generate().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)),
    }


def mistakes(key: dict[str, Any]) -> list[tuple[str, str]]:
    found = [*encoding_mistakes(key), *number_mistakes(key), *operation_mistakes(key)]
    return [(each.member, each.sentence) for each in found]


SOUND = [RSA, EC, RSA_ENCRYPTION, *(pair(curve) for curve in CURVES), edwards("Ed25519"), edwards("Ed448")]


@pytest.mark.parametrize("key", SOUND, ids=lambda key: str(key.get("crv", key["kty"])))
def test_a_sound_key_has_no_mistake(key: dict[str, Any]) -> None:
    assert mistakes(key) == []


@pytest.mark.parametrize("curve", CURVES)
def test_a_pair_off_its_curve_is_told(curve: str) -> None:
    key = pair(curve)
    assert mistakes({**key, "x": key["y"], "y": key["x"]}) == [("", "point")]
    assert mistakes({**key, "y": coded(b"\xff" * OCTETS[curve])}) == [("", "point")]
    assert mistakes({**key, "x": coded(bytes(OCTETS[curve])), "y": coded(bytes(OCTETS[curve]))}) == [("", "point")]


@pytest.mark.parametrize(
    ("curve", "octets"),
    [
        ("Ed25519", b"\x02" + bytes(31)),
        ("Ed25519", b"\xff" * 32),
        ("Ed25519", b"\x01" + bytes(30) + b"\x80"),
        ("Ed448", b"\xff" * 57),
    ],
)
def test_octets_that_cannot_be_decoded_to_a_point_are_told(curve: str, octets: bytes) -> None:
    assert mistakes({"kty": "OKP", "crv": curve, "x": coded(octets)}) == [("", "point")]


N = base64.urlsafe_b64decode(RSA["n"] + "==")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"e": "AQ"}, [("e", "exponent")]),
        ({"e": "AA"}, [("e", "exponent")]),
        ({"e": "AQAA"}, [("e", "exponent")]),
        ({"e": RSA["n"]}, [("e", "exponent")]),
        ({"n": coded(N[:-1] + bytes([N[-1] & 0xFE]))}, [("n", "modulus")]),
        ({"n": coded(bytes(256))}, [("n", "zeros"), ("n", "modulus"), ("e", "exponent")]),
        ({"n": coded(b"\0" + N)}, [("n", "zeros")]),
        ({"e": "AAEAAQ"}, [("e", "zeros")]),
        ({"e": "AQAB="}, [("e", "encoding")]),
        ({"n": f"{RSA['n']} "}, [("n", "encoding")]),
        ({"key_ops": ["verify"]}, []),
        ({"key_ops": ["encrypt", "x-own"]}, [("key_ops", "contradiction")]),
        ({"key_ops": ["verify", "verify"]}, [("key_ops", "twice")]),
        ({"use": "enc", "key_ops": ["wrapKey", "verify"]}, [("key_ops", "contradiction")]),
        ({"use": "x-own", "key_ops": ["verify"]}, []),
    ],
)
def test_each_mistake_of_an_rsa_key_is_told(change: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert mistakes({**RSA, **change}) == expected


@pytest.mark.parametrize("octets", [31, 33])
def test_a_coordinate_of_another_length_is_told_once(octets: int) -> None:
    assert mistakes({**EC, "x": coded(b"\x01" * octets)}) == [("x", "size")]


@given(st.dictionaries(st.sampled_from(NAMES), LIKELY | st.lists(LIKELY, max_size=2) | st.integers() | st.none()))
def test_no_object_troubles_the_search_for_mistakes(key: dict[str, Any]) -> None:
    assert all(isinstance(name, str) and sentence for name, sentence in mistakes(key))
