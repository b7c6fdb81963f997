"""How much there is in a shared space, besides what is in any glTF asset."""

from __future__ import annotations

from conformance.readers.json_values import list_or_empty, object_or_empty, value_at, values_at, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.model import read_model
from conformance_suites.assets.gltf.reader.surfaces import shown_meshes, triangles

from .view import BODY, SHAPES

SOLID = 12
"""The triangles of a box: what a collider without a mesh counts for."""


def facts(source: Source) -> dict[str, float]:
    """The triangles to be seen or walked on; a collider that is a solid counts as a box."""
    model = source.once(read_model)
    shapes = list_or_empty(value_at(model.document, SHAPES))
    used = {whole(at) for _, at in values_at(model.document, f"{BODY}/collider/shape", f"{BODY}/trigger/shape")}
    colliders = [object_or_empty(shapes[at]) for at in used if at is not None and 0 <= at < len(shapes)]
    meshes = {whole(object_or_empty(each.get(str(each.get("type")))).get("mesh")) for each in colliders}
    solid = sum(each.get("type") in ("box", "sphere", "capsule", "cylinder") for each in colliders)
    return {"surfaces": triangles(source, {*shown_meshes(model), *meshes}) + SOLID * solid}
