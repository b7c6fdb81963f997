"""Checks of the extensions that a schema cannot express."""

from __future__ import annotations

import math
import re
from typing import Any

from conformance.authoring import Finding, Findings, check
from conformance.readers.json_values import is_number, values_at, whole
from conformance_suites.assets.gltf.reader.textures import EXTENSIONS, texture_uses

from .attributes import REQUIRED, lacking
from .view import INSTANCING, PRIMITIVE, VARIANTS, Extensions

DEFAULT_OUTER_ANGLE = math.pi / 4
UNLIT, GLOSSY, MTOON = "KHR_materials_unlit", "KHR_materials_pbrSpecularGlossiness", "VRMC_materials_mtoon"
_LIST_ITEM = re.compile(r"/[0-9]+$")
# Textures in the tangent space of the normal texture.
TANGENT_TEXTURES = ("/anisotropyTexture", "/clearcoatNormalTexture")
# The extensions whose texts exclude each of these: all that change how metallic-roughness materials look.
LAYERS = {name for name in EXTENSIONS if name != GLOSSY} | {"KHR_materials_dispersion", "KHR_materials_ior"}
EXCLUDING = {UNLIT: {*LAYERS, "KHR_materials_emissive_strength"}, GLOSSY: LAYERS}
POINTS, TRIANGLES = 0, 4


@check("AST-GLX-008")
def extensions_stand_where_they_may(asset: Extensions) -> Findings:
    for pointer, name, fits in asset.placed:
        if not fits:
            yield Finding(pointer, extension=name)


@check("AST-GLX-009")
def quantization_is_required(asset: Extensions) -> Findings:
    used, required = asset.model.array("extensionsUsed"), asset.model.array("extensionsRequired")
    for name in asset.quantized:
        if name not in required:
            yield Finding(f"/extensionsUsed/{used.index(name)}", extension=name)


@check("AST-GLX-010")
def references_resolve(asset: Extensions) -> Findings:
    lacking: set[str] = set()
    for pointer, value, array, size in asset.indices:
        if size is None and array.startswith("/extensions/"):
            owner = _LIST_ITEM.sub("", pointer).rpartition("/")[0]
            if owner not in lacking:
                lacking.add(owner)
                yield Finding(owner, "root", extension=array.split("/")[2])
        elif not 0 <= value < (size or 0):
            yield Finding(pointer, "range", received=value, expected=f"< {size or 0}", array=array[1:], size=size or 0)


@check("AST-GLX-011")
def outer_cone_is_outside(asset: Extensions) -> Findings:
    for pointer, spot in asset.cones:
        inner, outer = spot.get("innerConeAngle", 0), spot.get("outerConeAngle", DEFAULT_OUTER_ANGLE)
        if _in_range(inner) and _in_range(outer) and outer > 0 and outer <= inner:
            yield Finding(f"{pointer}/outerConeAngle", received=outer, expected=inner)


def _in_range(angle: Any) -> bool:
    return is_number(angle) and 0 <= angle <= math.pi / 2


@check("AST-GLX-012")
def variants_are_mapped_once(asset: Extensions) -> Findings:
    for pointer, mappings in values_at(asset.document, f"{PRIMITIVE}/{VARIANTS}/mappings"):
        seen: dict[int, str] = {}
        for place, value in values_at(mappings, "/*/variants/*"):
            variant, mapping = whole(value), place.split("/")[1]
            if variant is None:
                continue
            if seen.setdefault(variant, mapping) != mapping:
                yield Finding(f"{pointer}{place}", received=variant, other=int(seen[variant]))


@check("AST-GLX-013")
def animation_pointers_have_no_node(asset: Extensions) -> Findings:
    for pointer, target in asset.pointers():
        if "node" in target:
            yield Finding(pointer, received=whole(target["node"]))


@check("AST-GLX-014")
def animation_pointers_have_their_path(asset: Extensions) -> Findings:
    for pointer, target in asset.pointers():
        path = target.get("path")
        if isinstance(path, str) and path != "pointer":
            yield Finding(pointer, received=path, expected="pointer")


