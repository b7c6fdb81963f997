"""One walk over a description: every instance of a class with its place, and every value of another type."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import escape

from .bounds import OBJECTS
from .grammar import CLASSES, SUBCLASSES, Term

Members = dict[str, Any]
_SCALARS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "count": int,
    "number": (int, float),
    "positive": (int, float),
}


class Found(NamedTuple):
    """An instance: its class, its pointer, its members, and the instance around it (None for the Thing)."""

    kind: str
    pointer: str
    value: Members
    around: Found | None

    @property
    def owner(self) -> str:
        """The class of the instance around it."""
        return self.around.kind if self.around else ""

    @property
    def terms(self) -> dict[str, Term]:
        """The terms of its class."""
        if self.kind != "SecurityScheme":
            return CLASSES[self.kind]
        scheme = self.value.get("scheme")
        return SUBCLASSES.get(scheme, CLASSES[self.kind]) if isinstance(scheme, str) else CLASSES[self.kind]


class Mistyped(NamedTuple):
    """A value that has none of the types of its term: the term and the class that has it."""

    pointer: str
    value: Any
    types: tuple[str, ...]
    term: str
    kind: str


@dataclass
class Walk:
    """What there is in a description. Raises Blocked where it holds more than the limit of the harness."""

    instances: list[Found] = field(default_factory=list)
    mistyped: list[Mistyped] = field(default_factory=list)
    below: list[tuple[str, float]] = field(default_factory=list)
    """(pointer, value) of the numbers that are below the range of their term."""

    def enter(self, kind: str, value: Members, pointer: str, around: Found | None = None) -> None:
        """An instance of a class, and all that is in it."""
        if len(self.instances) >= OBJECTS:
            raise Blocked("object_bound", bound=OBJECTS)
        found = Found(kind, pointer, value, around)
        self.instances.append(found)
        terms = found.terms
        for name, inner in value.items():
            if name in terms:
                self._visit(terms[name].types, inner, f"{pointer}/{escape(name)}", name, found)

    def _visit(self, types: tuple[str, ...], value: Any, pointer: str, term: str, around: Found) -> None:
        for each in types:
            if _fits(each, value):
                if (each == "count" and value < 0) or (each == "positive" and value <= 0):
                    self.below.append((pointer, value))
                self._inside(each, value, pointer, term, around)
                return
        self.mistyped.append(Mistyped(pointer, value, types, term, around.kind))

    def _inside(self, kind: str, value: Any, pointer: str, term: str, around: Found) -> None:
        if kind[0] not in "[{":
            if kind in CLASSES:
                self.enter(kind, value, pointer, around)
            return
        inner = kind[1:-1]
        if inner == "any":
            return
        for name, item in value.items() if kind[0] == "{" else enumerate(value):
            place = f"{pointer}/{escape(name) if isinstance(name, str) else name}"
            if inner == "string":
                if not isinstance(item, str):
                    self.mistyped.append(Mistyped(place, item, (inner,), term, around.kind))
            else:
                self._visit((inner,), item, place, term, around)


def _fits(kind: str, value: Any) -> bool:
    if kind == "any":
        return True
    if kind[0] == "[":
        return isinstance(value, list)
    if kind not in _SCALARS:
        return isinstance(value, dict)
    return isinstance(value, _SCALARS[kind]) and (kind == "boolean" or not isinstance(value, bool))
