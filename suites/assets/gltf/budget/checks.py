"""Checks of what a model costs against what the plan allows.

Each number is a limit for assets and a minimum for platforms of the role. Files can only show the former.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.readers.json_values import list_or_empty

from .view import Burden

Parameters = Mapping[str, Any]


@check("AST-BUD-001", parameters=True)
def required_extensions_are_portable(asset: Burden, parameters: Parameters) -> Findings:
    portable = parameters["portable_extensions"]
    for at, name in enumerate(asset.model.array("extensionsRequired")):
        if isinstance(name, str) and name not in portable:
            yield Finding(f"/extensionsRequired/{at}", received=name, expected=portable)


@check("AST-BUD-002", parameters=True)
def triangles_are_within_the_budget(asset: Burden, parameters: Parameters) -> Findings:
    shown = asset.shown
    drawn = asset.drawn(asset.counts.triangles, shown.instances)
    yield from _over("meshes", drawn, parameters["max_triangles"])
    asset.counted(*shown.unknown)
    if not drawn:
        raise NotApplicable("no_triangles")


@check("AST-BUD-003", parameters=True)
def draw_calls_are_within_the_budget(asset: Burden, parameters: Parameters) -> Findings:
    drawn = asset.drawn(asset.counts.primitives, asset.shown.nodes)
    yield from _over("meshes", drawn, parameters["max_draw_calls"])
    if not drawn:
        raise NotApplicable("no_meshes")


@check("AST-BUD-004", parameters=True)
def vertices_are_within_the_budget(asset: Burden, parameters: Parameters) -> Findings:
    yield from _over("meshes", asset.counts.vertices, parameters["max_vertices"])
    asset.counted()


@check("AST-BUD-005", parameters=True)
def joints_are_within_the_budget(asset: Burden, parameters: Parameters) -> Findings:
    most = parameters["max_joints"]
    for _, pointer, skin in asset.model.all_of("skins"):
        if (count := len(list_or_empty(skin.get("joints")))) > most:
            yield Finding(f"{pointer}/joints", received=count, expected=most)


@check("AST-BUD-006", parameters=True)
def morph_targets_are_within_the_budget(asset: Burden, parameters: Parameters) -> Findings:
    most = parameters["max_morph_targets"]
    for primitive in asset.model.primitives:
        if (count := len(primitive.targets)) > most:
            yield Finding(f"{primitive.pointer}/targets", received=count, expected=most)


@check("AST-BUD-007", parameters=True)
def each_image_is_within_the_budget(asset: Burden, parameters: Parameters) -> Findings:
    most = parameters["max_image_pixels"]
    for index, (width, height) in asset.pixels.items():
        if width * height > most:
            size = {"width": width, "height": height}
            yield Finding(f"/images/{index}", received=width * height, expected=most, **size)
    asset.measured()


@check("AST-BUD-008", parameters=True)
def all_images_are_within_the_budget(asset: Burden, parameters: Parameters) -> Findings:
    pixels = {index: width * height for index, (width, height) in asset.pixels.items()}
    yield from _over("images", pixels, parameters["max_pixels"])
    asset.measured()


@check("AST-BUD-009", parameters=True)
def bytes_are_within_the_budget(asset: Burden, parameters: Parameters) -> Findings:
    beside = sum(filter(None, asset.files.values()))
    if asset.size + beside > (most := parameters["max_bytes"]):
        yield Finding("", received=asset.size + beside, expected=most, share=beside)
    missing = [place for place, size in asset.files.items() if size is None]
    if missing:
        raise Blocked("no_file", place=missing[0], count=len(missing))


@check("AST-BUD-010", parameters=True)
def vertices_have_few_joints(asset: Burden, parameters: Parameters) -> Findings:
    most = parameters["max_influences"]
    for place, count in asset.influences:
        if count > most:
            yield Finding(place, received=count, expected=most)


def _over(array: str, amounts: Mapping[int, int], most: float) -> Findings:
    """The finding that the total exceeds the limit, at the item with the largest amount."""
    total = sum(amounts.values())
    if total > most:
        item, share = max(amounts.items(), key=lambda each: each[1])
        yield Finding(f"/{array}/{item}", received=total, expected=most, share=share, item=item)
