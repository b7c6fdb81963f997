"""One walk over statements: every object with its class and place, and every value that is missing or mistyped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json_pointer import escape
from conformance.readers.json_values import is_number, whole

from .bounds import OBJECTS as MOST
from .grammar import ACTORS, CLASSES, OBJECTS, Member

Members = dict[str, Any]


class Found(NamedTuple):
    """An object: its class, its pointer, its members, and the types that its `objectType` may have."""

    kind: str
    pointer: str
    value: Members
    types: tuple[str, ...] = ()


class Mistyped(NamedTuple):
    """A value of another type than that of the member of a class."""

    pointer: str
    value: Any
    kind: str
    member: str
    expected: str


class Missing(NamedTuple):
    """A mandatory member that an object lacks."""

    pointer: str
    kind: str
    member: str


class Value(NamedTuple):
    """A value with its place, and the member of a class that it is of."""

    pointer: str
    value: Any
    kind: str = ""
    member: str = ""


@dataclass
class Walk:
    """What is in a file of statements. Raises Blocked where it holds more than the limit of the test system."""

    objects: list[Found] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    """The strings, numbers and booleans of their types."""
    missing: list[Missing] = field(default_factory=list)
    mistyped: list[Mistyped] = field(default_factory=list)
    nulls: list[Value] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    """The objects without members."""
    unknown: list[Value] = field(default_factory=list)
    """Members that the class of their object does not have."""
    maps: list[Value] = field(default_factory=list)
    """The entries of language maps: their tags."""
    keys: list[Value] = field(default_factory=list)
    """The keys of extensions."""

    def enter(self, kind: str, value: Members, pointer: str, types: tuple[str, ...] = ()) -> None:
        """An object of a class, and all that is in it."""
        if len(self.objects) >= MOST:
            raise Blocked("object_bound", bound=MOST)
        self.objects.append(Found(kind, pointer, value, types))
        for name, each in value.items():
            place = f"{pointer}/{escape(name)}"
            member = CLASSES[kind].get(name)
            if each is None:
                self.nulls.append(Value(place, each, kind, name))
            elif member is not None:
                self._visit(member, each, place, (kind, name))
            else:
                self.unknown.append(Value(place, each, kind, name))
                self._undefined(each, place)
        lacking = [name for name, member in CLASSES[kind].items() if member.mandatory and name not in value]
        if lacking:  # in another case a member is not missing: another row reports it
            given = {name.lower() for name in value}
            self.missing += [Missing(pointer, kind, name) for name in lacking if name.lower() not in given]

    def _undefined(self, value: Any, pointer: str) -> None:
        """The nulls in a value whose members are not defined."""
        left = [(pointer, value)]
        while left:
            pointer, value = left.pop()
            for name, each in _inside(value):
                place = f"{pointer}/{escape(str(name))}"
                if each is None:
                    self.nulls.append(Value(place, each))
                else:
                    left.append((place, each))

    def _visit(self, member: Member, value: Any, pointer: str, at: tuple[str, str]) -> None:
        if member.listed or (member.type == "Activities" and isinstance(value, list)):
            if not isinstance(value, list):
                self.mistyped.append(Mistyped(pointer, value, *at, "array"))
                return
            for index, each in enumerate(value):
                self._one(member.type, each, f"{pointer}/{index}", at)
        else:
            self._one(member.type, value, pointer, at)

    def _one(self, name: str, value: Any, pointer: str, at: tuple[str, str]) -> None:
        if value is None:
            self.nulls.append(Value(pointer, value, *at))
        elif name in ("string", "number", "boolean", "integer"):
            if _fits(name, value):
                self.values.append(Value(pointer, value, *at))
            else:
                self.mistyped.append(Mistyped(pointer, value, *at, name))
        elif not isinstance(value, dict):
            self.mistyped.append(Mistyped(pointer, value, *at, "object"))
        elif not value:
            self.empty.append(pointer)
            self._enter(name, value, pointer, at)
        else:
            self._enter(name, value, pointer, at)

    def _enter(self, name: str, value: Members, pointer: str, at: tuple[str, str]) -> None:
        if name == "map":
            for tag, text in value.items():
                place = f"{pointer}/{escape(tag)}"
                self.maps.append(Value(place, tag))
                self._one("string", text, place, at)
        elif name == "extensions":
            self.keys += [Value(f"{pointer}/{escape(key)}", key) for key in value]
        elif name in ("Actor", "Object"):
            types = ACTORS if name == "Actor" else OBJECTS
            given = value.get("objectType", types[0])
            if given in types or not isinstance(given, str):
                self.enter(given if given in types else types[0], value, pointer, types)
            else:  # what an object of an unknown type may have is not known either
                self.objects.append(Found("", pointer, value, types))
                self._undefined(value, pointer)
        else:
            kind = "Activity" if name == "Activities" else name
            self.enter(kind, value, pointer, (kind,) if kind in OBJECTS else ())


def _inside(value: Any) -> Iterable[tuple[Any, Any]]:
    """The values in a value by name or number, but extensions."""
    if isinstance(value, dict):
        return [(name, each) for name, each in value.items() if name != "extensions"]
    return enumerate(value) if isinstance(value, list) else ()


def _fits(name: str, value: Any) -> bool:
    if name == "string":
        return isinstance(value, str)
    if name == "boolean":
        return isinstance(value, bool)
    if name == "integer":
        return whole(value) is not None
    return is_number(value)
