"""Compressed data that are changed, missing or not there at all."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from doubles.gltf_mutations import mutated, read
from doubles.judging import judge

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source

PLAN = Plan(Selection(suites=("assets/gltf/compression",)))
(SUITE,) = [each for each in PLAN.suites_for("gltf") if each.suite.id == "assets/gltf/compression"]
BUILT = import_module(f"{SUITE.suite.package}.samples")
MUTATIONS, SEED = 200, 20261121


def outcomes(document: dict[str, Any] | bytes) -> dict[str, Outcome]:
    """Of each row of the suite the outcome."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    ((_, letters, _),) = judge(Source("model.gltf", data), [SUITE])
    return {row.id: BY_LETTER[letter] for row, letter in zip(SUITE.suite.requirements, letters, strict=True)}


def without_uri(document: dict[str, Any], name: str = "buffers") -> dict[str, Any]:
    """The document without the data of its first buffer or image."""
    document[name][0]["uri"] = "not_there.bin"
    return document


def test_no_check_fails_over_a_changed_model() -> None:
    chance, found = random.Random(SEED), []
    models = [read(name, data) for name, data in (BUILT.good() | BUILT.bad()).items()]
    for _ in range(MUTATIONS):
        what, model = mutated(chance.choice(models), chance)
        found += [(what, each) for each in outcomes(model.file()).items() if each[1] is Outcome.ERROR]
    assert found == []


@pytest.mark.parametrize(
    ("model", "rows"),
    [
        (lambda: without_uri(BUILT.packed()), ["AST-GLZ-007"]),
        (lambda: without_uri(BUILT.meshed()), ["AST-GLZ-012", "AST-GLZ-013"]),
        (lambda: without_uri(BUILT.textured()), [f"AST-GLZ-0{number}" for number in (15, 16, 17, 18)]),
    ],
    ids=["meshopt", "Draco", "Basis"],
)
def test_data_that_cannot_be_had_prove_nothing(model: Callable[[], dict[str, Any]], rows: list[str]) -> None:
    found = outcomes(model())
    assert [row for row, outcome in found.items() if outcome is Outcome.INCONCLUSIVE] == rows
    assert Outcome.FAIL not in found.values()


def test_an_extension_that_is_elsewhere_is_no_compression() -> None:
    document = BUILT.meshed()
    extension = document["meshes"][0]["primitives"][0].pop("extensions")
    document["materials"] = [{"extensions": extension}]
    assert set(outcomes(document).values()) == {Outcome.NOT_APPLICABLE}


def test_a_bitstream_that_meshopt_compresses_is_not_read_as_it_lies() -> None:
    document = BUILT.meshed(b"compressed twice: this is not Draco data")
    document["bufferViews"][0]["extensions"] = {"EXT_meshopt_compression": {}}
    document["extensionsRequired"] = [*document.get("extensionsRequired", ()), "EXT_meshopt_compression"]
    assert outcomes(document)["AST-GLZ-012"] is Outcome.INCONCLUSIVE


def test_a_bitstream_is_read_as_it_lies_where_readers_may_do_without_meshopt() -> None:
    document = BUILT.meshed(b"this is not Draco data")
    document["bufferViews"][0]["extensions"] = {"EXT_meshopt_compression": {}}
    assert outcomes(document)["AST-GLZ-012"] is Outcome.FAIL


def test_an_image_of_another_format_is_the_business_of_other_rows() -> None:
    document = BUILT.textured(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
    assert outcomes(document)["AST-GLZ-015"] is Outcome.NOT_APPLICABLE


def test_a_model_without_compression_is_not_even_looked_into() -> None:
    document = BUILT.both()
    del document["meshes"][0]["primitives"][0]["extensions"]
    document["materials"] = [{"extensions": {"KHR_materials_unlit": {}}}]
    view = SUITE.view(Source("model.gltf", json.dumps(document).encode()))
    assert view.document == {}
    assert set(vars(view)) == {"model", "structure", "pictures", "document"}
    assert vars(view.pictures).keys() == {"model"}
