"""What a composed stage shows; only the process of the library imports this.

The answer is {looked: {rule: instances}, found: [[rule, place, key, values], ...], size, names, materials}: each rule is
judged by a row, which knows what its key and values mean.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

from pxr import Pcp, Usd, UsdGeom, UsdShade

from . import checked, meshes, shading
from .bounds import PROBLEMS

CYCLES = (Pcp.ErrorType_ArcCycle, Pcp.ErrorType_SublayerCycle)
TARGETS = (Pcp.ErrorType_UnresolvedPrimPath,)


class Told:
    """What is looked at and found, the latter up to a number for each rule."""

    def __init__(self) -> None:
        self.looked: Counter[str] = Counter()
        self.found: list[tuple[str, str, str, dict[str, Any]]] = []
        self._said: Counter[str] = Counter()

    def look(self, rule: str, number: int = 1) -> None:
        """Note that a rule had something to judge."""
        self.looked[rule] += number

    def say(self, rule: str, place: object, key: str = "", **values: Any) -> None:
        """Note a violation of a rule."""
        self._said[rule] += 1
        if self._said[rule] <= PROBLEMS:
            self.found.append((rule, str(place), key, values))


def stage_facts(path: str) -> dict[str, Any]:
    """What the stage with this root layer shows."""
    stage = Usd.Stage.Open(path)
    told = Told()
    _composition(stage, told)
    prims = [each for each in Usd.PrimRange.Stage(stage, Usd.TraverseInstanceProxies(Usd.PrimDefaultPredicate))]
    for prim in prims:
        _type(prim, told)
        meshes.examine(prim, told)
        shading.examine(prim, told)
    checked.examine(stage, prims, told)
    return {"looked": told.looked, "found": told.found, **_outside(stage, prims)}


def _composition(stage: Any, told: Told) -> None:
    told.look("cycles")
    seen = set()
    for error in stage.GetCompositionErrors():
        place = str(error.rootSite.path) if error.rootSite else "/"
        rule = "cycles" if error.errorType in CYCLES else "targets" if error.errorType in TARGETS else ""
        if rule and (rule, place) not in seen:
            seen.add((rule, place))
            told.say(rule, place)


def _type(prim: Any, told: Told) -> None:
    name = prim.GetTypeName()
    if name:
        told.look("types")
        if not prim.GetPrimTypeInfo().GetSchemaType():
            told.say("types", prim.GetPath(), type=str(name))


def _outside(stage: Any, prims: list[Any]) -> dict[str, Any]:
    """What a model of the same thing in another format has to share: metres, the up axis Y, names."""
    purposes = [UsdGeom.Tokens.default_, UsdGeom.Tokens.render]
    cache = UsdGeom.BBoxCache(Usd.TimeCode.EarliestTime(), purposes, useExtentsHint=False)
    bound = cache.ComputeWorldBound(stage.GetPseudoRoot()).ComputeAlignedRange()
    size = None
    if not bound.IsEmpty():
        metres = UsdGeom.GetStageMetersPerUnit(stage)
        corners = [[each * metres for each in corner] for corner in (bound.GetMin(), bound.GetMax())]
        if UsdGeom.GetStageUpAxis(stage) == UsdGeom.Tokens.z:
            (a, b, c), (d, e, f) = corners
            corners = [[a, c, -e], [d, f, -b]]
        size = corners if all(map(math.isfinite, corners[0] + corners[1])) else None
    drawn = [each for each in prims if each.IsA(UsdGeom.Gprim)]
    return {
        "size": size,
        "meshes": sum(each.IsA(UsdGeom.Mesh) for each in prims),
        "drawn": len(drawn),
        "names": sorted({name for each in prims for name in (each.GetName(), each.GetDisplayName()) if name}),
        "materials": sorted({each.GetName() for each in prims if each.IsA(UsdShade.Material)}),
    }
