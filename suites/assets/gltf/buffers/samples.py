"""Samples of the binary data suite: one asset with all kinds of data, and copies of it with one thing changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conformance_suites.assets.gltf.writer.asset import INDICES, VERTICES, Asset, glb, packed_numbers

NAN, INFINITY = float("nan"), float("inf")
BYTES = {"componentType": 5121, "type": "VEC3"}
SQUARE = [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0]
NO_DATA = b'{"asset":{"version":"2.0"},"buffers":[{"byteLength":8}],"bufferViews":[{"buffer":0,"byteLength":8}],'


def everything() -> Asset:
    """A morphed square with indices, colours of three bytes, a sparse target, matrices and an animation."""
    asset = Asset()
    position = asset.accessor("VEC3", "f", SQUARE, VERTICES, bounds=True)
    color = asset.accessor("VEC3", "B", [255, 0, 0] * 4, VERTICES, normalized=True)
    indices = asset.accessor("SCALAR", "H", [0, 1, 2, 2, 1, 3], INDICES, bounds=True)
    target = asset.accessor("VEC3", "f", [0] * 12, VERTICES, bounds=True)
    asset.document["accessors"][target] |= {
        "max": [0, 0, 2],
        "sparse": {
            "count": 2,
            "indices": {"bufferView": asset.view(packed_numbers("H", [1, 3])), "componentType": 5123},
            "values": {"bufferView": asset.view(packed_numbers("f", [0, 0, 1, 0, 0, 2]))},
        },
    }
    asset.accessor("MAT2", "b", [1, 0, 0, 0, 0, 1, 0, 0])
    asset.document["accessors"][4] |= {"count": 1, "min": [0, 0, 0, 0], "max": [1, 0, 0, 1]}
    asset.document["accessors"][4] |= {"min": [1, 0, 0, 1]}
    asset.accessor("SCALAR", "f", [0, 1], bounds=True)
    asset.accessor("VEC3", "f", [0, 0, 0, 1, 1, 1])
    primitive = {"attributes": {"POSITION": position, "COLOR_0": color}, "indices": indices}
    asset.add("meshes", primitives=[primitive | {"targets": [{"POSITION": target}]}])
    asset.add("nodes", mesh=0)
    asset.add("scenes", nodes=[0])
    channel = {"sampler": 0, "target": {"node": 0, "path": "translation"}}
    asset.add("animations", channels=[channel], samplers=[{"input": 5, "output": 6}])
    return asset


def changed(change: Callable[[dict[str, Any], Asset], object]) -> bytes:
    """The asset after a change of its document."""
    asset = everything()
    change(asset.document, asset)
    return asset.gltf()


def stored(accessor: int, code: str, numbers: list[float], at: int = 0) -> bytes:
    """The asset with other numbers stored from a byte of an accessor on."""
    asset = everything()
    view = asset.document["bufferViews"][asset.document["accessors"][accessor]["bufferView"]]
    start, packed = view["byteOffset"] + at, packed_numbers(code, numbers)
    asset.data[start : start + len(packed)] = packed
    return asset.gltf()


def sparse(indices: list[float], **members: Any) -> bytes:
    """The asset with other indices of its sparse part."""

    def change(document: dict[str, Any], asset: Asset) -> None:
        part = document["accessors"][3]["sparse"]
        part["indices"]["bufferView"] = asset.view(packed_numbers("H", indices))
        part["values"]["bufferView"] = asset.view(packed_numbers("f", [0] * 3 * len(indices)))
        part.update({"count": len(indices)} | members)
        del document["accessors"][3]["min"], document["accessors"][3]["max"]
        document["meshes"][0]["primitives"][0]["targets"][0] = {"COLOR_0": 1}

    return changed(change)


def points(count: int) -> bytes:
    """Points with colours of three bytes and nothing between them."""
    asset = Asset()
    asset.accessor("VEC3", "f", [0, 0, 0] * count, VERTICES, bounds=True)
    view = asset.view(b"RGB" * count, target=VERTICES)
    asset.add("accessors", bufferView=view, **BYTES, count=count, normalized=True)
    asset.add("meshes", primitives=[{"attributes": {"POSITION": 0, "COLOR_0": 1}, "mode": 0}])
    return asset.gltf()


def edges(document: dict[str, Any], asset: Asset) -> None:
    """Bounds at both ends of a type, lone ones, and ones beyond single precision; a stride as long as its view."""
    byte = asset.accessor("SCALAR", "B", [0, 255])
    large = asset.accessor("SCALAR", "I", [16777217])
    half = asset.accessor("SCALAR", "f", [0.5, 1.5])
    document["accessors"][byte] |= {"min": [0.0], "max": [255.0]}
    document["accessors"][large] |= {"max": [16777217]}
    document["accessors"][half] |= {"max": [1.5]}
    asset.view(bytes(8), byteStride=8)


def interleaved(document: dict[str, Any], asset: Asset) -> None:
    """Two attributes in one buffer view, indices of two primitives in another, and one accessor used by both."""
    view = asset.view(bytes(96), byteStride=24, target=VERTICES)
    for offset in (0, 12):
        asset.add("accessors", bufferView=view, byteOffset=offset, componentType=5126, count=4, type="VEC3")
    asset.add("accessors", bufferView=2, componentType=5123, count=3, type="SCALAR")
    first = document["meshes"][0]["primitives"][0]
    attributes = first["attributes"] | {"_ONE": 7, "_OTHER": 8}
    document["meshes"][0]["primitives"].append(first | {"attributes": attributes, "indices": 9})


def one_of_many(name: str) -> bytes:
    """Accessors of one form, of which some declare no bounds and the last declares a wrong one."""

    def change(document: dict[str, Any], asset: Asset) -> None:
        for at in range(20):
            asset.accessor("VEC3", "f", [0, 0, 0, 1, 1, 1], bounds=at % 4 > 0)
        document["accessors"][-1][name] = [2, 0, 1]

    return changed(change)


def large_of_many(document: dict[str, Any], asset: Asset) -> None:
    """Accessors of one form, of which the last declares a bound that single precision cannot tell from its number."""
    for _ in range(20):
        asset.accessor("SCALAR", "I", [16777216], bounds=True)
    document["accessors"][-1]["max"] = [16777217]


def good() -> dict[str, bytes]:
    """File name -> bytes of assets that satisfy every row."""
    without_bounds = everything()
    for accessor in without_bounds.document["accessors"][1:3]:
        accessor.pop("min", None), accessor.pop("max", None)
    padded = everything()
    padded.view(b"5")
    return {
        "everything.gltf": everything().gltf(),
        "everything.glb": everything().glb(),
        "without_bounds.glb": without_bounds.glb(),
        "padded_chunk.glb": padded.glb(),
        "one_point.gltf": points(1),
        "edges.gltf": changed(edges),
        "interleaved.gltf": changed(interleaved),
        "all_substituted.gltf": sparse([0, 1, 2, 3]),
        "no_data_here.gltf": b'{"asset":{"version":"2.0"},'
        b'"accessors":[{"componentType":5126,"count":9,"type":"VEC3"}]}',
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes; the name starts with the only row the asset breaks."""
    whole = everything()
    return {
        "AST-GLB-001_cut_chunk.glb": glb(
            {"asset": {"version": "2.0"}, "buffers": [{"byteLength": 16}]}, packed_numbers("f", [1, 2, 3])
        ),
        "AST-GLB-001_cut_uri.gltf": changed(lambda gltf, asset: asset.add("buffers", byteLength=len(asset.data) + 1)),
        "AST-GLB-002_no_chunk.glb": glb({"asset": {"version": "2.0"}, "buffers": [{"byteLength": 4}]}),
        "AST-GLB-003_surplus.glb": glb(whole.complete(), bytes(whole.data) + bytes(8)),
        "AST-GLB-003_first_of_two.glb": glb(
            {
                "asset": {"version": "2.0"},
                "buffers": [
                    {"byteLength": 4},
                    {"byteLength": 12, "uri": "data:application/octet-stream;base64,AAAAAAAAAAAAAAAA"},
                ],
            },
            bytes(12),
        ),
        "AST-GLB-004_at_the_end.gltf": b'{"asset":{"version":"2.0"},"buffers":[{"byteLength":8}],'
        b'"bufferViews":[{"buffer":0,"byteOffset":8,"byteLength":1}]}',
        "AST-GLB-004_too_long.gltf": b'{"asset":{"version":"2.0"},"buffers":[{"byteLength":8}],'
        b'"bufferViews":[{"buffer":0,"byteOffset":4,"byteLength":5}]}',
        "AST-GLB-004_far_away.gltf": b'{"asset":{"version":"2.0"},"buffers":[{"byteLength":8}],'
        b'"bufferViews":[{"buffer":0,"byteOffset":9007199254740992,"byteLength":1}]}',
        "AST-GLB-005_indices_as_attributes.gltf": changed(lambda gltf, _: gltf["bufferViews"][2].update(target=34962)),
        "AST-GLB-005_attributes_as_output.gltf": changed(lambda gltf, _: gltf["accessors"][6].update(bufferView=0)),
        "AST-GLB-006_no_target.gltf": changed(lambda gltf, _: gltf["bufferViews"][0].pop("target")),
        "AST-GLB-006_two.gltf": changed(lambda gltf, _: [gltf["bufferViews"][at].pop("target") for at in (0, 1)]),
        "AST-GLB-007_animation.gltf": changed(lambda gltf, _: gltf["bufferViews"][7].update(byteStride=4)),
        "AST-GLB-007_sparse_values.gltf": changed(lambda gltf, _: gltf["bufferViews"][5].update(byteStride=12)),
        "AST-GLB-007_element_array.gltf": b'{"asset":{"version":"2.0"},"buffers":[{"byteLength":8}],'
        b'"bufferViews":[{"buffer":0,"byteLength":8,"byteStride":4,"target":34963}]}',
        "AST-GLB-008_stride_of_16.gltf": b'{"asset":{"version":"2.0"},"buffers":[{"byteLength":8}],'
        b'"bufferViews":[{"buffer":0,"byteLength":8,"byteStride":16}]}',
        "AST-GLB-009_nan.gltf": stored(6, "f", [NAN]),
        "AST-GLB-009_two.gltf": stored(6, "f", [NAN, 0, NAN]),
        "AST-GLB-009_infinity.gltf": stored(6, "f", [INFINITY], at=20),
        "AST-GLB-010_float.gltf": changed(normalized_float),
        "AST-GLB-011_more_than_elements.gltf": changed(lambda gltf, _: more_substitutions(gltf)),
        "AST-GLB-012_twice.gltf": sparse([3, 3]),
        "AST-GLB-012_falling.gltf": sparse([3, 1]),
        "AST-GLB-012_falling_to_the_end.gltf": sparse([0, 3, 2, 1]),
        "AST-GLB-013_beyond.gltf": sparse([1, 4]),
        "AST-GLB-013_two_beyond.gltf": sparse([4, 5]),
        "AST-GLB-014_in_the_view.gltf": changed(lambda gltf, _: moved(gltf, 2, 0)),
        "AST-GLB-014_in_the_buffer.gltf": changed(lambda gltf, _: moved(gltf, 0, 2)),
        "AST-GLB-014_in_both.gltf": changed(lambda gltf, _: moved(gltf, 1, 3)),
        "AST-GLB-015_stride_of_8.gltf": changed(small_stride),
        "AST-GLB-016_two_accessors.gltf": changed(two_accessors),
        "AST-GLB-017_one_too_many.gltf": changed(lambda gltf, _: gltf["accessors"][4].update(count=2)),
        "AST-GLB-017_huge_count.gltf": changed(lambda gltf, _: gltf["accessors"][4].update(count=2**53)),
        "AST-GLB-017_behind_the_end.gltf": changed(lambda gltf, _: moved(gltf, 12, 0)),
        "AST-GLB-017_across_the_end.gltf": changed(lambda gltf, _: moved(gltf, 8, 0, count=2)),
        "AST-GLB-018_two_points.gltf": points(2),
        "AST-GLB-018_three_bytes.gltf": changed(lambda gltf, _: gltf["bufferViews"][1].pop("byteStride")),
        "AST-GLB-018_offset_of_1.gltf": changed(offset_of_1),
        "AST-GLB-019_offset_of_1.gltf": changed(matrix_at_1),
        "AST-GLB-020_min_of_many.gltf": one_of_many("min"),
        "AST-GLB-020_max_of_many.gltf": one_of_many("max"),
        "AST-GLB-020_large_of_many.gltf": changed(large_of_many),
        "AST-GLB-020_rounded.gltf": changed(lambda gltf, _: gltf["accessors"][0].update(max=[1, 1.0001, 0])),
        "AST-GLB-020_index.gltf": changed(lambda gltf, _: gltf["accessors"][2].update(min=[1])),
        "AST-GLB-020_before_substitution.gltf": changed(lambda gltf, _: gltf["accessors"][3].update(max=[0, 0, 0])),
        "AST-GLB-021_fraction.gltf": NO_DATA + b'"accessors":[{"bufferView":0,"componentType":5121,"count":1,'
        b'"type":"SCALAR","normalized":true,"min":[0],"max":[0.5]}]}',
        "AST-GLB-021_beyond.gltf": NO_DATA + b'"accessors":[{"bufferView":0,"componentType":5122,"count":1,'
        b'"type":"SCALAR","min":[-32769],"max":[0]}]}',
        "AST-GLB-021_both_ends.gltf": NO_DATA + b'"accessors":[{"bufferView":0,"componentType":5122,"count":1,'
        b'"type":"VEC2","min":[-32769,0],"max":[32768,32769]}]}',
        "AST-GLB-021_above_one.gltf": NO_DATA + b'"accessors":[{"bufferView":0,"componentType":5122,"count":1,'
        b'"type":"VEC2","min":[0,0],"max":[0,32768]}]}',
    }


