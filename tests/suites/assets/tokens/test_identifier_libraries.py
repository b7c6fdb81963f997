"""Content identifiers and address checksums, which come from libraries that may not be installed."""

from __future__ import annotations

import base64
import hashlib
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.authoring import NotRun
from conformance_suites.assets.tokens.reader.bounds import CID_CHARACTERS
from conformance_suites.assets.tokens.reader.cid import RAW, SHA2_256, read_cid
from conformance_suites.assets.tokens.reader.eip55 import checksummed, letter_case_decides

pytest.importorskip("multibase", reason="the extra identifiers is not installed")
# The test cases of ERC-55.
ADDRESSES = [
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "0xde709f2102306220921060314715629080e2fb77",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
    "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
]


def cid_of(data: bytes) -> str:
    binary = bytes([1, 0x55, 0x12, 0x20]) + hashlib.sha256(data).digest()
    return "b" + base64.b32encode(binary).decode().lower().rstrip("=")


@given(st.binary(max_size=100))
def test_a_cid_of_raw_bytes_gives_their_digest_back(data: bytes) -> None:
    found = read_cid(cid_of(data))
    assert found
    assert (found.version, found.codec, found.hash_code) == (1, RAW, SHA2_256)
    assert found.digest == hashlib.sha256(data).digest()


@pytest.mark.parametrize(
    "text",
    [
        "bafkqaaa",  # no bytes, named by themselves
        "k51qzi5uqu5dlvj2baxnqndepeb86cbk3ng7n3i46uzyxzyqj2xjonzllnv0v8",  # a key of libp2p in base 36
        "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKPPdG",
        "zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA",
    ],
)
def test_cids_in_use_are_read(text: str) -> None:
    assert read_cid(text)


@pytest.mark.parametrize("codec", [0x300001, 0x7FFF_FFFF])
def test_a_codec_that_no_table_lists_is_no_fault(codec: int) -> None:
    number = b"".join(bytes([codec >> 7 * place & 0x7F | 0x80]) for place in range(5)) + b"\0"
    found = read_cid("f" + (b"\1" + number + b"\x12\x20" + bytes(32)).hex())
    assert found
    assert found.codec == codec


def test_a_digest_that_is_longer_than_told_is_no_cid() -> None:
    assert read_cid("f" + (bytes([1, 0x55, 0x12, 0x20]) + bytes(33)).hex()) is None
    assert read_cid("f" + (b"\x12\x20" + bytes(32)).hex()) is None


@given(st.integers(1, 40))
def test_a_truncated_cid_is_none(cut: int) -> None:
    assert read_cid(cid_of(b"crane")[:-cut]) is None


@given(st.text(max_size=100))
def test_no_text_makes_the_reader_of_cids_raise(text: str) -> None:
    read_cid(text)
    read_cid("b" + text)
    read_cid("Qm" + text)


def test_a_text_beyond_the_bound_is_no_cid() -> None:
    assert read_cid("b" + "a" * CID_CHARACTERS) is None


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_addresses_of_erc_55_check(address: str) -> None:
    assert checksummed(address, "1") == address
    assert checksummed("0x" + address[2:].lower(), "1") == address


@pytest.mark.parametrize(
    ("chain", "address"),
    [
        ("30", "0x5aaEB6053f3e94c9b9a09f33669435E7ef1bEAeD"),
        ("31", "0x5aAeb6053F3e94c9b9A09F33669435E7EF1BEaEd"),
        ("30", "0x27b1FdB04752BBc536007A920D24ACB045561c26"),
    ],
)
def test_the_chains_of_erc_1191_have_checksums_of_their_own(chain: str, address: str) -> None:
    assert checksummed(address.lower(), chain) == address
    assert checksummed(address.lower(), "1") != address


def test_one_letter_case_claims_no_checksum() -> None:
    assert [letter_case_decides(address) for address in ADDRESSES[:3]] == [False, False, True]


def test_without_the_libraries_the_rows_are_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "multibase", None)
    monkeypatch.setitem(sys.modules, "Cryptodome.Hash", None)
    for ask in (lambda: read_cid("Qm"), lambda: checksummed(ADDRESSES[0], "1")):
        with pytest.raises(NotRun) as reason:
            ask()
        assert (reason.value.key, reason.value.values) == ("extra_missing", {"extra": "identifiers"})
