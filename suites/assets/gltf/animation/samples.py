"""Samples of the animation suite: one animated asset, and copies of it with one thing changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conformance_suites.assets.gltf.writer.asset import VERTICES, Asset

TIMES, PLACES, TURNS, SIZES, WEIGHTS = range(5)
MOVED, MORPHED, PLAIN = range(3)
POINTER = "KHR_animation_pointer"
MOVE = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 2, 0, 0, 1]


def animated(
    times: list[float] | None = None, turns: list[float] | None = None, code: str = "f", weights: int = 6
) -> Asset:
    """Two nodes, one that moves, turns and grows, and one whose mesh has two morph targets."""
    asset = Asset()
    asset.accessor("SCALAR", "f", times or [0, 0.5, 1], bounds=True)
    asset.accessor("VEC3", "f", range(9))
    normalized = {} if code == "f" else {"normalized": True}
    asset.accessor("VEC4", code, turns or [0, 0, 0, 1] * 3, **normalized)
    asset.accessor("VEC3", "f", [1] * 9)
    asset.accessor("SCALAR", "f", [0, 1] * (weights // 2))
    square = asset.accessor("VEC3", "f", [0, 0, 0, 1, 0, 0, 0, 1, 0], VERTICES, bounds=True)
    asset.add("meshes", primitives=[{"attributes": {"POSITION": square}, "targets": [{"POSITION": square}] * 2}])
    asset.document["nodes"] = [{"translation": [0, 0, 0]}, {"mesh": 0}, {}]
    paths = [(MOVED, "translation"), (MOVED, "rotation"), (MOVED, "scale"), (MORPHED, "weights")]
    channels = [{"sampler": at, "target": {"node": node, "path": path}} for at, (node, path) in enumerate(paths)]
    samplers = [{"input": TIMES, "output": output} for output in (PLACES, TURNS, SIZES, WEIGHTS)]
    asset.add("animations", channels=channels, samplers=samplers)
    asset.add("scenes", nodes=[MOVED, MORPHED, PLAIN])
    return asset


def changed(change: Callable[[dict[str, Any]], object], **other: Any) -> bytes:
    asset = animated(**other)
    change(asset.document)
    return asset.gltf()


def target(channel: int, **members: Any) -> bytes:
    return changed(lambda gltf: gltf["animations"][0]["channels"][channel]["target"].update(members))


def sampler(number: int, **members: Any) -> Callable[[dict[str, Any]], None]:
    return lambda gltf: gltf["animations"][0]["samplers"][number].update(members)


def spline(values: list[float], times: list[float] | None = None) -> Asset:
    """An asset whose rotation is a spline: each value has a tangent before and after it."""
    asset = animated(times)
    turns = asset.accessor("VEC4", "f", [part for value in values for part in (*[0] * 7, value, *[0] * 4)])
    asset.document["animations"] = [
        {
            "channels": [{"sampler": 0, "target": {"node": MOVED, "path": "rotation"}}],
            "samplers": [{"input": TIMES, "output": turns, "interpolation": "CUBICSPLINE"}],
        }
    ]
    return asset


def moved(*times: list[float]) -> bytes:
    """A node for each list of times at which it is moved."""
    asset = Asset()
    channels, samplers = [], []
    for node, each in enumerate(times):
        inputs = asset.accessor("SCALAR", "f", each, bounds=True)
        outputs = asset.accessor("VEC3", "f", [0] * 3 * len(each))
        channels.append({"sampler": node, "target": {"node": node, "path": "translation"}})
        samplers.append({"input": inputs, "output": outputs})
    asset.document["nodes"] = [{} for _ in times]
    asset.add("animations", channels=channels, samplers=samplers)
    asset.add("scenes", nodes=list(range(len(times))))
    return asset.gltf()


def good() -> dict[str, bytes]:
    """File name -> bytes of assets that satisfy every row."""
    return {
        "animated.gltf": animated().gltf(),
        "animated.glb": animated().glb(),
        "quantized.glb": animated(turns=[0, 0, 0, 127] * 3, code="b").glb(),
        "spline.gltf": spline([1, 1, 1]).gltf(),
        "steps.gltf": changed(sampler(0, interpolation="STEP")),
        "spline_of_two.gltf": spline([1, 1], times=[0, 1]).gltf(),
        "one_key_frame.gltf": changed(one_key_frame, times=[0]),
        "times_of_their_own.gltf": moved([0, 1, 2], [0, 0.5], [1, 2, 3], [0, 1]),
        "target_of_an_extension.gltf": changed(lambda gltf: gltf["animations"][0]["channels"][0]["target"].pop("node")),
        "targets_of_an_extension.gltf": changed(without_nodes, weights=4),
        "pointer.gltf": changed(pointer),
        "supplied_by_an_extension.gltf": changed(supplied),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes; the name starts with the only row the asset breaks."""
    return {
        "AST-GLN-001_matrix.gltf": changed(lambda gltf: with_matrix(gltf["nodes"][MOVED])),
        "AST-GLN-001_matrix_of_weights.gltf": changed(lambda gltf: gltf["nodes"][MORPHED].update(matrix=MOVE)),
        "AST-GLN-002_plain_node.gltf": target(3, node=PLAIN),
        "AST-GLN-003_twice.gltf": changed(lambda gltf: gltf["animations"][0]["channels"].append(again(gltf))),
        "AST-GLN-004_vectors.gltf": changed(vector_times),
        "AST-GLN-005_no_max.gltf": changed(lambda gltf: gltf["accessors"][TIMES].pop("max")),
        "AST-GLN-006_before_0.gltf": animated(times=[-0.5, 0.5, 1]).gltf(),
        "AST-GLN-007_same_time.gltf": animated(times=[0, 0.5, 0.5]).gltf(),
        "AST-GLN-007_back.gltf": animated(times=[0, 1, 0.5]).gltf(),
        "AST-GLN-007_back_twice.gltf": moved([0, 1, 0.5, 2, 1.5]),
        "AST-GLN-007_among_others.gltf": moved([0, 1, 2], [0, 0.5, 0.5, 1], [1, 2, 3], [0, 1]),
        "AST-GLN-007_no_data.gltf": changed(lambda gltf: without_data(gltf["accessors"][TIMES], min=[0], max=[0])),
        "AST-GLN-008_turns_for_places.gltf": changed(sampler(0, output=TURNS)),
        "AST-GLN-008_not_normalized.gltf": changed(
            lambda gltf: gltf["accessors"][TURNS].pop("normalized"), turns=[0, 0, 0, 127] * 3, code="b"
        ),
        "AST-GLN-009_half.gltf": animated(turns=[0, 0, 0, 1, 0, 0, 0, 0.5, 0, 0, 0, 1]).gltf(),
        "AST-GLN-009_two_lengths.gltf": animated(turns=[0, 0, 0, 0.5123456, 0, 0, 0, 1, 0, 0, 0, 2]).gltf(),
        "AST-GLN-009_no_data.gltf": changed(lambda gltf: without_data(gltf["accessors"][TURNS])),
        "AST-GLN-009_spline.gltf": spline([1, 2, 1]).gltf(),
        "AST-GLN-010_spline_without_tangents.gltf": changed(sampler(0, interpolation="CUBICSPLINE")),
        "AST-GLN-010_one_weight.gltf": animated(weights=4).gltf(),
        "AST-GLN-011_one_time.gltf": spline([1], times=[0]).gltf(),
    }