def more_substitutions(document: dict[str, Any]) -> None:
    """An accessor of one element of which two are replaced, used by nothing."""
    del document["meshes"][0]["primitives"][0]["targets"]
    document["accessors"][3] |= {"count": 1}
    document["accessors"][3].pop("min"), document["accessors"][3].pop("max")


def moved(document: dict[str, Any], in_view: int, in_buffer: int, count: int = 1) -> None:
    """An accessor of floats at an offset in a buffer view of three and one in the buffer, used by nothing."""
    view = {"buffer": 0, "byteOffset": in_buffer, "byteLength": 12}
    document["bufferViews"].append(view)
    place = {"bufferView": len(document["bufferViews"]) - 1, "byteOffset": in_view}
    document["accessors"].append(place | {"componentType": 5126, "count": count, "type": "SCALAR"})


def small_stride(document: dict[str, Any], asset: Asset) -> None:
    """Two vectors of 12 bytes 8 bytes apart, used by nothing."""
    view = asset.view(bytes(20), byteStride=8, target=VERTICES)
    asset.add("accessors", bufferView=view, componentType=5126, count=2, type="VEC3")


def two_accessors(document: dict[str, Any], asset: Asset) -> None:
    """A second accessor on the buffer view of the positions."""
    asset.add("accessors", bufferView=0, componentType=5126, count=4, type="VEC3")
    document["meshes"][0]["primitives"][0]["attributes"]["_OTHER"] = 7


def offset_of_1(document: dict[str, Any], asset: Asset) -> None:
    """Colours of three bytes that begin after the first byte of each vertex."""
    document["accessors"][1]["byteOffset"] = 1


def matrix_at_1(document: dict[str, Any], asset: Asset) -> None:
    """A matrix of bytes that starts after the first byte, used by nothing."""
    asset.add("accessors", bufferView=asset.view(bytes(8)), byteOffset=1, componentType=5120, count=1, type="MAT2")


def normalized_float(document: dict[str, Any], asset: Asset) -> None:
    """A normalised floating-point accessor, used by nothing."""
    document["accessors"].append(document["accessors"][6] | {"normalized": True})
