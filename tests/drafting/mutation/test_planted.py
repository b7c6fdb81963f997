"""Faults of bad samples that are not a short step from a good one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from conformance.drafting.mutation.learned import learned
from conformance.model.sample import Sample

ROW = "TNY-THG-001"
GOOD = {"name": "a", "size": 1, "colour": "red", "weight": 2, "parts": [{"name": "b"}, {"name": "c"}]}


def sample(name: str, data: Any, row: str | None = None) -> Sample:
    return Sample(name, data if isinstance(data, bytes) else json.dumps(data).encode(), None, row)


def test_the_value_at_the_place_of_a_finding_is_put_into_good_samples() -> None:
    other = {"name": "z", "size": 9, "colour": "blue", "weight": 8, "parts": [{"name": "no name"}]}
    bad = sample(f"{ROW}_blank.json", other, ROW)
    made = list(learned([sample("a.json", GOOD)], [bad], 2, {bad.name: ["/parts/0/name"]}))
    assert [each.place for each in made] == ["/parts/0/name", "/parts/1/name"]
    assert {each.own for each in made} == {ROW}
    after = json.loads(made[1].make() or b"")
    assert after == {**GOOD, "parts": [{"name": "b"}, {"name": "no name"}]}


def test_a_place_of_which_good_samples_have_none_is_left_out() -> None:
    bad = sample(f"{ROW}_other.json", {"a": 1, "b": 2, "c": 3, "d": {"e": 4}}, ROW)
    assert list(learned([sample("a.json", GOOD)], [bad], 2, {bad.name: ["/d/e", "/nowhere"]})) == []


def test_the_bytes_that_differ_are_put_into_the_good_sample_most_like_it() -> None:
    far, near = sample("far.bin", b"\0other bytes" * 3), sample("near.bin", b"\0head: 17 seats; tail of it")
    bad = sample(f"{ROW}_cut.bin", b"\0head: -1 seats; tail of it", ROW)
    (made,) = learned([far, near], [bad], 2)
    assert (made.sample, made.place, made.before, made.after) == (near, "byte 7", "b'17'", "b'-1'")
    assert made.make() == bad.data


@pytest.mark.parametrize("good", [[], [sample("far.bin", b"\0quite another file")]])
def test_what_is_like_no_good_sample_teaches_nothing(good: list[Sample]) -> None:
    assert list(learned(good, [sample(f"{ROW}_x.bin", b"\1\2\3", ROW)], 2)) == []
