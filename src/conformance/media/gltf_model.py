"""The buffers, buffer views, accessors and meshes of a glTF asset, with their references resolved (glTF 2.0, 3.6, 3.7).

What has the wrong type, lies out of range or points at nothing is passed over: saying so is the business of the rows
about the document. So everything here can be computed with, and nothing here raises.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeVar

from conformance.media.gltf_buffers import Resources, read_resources
from conformance.media.json import escape
from conformance.media.json_values import whole
from conformance.media.source import Source

Members = dict[str, Any]
Item = TypeVar("Item")
COMPONENT_BYTES = {5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4}
COMPONENT_NAMES = {
    5120: "BYTE",
    5121: "UNSIGNED_BYTE",
    5122: "SHORT",
    5123: "UNSIGNED_SHORT",
    5125: "UNSIGNED_INT",
    5126: "FLOAT",
}
FLOAT = 5126
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
TRIANGLES = 4
VARIANTS = "KHR_materials_variants"
_NUMBERS = {int, float}
_COMPRESSED = {"EXT_meshopt_compression", "KHR_meshopt_compression"}
# The matrices whose columns are padded to 4 bytes: (bytes up to the last component, bytes with all padding).
_PADDED = {("MAT2", 1): (6, 8), ("MAT3", 1): (11, 12), ("MAT3", 2): (22, 24)}


@dataclass(slots=True)
class View:
    """A buffer view. `buffer` and `length` are None where they are absent or malformed."""

    index: int
    members: Members
    buffer: int | None
    offset: int
    length: int | None
    stride: int | None
    target: int | None

    @property
    def pointer(self) -> str:
        return f"/bufferViews/{self.index}"


@dataclass(slots=True)
class Sparse:
    """The sparse part of an accessor; members that are absent or malformed are None."""

    count: int | None
    indices: View | None
    indices_offset: int
    indices_code: int | None
    values: View | None
    values_offset: int


@dataclass(slots=True)
class Accessor:
    """An accessor whose component type is an integer, whose type is a text and whose count is 1 or more.

    `known` says that glTF 2.0 lists its component type and its type; what follows from them is 0 where it does not.
    `size` is the bytes of a component, `width` the number of components, `element` the bytes up to the last component
    of an element and `packed` those with the padding of matrices. `viewless` says that it names no buffer view.
    """

    index: int
    members: Members
    known: bool
    code: int
    kind: str
    count: int
    size: int
    width: int
    element: int
    packed: int
    offset: int
    normalized: bool
    viewless: bool
    view: View | None
    sparse: Sparse | None

    @property
    def pointer(self) -> str:
        return f"/accessors/{self.index}"

    @property
    def stride(self) -> int:
        """The bytes from one element to the next."""
        return self.view.stride if self.view and self.view.stride else self.packed

    @property
    def extent(self) -> int:
        """The bytes from the first to the last byte of its elements."""
        return self.stride * (self.count - 1) + self.element

    @property
    def format(self) -> str:
        """Type and component type as the standard names them."""
        return _format(self.kind, self.code, self.normalized)

    def bounds(self, name: str) -> list[float] | None:
        """Its `min` or `max`, one number for each component; None where that is absent or malformed."""
        declared = self.members.get(name)
        if not isinstance(declared, list) or len(declared) != self.width:
            return None
        return declared if _NUMBERS.issuperset(map(type, declared)) else None


@dataclass(slots=True)
class Primitive:
    """A mesh primitive; attributes that point at no well-formed accessor are absent."""

    mesh: int
    pointer: str
    members: Members
    attributes: dict[str, Accessor]
    targets: list[dict[str, Accessor]]
    indices: Accessor | None
    mode: int
    material: int | None
    _places: dict[str, str] = field(default_factory=dict)

    def attribute_place(self, name: str) -> str:
        if name not in self._places:
            self._places[name] = f"{self.pointer}/attributes/{escape(name)}"
        return self._places[name]

    def target_place(self, target: int, name: str) -> str:
        return f"{self.pointer}/targets/{target}/{escape(name)}"

    def sets(self, semantic: str) -> list[tuple[str, Accessor]]:
        """(name, accessor) of an indexed semantic from set 0 on, as far as they follow each other."""
        found: list[tuple[str, Accessor]] = []
        while (name := f"{semantic}_{len(found)}") in self.attributes:
            found.append((name, self.attributes[name]))
        return found

    @property
    def materials(self) -> list[tuple[str, int]]:
        """(place, index) of its material, and of those that KHR_materials_variants maps to it."""
        found = [] if self.material is None else [(f"{self.pointer}/material", self.material)]
        extensions = _object(self.members.get("extensions"))
        mappings = _list(_object(extensions.get(VARIANTS)).get("mappings"))
        for at, mapping in enumerate(mappings):
            index = whole(_object(mapping).get("material"))
            if index is not None:
                found.append((f"{self.pointer}/extensions/{VARIANTS}/mappings/{at}/material", index))
        return found

    @property
    def vertices(self) -> int | None:
        """The number of its vertices, as its first attribute has them."""
        first = next(iter(self.attributes.values()), None)
        return first.count if first else None


class Use(NamedTuple):
    """A place where an accessor is used, and as what: attributes, indices, inverseBindMatrices, input or output."""

    pointer: str
    purpose: str
    accessor: Accessor


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
        indices, values = _object(item.get("indices")), _object(item.get("values"))
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
            for at, item in enumerate(_list(members.get("primitives")))
            if isinstance(item, dict)
        ]

    def _primitive(self, mesh: int, pointer: str, item: Members) -> Primitive:
        mode, indices = whole(item.get("mode", TRIANGLES)), item.get("indices")
        return Primitive(
            mesh=mesh,
            pointer=pointer,
            members=item,
            attributes=self._attributes(item.get("attributes")),
            targets=[self._attributes(each) for each in _list(item.get("targets"))],
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
            for at, sampler in enumerate(_list(animation.get("samplers"))):
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
        return [_natural(_object(item).get("byteLength")) for item in self.array("buffers")]

    def supplied(self, view: View | None) -> bool:
        """Whether the bytes of a view come from elsewhere: by an extension, or by means the asset leaves open."""
        if view is None:
            return False
        if "extensions" in view.members and not _COMPRESSED.isdisjoint(_object(view.members["extensions"])):
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


@lru_cache(maxsize=256)
def _format(kind: str, code: int, normalized: bool) -> str:
    return f"{kind} {COMPONENT_NAMES.get(code, code)}{' normalized' if normalized else ''}"


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


def _object(value: Any) -> Members:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def read_model(source: Source) -> Model:
    """The model of an asset in either form, shared by all suites. Raises Blocked where its text is not usable."""
    resources = source.once(read_resources)
    return Model(resources.gltf.text.judged(), resources)
