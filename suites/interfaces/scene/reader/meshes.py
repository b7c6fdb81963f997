"""What is examined of meshes and other points; only the process of the library imports this."""

from __future__ import annotations

from typing import Any

import numpy
from pxr import Usd, UsdGeom

EARLIEST = Usd.TimeCode.EarliestTime()
ROOM = 1e-4
"""How far a point may be outside of the extent, in parts of its size: coordinates are written with 6 digits or so."""


def examine(prim: Any, told: Any) -> None:
    """Look at a prim, if it is a mesh or other points."""
    if not prim.IsA(UsdGeom.PointBased):
        return
    points = prim.GetAttribute("points").Get(EARLIEST)
    coordinates = numpy.asarray(points if points is not None else [], dtype=float).reshape(-1, 3)
    _extent(prim, coordinates, told)
    if prim.IsA(UsdGeom.Mesh):
        _topology(prim, len(coordinates), told)


def _extent(prim: Any, points: Any, told: Any) -> None:
    if not len(points):
        return
    attribute = prim.GetAttribute("extent")
    told.look("unbounded")
    given = attribute.Get(EARLIEST) if attribute.HasAuthoredValue() else None
    if given is None:
        told.say("unbounded", prim.GetPath())
        return
    told.look("extents")
    if len(given) != 2:
        told.say("extents", f"{prim.GetPath()}.extent", "corners", received=len(given))
        return
    low, high = (numpy.asarray(each, dtype=float) for each in given)
    room = ROOM * (1e-6 + float(numpy.abs(numpy.concatenate([low, high])).max()))
    least, most = points.min(axis=0), points.max(axis=0)
    for axis, name in enumerate("xyz"):
        if least[axis] < low[axis] - room or most[axis] > high[axis] + room:
            beyond = least[axis] if least[axis] < low[axis] - room else most[axis]
            told.say(
                "extents",
                f"{prim.GetPath()}.extent",
                axis=name,
                received=round(float(beyond), 6),
                low=round(float(low[axis]), 6),
                high=round(float(high[axis]), 6),
            )


def _topology(prim: Any, points: int, told: Any) -> None:
    mesh = UsdGeom.Mesh(prim)
    counts, indices = (
        numpy.asarray(each.Get(EARLIEST) if each.Get(EARLIEST) is not None else [], dtype=int)
        for each in (mesh.GetFaceVertexCountsAttr(), mesh.GetFaceVertexIndicesAttr())
    )
    if not len(counts) and not len(indices):
        return
    told.look("topologies")
    where = f"{prim.GetPath()}.faceVertexIndices"
    if counts.min(initial=0) < 0:
        told.say("topologies", f"{prim.GetPath()}.faceVertexCounts", "negative", received=int(counts.min()))
    elif counts.sum() != len(indices):
        told.say("topologies", where, "sum", received=len(indices), expected=int(counts.sum()))
    elif len(indices) and (indices.min() < 0 or indices.max() >= points):
        beyond = indices.min() if indices.min() < 0 else indices.max()
        told.say("topologies", where, received=int(beyond), points=points)
    else:
        _values(prim, {"uniform": len(counts), "vertex": points, "varying": points, "faceVarying": len(indices)}, told)


def _values(prim: Any, sizes: dict[str, int], told: Any) -> None:
    """Look at the numbers of values of primvars and normals."""
    for primvar in UsdGeom.PrimvarsAPI(prim).GetPrimvarsWithAuthoredValues():
        values = primvar.Get(EARLIEST)
        told.look("interpolations")
        if not UsdGeom.Primvar.IsValidInterpolation(primvar.GetInterpolation()):
            told.say("interpolations", primvar.GetAttr().GetPath(), received=primvar.GetInterpolation())
        expected = sizes.get(primvar.GetInterpolation())
        if expected is None or not hasattr(values, "__len__") or isinstance(values, str):
            continue
        told.look("values")
        where, size = primvar.GetAttr().GetPath(), primvar.GetElementSize()
        indices = primvar.GetIndices(EARLIEST) if primvar.IsIndexed() else None
        if indices is not None:
            if len(indices) != expected:
                told.say("values", where, "indices", received=len(indices), expected=expected)
            elif len(indices) and (min(indices) < 0 or max(indices) * size >= len(values)):
                told.say("values", where, "index", received=max(indices), values=len(values) // size)
        elif len(values) != expected * size:
            told.say("values", where, received=len(values), expected=expected * size)
    normals = UsdGeom.PointBased(prim).GetNormalsAttr()
    if normals.HasAuthoredValue() and normals.Get(EARLIEST) is not None:
        told.look("values")
        expected = sizes.get(UsdGeom.PointBased(prim).GetNormalsInterpolation(), 1)
        if len(normals.Get(EARLIEST)) != expected:
            told.say("values", normals.GetPath(), received=len(normals.Get(EARLIEST)), expected=expected)
