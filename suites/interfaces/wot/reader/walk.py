"""One walk over a description: every instance of a class with its place, and every value of another type."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import escape

from .bounds import OBJECTS
from .grammar import CLASSES, MANDATORY, SUBCLASSES, Term

Members = dict[str, Any]
_SCALARS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "count": int,
    "number": (int, float),
    "positive": (int, float),
}


class Found:
    """An instance: its class with its terms, its members, and the instance around it (None for the Thing).

    Its pointer is put together where a finding needs it, since most instances have none.
    """

    __slots__ = ("around", "kind", "step", "terms", "value")

    def __init__(self, kind: str, step: str, value: Members, around: Found | None) -> None:
        self.kind, self.step, self.value, self.around = kind, step, value, around
        self.terms: dict[str, Term] = CLASSES[kind]
        if kind == "SecurityScheme" and isinstance(scheme := value.get("scheme"), str):
            self.terms = SUBCLASSES.get(scheme, self.terms)

    @property
    def pointer(self) -> str:
        """The place in the description."""
        steps, found = [self.step], self.around
        while found is not None:
            steps.append(found.step)
            found = found.around
        return "".join(reversed(steps))

    @property
    def owner(self) -> str:
        """The class of the instance around it."""
        return self.around.kind if self.around else ""


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
    missing: list[tuple[Found, str]] = field(default_factory=list)
    """The instances without a mandatory term."""
    mistyped: list[Mistyped] = field(default_factory=list)
    below: list[tuple[str, float]] = field(default_factory=list)
    """(pointer, value) of the numbers that are below the range of their term."""

    def enter(self, kind: str, value: Members, step: str, around: Found | None = None) -> None:
        """An instance of a class, at a step from the one around it, and all that is in it."""
        if len(self.instances) >= OBJECTS:
            raise Blocked("object_bound", bound=OBJECTS)
        found = Found(kind, step, value, around)
        self.instances.append(found)
        terms = found.terms
        for name in MANDATORY[kind]:
            if name not in value:
                self.missing.append((found, name))
        for name, inner in value.items():
            term = terms.get(name)
            if term is not None and type(inner) not in term.plain:
                self._visit(term.types, inner, f"/{escape(name)}", name, found)

    def _visit(self, types: tuple[str, ...], value: Any, step: str, term: str, around: Found) -> None:
        for each in types:
            if _fits(each, value):
                if (each == "count" and value < 0) or (each == "positive" and value <= 0):
                    self.below.append((f"{around.pointer}{step}", value))
                self._inside(each, value, step, term, around)
                return
        self.mistyped.append(Mistyped(f"{around.pointer}{step}", value, types, term, around.kind))

    def _inside(self, kind: str, value: Any, step: str, term: str, around: Found) -> None:
        if kind[0] not in "[{":
            if kind in CLASSES:
                self.enter(kind, value, step, around)
            return
        inner = kind[1:-1]
        if inner == "any":
            return
        is_text = inner == "string"
        for name, item in value.items() if kind[0] == "{" else enumerate(value):
            if isinstance(item, dict) and not is_text:
                self.enter(inner, item, f"{step}/{escape(name)}", around)
            elif not (is_text and isinstance(item, str)):
                place = f"{around.pointer}{step}/{escape(name)}"
                self.mistyped.append(Mistyped(place, item, (inner,), term, around.kind))


def _fits(kind: str, value: Any) -> bool:
    if kind == "any":
        return True
    if kind[0] == "[":
        return isinstance(value, list)
    if kind not in _SCALARS:
        return isinstance(value, dict)
    return isinstance(value, _SCALARS[kind]) and (kind == "boolean" or not isinstance(value, bool))
