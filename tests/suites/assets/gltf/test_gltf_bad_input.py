"""glTF assets that lie: whatever their numbers claim, judging them is bounded and says why it could not go on."""

from __future__ import annotations

import json
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from doubles.judging import judge
from doubles.ours import PLAN

from conformance.engine.case import Case
from conformance.model.outcome import Outcome
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader import accessors as gltf_accessors
from conformance_suites.assets.gltf.writer.asset import VERTICES, Asset, data_uri, packed_numbers

SUITES = [loaded for loaded in PLAN.suites_for("gltf") if "/gltf/" in loaded.suite.id]
SECONDS = 10
HUGE = 2**53
SQUARE = [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0]
Document = dict[str, Any]


def judged(content: bytes, folder: Path | None = None) -> dict[str, Case]:
    """The cases other than a plain pass; found in limited time, and none is an error of ours."""
    started = time.process_time()
    cases = {
        case.requirement.id: case
        for _, _, found in judge(Source("asset.gltf", content, folder), SUITES)
        for case in found
    }
    assert time.process_time() - started < SECONDS
    assert {name: case.reason for name, case in cases.items() if case.outcome is Outcome.ERROR} == {}
    return cases


def square() -> Asset:
    asset = Asset()
    asset.accessor("VEC3", "f", SQUARE, VERTICES, bounds=True)
    asset.accessor("VEC4", "f", [1, 0, 0, 0] * 4, VERTICES)
    asset.accessor("VEC4", "B", [0] * 16, VERTICES)
    attributes = {"POSITION": 0, "WEIGHTS_0": 1, "JOINTS_0": 2}
    asset.add("meshes", primitives=[{"attributes": attributes, "mode": 0}])
    asset.document["nodes"] = [{"mesh": 0, "skin": 0}, {"children": [2]}, {}]
    asset.add("skins", joints=[1, 2])
    asset.add("scenes", nodes=[0, 1])
    return asset


def changed(change: Callable[[Document], object]) -> bytes:
    asset = square()
    change(asset.document)
    return asset.gltf()


def sparse(count: int, indices: list[float], values: list[float], base: int = 4) -> bytes:
    """Positions that a sparse part replaces."""
    asset = square()
    part = {
        "count": count,
        "indices": {"bufferView": asset.view(packed_numbers("H", indices)), "componentType": 5123},
        "values": {"bufferView": asset.view(packed_numbers("f", values))},
    }
    asset.document["accessors"][0] |= {"sparse": part, "count": base}
    del asset.document["accessors"][0]["bufferView"]
    return asset.gltf()


@pytest.mark.parametrize(
    "content",
    [
        changed(lambda gltf: gltf["accessors"][0].update(count=HUGE)),
        changed(lambda gltf: gltf["accessors"][0].update(count=10**300)),
        changed(lambda gltf: gltf["accessors"][0].update(byteOffset=HUGE)),
        changed(lambda gltf: gltf["bufferViews"][0].update(byteLength=HUGE)),
        changed(lambda gltf: gltf["bufferViews"][0].update(byteStride=252)),
        changed(lambda gltf: gltf["bufferViews"][0].update(byteStride=4)),
    ],
    ids=["count", "absurd count", "offset", "view", "stride too long", "stride too short"],
)
def test_numbers_beyond_the_data_are_found_and_not_read(content: bytes) -> None:
    cases = judged(content)
    assert any(case.outcome is Outcome.FAIL for case in cases.values())
    assert cases["AST-GLB-009"].outcome is Outcome.INCONCLUSIVE


def test_an_accessor_without_data_may_claim_any_count() -> None:
    cases = judged(
        changed(lambda gltf: [gltf["accessors"][0].pop("bufferView"), gltf["accessors"][0].update(count=HUGE)])
    )
    assert cases["AST-GLM-009"].outcome is Outcome.FAIL  # the other attributes have fewer elements


def test_a_sparse_accessor_over_nothing_is_bounded() -> None:
    cases = judged(sparse(1, [1], [1, 2, 3], base=HUGE))
    assert cases["AST-GLB-020"].reason == ("too_many_numbers", {"place": "/accessors/0", "count": 1})


def test_accessors_that_overlap_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gltf_accessors, "ACCESSOR_NUMBERS", 1000)
    content = changed(lambda gltf: gltf["accessors"].extend([gltf["accessors"][1]] * 200))
    cases = judged(content)
    assert cases["AST-GLB-009"].reason is not None
    assert cases["AST-GLB-009"].reason[0] == "too_many_numbers"


