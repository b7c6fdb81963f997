"""Checks of the glTF document that a schema cannot express."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.readers.data_uri import EmbeddedData
from conformance.readers.json_text import LARGEST
from conformance.readers.json_values import whole
from conformance_suites.assets.gltf.reader.columns import packed
from conformance_suites.assets.gltf.reader.numbers import all_unit
from conformance_suites.assets.gltf.reader.pictures import TYPES, media_type
from conformance_suites.assets.gltf.reader.structure import extensions_in
from conformance_suites.assets.gltf.reader.uris import grammar_error, look_up, percent_encoded, way_out

from .hierarchy import loops
from .view import GltfDocument

BUFFER_TYPES = ["application/octet-stream", "application/gltf-buffer"]
TRS = ("translation", "rotation", "scale")
DECOMPOSED = frozenset(TRS)
LENGTH_TOLERANCE = 0.00769
CLEARLY_UNIT = LENGTH_TOLERANCE / 2
ROW = [0, 0, 0, 1]
ROW_TOLERANCE = 0.000001
COSINE_TOLERANCE = 0.001
CLEARLY = COSINE_TOLERANCE**2 / 4
SHORT = 1e-270
LONGEST_SHOWN = 200
NUMBERS = {int, float}


@check("AST-GLD-010")
def members_exclude_each_other(gltf: GltfDocument) -> Findings:
    for _, pointer, image in gltf.model.all_of("images"):
        if isinstance(image.get("uri"), str) and whole(image.get("bufferView")) is not None:
            yield Finding(pointer, received=["uri", "bufferView"])
    for _, pointer, camera in gltf.model.all_of("cameras"):
        if isinstance(camera.get("perspective"), dict) and isinstance(camera.get("orthographic"), dict):
            yield Finding(pointer, received=["perspective", "orthographic"])
    for _, pointer, node in gltf.model.all_of("nodes"):
        if "matrix" not in node or DECOMPOSED.isdisjoint(node) or not isinstance(node["matrix"], list):
            continue
        beside = [name for name in TRS if isinstance(node.get(name), list)]
        if beside:
            yield Finding(f"{pointer}/matrix", received=["matrix", *beside])


@check("AST-GLD-011")
def major_version_is_2(gltf: GltfDocument) -> Findings:
    version = _version(gltf, "version")
    if version and version[0] != (1, "2"):
        yield Finding("/asset/version", received=_shown(gltf.document["asset"]["version"]), expected="2.0")


@check("AST-GLD-012")
def minimum_version_is_not_above(gltf: GltfDocument) -> Findings:
    least = _version(gltf, "minVersion")
    version = least and _version(gltf, "version")
    if least and version and least > version:
        asset = gltf.document["asset"]
        yield Finding("/asset/minVersion", received=_shown(asset["minVersion"]), expected=_shown(asset["version"]))


def _version(gltf: GltfDocument, member: str) -> list[tuple[int, str]] | None:
    """Major and minor version, comparable at any length; None where the member is absent or not a string."""
    asset = gltf.document.get("asset") if isinstance(gltf.document, dict) else None
    text = asset.get(member) if isinstance(asset, dict) else None
    if not isinstance(text, str):
        return None
    if not re.fullmatch(r"[0-9]+\.[0-9]+", text):
        raise Blocked("blocked_by", ids=["AST-GLD-007"])
    return [(len(digits), digits) for digits in (part.lstrip("0") for part in text.split("."))]


@check("AST-GLD-013")
def indices_resolve(gltf: GltfDocument) -> Findings:
    for pointer, value, array, size in gltf.structure.dangling:
        if size is not None:
            yield Finding(pointer, received=value, expected=f"< {size}", array=array, size=size)
    if any(index.size is None for index in gltf.structure.dangling):
        raise Blocked("blocked_by", ids=["AST-GLD-001"])


@check("AST-GLD-014")
def hierarchy_has_no_loop(gltf: GltfDocument) -> Findings:
    for loop in loops(gltf.edges):
        for node in loop:
            yield Finding(f"/nodes/{node}", size=len(loop))


@check("AST-GLD-015")
def node_has_one_parent(gltf: GltfDocument) -> Findings:
    for parent, position, child in gltf.edges:
        if gltf.parents[child] != parent:
            yield Finding(f"/nodes/{parent}/children/{position}", child=child, parent=gltf.parents[child])


@check("AST-GLD-016")
def scene_lists_roots(gltf: GltfDocument) -> Findings:
    for _, pointer, scene in gltf.model.all_of("scenes"):
        nodes = scene.get("nodes")
        for position, value in enumerate(nodes if isinstance(nodes, list) else ()):
            node = whole(value)
            if node is not None and node in gltf.parents:
                yield Finding(f"{pointer}/nodes/{position}", node=node, parent=gltf.parents[node])


@check("AST-GLD-017")
def matrix_is_decomposable(gltf: GltfDocument) -> Findings:
    if _all_clearly_decomposable([node["matrix"] for _, _, node in gltf.model.all_of("nodes") if "matrix" in node]):
        return
    for pointer, matrix in _vectors(gltf, "matrix", 16):
        row = matrix[3::4]
        if row != ROW and any(abs(value - wanted) > ROW_TOLERANCE for value, wanted in zip(row, ROW, strict=True)):
            yield Finding(pointer, "row", received=row, expected=ROW)
            continue
        cosine = 0.0 if _is_clearly_orthogonal(matrix) else _greatest_cosine(matrix)
        if cosine > COSINE_TOLERANCE:
            yield Finding(pointer, "skew", received=round(cosine, 6), expected=COSINE_TOLERANCE)


@check("AST-GLD-018")
def rotation_is_unit(gltf: GltfDocument) -> Findings:
    rotations = packed([node["rotation"] for _, _, node in gltf.model.all_of("nodes") if "rotation" in node], 4)
    if rotations is not None and all_unit(rotations.T, CLEARLY_UNIT):
        return
    for pointer, rotation in _vectors(gltf, "rotation", 4):
        length = min(math.hypot(*rotation), LARGEST)
        if abs(length - 1) > LENGTH_TOLERANCE:
            yield Finding(pointer, received=round(length, 6), expected=1, **_mended_rotation(rotation, length))


def _mended_rotation(rotation: list[float], length: float) -> dict[str, str]:
    if not 0 < length < LARGEST:
        return {}
    return {"corrected": f'"rotation": {json.dumps([round(value / length, 7) for value in rotation])}'}


def _vectors(gltf: GltfDocument, member: str, size: int) -> Iterator[tuple[str, list[float]]]:
    """The arrays of numbers that nodes have as `member`. Raises Blocked at the end if one has another size."""
    blocked = False
    for _, pointer, node in gltf.model.all_of("nodes"):
        values = node.get(member)
        if not isinstance(values, list) or not NUMBERS.issuperset(map(type, values)):
            continue
        if len(values) == size:
            yield f"{pointer}/{member}", [float(value) for value in values]
        else:
            blocked = True
    if blocked:
        raise Blocked("blocked_by", ids=["AST-GLD-003"])


@np.errstate(all="ignore")
def _all_clearly_decomposable(matrices: list[Any]) -> bool:
    """Whether all are matrices with this row and with axes as below, which holds for nearly all documents."""
    numbers = packed(matrices, 16)
    if numbers is None:
        return False
    columns = numbers.reshape(-1, 4, 4)
    axes = columns[:, :3, :3]
    one, other = axes[:, [0, 0, 1]], axes[:, [1, 2, 2]]
    lengths = np.square(one).sum(axis=2) * np.square(other).sum(axis=2)
    right = (lengths > SHORT) & (lengths < LARGEST) & (np.square((one * other).sum(axis=2)) <= CLEARLY * lengths)
    return bool((columns[:, :, 3] == ROW).all() and right.all())


def _is_clearly_orthogonal(matrix: list[float]) -> bool:
    """Whether the axes are at right angles well within the tolerance: nearly all are, and this is quick to decide.

    False for axes so long or so short that products of their lengths leave the range of a double.
    """
    a, b, c, _, d, e, f, _, g, h, i = matrix[:11]
    x, y, z = a * a + b * b + c * c, d * d + e * e + f * f, g * g + h * h + i * i
    xy, xz, yz = a * d + b * e + c * f, a * g + b * h + c * i, d * g + e * h + f * i
    return (
        SHORT < x * y < LARGEST
        and SHORT < x * z < LARGEST
        and SHORT < y * z < LARGEST
        and xy * xy <= CLEARLY * x * y
        and xz * xz <= CLEARLY * x * z
        and yz * yz <= CLEARLY * y * z
    )


def _greatest_cosine(matrix: list[float]) -> float:
    """The cosine of the angle between two axes that is farthest from 0."""
    x, y, z = (_direction(matrix[at : at + 3]) for at in (0, 4, 8))
    return max(_cosine(x, y), _cosine(x, z), _cosine(y, z))


def _direction(vector: list[float]) -> list[float]:
    """The vector at length 1; the zero vector stays. Scaled first: the length may exceed the range of a double."""
    largest = max(map(abs, vector)) or 1.0
    scaled = [value / largest for value in vector]
    length = math.hypot(*scaled) or 1.0
    return [value / length for value in scaled]


def _cosine(one: list[float], other: list[float]) -> float:
    return abs(one[0] * other[0] + one[1] * other[1] + one[2] * other[2])


@check("AST-GLD-019")
def extensions_are_declared(gltf: GltfDocument) -> Findings:
    declared = gltf.declared
    for pointer, owner in gltf.structure.extended:
        for place, name in extensions_in(pointer, owner):
            if name not in declared:
                yield Finding(place, extension=name)


@check("AST-GLD-020")
def required_extensions_are_used(gltf: GltfDocument) -> Findings:
    declared = gltf.declared
    required = gltf.document.get("extensionsRequired") if isinstance(gltf.document, dict) else None
    if isinstance(required, list) and required and "extensionsUsed" not in gltf.document:
        yield Finding("/extensionsRequired", "absent")
    for position, name in enumerate(required if isinstance(required, list) else ()):
        if isinstance(name, str) and name not in declared:
            yield Finding(f"/extensionsRequired/{position}", "unlisted", extension=name)


@check("AST-GLD-021")
def uris_are_well_formed(gltf: GltfDocument) -> Findings:
    for pointer, text, data in gltf.uris:
        if data:
            if not data.readable:
                yield Finding(pointer, "data", received=_shown(text)).cutting()
        elif (position := grammar_error(text)) is not None:
            mended = percent_encoded(text) if len(text) <= LONGEST_SHOWN else None
            corrected = {"corrected": f'"uri": {json.dumps(mended, ensure_ascii=False)}'} if mended else {}
            yield Finding(pointer, "reference", received=_shown(text), position=position + 1, **corrected).cutting()


@check("AST-GLD-022")
def data_uris_name_their_type(gltf: GltfDocument) -> Findings:
    judged = False
    for pointer, text, data in gltf.uris:
        fitting = _fitting_types(pointer, data) if data and data.readable else None
        if data is None or fitting is None:
            continue
        judged = True
        if not fitting:
            yield Finding(pointer, "content", received=data.media_type)
        elif data.media_type not in fitting:
            _, semicolon, parameters = text.partition(",")[0].partition(";")
            corrected = f'"uri": "data:{fitting[0]}{semicolon}{parameters},…"'
            yield Finding(pointer, "type", received=data.media_type, expected=fitting, corrected=corrected)
    if gltf.uris and not judged:
        raise NotApplicable("no_data_uri")


def _fitting_types(pointer: str, data: EmbeddedData) -> list[str] | None:
    """The media types that fit: empty where the data does not begin as declared, None where this is unknown."""
    if pointer.startswith("/buffers/"):
        return BUFFER_TYPES
    seen = media_type(data.first_bytes)
    return [seen] if seen else [] if data.media_type in TYPES else None


@check("AST-GLD-023")
def uris_stay_in_the_folder(gltf: GltfDocument) -> Findings:
    for pointer, text, data in gltf.uris:
        if not data and (way := way_out(text)):
            yield Finding(pointer, way, received=_shown(text))


@check("AST-GLD-024")
def named_files_exist(gltf: GltfDocument) -> Findings:
    named = [uri for uri in gltf.uris if not uri.data and not way_out(uri.text)]
    if gltf.uris and not named:
        raise NotApplicable("no_file_named")
    for pointer, text, _ in named:
        if gltf.folder is None:
            raise NotApplicable("no_folder")
        if grammar_error(text) is None and (problem := look_up(gltf.folder, text)):
            yield Finding(pointer, problem, received=_shown(text))


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
