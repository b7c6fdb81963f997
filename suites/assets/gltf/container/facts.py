"""How much there is in a glTF asset."""

from __future__ import annotations

from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.model import read_model
from conformance_suites.assets.gltf.reader.surfaces import shown_meshes, shown_primitives, triangles


def facts(source: Source) -> dict[str, float]:
    """The triangles that can be seen in the scenes, and the materials on them."""
    model = source.once(read_model)
    shown = shown_meshes(source)
    used = {each.material for each in shown_primitives(model, shown)}
    materials = {index for index, _, _ in model.all_of("materials")}
    return {"triangles": triangles(source, shown), "materials": len(used & materials)}
