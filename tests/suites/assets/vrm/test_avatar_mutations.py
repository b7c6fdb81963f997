"""Avatars, animations, spaces and tilesets with anything at all in any place: every row still says something sound."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from doubles.judging import judge
from doubles.ours import PLAN
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.catalogue.samples import samples
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source

SUITES = ("vrm/avatar", "vrm/spring_bone", "vrm/material", "vrm/animation", "shared_space", "tileset")
VALUES = st.sampled_from(
    [None, True, -1, 0, 0.5, 10**400, 1e308, "", "x", "1.0", [], [[]], [0], [1, 2, 3], [None] * 16, {}, {"node": 0}]
)


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every place in a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(place for step, each in inner for place in places(each, (*way, step)))]


def document_of(suite: str) -> Any:
    """The largest good sample of a suite that is plain JSON."""
    good = [s.data for s in samples(PLAN.catalogue.suite(suite)) if not s.requirement and s.data[:1] == b"{"]
    return json.loads(max(good, key=len))


DOCUMENTS = {suite: document_of(suite) for suite in SUITES}
PLACES = {suite: [place for place in places(document) if place] for suite, document in DOCUMENTS.items()}


@pytest.mark.parametrize("suite", SUITES)
@settings(max_examples=25)
@given(st.data())
def test_no_value_in_any_place_crashes_a_row(suite: str, data: st.DataObject) -> None:
    document = copy.deepcopy(DOCUMENTS[suite])
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from(PLACES[suite]))
        try:
            holder: Any = document
            for step in way:
                holder = holder[step]
            holder[last] = copy.deepcopy(data.draw(VALUES))
        except (LookupError, TypeError):  # an earlier value stands in the way
            continue
    source = Source("x.json", json.dumps(document).encode())
    for loaded, letters, told in judge(source, PLAN.suites_for(PLAN.catalogue.suite(suite).kind)):
        reasons = [case.reason for case in told if case.outcome is Outcome.ERROR]
        assert Outcome.ERROR not in {BY_LETTER[letter] for letter in letters}, (loaded.suite.id, reasons)
