"""Checks of layers: what they say of themselves, and where they lead (OpenUSD)."""

from __future__ import annotations

import math

from conformance.authoring import Finding, Findings, Where, capped, check
from conformance_suites.interfaces.scene.reader.asset import MISSING, OUTSIDE, Use
from conformance_suites.interfaces.scene.reader.parts import PATHS, ROOT, STAGE

from .view import Layers

SAME = 1e-5
"""The relative difference at which two units are the same (UsdGeomLinearUnitsAre)."""
TURNS = {"rotate", "orient", "transform"}
SIZES = {"scale", "transform"}


def place(layer: str, path: str) -> str:
    """The place of a prim or property: its path, behind that of its layer if it is not the root layer."""
    if not layer:
        return path
    return f"/{layer}" if path == "/" else f"/{layer}<{path}>"


def of(use: Use) -> str:
    """The place of an asset path."""
    return place(use.layer, use.place)


@check("IFC-USL-001")
def layers_can_be_read(view: Layers) -> Findings:
    for layer in view.layers:
        if not layer.read:
            where = Where(pointer=place(layer.name, "/"), line=layer.line if not layer.name else None)
            lost = STAGE if layer.name else (*ROOT, *PATHS, *STAGE)
            if layer.line:
                yield Finding(where, received=capped(layer.said), number=layer.line).cutting(*lost)
            else:
                yield Finding(where, "binary").cutting(*lost)


@check("IFC-USL-002")
def up_axis_is_declared(view: Layers) -> Findings:
    for given in view.roots:
        if "upAxis" not in given:
            yield Finding("/")


@check("IFC-USL-003")
def up_axis_is_y_or_z(view: Layers) -> Findings:
    for (axis,) in view.axes:
        if axis not in ("Y", "Z"):
            yield Finding("/", received=axis, expected=["Y", "Z"])


@check("IFC-USL-004")
def unit_is_declared(view: Layers) -> Findings:
    for given in view.roots:
        if "metersPerUnit" not in given:
            yield Finding("/")


@check("IFC-USL-005")
def unit_is_a_length(view: Layers) -> Findings:
    for (metres,) in view.metrics:
        if not 0 < metres < math.inf:
            yield Finding("/", received=str(metres)).cutting("measured")


@check("IFC-USL-006")
def default_prim_is_declared(view: Layers) -> Findings:
    for given in view.roots:
        if not given.get("defaultPrim"):
            yield Finding("/").cutting("defaults")


@check("IFC-USL-007")
def default_prim_exists(view: Layers) -> Findings:
    prims = view.scene.root.prims
    for (name,) in view.defaults:
        steps = name.removeprefix("/").split("/")
        if not all(steps) or (steps[0] not in prims and not view.scene.root_sublayers):
            yield Finding("/", received=capped(name), expected=list(prims[:10]))


@check("IFC-USL-008")
def time_does_not_end_before_it_starts(view: Layers) -> Findings:
    for start, end in view.spans:
        if end < start:
            yield Finding("/", start=start, end=end)


@check("IFC-USL-009")
def time_codes_pass(view: Layers) -> Findings:
    for (rate,) in view.rates:
        if not 0 < rate < math.inf:
            yield Finding("/", received=str(rate))


@check("IFC-USL-010")
def paths_are_not_addresses(view: Layers) -> Findings:
    for use in view.paths:
        if use.state == "address":
            yield Finding(of(use), received=capped(use.asset)).cutting(*STAGE)


@check("IFC-USL-011")
def paths_stay_in_the_asset(view: Layers) -> Findings:
    for use in view.paths:
        if use.state == OUTSIDE:
            yield Finding(of(use), received=capped(use.asset)).cutting(*STAGE)


@check("IFC-USL-012")
def layers_are_there(view: Layers) -> Findings:
    for use in view.arcs:
        if use.state == MISSING:
            yield Finding(of(use), received=capped(use.asset))


@check("IFC-USL-013")
def other_files_are_there(view: Layers) -> Findings:
    for use in view.assets:
        if use.state == MISSING:
            yield Finding(of(use), received=capped(use.asset))


@check("IFC-USL-014")
def composition_has_no_cycle(view: Layers) -> Findings:
    for fault in view.found("cycles"):
        yield Finding(fault.place)


@check("IFC-USL-015")
def arcs_lead_to_prims(view: Layers) -> Findings:
    for fault in view.found("targets"):
        yield Finding(fault.place)


@check("IFC-USL-016")
def units_agree(view: Layers) -> Findings:
    for use, own, other in view.measured:
        if not math.isclose(own, other, rel_tol=SAME) and not SIZES & {*use.corrected}:
            yield Finding(of(use), layer=use.target, received=other, expected=own)


@check("IFC-USL-017")
def axes_agree(view: Layers) -> Findings:
    for use, own, other in view.oriented:
        if own != other and not TURNS & {*use.corrected}:
            yield Finding(of(use), layer=use.target, received=other, expected=own)
