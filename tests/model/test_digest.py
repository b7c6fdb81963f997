"""Digests name their algorithm and cover what they say."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.model.digest import ALGORITHM, digest, digest_of_parts

pytestmark = pytest.mark.versions

NAMES = st.text(st.characters(codec="utf-8"))
PARTS = st.dictionaries(NAMES, st.binary()).map(lambda parts: list(parts.items()))


@given(st.binary())
def test_a_digest_names_its_algorithm(data: bytes) -> None:
    assert digest(data) == f"{ALGORITHM}:{hashlib.new(ALGORITHM, data).hexdigest()}"
    assert digest(memoryview(data)) == digest(data)


def test_another_algorithm_says_so() -> None:
    assert digest(b"x", "sha512").startswith("sha512:")
    assert digest_of_parts([("a", b"x")], "sha512").startswith("sha512:")


def test_an_unknown_algorithm_is_refused() -> None:
    with pytest.raises(ValueError, match="sha0"):
        digest(b"x", "sha0")


@given(PARTS, st.randoms())
def test_the_order_of_parts_does_not_matter(parts: list[tuple[str, bytes]], random) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert digest_of_parts(shuffled) == digest_of_parts(parts)


@given(PARTS, PARTS)
def test_different_parts_have_different_digests(some: list[tuple[str, bytes]], others: list[tuple[str, bytes]]) -> None:
    assert (digest_of_parts(some) == digest_of_parts(others)) == (sorted(some) == sorted(others))


@given(st.binary(), st.binary())
def test_names_and_contents_cannot_run_into_each_other(one: bytes, other: bytes) -> None:
    split = digest_of_parts([("a", one), ("b", other)])
    assert split != digest_of_parts([("a", one + b"b" + other)])
    assert (split == digest_of_parts([("a", one + other), ("b", b"")])) == (other == b"")
    assert digest_of_parts([("ab", one)]) != digest_of_parts([("a", b"b" + one)])
