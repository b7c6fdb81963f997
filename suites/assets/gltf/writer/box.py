"""A box with a material: the smallest thing that is a model."""

from __future__ import annotations

from conformance_suites.assets.gltf.writer.asset import INDICES, VERTICES, Asset

AXES = ((1, 2, 0), (2, 0, 1), (0, 1, 2))


def box(width: float = 1.0, height: float = 1.0, depth: float = 1.0) -> Asset:
    """A box of this size in metres on the floor, with flat faces."""
    size, places, normals, corners = (width, height, depth), list[float](), list[float](), list[int]()
    for right, up, out in AXES:
        for sign in (1, -1):
            first = len(places) // 3
            for along, across in ((-1, -1), (sign, -sign), (1, 1), (-sign, sign)):
                place, normal = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
                place[right], place[up], place[out] = (
                    along * size[right] / 2,
                    across * size[up] / 2,
                    sign * size[out] / 2,
                )
                place[1] += height / 2
                normal[out] = float(sign)
                places += place
                normals += normal
            corners += [first, first + 1, first + 2, first, first + 2, first + 3]
    asset = Asset()
    asset.add(
        "materials", name="wood", pbrMetallicRoughness={"baseColorFactor": [0.6, 0.4, 0.2, 1], "metallicFactor": 0}
    )
    attributes = {
        "POSITION": asset.accessor("VEC3", "f", places, VERTICES, bounds=True),
        "NORMAL": asset.accessor("VEC3", "f", normals, VERTICES),
    }
    indices = asset.accessor("SCALAR", "H", corners, INDICES)
    asset.add("meshes", name="box", primitives=[{"attributes": attributes, "indices": indices, "material": 0}])
    asset.add("nodes", name="box", mesh=0)
    asset.add("scenes", nodes=[0])
    asset.document["scene"] = 0
    return asset
