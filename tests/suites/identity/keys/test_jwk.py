from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance_suites.identity.keys.reader.jwk import (
    ENCRYPTIONS,
    SIGNATURES,
    can_verify,
    fits,
    is_for_encryption,
    missing_values,
    modulus_bits,
    private_members,
    public_values,
)

P256 = {"kty": "EC", "crv": "P-256", "x": "A" * 43, "y": "A" * 43}
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda each: st.lists(each, max_size=3))
NAMES = ("kty", "crv", "use", "key_ops", "alg", "kid", "n", "e", "x", "y", "d", "k")
LIKELY = st.sampled_from(["RSA", "EC", "OKP", "oct", "P-256", "Ed25519", "sig", "enc", "RS256", "ES256", "AQAB"])


@given(st.dictionaries(st.sampled_from(NAMES), LIKELY | JSON), st.sampled_from([*SIGNATURES, *ENCRYPTIONS, "other"]))
def test_no_object_troubles_the_questions_asked_of_a_key(key: dict[str, Any], algorithm: str) -> None:
    assert fits(key, algorithm) in (True, False, None)
    assert can_verify(key, algorithm) <= (fits(key, algorithm) is True)
    assert set(private_members(key)) <= set(key)
    assert isinstance(public_values(key), dict)
    assert is_for_encryption(key) in (True, False)
    assert (modulus_bits(key) is None) or key["kty"] == "RSA"


@given(st.integers(min_value=1, max_value=1 << 4096))
def test_the_size_of_an_rsa_key_is_that_of_its_modulus(modulus: int) -> None:
    import base64

    octets = modulus.to_bytes((modulus.bit_length() + 7) // 8 + 1, "big")
    text = base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
    assert modulus_bits({"kty": "RSA", "n": text}) == modulus.bit_length()


@pytest.mark.parametrize(
    "change",
    [
        {"use": "enc"},
        {"key_ops": ["encrypt"]},
        {"alg": "ES384"},
        {"crv": "P-384"},
        {"x": "A" * 42},
        {"y": None},
        {"y": "A" * 43 + "="},
        {"kty": "RSA"},
        {"kty": None},
    ],
)
def test_a_key_that_contradicts_the_algorithm_cannot_verify(change: dict[str, Any]) -> None:
    assert can_verify(P256, "ES256")
    assert not can_verify({**P256, **change}, "ES256")


def test_the_two_names_of_edwards_signatures_are_one_family() -> None:
    key = {"kty": "OKP", "crv": "Ed25519", "x": "A" * 43, "alg": "EdDSA"}
    assert can_verify(key, "Ed25519")
    assert not can_verify(key, "Ed448")


@pytest.mark.parametrize(
    ("curve", "missing"), [("P-256", ["y"]), ("P-521", ["y"]), ("BP-256", []), (None, ["crv", "y"])]
)
def test_y_is_required_on_the_curves_of_rfc_7518(curve: str | None, missing: list[str]) -> None:
    key = {"kty": "EC", "crv": curve, "x": "A" * 43}
    assert missing_values(key) == missing