def with_matrix(node: dict[str, Any]) -> None:
    """The node with a matrix in place of its translation."""
    node.clear()
    node["matrix"] = MOVE


def without_data(accessor: dict[str, Any], **bounds: list[int]) -> None:
    """All elements of the accessor as zeros, which is what an accessor without a buffer view has."""
    accessor.pop("bufferView")
    accessor.update(bounds)


def supplied(document: dict[str, Any]) -> None:
    """Rotations without data, which an extension of the sampler supplies."""
    without_data(document["accessors"][TURNS])
    document["animations"][0]["samplers"][1]["extensions"] = {"ACME_motion": {}}
    document["extensionsUsed"] = ["ACME_motion"]


def without_nodes(document: dict[str, Any]) -> None:
    """Two channels, one of them for weights, whose nodes an extension would name."""
    channels = document["animations"][0]["channels"]
    channels.append(again(document))
    for at in (0, 3, 4):
        channels[at]["target"] = {"path": channels[at]["target"]["path"]}


def pointer(document: dict[str, Any]) -> None:
    """A channel that animates what a pointer refers to, several numbers at each time."""
    document["extensionsUsed"] = [POINTER]
    target = {"path": "pointer", "extensions": {POINTER: {"pointer": "/nodes/1/weights"}}}
    document["animations"][0]["channels"][3]["target"] = target


def again(document: dict[str, Any]) -> dict[str, Any]:
    """Another channel for the translation of the same node."""
    return dict(document["animations"][0]["channels"][0])


def vector_times(document: dict[str, Any]) -> None:
    """Times that are vectors."""
    document["accessors"].append(document["accessors"][PLACES] | {"min": [0, 1, 2], "max": [6, 7, 8]})
    document["animations"][0]["samplers"][0]["input"] = len(document["accessors"]) - 1


def one_key_frame(document: dict[str, Any]) -> None:
    """Values for one time only."""
    for accessor, count in ((PLACES, 1), (TURNS, 1), (SIZES, 1), (WEIGHTS, 2)):
        document["accessors"][accessor]["count"] = count
