"""Levels of a profile."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.model.profile import LEVEL_TITLES, LEVELS, Floor, Profile
from conformance.model.text import Text

pytestmark = pytest.mark.versions

IDS = st.lists(st.sampled_from([f"ABC-{number:03}" for number in range(9)])).map(tuple)


def profile(levels: dict[str, tuple[str, ...]]) -> Profile:
    return Profile("p", "1", Text("P", "轮廓"), Text("Maker", "制造者"), ("thing",), levels, {}, "sha256:0")


@given(st.dictionaries(st.sampled_from(LEVELS), IDS))
def test_a_level_asks_for_all_that_lower_levels_ask_for(levels: dict[str, tuple[str, ...]]) -> None:
    found = [profile(levels).requirements(level) for level in LEVELS]
    assert found[0] <= found[1] <= found[2]
    assert found[2] == {row for rows in levels.values() for row in rows}


@given(st.dictionaries(st.sampled_from(LEVELS), IDS))
def test_a_level_adds_its_own_rows_and_nothing_else(levels: dict[str, tuple[str, ...]]) -> None:
    before: frozenset[str] = frozenset()
    for level in LEVELS:
        now = profile(levels).requirements(level)
        assert now == before | set(levels.get(level, ()))
        before = now


def test_a_floor_holds_from_its_level_on_and_a_higher_one_adds_to_it() -> None:
    floors = (
        Floor("thing", "interoperable", {"parts": 5, "colours": 1}),
        Floor("thing", "basic", {"parts": 2, "seconds": 1.5}),
        Floor("other", "mutual_recognition", {"parts": 1}),
    )
    found = profile({})._replace(evidence=floors)
    assert found.least("basic") == {"thing": {"parts": 2, "seconds": 1.5}}
    assert found.least("interoperable") == {"thing": {"parts": 5, "seconds": 1.5, "colours": 1}}
    assert found.least("mutual_recognition") == {**found.least("interoperable"), "other": {"parts": 1}}


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="tuple"):
        profile({}).requirements("gold")


def test_every_level_has_a_title_in_both_languages() -> None:
    assert tuple(LEVEL_TITLES) == LEVELS
    assert all(title.en and title.zh for title in LEVEL_TITLES.values())
