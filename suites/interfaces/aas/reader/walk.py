"""One walk over an environment: every object with its class and place, and every value that is not as its attribute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.authoring import Blocked

from .bounds import OBJECTS
from .grammar import ABSTRACT, CLASSES, ENUMERATIONS, ITEMS, MANDATORY, TEXTS, TYPED, Attribute

Members = dict[str, Any]
MODEL_TYPE = "modelType"


class Found(NamedTuple):
    """An object: its class, its pointer, its members, the object around it and the attribute that holds it."""

    kind: str
    pointer: str
    value: Members
    around: Found | None
    attribute: str

    def above(self) -> Iterator[Found]:
        """The objects around it, from the inside."""
        around = self.around
        while around is not None:
            yield around
            around = around.around


class Text(NamedTuple):
    """A text of a data type: its type, place and object."""

    type: str
    pointer: str
    value: str
    within: Found


class Array(NamedTuple):
    """An array that is the value of an attribute."""

    pointer: str
    items: list[Any]


class Problem(NamedTuple):
    """What is not as its class has it: the place, the class, the attribute and its type, and what was found."""

    pointer: str
    kind: str
    name: str
    attribute: Attribute
    value: Any = None


@dataclass
class Walk:
    """What is in an environment. Raises Blocked where it holds more than the limit of the harness."""

    objects: list[Found] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    choices: list[Text] = field(default_factory=list)
    arrays: list[Array] = field(default_factory=list)
    missing: list[Problem] = field(default_factory=list)
    mistyped: list[Problem] = field(default_factory=list)
    untyped: list[Problem] = field(default_factory=list)
    """The objects whose `modelType` is none of those of their place."""

    def enter(self, kind: str, value: Members, pointer: str, around: Found | None = None, attribute: str = "") -> None:
        """An object of a class, and all that is in it."""
        if len(self.objects) >= OBJECTS:
            raise Blocked("object_bound", bound=OBJECTS)
        found = Found(kind, pointer, value, around, attribute)
        self.objects.append(found)
        attributes = CLASSES[kind]
        for name in MANDATORY[kind]:
            if name not in value:
                self.missing.append(Problem(pointer, kind, name, attributes[name]))
        for name, inner in value.items():
            each = attributes.get(name)
            if each is None:
                continue
            place = f"{pointer}/{name}"
            if not each.array:
                self._visit(each, inner, place, name, found)
            elif not isinstance(inner, list):
                self.mistyped.append(Problem(place, kind, name, each, inner))
            else:
                self.arrays.append(Array(place, inner))
                single = ITEMS[each]
                for at, item in enumerate(inner):
                    self._visit(single, item, f"{place}/{at}", name, found)

    def _visit(self, attribute: Attribute, value: Any, pointer: str, name: str, within: Found) -> None:
        kind = attribute.type
        if kind in TEXTS or kind in ENUMERATIONS:
            if isinstance(value, str):
                (self.texts if kind in TEXTS else self.choices).append(Text(kind, pointer, value, within))
                return
        elif kind == "boolean":
            if isinstance(value, bool):
                return
        elif isinstance(value, dict):
            self._inside(attribute, value, pointer, name, within)
            return
        self.mistyped.append(Problem(pointer, within.kind, name, attribute, value))

    def _inside(self, attribute: Attribute, value: Members, pointer: str, name: str, within: Found) -> None:
        kind = attribute.type
        given = value.get(MODEL_TYPE)
        allowed = ABSTRACT.get(kind, (kind,))
        if kind in ABSTRACT or kind in TYPED:
            if given not in allowed:
                self.untyped.append(Problem(pointer, within.kind, name, attribute, given))
                if kind in ABSTRACT:
                    return
            else:
                kind = given
        self.enter(kind, value, pointer, within, name)


def model_types(kind: str) -> tuple[str, ...]:
    """The values of `modelType` that an object may have where this class is expected."""
    return ABSTRACT.get(kind, (kind,))
