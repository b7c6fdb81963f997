"""Checks of textures and images, of materials, and of cameras."""

from __future__ import annotations

import math
from typing import Any

from conformance.authoring import Finding, Findings, check
from conformance.readers.json_values import object_or_empty
from conformance_suites.assets.gltf.reader.textures import TRANSFORM

from .view import ENABLING, Appearance

PLAIN = ["image/png", "image/jpeg"]
# Extensions of textures known to name the image as their `source`; any other may do so in its own way.
NAMING = (*ENABLING, "MSFT_texture_dds")


@check("AST-GLA-001")
def textures_use_images_of_their_type(asset: Appearance) -> Findings:
    for _, pointer, texture in asset.model.all_of("textures"):
        extensions = texture.get("extensions")
        sources = [(f"{pointer}/source", texture.get("source"), PLAIN)]
        for name, kind in ENABLING.items():
            named = extensions.get(name) if isinstance(extensions, dict) else None
            if isinstance(named, dict):
                sources.append((f"{pointer}/extensions/{name}/source", named.get("source"), [kind]))
        for place, image, expected in sources:
            kind_of_image = None if image is None else asset.type_of(image)
            if kind_of_image is not None and kind_of_image not in expected:
                yield Finding(place, image=image, received=kind_of_image, expected=expected)


@check("AST-GLA-002")
def images_are_recognisable(asset: Appearance) -> Findings:
    known = {*PLAIN, *ENABLING.values()}
    for image in asset.images:
        if image.kind not in known and not asset.may_be_brought(image):
            yield Finding(image.pointer, received=bytes(image.data[:8]).hex(" "))
    asset.pictures.complete()


@check("AST-GLA-003")
def other_images_are_enabled(asset: Appearance) -> Findings:
    needed = {kind: name for name, kind in ENABLING.items()}
    for image in asset.recognised:
        extension = needed.get(image.kind or "")
        if extension and extension not in asset.model.extensions_used and not asset.may_be_brought(image):
            yield Finding(image.pointer, received=image.kind, expected=extension)
    asset.pictures.complete()


@check("AST-GLA-004")
def images_are_what_they_declare(asset: Appearance) -> Findings:
    for image in asset.declared:
        declared = image.members["mimeType"]
        if image.kind is None:
            yield Finding(image.place, "content", received=declared)
        elif declared != image.kind:
            corrected = f'"mimeType": "{image.kind}"'
            yield Finding(image.place, "type", received=declared, expected=image.kind, corrected=corrected)
    asset.pictures.complete()


@check("AST-GLA-005")
def image_headers_are_complete(asset: Appearance) -> Findings:
    for image in asset.headed:
        if image.header is None:
            yield Finding(image.pointer, received=image.kind, size=len(image.data))
    asset.pictures.complete()


@check("AST-GLA-006")
def primitives_have_the_coordinates_of_their_textures(asset: Appearance) -> Findings:
    overridden = TRANSFORM in asset.model.array("extensionsRequired")  # then every client uses the last set named
    for pointer, primitive, texture in asset.textured:
        attributes = object_or_empty(primitive.members.get("attributes"))
        for wanted in texture.coordinates[-1:] if overridden else texture.coordinates:
            if f"TEXCOORD_{wanted}" not in attributes:
                yield Finding(pointer, texture=texture.pointer, received=wanted)


@check("AST-GLA-007")
def cutoff_is_for_masks(asset: Appearance) -> Findings:
    for _, pointer, material in asset.model.all_of("materials"):
        mode = material.get("alphaMode")
        if "alphaCutoff" in material and isinstance(mode, str) and mode != "MASK":
            yield Finding(f"{pointer}/alphaCutoff", received=mode, expected="MASK")


@check("AST-GLA-008")
def magnification_is_not_0(asset: Appearance) -> Findings:
    for pointer, camera in asset.projections("orthographic"):
        for name in ("xmag", "ymag"):
            if camera.get(name) == 0:
                yield Finding(f"{pointer}/{name}", received=camera[name])


@check("AST-GLA-009")
def magnification_is_not_negative(asset: Appearance) -> Findings:
    for pointer, camera in asset.projections("orthographic"):
        for name in ("xmag", "ymag"):
            if camera.get(name, 0) < 0:
                yield Finding(f"{pointer}/{name}", received=camera[name])


@check("AST-GLA-010")
def field_of_view_is_less_than_a_half_turn(asset: Appearance) -> Findings:
    for pointer, camera in asset.projections("perspective"):
        if camera.get("yfov", 0) >= math.pi:
            yield Finding(pointer, received=camera["yfov"])


@check("AST-GLA-011")
def far_plane_is_behind_the_near_plane(asset: Appearance) -> Findings:
    for kind in ("orthographic", "perspective"):
        for pointer, camera in asset.projections(kind):
            far, near = camera.get("zfar"), camera.get("znear")
            # A far plane at 0 or before it breaks the range of the member itself, which another row checks.
            if far is not None and near is not None and 0 < far <= near:
                yield Finding(pointer, received=far, expected=near)


@check("AST-GLA-012")
def textures_name_an_image(asset: Appearance) -> Findings:
    for _, pointer, texture in asset.model.all_of("textures"):
        extensions = texture.get("extensions", {})
        if "source" in texture or not isinstance(extensions, dict):
            continue
        if all(_names_none(name, content) for name, content in extensions.items()):
            yield Finding(pointer)


def _names_none(name: str, content: Any) -> bool:
    return name in NAMING and isinstance(content, dict) and "source" not in content


@check("AST-GLA-013")
def images_without_a_substitute_are_required(asset: Appearance) -> Findings:
    required = asset.model.array("extensionsRequired")
    for _, pointer, texture in asset.model.all_of("textures"):
        extensions = object_or_empty(texture.get("extensions"))
        naming = [name for name in extensions if name in ENABLING and "source" in object_or_empty(extensions[name])]
        if "source" in texture or len(naming) < len(extensions):
            continue  # another extension may name a substitute
        if naming and not any(name in required for name in naming):
            yield Finding(f"{pointer}/extensions", expected=naming)
