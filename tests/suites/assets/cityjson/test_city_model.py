"""City models: what differs between the versions, what nobody may be blamed for, and hostile ones."""

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

SUITES = PLAN.suites_for("city_model")
GOOD = {each.name: each.data for each in samples(PLAN.catalogue.suite("city_model")) if not each.requirement}
QUARTER = json.loads(GOOD["quarter.city.json"])
VALUES: Any = st.sampled_from(
    [None, True, -1, 0, 0.5, 10**400, 1e308, "", "x", "1.0", "+x", [], [[]], [0], [1, 2, 3], [None] * 6, {}, {"x": 0}]
)
FLAT = st.lists(st.integers(-2, 12) | st.none() | st.sampled_from([0.5, 2.0, "1"]), max_size=3)
NESTED: Any = st.recursive(FLAT, lambda inner: st.lists(inner | st.none(), max_size=3), max_leaves=8)
SOLID = ("CityObjects", "house", "geometry", 0)


def outcomes(document: Any) -> dict[str, Outcome]:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    found: dict[str, Outcome] = {}
    for loaded, letters, told in judge(Source("x.city.json", data), SUITES):
        assert Outcome.ERROR not in {BY_LETTER[letter] for letter in letters}, [case.reason for case in told]
        found |= {row.id: BY_LETTER[letter] for row, letter in zip(loaded.suite.requirements, letters, strict=True)}
    return found


def failed(document: Any) -> set[str]:
    return {name[-3:] for name, outcome in outcomes(document).items() if outcome is Outcome.FAIL}


def kinds(name: str, document: Any) -> list[str]:
    return PLAN.recognise(Source(name, json.dumps(document).encode()))[0]


def changed(way: tuple[Any, ...], value: Any) -> dict[str, Any]:
    document: dict[str, Any] = copy.deepcopy(QUARTER)
    holder: Any = document
    for step in way[:-1]:
        holder = holder[step]
    holder[way[-1]] = value
    return document


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(place for step, each in inner for place in places(each, (*way, step)))]


PLACES = [place for place in places(QUARTER) if place]


def test_a_city_model_is_known_by_its_content_and_its_sequences_and_extensions_are_none() -> None:
    assert kinds("any.json", QUARTER) == ["city_model"]
    assert kinds("part.json", {"type": "CityJSONFeature", "id": "a", "CityObjects": {}, "vertices": []}) == []
    assert kinds("noise.ext.json", {"type": "CityJSONExtension", "version": "1.0"}) == []
    header = {**QUARTER, "CityObjects": {}, "vertices": []}
    lines = b"\n".join(json.dumps(each).encode() for each in (header, {"type": "CityJSONFeature"}))
    assert PLAN.recognise(Source("x.city.jsonl", lines))[0] == []


@settings(max_examples=200)
@given(st.data())
def test_no_value_in_any_place_crashes_a_row(data: st.DataObject) -> None:
    outcomes(changed(data.draw(st.sampled_from(PLACES)), data.draw(VALUES)))


@settings(max_examples=100)
@given(st.sampled_from(["boundaries", "semantics", "material", "texture"]), NESTED)
def test_no_nesting_crashes_a_row(name: str, nested: Any) -> None:
    tails = {"boundaries": (), "semantics": ("values",), "material": ("day", "values"), "texture": ("day", "values")}
    outcomes(changed((*SOLID, name, *tails[name]), nested))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("semantics", None),
        ("semantics", [None]),
        ("texture", [[[[None]]] * 6]),
        ("texture", [None]),
        ("texture", [[[[None], [None]]] * 6]),
    ],
)
def test_nulls_stand_for_all_below_them(name: str, values: Any) -> None:
    way = (*SOLID, name, "values") if name == "semantics" else (*SOLID, name, "day", "values")
    assert failed(changed(way, values)) == set()


@pytest.mark.parametrize("version", ["1.1", "2.0"])
def test_integers_written_with_a_point_are_integers(version: str) -> None:
    document = changed(("version",), version)
    document["vertices"] = [[float(value) for value in vertex] for vertex in document["vertices"]]
    part = document["CityObjects"]["part"]["geometry"][1]
    part["boundaries"] = [[[0.0, 2.0, 3.0, 1.0]]]
    assert failed(document) == set()


def test_coordinates_with_a_fraction_are_wrong_in_version_2_0_only() -> None:
    document = changed(("vertices", 9), [0.5, 0, 0])
    assert failed(document) == {"015"}
    assert outcomes({**document, "version": "1.1"})["AST-CTY-015"] is Outcome.NOT_APPLICABLE


def test_vertices_may_be_repeated() -> None:
    document = changed(("vertices", 9), QUARTER["vertices"][0])
    assert failed(document) == set()


def test_what_another_version_lists_is_left_open_where_the_version_is_not_known() -> None:
    found = outcomes(changed(("version",), "3.0"))
    assert found["AST-CTY-004"] is Outcome.FAIL
    assert found["AST-CTY-007"] is Outcome.INCONCLUSIVE


def test_vertices_are_not_called_unused_where_a_geometry_could_not_be_read() -> None:
    way = ("CityObjects", "path", "geometry", 0)
    for document in (changed((*way, "boundaries"), [0, 8]), changed((*way, "type"), "Curve")):
        document["vertices"].append([7, 7, 7])
        assert outcomes(document)["AST-CTY-017"] is Outcome.INCONCLUSIVE


def test_an_index_into_what_is_no_array_is_left_open() -> None:
    assert outcomes(changed(("vertices",), {}))["AST-CTY-014"] is Outcome.INCONCLUSIVE
    assert outcomes(changed(("appearance", "materials"), {}))["AST-CTY-020"] is Outcome.INCONCLUSIVE


def test_a_family_of_100_000_names_is_judged_in_one_pass() -> None:
    many = ["child"] * 100_000
    child = {"type": "BuildingPart", "parents": ["other"] * 100_000}
    objects = {"parent": {"type": "Building", "children": many}, "child": child}
    assert failed({**QUARTER, "CityObjects": objects}) >= {"009", "010"}


def test_a_deep_and_a_wide_nest_end_soon() -> None:
    deep: Any = []
    for _ in range(150):
        deep = [deep]
    assert failed(changed((*SOLID, "boundaries"), deep)) == {"012"}
    wide = changed((*SOLID, "boundaries"), [[[[at, at + 1, at + 2]] for at in range(100_000)]])
    assert {"014", "018", "019"} <= failed(wide)
