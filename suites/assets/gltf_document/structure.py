"""The structure of glTF 2.0 documents, and the walks over it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from conformance.media.json import escape

OWN_SAMPLERS = "animation.samplers"
_TEXTURE_INFO = {"index": "textures"}
_SPARSE_PART = {"bufferView": "bufferViews"}
_PRIMITIVE = {
    "attributes": {"*": "accessors"},
    "indices": "accessors",
    "material": "materials",
    "targets": [{"*": "accessors"}],
}

# The objects of glTF 2.0: {members}, [items of an array], {"*": values of a map}; a name is an index into that array.
SHAPE: dict[str, Any] = {
    "accessors": [
        {"bufferView": "bufferViews", "sparse": {"indices": _SPARSE_PART, "values": _SPARSE_PART}},
    ],
    "animations": [
        {
            "channels": [{"sampler": OWN_SAMPLERS, "target": {"node": "nodes"}}],
            "samplers": [{"input": "accessors", "output": "accessors"}],
        }
    ],
    "asset": {},
    "buffers": [{}],
    "bufferViews": [{"buffer": "buffers"}],
    "cameras": [{"orthographic": {}, "perspective": {}}],
    "images": [{"bufferView": "bufferViews"}],
    "materials": [
        {
            "pbrMetallicRoughness": {"baseColorTexture": _TEXTURE_INFO, "metallicRoughnessTexture": _TEXTURE_INFO},
            "normalTexture": _TEXTURE_INFO,
            "occlusionTexture": _TEXTURE_INFO,
            "emissiveTexture": _TEXTURE_INFO,
        }
    ],
    "meshes": [{"primitives": [_PRIMITIVE]}],
    "nodes": [{"camera": "cameras", "children": ["nodes"], "mesh": "meshes", "skin": "skins"}],
    "samplers": [{}],
    "scene": "scenes",
    "scenes": [{"nodes": ["nodes"]}],
    "skins": [{"inverseBindMatrices": "accessors", "joints": ["nodes"], "skeleton": "nodes"}],
    "textures": [{"sampler": "samplers", "source": "images"}],
}

Members = dict[str, Any]
_EXTENSION_NAME = re.compile(r"[A-Z0-9]+_\w+")


def explore(document: Any) -> tuple[list[tuple[str, Members]], list[tuple[str, Any, str]]]:
    """Every object of glTF 2.0 as (pointer, members), and all that should be an index as (pointer, value, array)."""
    objects: list[tuple[str, Members]] = []
    indices: list[tuple[str, Any, str]] = []
    todo: list[tuple[str, Any, Any]] = [("", document, SHAPE)]
    while todo:
        pointer, value, shape = todo.pop()
        if isinstance(shape, str):
            indices.append((pointer, value, shape))
        elif isinstance(shape, list):
            if isinstance(value, list):
                todo += [(f"{pointer}/{at}", value[at], shape[0]) for at in range(len(value) - 1, -1, -1)]
        elif isinstance(value, dict):
            if "*" in shape:
                todo += [(f"{pointer}/{escape(name)}", value[name], shape["*"]) for name in reversed(value)]
            else:
                objects.append((pointer, value))
                todo += [(f"{pointer}/{each}", value[each], shape[each]) for each in reversed(shape) if each in value]
    return objects, indices


def extensions_in(pointer: str, owner: Members) -> Iterator[tuple[str, str]]:
    """The extensions of an object as (pointer, name), and those of the objects inside them.

    Inside an extension only a name of the registered form counts: the content is the extension's own affair.
    """
    extensions = owner.get("extensions")
    if not isinstance(extensions, dict):
        return
    todo: list[tuple[str, Any]] = []
    for name, content in extensions.items():
        place = f"{pointer}/extensions/{escape(name)}"
        yield place, name
        todo.append((place, content))
    while todo:
        place, value = todo.pop()
        if isinstance(value, dict):
            inner = value.get("extensions")
            for name, content in inner.items() if isinstance(inner, dict) else ():
                if _EXTENSION_NAME.fullmatch(name) and isinstance(content, dict):
                    yield f"{place}/extensions/{name}", name
        members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        todo += [(f"{place}/{escape(name)}", item) for name, item in members if name != "extras" and _holds(item)]


def _holds(value: Any) -> bool:
    return isinstance(value, dict | list)


def whole(value: Any) -> int | None:
    """The integer a JSON number stands for: 2 and 2.0 are the same; None for anything else."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