@check("AST-GLX-015")
def tangent_space_is_there(asset: Extensions) -> Findings:
    for pointer, primitive, cause in asset.tangent_spaces:
        attributes = primitive.members.get("attributes")
        missing = [name for name in ("NORMAL", "TANGENT") if isinstance(attributes, dict) and name not in attributes]
        if missing:
            yield Finding(pointer, cause=cause, received=missing)


@check("AST-GLX-016")
def tangent_textures_share_coordinates(asset: Extensions) -> Findings:
    for _, pointer, material in asset.model.all_of("materials"):
        uses = {use.pointer: use for use in texture_uses(pointer, material)} if "extensions" in material else {}
        normal = uses.get(f"{pointer}/normalTexture")
        for use in uses.values():
            if normal and use.pointer.endswith(TANGENT_TEXTURES) and use.coordinates != normal.coordinates:
                received, expected = list(use.coordinates), list(normal.coordinates)
                yield Finding(use.pointer, texture=use.pointer.rpartition("/")[2], received=received, expected=expected)


@check("AST-GLX-017")
def dispersion_has_a_volume(asset: Extensions) -> Findings:
    for pointer, extensions in values_at(asset.document, "/materials/*/extensions"):
        disperse = isinstance(extensions, dict) and "KHR_materials_dispersion" in extensions
        if disperse and "KHR_materials_volume" not in extensions:
            yield Finding(f"{pointer}/KHR_materials_dispersion", expected="KHR_materials_volume")


@check("AST-GLX-018")
def materials_have_no_excluding_extensions(asset: Extensions) -> Findings:
    for pointer, extensions in values_at(asset.document, "/materials/*/extensions"):
        if not isinstance(extensions, dict) or MTOON in extensions:
            continue
        for name, excluding in EXCLUDING.items():
            if name in extensions and (others := [each for each in extensions if each in excluding]):
                yield Finding(f"{pointer}/{name}", received=others)


@check("AST-GLX-019")
def attributes_of_extensions_have_their_formats(asset: Extensions) -> Findings:
    for pointer, accessor, formats in asset.formatted:
        if accessor.format not in formats:
            yield Finding(pointer, received=accessor.format, expected=formats)


@check("AST-GLX-020")
def instance_attributes_have_one_count(asset: Extensions) -> Findings:
    for pointer, _, content in asset.instanced:
        attributes = asset.attributes(pointer, content)
        for _, place, accessor in attributes[1:]:
            other, _, first = attributes[0]
            if accessor.count != first.count:
                yield Finding(place, received=accessor.count, expected=first.count, other=other)


@check("AST-GLX-021")
def instances_are_of_a_mesh(asset: Extensions) -> Findings:
    for pointer, node, _ in asset.instanced:
        if "mesh" not in node:
            yield Finding(pointer)


@check("AST-GLX-022")
def instancing_is_required(asset: Extensions) -> Findings:
    used, required = asset.model.array("extensionsUsed"), asset.model.array("extensionsRequired")
    if asset.instanced and INSTANCING in used and INSTANCING not in required:
        yield Finding(f"/extensionsUsed/{used.index(INSTANCING)}", extension=INSTANCING)


@check("AST-GLX-023")
def splats_are_points(asset: Extensions) -> Findings:
    for pointer, primitive, _ in asset.splats:
        mode = whole(primitive.get("mode", TRIANGLES))
        if mode is not None and mode != POINTS:
            yield Finding(pointer, received=mode, expected=POINTS)


@check("AST-GLX-024")
def splats_have_their_attributes(asset: Extensions) -> Findings:
    for pointer, primitive, _ in asset.splats:
        attributes = primitive.get("attributes")
        missing = [name for name in REQUIRED if isinstance(attributes, dict) and name not in attributes]
        if missing:
            yield Finding(pointer, received=missing)


@check("AST-GLX-025")
def splats_have_whole_degrees(asset: Extensions) -> Findings:
    for pointer, primitive, _ in asset.splats:
        attributes = primitive.get("attributes")
        if missing := lacking(attributes) if isinstance(attributes, dict) else []:
            yield Finding(pointer, received=missing)
