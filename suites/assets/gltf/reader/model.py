"""The buffers, buffer views, accessors and meshes of a glTF asset, with their references resolved (glTF 2.0, 3.6, 3.7).

What has the wrong type, lies out of range or points at nothing is passed over: saying so is the business of the rows
about the document. So everything here can be computed with, and nothing here raises.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from conformance.readers.json_values import list_or_empty, object_or_empty, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.buffers import Resources, read_resources
from conformance_suites.assets.gltf.reader.parts import (
    COMPONENT_BYTES,
    WIDTHS,
    Accessor,
    Members,
    Primitive,
    Sparse,
    Use,
    View,
)

Item = TypeVar("Item")
TRIANGLES = 4
_COMPRESSED = {"EXT_meshopt_compression", "KHR_meshopt_compression"}
# The matrices whose columns are padded to 4 bytes: (bytes up to the last component, bytes with all padding).
_PADDED = {("MAT2", 1): (6, 8), ("MAT3", 1): (11, 12), ("MAT3", 2): (22, 24)}


@dataclass(frozen=True)
class Model:
    """A glTF document whose text is usable, with the parts its binary data belong to."""

    document: Any
    resources: Resources
    _arrays: dict[str, list[Any]] = field(default_factory=dict)
    _objects: dict[str, list[tuple[int, str, Members]]] = field(default_factory=dict)

    def array(self, name: str) -> list[Any]:
        """The items of one of the arrays of the root; none where that is no array."""
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
        """The object an index points at; an empty one where it points at none."""
        at = whole(index)
        items = self.array(name)
        item = items[at] if at is not None and 0 <= at < len(items) else None
        return item if isinstance(item, dict) else {}

    @cached_property
    def extensions_used(self) -> list[str]:
        """The names in `extensionsUsed`; none where that is no array."""
        return [name for name in self.array("extensionsUsed") if isinstance(name, str)]

    @cached_property
    def views(self) -> list[View | None]:
        """The buffer views, None where there is no object."""
        return [
            _view(index, item) if isinstance(item, dict) else None
            for index, item in enumerate(self.array("bufferViews"))
        ]

    def view(self, index: Any) -> View | None:
        """The buffer view an index points at."""
        return _item(self.views, index)

    @cached_property
    def accessors(self) -> list[Accessor | None]:
        """The accessors, None where one is malformed."""
        return [self._accessor(index, item) for index, item in enumerate(self.array("accessors"))]

    def accessor(self, index: Any) -> Accessor | None:
        """The accessor an index points at."""
        return _item(self.accessors, index)

    def _accessor(self, index: int, item: Any) -> Accessor | None:
        if not isinstance(item, dict):
            return None
        code, kind, count = whole(item.get("componentType")), item.get("type"), whole(item.get("count"))
        if code is None or not isinstance(kind, str) or count is None or count < 1:
            return None
        size, width = COMPONENT_BYTES.get(code, 0), WIDTHS.get(kind, 0)
        element, packed = _PADDED.get((kind, size)) or (size * width, size * width)
        return Accessor(
            index=index,
            members=item,
            known=size > 0 and width > 0,
            code=code,
            kind=kind,
            count=count,
            size=size,
            width=width,
            element=element,
            packed=packed,
            offset=_natural(item.get("byteOffset")) or 0,
            normalized=item.get("normalized") is True,
            viewless="bufferView" not in item,
            view=self.view(item.get("bufferView")),
            sparse=self._sparse(item.get("sparse")),
        )

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
        mode, indices = whole(item.get("mode", TRIANGLES)), item.get("indices")
        return Primitive(
            mesh=mesh,
            pointer=pointer,
            members=item,
            attributes=self._attributes(item.get("attributes")),
            targets=[self._attributes(each) for each in list_or_empty(item.get("targets"))],
            indices=self.accessor(indices),
            mode=-1 if mode is None else mode,
            material=whole(item.get("material")),
        )

    def _attributes(self, item: Any) -> dict[str, Accessor]:
        found = {}
        for name, index in item.items() if isinstance(item, Mapping) else ():
            accessor = self.accessor(index)
            if accessor:
                found[name] = accessor
        return found

    @cached_property
    def primitives_of(self) -> dict[int, list[Primitive]]:
        """The primitives of each mesh that has some."""
        found: dict[int, list[Primitive]] = {}
        for primitive in self.primitives:
            found.setdefault(primitive.mesh, []).append(primitive)
        return found

    @cached_property
    def uses(self) -> list[Use]:
        """Every use of an accessor: by meshes, skins and animations, in this order."""
        found = []
        for primitive in self.primitives:
            for name, accessor in primitive.attributes.items():
                found.append(Use(primitive.attribute_place(name), "attributes", accessor))
            if primitive.indices:
                found.append(Use(f"{primitive.pointer}/indices", "indices", primitive.indices))
            for at, target in enumerate(primitive.targets):
                for name, accessor in target.items():
                    found.append(Use(primitive.target_place(at, name), "attributes", accessor))
        for _, pointer, skin in self.all_of("skins"):
            if matrices := self.accessor(skin.get("inverseBindMatrices")):
                found.append(Use(f"{pointer}/inverseBindMatrices", "inverseBindMatrices", matrices))
        for _, pointer, animation in self.all_of("animations"):
            for at, sampler in enumerate(list_or_empty(animation.get("samplers"))):
                found += [
                    Use(f"{pointer}/samplers/{at}/{name}", name, used)
                    for name in (("input", "output") if isinstance(sampler, dict) else ())
                    if (used := self.accessor(sampler.get(name)))
                ]
        return found

    @cached_property
    def buffers(self) -> list[memoryview | None]:
        """The data of each buffer; None where they cannot be had."""
        return [
            self.resources.buffer(index, item) if isinstance(item, dict) else None
            for index, item in enumerate(self.array("buffers"))
        ]

    @cached_property
    def buffer_lengths(self) -> list[int | None]:
        """The `byteLength` of each buffer."""
        return [_natural(object_or_empty(item).get("byteLength")) for item in self.array("buffers")]

    def supplied(self, view: View | None) -> bool:
        """Whether the bytes of a view come from elsewhere: by an extension, or by means the asset leaves open."""
        if view is None:
            return False
        if "extensions" in view.members and not _COMPRESSED.isdisjoint(object_or_empty(view.members["extensions"])):
            return True
        return view.buffer is not None and 0 <= view.buffer < len(self._open) and self._open[view.buffer]

    @cached_property
    def _open(self) -> list[bool]:
        """Of each buffer whether it is neither named by a `uri` nor stored in the container."""
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


def _view(index: int, item: Members) -> View:
    get = item.get
    offset, target = _natural(get("byteOffset", 0)), get("target")
    length, stride = _natural(get("byteLength")), get("byteStride")
    return View(
        index,
        item,
        whole(get("buffer")),
        offset or 0,
        length,
        None if stride is None else _natural(stride),
        None if target is None else whole(target),
    )


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
