"""One walk over a GeoPose: every object with its class and place, and every value that is missing or mistyped."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json_values import is_number, whole

from .bounds import OBJECTS
from .grammar import CLASSES, Type

Members = dict[str, Any]


class Found(NamedTuple):
    """An object: its class, its pointer and its members."""

    kind: str
    pointer: str
    value: Members


class Mistyped(NamedTuple):
    """A value of another type than that of the member of a class."""

    pointer: str
    value: Any
    kind: str
    member: str
    type: Type


class Missing(NamedTuple):
    """A mandatory member that an object lacks."""

    pointer: str
    kind: str
    member: str
    type: Type


class Listed(NamedTuple):
    """An array with the least number of its items."""

    pointer: str
    items: list[Any]
    least: int


@dataclass
class Walk:
    """What is in a GeoPose. Raises Blocked where it holds more than the limit of the harness."""

    objects: list[Found] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    mistyped: list[Mistyped] = field(default_factory=list)
    lists: list[Listed] = field(default_factory=list)

    def enter(self, kind: str, value: Members, pointer: str) -> None:
        """An object of a class, and all that is in it."""
        if len(self.objects) >= OBJECTS:
            raise Blocked("object_bound", bound=OBJECTS)
        self.objects.append(Found(kind, pointer, value))
        for name, member in CLASSES[kind].items():
            if name in value:
                self._visit(member.type, value[name], f"{pointer}/{name}", (kind, name))
            elif member.mandatory:
                self.missing.append(Missing(pointer, kind, name, member.type))

    def _visit(self, kind: Type, value: Any, pointer: str, member: tuple[str, str]) -> None:
        if value is None and kind.nullable:
            return
        if not _fits(kind.name, value):
            self.mistyped.append(Mistyped(pointer, value, *member, kind))
        elif kind.items is not None:
            if kind.least:
                self.lists.append(Listed(pointer, value, kind.least))
            for at, each in enumerate(value):
                self._visit(kind.items, each, f"{pointer}/{at}", member)
        elif kind.name in CLASSES:
            self.enter(kind.name, value, pointer)


def _fits(name: str, value: Any) -> bool:
    if name == "string":
        return isinstance(value, str)
    if name == "integer":
        return whole(value) is not None
    if name == "number":
        return is_number(value)
    return isinstance(value, list if name == "array" else dict)
