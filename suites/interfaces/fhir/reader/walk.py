"""One walk over a capability statement: every element with its place, and what is missing, mistyped, null or empty."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json_pointer import escape
from conformance.readers.json_values import whole

from .bounds import OBJECTS
from .grammar import CLASSES, PRIMITIVES, STRINGS, Member

Members = dict[str, Any]


class Found(NamedTuple):
    """An element with elements in it."""

    kind: str
    pointer: str
    value: Members


class Mistyped(NamedTuple):
    """A value that is of another JSON type than the element."""

    pointer: str
    value: Any
    kind: str
    member: str
    expected: str


class Missing(NamedTuple):
    """A mandatory element that is not there."""

    pointer: str
    kind: str
    member: str


class Value(NamedTuple):
    """A primitive value with its place, and the element that it is of."""

    pointer: str
    value: Any
    kind: str
    member: str
    type: str


@dataclass
class Walk:
    """What is in a capability statement. Raises Blocked where it holds more than the limit of the test system."""

    later: bool
    """Whether it is of R5."""
    objects: list[Found] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    mistyped: list[Mistyped] = field(default_factory=list)
    unknown: list[tuple[str, str, str]] = field(default_factory=list)
    """(pointer, name, kind) of elements that are not defined."""

    def enter(self, kind: str, value: Members, pointer: str) -> None:
        """An element, and all that is in it."""
        if len(self.objects) >= OBJECTS:
            raise Blocked("object_bound", bound=OBJECTS)
        self.objects.append(Found(kind, pointer, value))
        for name, each in value.items():
            place = f"{pointer}/{escape(name)}"
            member = CLASSES[kind].get(name)
            if member is not None and (self.later or not member.later):
                self._visit(member, each, place, (kind, name))
            elif (beside := _companion(kind, name)) is not None:
                self._visit(beside, each, place, (kind, name))
            elif name != "fhir_comments":  # a comment of early tools
                self.unknown.append((place, name, kind))
        for name, member in CLASSES[kind].items():
            if member.mandatory and name not in value and not _extended(member, value.get(f"_{name}")):
                self.missing.append(Missing(pointer, kind, name))

    def _visit(self, member: Member, value: Any, pointer: str, at: tuple[str, str]) -> None:
        if not member.listed:
            self._one(member.type, value, pointer, at)
        elif isinstance(value, list):
            for index, each in enumerate(value):
                self._one(member.type, each, f"{pointer}/{index}", at)
        elif value is not None:
            self.mistyped.append(Mistyped(pointer, value, *at, "array"))

    def _one(self, name: str, value: Any, pointer: str, at: tuple[str, str]) -> None:
        if value is None:
            return
        if name in PRIMITIVES:
            expected = "string" if name in STRINGS else "boolean" if name == "boolean" else "integer"
            if _fits(expected, value):
                self.values.append(Value(pointer, value, *at, name))
            else:
                self.mistyped.append(Mistyped(pointer, value, *at, expected))
        elif not isinstance(value, dict):
            self.mistyped.append(Mistyped(pointer, value, *at, "object"))
        elif name in CLASSES:
            self.enter(name, value, pointer)


def _companion(kind: str, name: str) -> Member | None:
    """The member that holds the extensions of a primitive value: an object, or an array of them."""
    member = CLASSES[kind].get(name.removeprefix("_")) if name.startswith("_") else None
    return member._replace(type="any") if member is not None and member.type in PRIMITIVES else None


def _extended(member: Member, beside: Any) -> bool:
    """Whether extensions say something in place of a value that is not there."""
    given = beside if member.listed and isinstance(beside, list) else [beside]
    return member.type in PRIMITIVES and any(isinstance(each, dict) and bool(each.get("extension")) for each in given)


def _fits(expected: str, value: Any) -> bool:
    if expected == "string":
        return isinstance(value, str)
    return isinstance(value, bool) if expected == "boolean" else (whole(value) or -1) >= 0 or whole(value) == 0
