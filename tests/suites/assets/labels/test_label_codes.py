"""Labels of AI generation: their text, the codes in them, and SM2 signatures."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.authoring import NotRun
from conformance_suites.assets.labels.reader.aigc import (
    credit_code_check,
    is_organisation_code,
    read_label,
    signed_message,
)
from conformance_suites.assets.labels.reader.sm2 import public_key, public_keys, sm3, verifies

pytest.importorskip("gmalg", reason="the extra labels is not installed")
# The example of a signature in GB/T 32918.5-2017, Annex A.
KEY = bytes.fromhex(
    "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
SIGNATURE = bytes.fromhex(
    "3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
)
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_the_example_of_the_standard_verifies() -> None:
    assert verifies(KEY, b"message digest", SIGNATURE)
    assert not verifies(KEY, b"message digesu", SIGNATURE)


def test_the_example_digest_of_sm3() -> None:
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_the_digest_is_the_same_where_python_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every Python is built with an OpenSSL that has SM3; then the library of the extra hashes."""
    messages = [bytes(range(size)) for size in (0, 55, 56, 64, 119, 256)]
    quick = [sm3(each) for each in messages]
    monkeypatch.setattr("hashlib.algorithms_available", set())
    assert [sm3(each) for each in messages] == quick
    assert verifies(KEY, b"message digest", SIGNATURE)


@pytest.mark.parametrize(
    "signature", [b"", b"\x30", b"\x30\x06\2\1\0\2\1\0", b"\x30\x03\2\1\1", bytes(72), SIGNATURE[:-1]]
)
def test_a_malformed_signature_does_not_verify(signature: bytes) -> None:
    assert not verifies(KEY, b"message digest", signature)


@pytest.mark.parametrize("damage", [b"", KEY[:-1], bytes(64), KEY[:-1] + b"\0", b"\5" + KEY])
def test_what_is_no_point_on_the_curve_is_no_key(damage: bytes) -> None:
    assert public_key(damage) is None


@pytest.mark.parametrize("prefix", ["", "04", "3059301306072a8648ce3d020106082a811ccf5501822d03420004"])
def test_a_key_is_read_in_its_three_forms(prefix: str) -> None:
    assert public_key(bytes.fromhex(prefix) + KEY) == KEY


def test_a_key_without_its_y_stands_for_both_unless_it_says_which() -> None:
    x, odd = KEY[:32], KEY[-1] & 1
    for bare in (x, b"\0" + x):
        assert len(public_keys(bare)) == 2
        assert KEY in public_keys(bare)
    assert public_keys(bytes([2 + odd]) + x) == (KEY,)
    assert KEY not in public_keys(bytes([3 - odd]) + x)
    assert public_keys(b"\4" + KEY) == (KEY,)


@pytest.mark.parametrize("damage", [b"", KEY[:31], b"\1" + KEY[:32], b"\xff" * 32, b"\4" + KEY[:32], bytes(31) + b"\6"])
def test_what_is_the_x_of_no_point_is_no_key(damage: bytes) -> None:
    assert public_keys(damage) == ()


def test_without_the_library_signatures_are_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gmalg", None)
    with pytest.raises(NotRun):
        verifies(KEY, b"", SIGNATURE)


@given(st.text(ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_of_a_credit_code_is_noticed(code: str, at: int, other: str) -> None:
    check = credit_code_check(code + "0")
    assert check in ALPHABET
    changed = code[:at] + other + code[at + 1 :]
    assert (credit_code_check(changed + "0") == check) == (changed == code)


def test_letters_that_credit_codes_leave_out_have_no_check() -> None:
    assert credit_code_check("9131010OMACE0YX639") is None
    assert credit_code_check("91310104MACE0YX63") is None


def test_a_name_is_no_code() -> None:
    assert is_organisation_code("001191310104MACE0YX63918020")
    assert not is_organisation_code("Crane-Studio")
    assert not is_organisation_code("0011")


def test_a_label_is_read_with_and_without_its_wrapper() -> None:
    plain, wrapped = read_label(b'{"Label":"1"}\0'), read_label(b' {"AIGC":{"Label":"1"}}')
    assert plain.members == wrapped.members == {"Label": "1"}
    assert (plain.wrapped, wrapped.wrapped) == (False, True)


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_of_labels_raise(data: bytes) -> None:
    read_label(data)


def test_the_signed_message_holds_the_members_in_their_order() -> None:
    members = {"ProduceID": "3", "Label": "1", "ContentProducer": "2"}
    assert signed_message(members) == b'"Label":"1","ContentProducer":"2","ProduceID":"3"'
