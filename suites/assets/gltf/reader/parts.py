"""Buffer views, accessors and primitives of a glTF asset, with what follows from their members (glTF 2.0, 3.6, 3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from conformance.readers.json import escape
from conformance.readers.json_values import list_or_empty, object_or_empty, whole

Members = dict[str, Any]
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
VARIANTS = "KHR_materials_variants"
_NUMBERS = {int, float}


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


@dataclass(frozen=True, slots=True, eq=False)  # those of glTF 2.0 are made once, so that identity tells them apart
class Layout:
    """How the elements of an accessor are stored, according to its component type, its type and `normalized`.

    `known` says that glTF 2.0 lists its component type and its type; values derived from them are 0 where it does not.
    `size` is the bytes of a component, `width` the number of components, `element` the bytes up to the last component
    of an element and `packed` those with the padding of matrices. `name` is as the standard names it.
    """

    code: int
    kind: str
    normalized: bool
    known: bool
    size: int
    width: int
    element: int
    packed: int
    name: str


# The matrices whose columns are padded to 4 bytes: (bytes up to the last component, bytes with all padding).
_PADDED = {("MAT2", 1): (6, 8), ("MAT3", 1): (11, 12), ("MAT3", 2): (22, 24)}


def _layout(code: int, kind: str, normalized: bool) -> Layout:
    size, width = COMPONENT_BYTES.get(code, 0), WIDTHS.get(kind, 0)
    element, packed = _PADDED.get((kind, size)) or (size * width, size * width)
    name = f"{kind} {COMPONENT_NAMES.get(code, code)}{' normalized' if normalized else ''}"
    return Layout(code, kind, normalized, size > 0 and width > 0, size, width, element, packed, name)


_LAYOUTS = {
    (code, kind, normalized): _layout(code, kind, normalized)
    for code in COMPONENT_BYTES
    for kind in WIDTHS
    for normalized in (False, True)
}


def layout(code: int, kind: str, normalized: bool) -> Layout:
    """The layout of any component type and type; those of glTF 2.0 are made once."""
    return _LAYOUTS.get((code, kind, normalized)) or _layout(code, kind, normalized)


@dataclass(slots=True)
class Accessor:
    """An accessor whose component type is an integer, whose type is a string and whose count is at least 1.

    `view` is the buffer view that it refers to, None where that is not well-formed.
    """

    index: int
    members: Members
    layout: Layout
    count: int
    offset: int
    view: View | None
    sparse: Sparse | None

    @property
    def code(self) -> int:
        return self.layout.code

    @property
    def kind(self) -> str:
        return self.layout.kind

    @property
    def normalized(self) -> bool:
        return self.layout.normalized

    @property
    def known(self) -> bool:
        return self.layout.known

    @property
    def size(self) -> int:
        return self.layout.size

    @property
    def width(self) -> int:
        return self.layout.width

    @property
    def element(self) -> int:
        return self.layout.element

    @property
    def packed(self) -> int:
        return self.layout.packed

    @property
    def format(self) -> str:
        """Type and component type as the standard names them."""
        return self.layout.name

    @property
    def viewless(self) -> bool:
        """Whether it has no buffer view."""
        return "bufferView" not in self.members

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

    def bounds(self, name: str) -> list[float] | None:
        """Its `min` or `max`, one number for each component; None where that is absent or malformed."""
        declared = self.members.get(name)
        if not isinstance(declared, list) or len(declared) != self.width:
            return None
        return declared if _NUMBERS.issuperset(map(type, declared)) else None


@dataclass(slots=True)
class Primitive:
    """A mesh primitive; attributes without a well-formed accessor are absent."""

    mesh: int
    pointer: str
    members: Members
    attributes: dict[str, Accessor]
    targets: list[dict[str, Accessor]]
    indices: Accessor | None
    mode: int
    material: int | None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its attributes, whatever they refer to."""
        return tuple(object_or_empty(self.members.get("attributes")))

    @property
    def target_names(self) -> list[tuple[str, ...]]:
        """The same for each of its morph targets."""
        return [tuple(object_or_empty(each)) for each in list_or_empty(self.members.get("targets"))]

    def attribute_place(self, name: str) -> str:
        return f"{self.pointer}/attributes/{escape(name)}"

    def target_place(self, target: int, name: str) -> str:
        return f"{self.pointer}/targets/{target}/{escape(name)}"

    def sets(self, semantic: str) -> list[tuple[str, Accessor]]:
        """(name, accessor) of an indexed semantic from set 0 onwards, as far as the sets are consecutive."""
        found: list[tuple[str, Accessor]] = []
        while (name := f"{semantic}_{len(found)}") in self.attributes:
            found.append((name, self.attributes[name]))
        return found

    @property
    def materials(self) -> list[tuple[str, int]]:
        """(place, index) of its material, and of those that KHR_materials_variants maps to it."""
        found = [] if self.material is None else [(f"{self.pointer}/material", self.material)]
        if "extensions" not in self.members:
            return found
        extensions = object_or_empty(self.members.get("extensions"))
        mappings = list_or_empty(object_or_empty(extensions.get(VARIANTS)).get("mappings"))
        for at, mapping in enumerate(mappings):
            index = whole(object_or_empty(mapping).get("material"))
            if index is not None:
                found.append((f"{self.pointer}/extensions/{VARIANTS}/mappings/{at}/material", index))
        return found

    @property
    def vertices(self) -> int | None:
        """The number of its vertices, that of its first attribute."""
        first = next(iter(self.attributes.values()), None)
        return first.count if first else None


class Use(NamedTuple):
    """A place where an accessor is used, and its use: attributes, indices, inverseBindMatrices, input or output.

    The place is a member of its owner, a pointer; they are joined only where there is something to report.
    """

    owner: str
    member: str
    purpose: str
    accessor: Accessor

    @property
    def pointer(self) -> str:
        return f"{self.owner}/{escape(self.member)}"

    @property
    def view(self) -> View | None:
        return self.accessor.view
