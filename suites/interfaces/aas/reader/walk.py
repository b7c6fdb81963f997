"""One walk over an environment: every object with its class and place, and every value that is not as its attribute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.authoring import Blocked

from .bounds import OBJECTS
from .grammar import ABSTRACT, CLASSES, MANDATORY, Attribute

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
    """A text of a data type: its type, the object that has it, and the step from there to its place."""

    type: str
    value: str
    within: Found
    name: str
    at: int | None

    @property
    def pointer(self) -> str:
        """The place in the environment."""
        return _place(self.within, self.name, self.at)


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
            if each.sort == "text" and isinstance(inner, str) and not each.array:  # most of what an environment holds
                self.texts.append(Text(each.type, inner, found, name, None))
            elif not each.array:
                self._visit(each, inner, name, None, found)
            elif not isinstance(inner, list):
                self.mistyped.append(Problem(f"{pointer}/{name}", kind, name, each, inner))
            else:
                self.arrays.append(Array(f"{pointer}/{name}", inner))
                for at, item in enumerate(inner):
                    self._visit(each, item, name, at, found)

    def _visit(self, attribute: Attribute, value: Any, name: str, at: int | None, within: Found) -> None:
        """A value, or an item of one at an index."""
        sort = attribute.sort
        if sort == "object" and isinstance(value, dict):
            self._inside(attribute, value, name, at, within)
        elif sort == "text" and isinstance(value, str):
            self.texts.append(Text(attribute.type, value, within, name, at))
        elif sort == "choice" and isinstance(value, str):
            self.choices.append(Text(attribute.type, value, within, name, at))
        elif sort != "boolean" or not isinstance(value, bool):
            self.mistyped.append(self._problem(attribute, value, name, at, within))

    def _problem(self, attribute: Attribute, value: Any, name: str, at: int | None, within: Found) -> Problem:
        wanted = attribute if at is None else attribute._replace(array=False)
        return Problem(_place(within, name, at), within.kind, name, wanted, value)

    def _inside(self, attribute: Attribute, value: Members, name: str, at: int | None, within: Found) -> None:
        kind = attribute.type
        if attribute.told:
            given = value.get(MODEL_TYPE)
            if given not in ABSTRACT.get(kind, (kind,)):
                self.untyped.append(self._problem(attribute, given, name, at, within))
                if kind in ABSTRACT:
                    return
            else:
                kind = given
        self.enter(kind, value, _place(within, name, at), within, name)


def _place(within: Found, name: str, at: int | None) -> str:
    return f"{within.pointer}/{name}" if at is None else f"{within.pointer}/{name}/{at}"


def model_types(kind: str) -> tuple[str, ...]:
    """The values of `modelType` that an object may have where this class is expected."""
    return ABSTRACT.get(kind, (kind,))
