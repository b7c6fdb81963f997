"""The structure of glTF 2.0 documents, and the walks over it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from conformance.readers.json import escape
from conformance.readers.json_values import whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.columns import are_indices
from conformance_suites.assets.gltf.reader.document import read_gltf

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

_ANIMATION: dict[str, Any] = SHAPE["animations"][0]
Members = dict[str, Any]
_EXTENSION_NAME = re.compile(r"[A-Z0-9]+_\w+")


class Index(NamedTuple):
    """An index in the document, the array it refers to and the number of its items; None where that is not an array."""

    pointer: str
    value: int
    array: str
    size: int | None


class Structure:
    """What a walk over the objects of glTF 2.0 finds: the objects with extensions, and the dangling indices.

    Pointers are made only for these: most documents have nothing to report.
    """

    def __init__(self, document: Any) -> None:
        self.extended: list[tuple[str, Members]] = []
        self.dangling: list[Index] = []
        self._sizes: dict[str, int | None] = {}
        if isinstance(document, dict):
            for name in SHAPE:
                items = document.get(name, [])
                self._sizes[name] = len(items) if isinstance(items, list) else None
            if "extensions" in document:
                self.extended.append(("", document))
            for name, shape in SHAPE.items():
                if name in document and not self._is_plain([document[name]], shape):
                    self._visit(document[name], shape, ((), name))

    def _is_plain(self, values: list[Any], shape: Any) -> bool:
        """Whether there is nothing to report on values that all have this shape.

        They are examined together, member by member: several times faster than one by one where there are many.
        """
        if isinstance(shape, str):
            return not values or (are_indices(values) and max(values) < (self._sizes[shape] or 0))
        if isinstance(shape, list):
            return self._is_plain(list(chain.from_iterable(each for each in values if type(each) is list)), shape[0])
        objects = [each for each in values if type(each) is dict]
        if "*" in shape:
            return self._is_plain(list(chain.from_iterable(map(dict.values, objects))), shape["*"])
        names = set().union(*objects)
        if "extensions" in names:
            return False
        if "channels" in shape:
            return all(map(self._is_plain_animation, objects))
        for name in names.intersection(shape):
            if not self._is_plain([each[name] for each in objects if name in each], shape[name]):
                return False
        return True

    def _is_plain_animation(self, animation: Members) -> bool:
        self._note_samplers(animation)
        return all(self._is_plain([animation[name]], inner) for name, inner in _ANIMATION.items() if name in animation)

    def _note_samplers(self, animation: Members) -> None:
        samplers = animation.get("samplers", [])
        self._sizes[OWN_SAMPLERS] = len(samplers) if isinstance(samplers, list) else None

    def _visit(self, value: Any, shape: Any, way: Any) -> None:
        """`way` is (path to the owner, member or index in it), the empty tuple for the document."""
        if isinstance(shape, str):
            self._index(value, shape, way)
        elif isinstance(shape, list):
            if isinstance(value, list):
                self._members(enumerate(value), shape[0], way)
        elif not isinstance(value, dict):
            return
        elif "*" in shape:
            self._members(value.items(), shape["*"], way)
        else:
            if "extensions" in value:
                self.extended.append((_pointer(way), value))
            if "channels" in shape:
                self._note_samplers(value)
            for name, inner in shape.items():
                if name in value:
                    self._visit(value[name], inner, (way, name))

    def _members(self, members: Iterable[tuple[Any, Any]], shape: Any, way: Any) -> None:
        """Visit members of one shape; most are indices, and most of these are fine."""
        size = self._sizes[shape] if isinstance(shape, str) else None
        for step, value in members:
            if size is None or type(value) is not int or not 0 <= value < size:
                self._visit(value, shape, (way, step))

    def _index(self, value: Any, array: str, way: Any) -> None:
        size = self._sizes[array]
        index = value if type(value) is int else whole(value)
        if index is not None and (size is None or not 0 <= index < size):
            self.dangling.append(Index(_pointer(way), index, array, size))


def _pointer(way: Any) -> str:
    steps: list[str] = []
    while way:
        way, step = way
        steps.append(escape(step))
    return "".join(f"/{step}" for step in reversed(steps))


def read_structure(source: Source) -> Structure:
    """The structure of an asset in either form, shared by all suites. Raises Blocked where its text is not usable."""
    return Structure(source.once(read_gltf).text.judged())


def extensions_in(pointer: str, owner: Members) -> Iterator[tuple[str, str]]:
    """The extensions of an object as (pointer, name), and those of the objects inside them.

    Inside an extension only a name of the registered form counts: the content is up to the extension.
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
