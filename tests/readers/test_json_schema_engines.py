"""JSON Schema: the fast engine and the reference agree on every schema we ship, whatever the document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import CATALOGUE
from doubles.schema_engines import ENGINES, both
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conformance.catalogue import folder
from conformance.catalogue.samples import samples
from conformance.readers.json import parse
from conformance.readers.json_schema import RowSchema

TOY = Path(__file__).parents[1] / "doubles" / "suites" / "toy" / "badges" / "badge" / "schema.json"
SCALARS = (
    st.none() | st.booleans() | st.integers(-2, 300) | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
NAMES = st.sampled_from(["badge", "name", "colour", "edge", "a", "b", "a/b", "~"])
COLOURS = st.sampled_from(["red", "green", "blue", "mauve", 1, 1.0, True])
DOCUMENTS = st.recursive(
    SCALARS | COLOURS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


def read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


@given(DOCUMENTS | st.dictionaries(st.just("badge"), DOCUMENTS, min_size=1))
@example({"badge": []})
@example({"badge": {"name": 7, "colour": ["red", 1, "mauve"], "edge": 3}})
def test_engines_agree_on_the_toy_schema(document: Any) -> None:
    both(read(TOY), document)


def places(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value in a document."""
    yield path
    inner = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, value in inner:
        yield from places(value, (*path, key))


def changed(document: Any, path: tuple[Any, ...], value: Any, *, remove: bool) -> Any:
    """A copy of the document with the value at `path` replaced or removed."""
    if not path:
        return value
    copy = document.copy()
    key, *rest = path
    if remove and not rest:
        del copy[key]
    else:
        copy[key] = changed(copy[key], tuple(rest), value, remove=remove)
    return copy


def value_at(document: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


def neighbours(value: Any) -> list[Any]:
    """Values that are nearly the same: the ones on which two engines may differ."""
    if isinstance(value, str):
        return [f"{value}\n", f" {value}", value[:-1], f"{value}٣", [value]]
    if isinstance(value, int | float):
        return [float(value), value + 0.5, -value, value + 1, bool(value), str(value)]
    return [value * 2 if isinstance(value, list) else {**value, "": None} if isinstance(value, dict) else 0]


# Keywords on which the engines give the same violations: no format (each knows others), no minContains, no fractions.
PORTABLE = re.findall(
    r"\S+",
    """$comment $ref type required enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength
    maxLength minItems maxItems minProperties maxProperties pattern uniqueItems items prefixItems contains properties
    patternProperties additionalProperties propertyNames dependentRequired dependentSchemas if then else allOf""",
)


def keywords(schema: Any) -> Iterator[tuple[str, Any]]:
    """Every keyword of a schema with its value, names of members left out."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            yield key, value
            if key in ("properties", "patternProperties", "dependentSchemas"):
                yield from keywords(list(value.values()))
            elif key not in ("enum", "const", "dependentRequired", "additionalProperties", "uniqueItems"):
                yield from keywords(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from keywords(item)
    elif schema is False:
        yield "false", schema


ROWED = [path for path in sorted(folder("schemas").rglob("*.json")) if "allOf" in read(path)]


@cache
def documents(path: Path) -> list[Any]:
    """The JSON documents among the samples of the suite that has this schema."""
    (suite,) = (each for each in CATALOGUE.suites.values() if each.schema == path)
    texts = [parse(sample.data) for sample in samples(suite)]
    return [text.document for text in texts if text.usable]


@cache
def judges(path: Path) -> list[RowSchema]:
    return [RowSchema(read(path), engine) for engine in ENGINES]


@pytest.mark.parametrize("path", [TOY, *ROWED], ids=lambda path: path.stem)
def test_schemas_use_only_what_the_engines_agree_on(path: Path) -> None:
    for definition in read(path)["$defs"].values():
        for keyword, value in keywords(definition):
            assert keyword in PORTABLE
            assert keyword != "multipleOf" or isinstance(value, int)


@pytest.mark.parametrize("path", ROWED, ids=lambda path: path.relative_to(folder("schemas")).as_posix())
def test_engines_agree_on_the_samples_of_every_suite(path: Path) -> None:
    for document in documents(path):
        agreed(path, document)


def agreed(path: Path, document: Any) -> None:
    """Both engines find the same, and the quick test accepts the document only if they find nothing."""
    first, second = (list(judge.violations(document)) for judge in judges(path))
    assert first == second
    assert {judge.accepts(document) for judge in judges(path)} == {not first}


@pytest.mark.parametrize("path", ROWED, ids=lambda path: path.relative_to(folder("schemas")).as_posix())
@settings(max_examples=30)
@given(data=st.data())
def test_engines_agree_on_samples_that_were_tampered_with(path: Path, data: st.DataObject) -> None:
    if not documents(path):
        pytest.skip("the suite has no sample that is JSON text")
    document = data.draw(st.sampled_from(documents(path)))
    for _ in range(data.draw(st.integers(1, 3))):
        where = data.draw(st.sampled_from(list(places(document))))
        near = st.sampled_from(neighbours(value_at(document, where)))
        document = changed(document, where, data.draw(near | DOCUMENTS), remove=data.draw(st.booleans()))
    agreed(path, document)


@pytest.mark.parametrize("names", [["0"], ["5", "12"], ["007"], ["7", "007"], ["+7"], ["99999999999999999999999"]])
def test_engines_agree_on_the_places_of_members_whose_names_are_numbers(names: list[str]) -> None:
    inner = {"additionalProperties": {"required": ["a"]}, "properties": {"5": {"required": ["b"]}}}
    found = both({"allOf": [{"$ref": "#/$defs/A-1"}], "$defs": {"A-1": inner}}, {name: {} for name in names})
    assert sorted(each.pointer for each in found) == sorted(f"/{name}" for name in names)
