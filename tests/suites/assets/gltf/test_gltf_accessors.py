"""The numbers behind accessors: read without a copy, substituted, and summed up quickly."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.model.finding import Blocked
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.accessors import read_accessors
from conformance_suites.assets.gltf.reader.model import read_model
from conformance_suites.assets.gltf.reader.numbers import Numbers
from conformance_suites.assets.gltf.reader.parts import Accessor
from conformance_suites.assets.gltf.writer.asset import Asset, glb, packed_numbers

SINGLES = st.floats(width=32, allow_nan=False, allow_infinity=False, min_value=-(2.0**60), max_value=2.0**60)


def numbers_of(content: bytes, index: int = 0) -> Numbers | None:
    source = Source("asset", content)
    accessor = source.once(read_model).accessors[index]
    assert accessor is not None
    return source.once(read_accessors)[accessor]


def stored(kind: str, code: str, values: list[float], **more: Any) -> Numbers:
    asset = Asset()
    asset.accessor(kind, code, values, **more)
    numbers = numbers_of(asset.glb())
    assert numbers is not None
    return numbers


@pytest.mark.parametrize(
    ("code", "values"), [("b", [-128, 127]), ("B", [0, 255]), ("h", [-32768, 9]), ("I", [2**32 - 1])]
)
def test_integers_are_read_as_they_are_stored(code: str, values: list[float]) -> None:
    assert stored("SCALAR", code, values).array.ravel().tolist() == values


@given(st.lists(st.tuples(SINGLES, SINGLES, SINGLES), min_size=1, max_size=300))
def test_extremes_are_those_of_each_component(rows: list[tuple[float, float, float]]) -> None:
    numbers = stored("VEC3", "f", [each for row in rows for each in row])
    columns = list(zip(*rows, strict=True))
    assert numbers.low.tolist() == [min(column) for column in columns]
    assert numbers.high.tolist() == [max(column) for column in columns]
    assert numbers.finite


@given(st.integers(1, 40_000), st.data())
def test_one_number_that_is_none_is_enough(count: int, data: st.DataObject) -> None:
    array = np.ones((count, 1), np.float32)
    array[data.draw(st.integers(0, count - 1))] = data.draw(st.sampled_from([math.nan, math.inf, -math.inf]))
    accessor = stored("SCALAR", "f", [0]).accessor
    assert not Numbers(accessor, array).finite
    array[:] = 3e38  # the sum of squares overflows, and yet every number is finite
    assert Numbers(accessor, array).finite


@given(st.lists(st.tuples(SINGLES, SINGLES), min_size=2, max_size=50), st.integers(8, 40))
def test_interleaved_data_are_read_by_their_stride(rows: list[tuple[float, float]], stride: int) -> None:
    asset = Asset()
    packed = b"".join(packed_numbers("f", row).ljust(stride, b"\xff") for row in rows)
    view = asset.view(packed, byteStride=stride)
    asset.add("accessors", bufferView=view, componentType=5126, count=len(rows), type="VEC2")
    numbers = numbers_of(asset.glb())
    assert numbers is not None
    assert [tuple(row) for row in numbers.array.tolist()] == rows
    assert numbers.low.tolist() == [min(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize(
    ("kind", "code", "packed", "values"),
    [
        ("MAT2", "B", [1, 2, 0, 0, 3, 4], [[1, 2, 3, 4]]),
        ("MAT3", "b", [1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9], [[1, 2, 3, 4, 5, 6, 7, 8, 9]]),
        ("MAT3", "h", [1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9], [[1, 2, 3, 4, 5, 6, 7, 8, 9]]),
    ],
)
def test_columns_of_small_matrices_are_padded(
    kind: str, code: str, packed: list[float], values: list[list[int]]
) -> None:
    asset = Asset()
    component = {"B": 5121, "b": 5120, "h": 5122}[code]
    view = asset.view(packed_numbers(code, packed))
    asset.add("accessors", bufferView=view, componentType=component, count=1, type=kind)
    numbers = numbers_of(asset.glb())
    assert numbers is not None
    assert numbers.array.tolist() == values


@given(st.dictionaries(st.integers(0, 9), SINGLES, min_size=1))
def test_a_sparse_accessor_has_its_substitutions(parts: dict[int, float]) -> None:
    asset = Asset()
    indices = sorted(parts)
    sparse = {
        "count": len(parts),
        "indices": {"bufferView": asset.view(packed_numbers("B", indices)), "componentType": 5121},
        "values": {"bufferView": asset.view(packed_numbers("f", [parts[at] for at in indices]))},
    }
    asset.add("accessors", componentType=5126, count=10, type="SCALAR", sparse=sparse)
    numbers = numbers_of(asset.glb())
    assert numbers is not None
    assert numbers.array.ravel().tolist() == [parts.get(at, 0.0) for at in range(10)]


@pytest.mark.parametrize(("code", "number", "real"), [("b", -128, -1), ("b", 127, 1), ("B", 255, 1), ("h", -32767, -1)])
def test_normalized_integers_are_fractions(code: str, number: int, real: float) -> None:
    assert stored("SCALAR", code, [number], normalized=True).real.tolist() == [[real]]


def test_vectors_off_their_length_are_told_with_it() -> None:
    numbers = stored("VEC3", "f", [1, 0, 0, 0, 2, 0, 0, 0, 0.5])
    wrong, lengths = numbers.off_length(3, 0.01)
    assert (wrong.tolist(), lengths.tolist()) == ([1, 2], [2, 0.5])


def test_what_cannot_be_read_is_none_and_remembered() -> None:
    document = {
        "asset": {"version": "2.0"},
        "buffers": [{"byteLength": 4}],
        "bufferViews": [{"buffer": 0, "byteLength": 4}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 2, "type": "SCALAR"},
            {"componentType": 5126, "count": 2, "type": "SCALAR"},
            {"bufferView": 0, "componentType": 5126, "count": 1, "type": "SCALAR"},
        ],
    }
    source = Source("asset.glb", glb(document, bytes(4)))
    read = source.once(read_accessors)
    long, empty, fine = (accessor for accessor in source.once(read_model).accessors if isinstance(accessor, Accessor))
    assert read[empty] is None
    read.complete()  # nothing is stored there, so nothing is missing
    assert read[fine] is not None
    assert read[long] is None
    with pytest.raises(Blocked) as reason:
        read.complete()
    assert reason.value.values["place"] == "/accessors/0"


def test_data_by_other_means_are_not_missed() -> None:
    document = {
        "asset": {"version": "2.0"},
        "buffers": [{"byteLength": 4}],
        "bufferViews": [{"buffer": 0, "byteLength": 4}],
        "accessors": [{"bufferView": 0, "componentType": 5126, "count": 1, "type": "SCALAR"}],
    }
    source = Source("asset.gltf", json.dumps(document).encode())
    accessor = source.once(read_model).accessors[0]
    assert accessor is not None
    assert source.once(read_accessors)[accessor] is None
    source.once(read_accessors).complete()
