"""What one layer says, without the layers that it refers to; only the process of the library imports this."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pxr import Sdf, Tf

from .bounds import USES

METADATA = ("upAxis", "metersPerUnit", "defaultPrim", "startTimeCode", "endTimeCode", "timeCodesPerSecond")
ARCS = (("references", "reference"), ("payload", "payload"))
_PLACE = re.compile(r":(\d+):(\d+): (.*)", re.DOTALL)
_GRAMMAR = re.compile(r"^parse error matching .*? at (?=')", re.DOTALL)
"""Where the library names a rule of its grammar by that of its source."""
_CORRECTIVE = re.compile(r"xformOp:(scale|rotate|orient|transform)")


def layer_facts(path: str) -> dict[str, Any]:
    """{ok, metadata, prims, uses}; where the layer cannot be read {ok, line, said}.

    A use is {place, kind, asset, prim, corrected}: kind is sublayer, reference, payload, clip or asset; corrected names
    the transforms on the prim and above it.
    """
    try:
        layer = Sdf.Layer.OpenAsAnonymous(path)
    except Tf.ErrorException as error:
        return _unread(" ".join(each.commentary for each in error.args if hasattr(each, "commentary")))
    if layer is None:
        return _unread("")
    root = layer.pseudoRoot
    given = {name: root.GetInfo(name) for name in METADATA if root.HasInfo(name)}
    uses: list[dict[str, Any]] = [
        {"place": "/", "kind": "sublayer", "asset": each, "prim": "", "corrected": []} for each in layer.subLayerPaths
    ]
    for each in _uses(layer):
        uses.append(each)
        if len(uses) > USES:
            break
    return {"ok": True, "metadata": given, "prims": [each.name for each in layer.rootPrims], "uses": uses}


def _unread(said: str) -> dict[str, Any]:
    found = _PLACE.search(said)
    return {
        "ok": False,
        "line": int(found[1]) if found else None,
        "said": _GRAMMAR.sub("", found[3].strip()) if found else "",
    }


def _uses(layer: Any) -> Iterator[dict[str, Any]]:
    paths: list[Any] = []
    layer.Traverse(Sdf.Path.absoluteRootPath, paths.append)
    for path in sorted(paths):
        spec = layer.GetObjectAtPath(path)
        if isinstance(spec, Sdf.PrimSpec):
            yield from _of_prim(layer, spec)
        elif isinstance(spec, Sdf.AttributeSpec):
            for value in _values(layer, spec):
                yield {"place": str(path), "kind": "asset", "asset": value, "prim": "", "corrected": []}


def _of_prim(layer: Any, spec: Any) -> Iterator[dict[str, Any]]:
    for key, kind in ARCS:
        if not spec.HasInfo(key):
            continue
        for arc in spec.GetInfo(key).GetAppliedItems():
            yield {
                "place": str(spec.path),
                "kind": kind,
                "asset": arc.assetPath,
                "prim": str(arc.primPath) if arc.primPath else "",
                "corrected": _corrected(layer, spec.path),
            }
    if spec.HasInfo("clips"):
        for value in _asset_paths(spec.GetInfo("clips")):
            yield {"place": str(spec.path), "kind": "clip", "asset": value, "prim": "", "corrected": []}


def _corrected(layer: Any, path: Any) -> list[str]:
    """The sorts of transforms that a prim and those above it have in this layer."""
    found = set()
    for each in path.GetPrefixes():
        spec = layer.GetPrimAtPath(each)
        for name in spec.properties.keys() if spec else ():
            if match := _CORRECTIVE.match(name):
                found.add(match[1])
    return sorted(found)


def _values(layer: Any, spec: Any) -> Iterator[str]:
    if spec.typeName not in (Sdf.ValueTypeNames.Asset, Sdf.ValueTypeNames.AssetArray):
        return
    yield from _asset_paths(spec.default)
    for time in layer.ListTimeSamplesForPath(spec.path):
        yield from _asset_paths(layer.QueryTimeSample(spec.path, time))


def _asset_paths(value: Any) -> Iterator[str]:
    if isinstance(value, Sdf.AssetPath):
        if value.path:
            yield value.path
    elif isinstance(value, dict):
        for each in value.values():
            yield from _asset_paths(each)
    elif isinstance(value, Sdf.AssetPathArray | list | tuple):
        for each in value:
            yield from _asset_paths(each)
