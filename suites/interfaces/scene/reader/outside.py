"""What a model of the same thing in another format has to share; only the process of the library imports this."""

from __future__ import annotations

from typing import Any

import numpy
from pxr import Usd, UsdGeom, UsdShade

EARLIEST = Usd.TimeCode.EarliestTime()


def outside(stage: Any, prims: list[Any]) -> dict[str, Any]:
    """{size, drawn, names, materials}: size is two corners in metres with Y up, None where nothing is drawn."""
    drawn = [each for each in prims if each.IsA(UsdGeom.Gprim) and _is_shown(each)]
    return {
        "size": _size(stage, drawn),
        "drawn": len(drawn),
        "names": sorted({name for each in prims for name in (each.GetName(), each.GetDisplayName()) if name}),
        "materials": sorted(
            {
                name
                for each in prims
                if each.IsA(UsdShade.Material)
                for name in (each.GetName(), each.GetDisplayName())
                if name
            }
        ),
    }


def _is_shown(prim: Any) -> bool:
    image = UsdGeom.Imageable(prim)
    purpose = image.ComputePurpose()
    return purpose in (UsdGeom.Tokens.default_, UsdGeom.Tokens.render) and (
        image.ComputeVisibility(EARLIEST) != UsdGeom.Tokens.invisible
    )


def _size(stage: Any, drawn: list[Any]) -> list[list[float]] | None:
    cache = UsdGeom.XformCache(EARLIEST)
    corners = []
    for prim in drawn:
        points = _points(prim)
        if len(points):
            world = numpy.asarray(cache.GetLocalToWorldTransform(prim), dtype=float)
            placed = points @ world[:3, :3] + world[3, :3]
            corners += [placed.min(axis=0), placed.max(axis=0)]
    if not corners:
        return None
    low, high = numpy.min(corners, axis=0), numpy.max(corners, axis=0)
    if UsdGeom.GetStageUpAxis(stage) == UsdGeom.Tokens.z:
        low, high = numpy.array([low[0], low[2], -high[1]]), numpy.array([high[0], high[2], -low[1]])
    size = numpy.array([low, high]) * UsdGeom.GetStageMetersPerUnit(stage)
    return size.tolist() if numpy.isfinite(size).all() else None


def _points(prim: Any) -> Any:
    """The points of a prim; the corners of its extent where it has a shape without points."""
    if prim.IsA(UsdGeom.PointBased):
        given = prim.GetAttribute("points").Get(EARLIEST)
        return numpy.asarray(given if given is not None else [], dtype=float).reshape(-1, 3)
    extent = UsdGeom.Boundable(prim).ComputeExtent(EARLIEST) if prim.IsA(UsdGeom.Boundable) else None
    if not extent or len(extent) != 2:
        return numpy.empty((0, 3))
    low, high = (numpy.asarray(each, dtype=float) for each in extent)
    return numpy.array([numpy.where(numpy.array([at & 1, at & 2, at & 4]) > 0, high, low) for at in range(8)])