@pytest.mark.parametrize(
    ("content", "violated"),
    [
        (sparse(3, [1, 9, 65535], [0] * 9), "AST-GLB-013"),
        (sparse(2, [3, 3], [0] * 6), "AST-GLB-012"),
        (sparse(5, [0, 1, 2, 3, 4], [0] * 15), "AST-GLB-011"),
        (sparse(2, [0, 1], [0] * 3), "AST-GLB-017"),
        (sparse(HUGE, [0, 1], [0] * 6), "AST-GLB-017"),
    ],
    ids=["indices beyond", "indices twice", "more than elements", "values missing", "absurd count"],
)
def test_sparse_accessors_that_lie_are_found(content: bytes, violated: str) -> None:
    assert judged(content)[violated].outcome is Outcome.FAIL


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf"), 3e38])
def test_numbers_that_are_none_upset_nothing(number: float) -> None:
    asset = square()
    view = asset.document["bufferViews"][0]
    asset.data[view["byteOffset"] : view["byteOffset"] + 48] = packed_numbers("f", [number] * 12)
    weights = asset.document["bufferViews"][1]
    asset.data[weights["byteOffset"] : weights["byteOffset"] + 64] = packed_numbers("f", [number, -number] * 8)
    cases = judged(asset.gltf())
    assert (cases.get("AST-GLB-009") is not None) == (number != 3e38)


def test_a_skeleton_in_a_loop_ends() -> None:
    cases = judged(changed(lambda gltf: [gltf["nodes"][2].update(children=[1]), gltf["skins"][0].update(skeleton=2)]))
    assert cases["AST-GLD-014"].outcome is Outcome.FAIL


def test_a_long_chain_of_joints_takes_time_in_proportion() -> None:
    def change(document: Document) -> None:
        count = 20_000
        document["nodes"] = [{"mesh": 0, "skin": 0}, *({"children": [at + 1]} for at in range(1, count)), {}]
        document["skins"] = [{"joints": list(range(1, count)), "skeleton": 1}]

    assert "AST-GLR-001" not in judged(changed(change))


def test_a_primitive_may_have_hundreds_of_sets() -> None:
    def change(document: Document) -> None:
        attributes = document["meshes"][0]["primitives"][0]["attributes"]
        for number in range(300):
            attributes |= {f"JOINTS_{number}": 2, f"WEIGHTS_{number}": 1}
        attributes["TEXCOORD_" + "9" * 5000] = 1

    assert judged(changed(change))["AST-GLM-008"].outcome is Outcome.FAIL


def png_bomb(profile: int = 0) -> bytes:
    """A PNG image of 2147483647 by 2147483647 pixels, with a colour profile of zeros that unpacks to so many bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    chunks = [chunk(b"IHDR", struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 16, 6, 0, 0, 0))]
    if profile:
        chunks.append(chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(profile))))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + chunk(b"IDAT", zlib.compress(bytes(100)))


@pytest.mark.parametrize("profile", [0, 200_000_000])
def test_image_bombs_are_not_unpacked(profile: int) -> None:
    asset = square()
    asset.add("images", uri=data_uri("image/png", png_bomb(profile)))
    judged(asset.gltf())


@pytest.mark.parametrize("name", ["missing.bin", "folder", "out.bin", "a\0b"])
def test_a_buffer_that_is_not_there_leaves_its_numbers_unjudged(name: str, tmp_path: Path) -> None:
    (tmp_path / "in" / "folder").mkdir(parents=True)
    (tmp_path / "secret.bin").write_bytes(bytes(1000))
    try:
        (tmp_path / "in" / "out.bin").symlink_to(tmp_path / "secret.bin")
    except OSError:
        pytest.skip("no links here")
    asset = square()
    document = asset.complete()
    document["buffers"][0]["uri"] = name.replace("\0", "%00")
    cases = judged(json.dumps(document).encode(), tmp_path / "in")
    assert cases["AST-GLD-024"].outcome is Outcome.FAIL
    assert cases["AST-GLB-009"].outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize("value", [None, -1, 1e300, "1", [[]]])
def test_a_value_of_any_type_anywhere_is_no_trouble(value: object) -> None:
    """Each member of the asset in turn becomes something else."""
    asset = square()
    whole = json.loads(asset.gltf())
    for way in ways(whole):
        document = json.loads(json.dumps(whole))
        owner = document
        for step in way[:-1]:
            owner = owner[step]
        owner[way[-1]] = value
        judged(json.dumps(document).encode())


def ways(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for name, inner in members for found in ((*way, name), *ways(inner, (*way, name)))]


@pytest.mark.parametrize("size", [1e200, 1.7e308, 1e-200, 5e-324])
def test_matrices_of_any_size_are_told_apart_by_their_angles(size: float) -> None:
    """Defect E11: squares of 1e200 are beyond a double."""
    for skew, outcome in ((0.0, Outcome.PASS), (size, Outcome.FAIL)):
        matrix = [size, skew, 0, 0, 0, size, 0, 0, 0, 0, size, 0, 0, 0, 0, 1]
        case = judged(json.dumps({"asset": {"version": "2.0"}, "nodes": [{"matrix": matrix}]}).encode()).get(
            "AST-GLD-017"
        )
        assert (case.outcome if case else Outcome.PASS) == outcome


def test_rotations_of_nodes_outside_a_list_are_left_to_the_row_on_types() -> None:
    cases = judged(changed(lambda document: document.update(nodes={"0": {"rotation": [0, 0, 0, 1]}})))
    assert cases["AST-GLD-001"].outcome is Outcome.FAIL
