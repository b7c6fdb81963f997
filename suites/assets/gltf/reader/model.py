"""The buffers, buffer views, accessors and meshes of a glTF asset, with their references resolved (glTF 2.0, 3.6, 3.7).

Values of the wrong type, out of range or dangling are ignored: reporting them is the job of the rows
about the document. So everything here can be computed with, and nothing here raises.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from conformance.readers.json_values import list_or_empty, object_or_empty, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.buffers import Resources, read_resources
from conformance_suites.assets.gltf.reader.columns import Columns
from conformance_suites.assets.gltf.reader.parts import Accessor, Members, Primitive, Sparse, Use, View, layout

Item = TypeVar("Item")
TRIANGLES = 4
_COMPRESSED = {"EXT_meshopt_compression", "KHR_meshopt_compression"}


@dataclass(frozen=True)
class Model:
    """A glTF document whose text is usable, with the parts that use its binary data."""

    document: Any
    resources: Resources
    _arrays: dict[str, list[Any]] = field(default_factory=dict)
    _objects: dict[str, list[tuple[int, str, Members]]] = field(default_factory=dict)

    def array(self, name: str) -> list[Any]:
        """The items of one of the arrays of the root; empty where that is not an array."""
        if name not in self._arrays:
            items = self.document.get(name) if isinstance(self.document, dict) else None
            self._arrays[name] = items if isinstance(items, list) else []
        return self._arrays[name]

    def all_of(self, name: str) -> list[tuple[int, str, Members]]:
        """(index, pointer, members) of the objects in one of the arrays of the root."""
        if name not in self._objects:
            items = enumerate(self.array(name))
            self._objects[name] = [(index, f"/{name}/{index}", item) for index, item in items if isinstance(item, dict)]
        return self._objects[name]

    def item(self, name: str, index: Any) -> Members:
        """The object an index refers to; an empty one where there is none."""
        at = whole(index)
        items = self.array(name)
        item = items[at] if at is not None and 0 <= at < len(items) else None
        return item if isinstance(item, dict) else {}

    @cached_property
    def extensions_used(self) -> list[str]:
        """The names in `extensionsUsed`; empty where that is not an array."""
        return [name for name in self.array("extensionsUsed") if isinstance(name, str)]

    @cached_property
    def views(self) -> list[View | None]:
        """The buffer views, None for items that are not objects."""
        items = self.array("bufferViews")
        columns = Columns(items)
        members = zip(
            items,
            columns.wholes("buffer"),
            columns.naturals("byteOffset"),
            columns.naturals("byteLength"),
            columns.naturals("byteStride"),
            columns.wholes("target"),
            strict=True,
        )
        return [
            View(index, item, buffer, offset or 0, length, stride, target) if isinstance(item, dict) else None
            for index, (item, buffer, offset, length, stride, target) in enumerate(members)
        ]

    def view(self, index: Any) -> View | None:
        """The buffer view an index refers to."""
        return _item(self.views, index)

    @cached_property
    def accessors(self) -> list[Accessor | None]:
        """The accessors, None where one is malformed."""
        items = self.array("accessors")
        columns = Columns(items)
        members = zip(
            items,
            columns.wholes("componentType"),
            columns.values("type"),
            columns.wholes("count"),
            columns.naturals("byteOffset"),
            columns.wholes("bufferView"),
            strict=True,
        )
        views, found = self.views, list[Accessor | None]()
        for index, (item, code, kind, count, offset, at) in enumerate(members):
            if code is None or not isinstance(kind, str) or count is None or count < 1:
                found.append(None)
                continue
            stored = layout(code, kind, item.get("normalized") is True)
            view = views[at] if at is not None and 0 <= at < len(views) else None
            sparse = self._sparse(item["sparse"]) if "sparse" in item else None
            found.append(Accessor(index, item, stored, count, offset or 0, view, sparse))
        return found

    def accessor(self, index: Any) -> Accessor | None:
        """The accessor an index refers to."""
        return _item(self.accessors, index)

    def _sparse(self, item: Any) -> Sparse | None:
        if not isinstance(item, dict):
            return None
        indices, values = object_or_empty(item.get("indices")), object_or_empty(item.get("values"))
        code = whole(indices.get("componentType"))
        return Sparse(
            count=_natural(item.get("count")),
            indices=self.view(indices.get("bufferView")),
            indices_offset=_natural(indices.get("byteOffset")) or 0,
            indices_code=code if code in (5121, 5123, 5125) else None,
            values=self.view(values.get("bufferView")),
            values_offset=_natural(values.get("byteOffset")) or 0,
        )

    @cached_property
    def primitives(self) -> list[Primitive]:
        """The primitives of all meshes."""
        return [
            self._primitive(mesh, f"{pointer}/primitives/{at}", item)
            for mesh, pointer, members in self.all_of("meshes")
            for at, item in enumerate(list_or_empty(members.get("primitives")))
            if isinstance(item, dict)
        ]

    def _primitive(self, mesh: int, pointer: str, item: Members) -> Primitive:
        mode = whole(item.get("mode", TRIANGLES))
        return Primitive(
            mesh,
            pointer,
            item,
            self._attributes(item.get("attributes")),
            [self._attributes(each) for each in list_or_empty(item.get("targets"))],
            self.accessor(item.get("indices")),
            -1 if mode is None else mode,
            whole(item.get("material")),
        )

    def _attributes(self, item: Any) -> dict[str, Accessor]:
        accessors = self.accessors
        return {
            name: accessor
            for name, index in (item.items() if isinstance(item, dict) else ())
            if (accessor := _item(accessors, index))
        }

    @cached_property
    def attribute_names(self) -> set[str]:
        """The names of the attributes of all primitives, whatever they refer to."""
        return set().union(*(primitive.names for primitive in self.primitives))

    @cached_property
    def primitives_of(self) -> dict[int, list[Primitive]]:
        """The primitives of each mesh that has any."""
        found: dict[int, list[Primitive]] = {}
        for primitive in self.primitives:
            found.setdefault(primitive.mesh, []).append(primitive)
        return found

    @cached_property
    def uses(self) -> list[Use]:
        """Every use of an accessor: by meshes, skins and animations, in this order."""
        found = []
        for primitive in self.primitives:
            owner = f"{primitive.pointer}/attributes"
            found += [Use(owner, name, "attributes", used) for name, used in primitive.attributes.items()]
            if primitive.indices:
                found.append(Use(primitive.pointer, "indices", "indices", primitive.indices))
            for at, target in enumerate(primitive.targets):
                owner = f"{primitive.pointer}/targets/{at}"
                found += [Use(owner, name, "attributes", used) for name, used in target.items()]
        for _, pointer, skin in self.all_of("skins"):
            if matrices := self.accessor(skin.get("inverseBindMatrices")):
                found.append(Use(pointer, "inverseBindMatrices", "inverseBindMatrices", matrices))
        for _, pointer, animation in self.all_of("animations"):
            for at, sampler in enumerate(list_or_empty(animation.get("samplers"))):
                owner = f"{pointer}/samplers/{at}"
                found += [
                    Use(owner, name, name, used)
                    for name in (("input", "output") if isinstance(sampler, dict) else ())
                    if (used := self.accessor(sampler.get(name)))
                ]
        return found

    @cached_property
    def buffers(self) -> list[memoryview | None]:
        """The data of each buffer; None where it is not available."""
        return [
            self.resources.buffer(index, item) if isinstance(item, dict) else None
            for index, item in enumerate(self.array("buffers"))
        ]

    @cached_property
    def buffer_lengths(self) -> list[int | None]:
        """The `byteLength` of each buffer."""
        return [_natural(object_or_empty(item).get("byteLength")) for item in self.array("buffers")]

    def supplied(self, view: View | None) -> bool:
        """Whether the bytes of a view come from elsewhere: by an extension, or by unspecified means."""
        if view is None:
            return False
        if "extensions" in view.members:
            compressed = _COMPRESSED.intersection(object_or_empty(view.members["extensions"]))
            # Readers without the extension use the fallback data: it is judged unless the extension is required.
            if compressed and (not compressed.isdisjoint(self._required) or _item(self.buffers, view.buffer) is None):
                return True
        return view.buffer is not None and 0 <= view.buffer < len(self._open) and self._open[view.buffer]

    @cached_property
    def _required(self) -> set[str]:
        return {name for name in self.array("extensionsRequired") if isinstance(name, str)}

    @cached_property
    def _open(self) -> list[bool]:
        """For each buffer, whether it has neither a `uri` nor data in the container."""
        stored = self.resources.gltf.glb is not None
        return [
            isinstance(item, dict) and "uri" not in item and not (stored and index == 0)
            for index, item in enumerate(self.array("buffers"))
        ]

    def bytes_of(self, view: View | None) -> memoryview | None:
        """The bytes of a buffer view; None where its buffer has no data, or fewer than the view needs."""
        if view is None or view.length is None:
            return None
        data = _item(self.buffers, view.buffer)
        if data is None or view.offset + view.length > len(data):
            return None
        return data[view.offset : view.offset + view.length]


def _item(items: Sequence[Item | None], index: Any) -> Item | None:
    at = index if type(index) is int else whole(index)
    return items[at] if at is not None and 0 <= at < len(items) else None


def _natural(value: Any) -> int | None:
    number = value if type(value) is int else whole(value)
    return number if number is not None and number >= 0 else None


def read_model(source: Source) -> Model:
    """The model of an asset in either form, shared by all suites. Raises Blocked where its text is not usable."""
    resources = source.once(read_resources)
    return Model(resources.gltf.text.judged(), resources)
