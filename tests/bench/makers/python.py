"""Models as trimesh and pygltflib export them: scenes of many small parts, and a device with joints.

python python.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pygltflib
import trimesh


def parts(count: int, shared: bool) -> trimesh.Scene:
    """A scene of boxes, cylinders and balls, each with its own mesh unless they share a few."""
    numbers, scene = np.random.default_rng(count), trimesh.Scene()
    makers = (
        lambda: trimesh.creation.box(numbers.random(3) + 0.1),
        lambda: trimesh.creation.cylinder(0.2, 1 + numbers.random()),
        lambda: trimesh.creation.icosphere(2, 0.5),
    )
    few = [make() for make in makers]
    for at in range(count):
        place = trimesh.transformations.random_rotation_matrix(numbers.random(3))
        place[:3, 3] = numbers.random(3) * 10
        if shared and at >= len(few):
            scene.graph.update(f"part {at}", matrix=place, geometry=f"shape {at % 3}")
        else:
            shape = few[at] if shared else makers[at % 3]()
            scene.add_geometry(shape, f"part {at}", geom_name=f"shape {at}", transform=place)
    return scene


def device(buttons: int) -> pygltflib.GLTF2:
    """A housing with buttons, each with its own node and animation, all made from one square."""
    numbers = np.random.default_rng(buttons)
    square = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], "<f4")
    pieces: list[bytes] = []
    gltf = pygltflib.GLTF2(asset=pygltflib.Asset(version="2.0"))

    def accessor(array: np.ndarray, kind: str, code: int, target: int | None = None) -> int:
        start = sum(map(len, pieces))
        data = array.tobytes()
        pieces.append(data + bytes(-len(data) % 4))
        gltf.bufferViews.append(pygltflib.BufferView(buffer=0, byteOffset=start, byteLength=len(data), target=target))
        rows = array.reshape(len(array), -1)
        bounds = {"min": rows.min(axis=0).tolist(), "max": rows.max(axis=0).tolist()}
        view = len(gltf.bufferViews) - 1
        gltf.accessors.append(
            pygltflib.Accessor(bufferView=view, componentType=code, count=len(array), type=kind, **bounds)
        )
        return len(gltf.accessors) - 1

    indices = np.array([0, 1, 2, 0, 2, 3], "<u2")
    for at in range(buttons):
        places = accessor(square * np.float32(numbers.random() + 0.1), "VEC3", pygltflib.FLOAT, pygltflib.ARRAY_BUFFER)
        shape = accessor(indices, "SCALAR", pygltflib.UNSIGNED_SHORT, pygltflib.ELEMENT_ARRAY_BUFFER)
        primitive = pygltflib.Primitive(attributes=pygltflib.Attributes(POSITION=places), indices=shape)
        gltf.meshes.append(pygltflib.Mesh(primitives=[primitive], name=f"button {at}"))
        gltf.nodes.append(pygltflib.Node(mesh=at, translation=numbers.random(3).tolist()))
        times = accessor(np.array([0, 0.5, 1], "<f4"), "SCALAR", pygltflib.FLOAT)
        moved = accessor(numbers.random((3, 3)).astype("<f4"), "VEC3", pygltflib.FLOAT)
        sampler = pygltflib.AnimationSampler(input=times, output=moved)
        channel = pygltflib.AnimationChannel(
            sampler=0, target=pygltflib.AnimationChannelTarget(node=at, path="translation")
        )
        gltf.animations.append(pygltflib.Animation(name=f"press {at}", channels=[channel], samplers=[sampler]))
    gltf.nodes.append(pygltflib.Node(children=list(range(buttons))))
    gltf.scenes, gltf.scene = [pygltflib.Scene(nodes=[buttons])], 0
    gltf.buffers = [pygltflib.Buffer(byteLength=sum(map(len, pieces)))]
    gltf.set_binary_blob(b"".join(pieces))
    return gltf


def main(folder: Path) -> None:
    for count in (10, 60, 300):
        for shared in (False, True):
            name = f"trimesh_{'shared' if shared else 'parts'}_{count}.glb"
            (folder / name).write_bytes(parts(count, shared).export(file_type="glb"))
    for buttons in (8, 50, 200):
        device(buttons).save_binary(str(folder / f"pygltflib_{buttons}.glb"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
