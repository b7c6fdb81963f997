"""Metadata of tilesets: values of every type that 3D Tiles has, and schemas that are missing or lie."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from doubles.judging import judge
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance_suites.assets.tiles.reader.bounds import TILESET_BYTES

SUITES = PLAN.suites_for("tileset")
RANGES = {f"INT{bits}": (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for bits in (8, 16, 32, 64)}
RANGES |= {f"UINT{bits}": (0, 2**bits - 1) for bits in (8, 16, 32, 64)} | {"FLOAT32": (-1.5, 1.5), "FLOAT64": (-1, 0.1)}
COUNTS = {"SCALAR": 0, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
WRONG = {"STRING": 1, "BOOLEAN": 0, "ENUM": 0}
PAIR = {"type": "VEC2", "componentType": "FLOAT64"}
OPEN = {"AST-TIL-024": Outcome.INCONCLUSIVE, "AST-TIL-025": Outcome.INCONCLUSIVE}


def tileset(**members: Any) -> dict[str, Any]:
    root = {"boundingVolume": {"sphere": [0, 0, 0, 1]}, "geometricError": 0, "refine": "ADD"}
    return {"asset": {"version": "1.1"}, "geometricError": 1, "root": root, **members}


def described(definition: dict[str, Any], value: Any) -> dict[str, Any]:
    """A tileset with one metadata value, and the property that defines it."""
    schema = {"id": "s", "classes": {"c": {"properties": {"p": definition}}}}
    schema |= {"enums": {"e": {"values": [{"name": "Oak", "value": 0}, {"name": "Pine", "value": 1}]}}}
    return tileset(schema=schema, metadata={"class": "c", "properties": {"p": value}})


def outcomes(document: Any, folder: Path | None = None) -> dict[str, Outcome]:
    source = Source("tileset.json", json.dumps(document).encode(), folder)
    return {
        row.id: BY_LETTER[letter]
        for loaded, letters, _ in judge(source, SUITES)
        for row, letter in zip(loaded.suite.requirements, letters, strict=True)
    }


def trouble(document: Any) -> list[str]:
    return [name for name, outcome in outcomes(document).items() if outcome in (Outcome.FAIL, Outcome.ERROR)]


def properties() -> Iterator[tuple[dict[str, Any], Any]]:
    """(definition, value) for every type with every component type, single and in arrays, normalized and not."""
    plain: list[tuple[dict[str, Any], Any]] = [({"type": "STRING"}, "x"), ({"type": "BOOLEAN"}, True)]
    plain += [({"type": "ENUM", "enumType": "e"}, "Pine")]
    for kind, count in COUNTS.items():
        for component, (low, high) in RANGES.items():
            value = [low, high, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1][:count] if count else high
            definition = {"type": kind, "componentType": component}
            plain += [(definition, value), (definition | {"normalized": True}, value)]
    for definition, value in plain:
        yield definition, value
        yield definition | {"array": True}, [value] * 4
        yield definition | {"array": True}, []
        yield definition | {"array": True, "count": 5}, [value] * 5


EVERY = list(properties())


def test_values_of_every_type_have_their_type() -> None:
    names = {f"p{at}": pair for at, pair in enumerate(EVERY)}
    assert len(names) > 500
    document = described({"type": "STRING"}, "x")
    document["schema"]["classes"]["c"]["properties"] = {name: definition for name, (definition, _) in names.items()}
    document["metadata"]["properties"] = {name: value for name, (_, value) in names.items()}
    found = outcomes(document)
    assert {found[name] for name in ("AST-TIL-024", "AST-TIL-025")} == {Outcome.PASS}
    assert trouble(document) == []


def test_a_value_of_another_type_is_found_wherever_it_stands() -> None:
    for definition, value in Random(1).sample(EVERY, 120):
        wrong = WRONG.get(definition["type"], "1")
        spoilt = copy.deepcopy(value)
        if isinstance(value, list) and value:
            place = spoilt[-1] if isinstance(spoilt[-1], list) else spoilt
            place[-1] = wrong
        else:
            spoilt = wrong
        assert trouble(described(definition, spoilt)) == ["AST-TIL-025"], (definition, spoilt)


@pytest.mark.parametrize(
    ("definition", "fine", "wrong"),
    [
        ({"componentType": "UINT64"}, [18446744073709552000, 2.0], [18446744073709555712, -1, 0.5]),
        ({"componentType": "INT8"}, [-128, 127.0], [-129, 128, 1e300]),
        ({"componentType": "FLOAT32"}, [3.4028234663852886e38, 1e-60], [3.5e38, 10**300]),
        ({"componentType": "FLOAT32", "max": 0.1}, [0.10000000149011612], [0.1001]),
        ({"componentType": "FLOAT64", "min": -90, "max": 90, "noData": -999}, [-90, 90, -999], [-91, 90.1, 999]),
        ({"componentType": "INT32", "min": 1000000}, [1000000], [999999]),
        ({"componentType": "UINT8", "normalized": True, "min": 0, "max": 0.5}, [0, 127], [128, 0.25]),
        ({"componentType": "INT8", "normalized": True, "min": -1, "offset": 1, "scale": 2}, [-127, -128], [-129]),
        ({"componentType": "UINT8", "normalized": True, "max": 0.1, "scale": "x"}, [255], [256]),
        ({"componentType": "FLOAT32", "scale": 100, "min": 0, "max": 100}, [0.5, 2], [200, -1]),
        ({"componentType": "FLOAT32", "min": [0], "max": "x"}, [-5], []),
    ],
)
def test_numbers_are_judged_by_their_component_type_and_bounds(
    definition: dict[str, Any], fine: list[Any], wrong: list[Any]
) -> None:
    for value in fine:
        assert "AST-TIL-025" not in trouble(described({"type": "SCALAR", **definition}, value)), value
    for value in wrong:
        assert "AST-TIL-025" in trouble(described({"type": "SCALAR", **definition}, value)), value


@pytest.mark.parametrize(
    ("definition", "value"),
    [
        ({"type": "VEC3", "componentType": "UINT8", "max": [9, 9, 9], "noData": [255, 255, 255]}, [255, 255, 255]),
        ({**PAIR, "array": True, "count": 2, "min": [[0, 0], [0, 0]], "noData": [-1, -1]}, [[1, 2], [-1, -1]]),
        (
            {"type": "SCALAR", "componentType": "UINT8", "array": True, "count": 2, "max": [9, 9], "noData": 255},
            [1, 255],
        ),
    ],
)
def test_what_stands_for_no_data_is_no_wrong_value(definition: dict[str, Any], value: Any) -> None:
    assert trouble(described(definition, value)) == []
    assert trouble(described({key: each for key, each in definition.items() if key != "noData"}, value)) != []


def test_metadata_without_a_schema_are_left_open() -> None:
    document = tileset(metadata={"class": "c", "properties": {"p": 1}})
    assert {name: outcomes(document)[name] for name in OPEN} == OPEN
    assert trouble(document) == []


@pytest.mark.parametrize("place", ["classes", "enums"])
@pytest.mark.parametrize("value", [[], {"c": []}, {"c": {"properties": [], "values": {}}}, {"c": {"values": [[]]}}, 1])
def test_a_malformed_schema_leaves_metadata_open(place: str, value: Any) -> None:
    document = described({"type": "STRING"}, 1)
    document["schema"][place] = value
    found = outcomes(document)
    if value != {"c": {"values": [[]]}} or place == "enums":
        assert {name: found[name] for name in OPEN} == OPEN
    assert Outcome.ERROR not in found.values()


@pytest.mark.parametrize("uri", ["../s.json", "..%2fs.json", "https://x.example/s.json", "/etc/passwd", "data:,%7B%7D"])
def test_a_schema_elsewhere_is_not_read(uri: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "s.json").write_text(json.dumps({"id": "s", "classes": {}}), encoding="utf-8")
    found = outcomes(tileset(schemaUri=uri, metadata={"class": "c"}), folder)
    assert {name: found[name] for name in OPEN} == OPEN
    assert Outcome.FAIL not in found.values()


def test_a_link_to_a_schema_outside_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "s.json").write_text(json.dumps({"id": "s", "classes": {}}), encoding="utf-8")
    try:
        (folder / "link.json").symlink_to(tmp_path / "s.json")
    except OSError:
        pytest.skip("no links here")
    found = outcomes(tileset(schemaUri="link.json", metadata={"class": "c"}), folder)
    assert {name: found[name] for name in OPEN} == OPEN
    assert found["AST-TIL-014"] is Outcome.FAIL


@pytest.mark.parametrize(
    ("text", "failed"),
    [
        (b"", ["AST-TMD-001"]),
        (b"[1]", ["AST-TMD-001"]),
        (b"{" * 100_000, []),
        (b'{"id":"s","classes":{"c":[]}}', ["AST-TIL-001"]),
        (b'{"x":"' + b" " * TILESET_BYTES, []),
    ],
)
def test_a_fault_in_the_file_of_a_schema_is_found_and_leaves_metadata_open(
    text: bytes, failed: list[str], tmp_path: Path
) -> None:
    (tmp_path / "s.json").write_bytes(text)
    found = outcomes(tileset(schemaUri="s.json", metadata={"class": "c"}), tmp_path)
    assert {name: found[name] for name in OPEN} == OPEN
    assert [name for name, outcome in found.items() if outcome is Outcome.FAIL] == failed
