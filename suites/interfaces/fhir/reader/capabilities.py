"""The view of a capability statement that the suites of the family share.

Values of the wrong type are skipped here: exactly one row reports them, and cuts off the parts that lack them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json import json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_pointer import escape
from conformance.readers.json_values import object_or_empty
from conformance.readers.source import Source

from .grammar import CODES
from .releases import LATER, PREVIEWS
from .walk import Found, Value, Walk

TYPE = "CapabilityStatement"
EARLIER = ("0.", "1.", "3.")
RESOURCE = ("resource", "type")
"""The element whose codes are the types of resources."""
VALUES = 1_000_000
"""Values in which empty ones are looked for."""


@dataclass(frozen=True)
class Capabilities(JsonDocument):
    """A capability statement of R4 or R5."""

    @property
    def root(self) -> dict[str, Any]:
        return object_or_empty(self.document)

    @cached_property
    def walk(self) -> Walk:
        """All that is in the statement."""
        walk = Walk(self.root.get("fhirVersion") in LATER)
        if isinstance(self.document, dict):
            walk.enter(TYPE, self.root, "")
        return walk

    @property
    def elements(self) -> list[Found]:
        """The statement and the elements in it that have elements."""
        return self.walk.objects

    def of(self, *kinds: str) -> list[Found]:
        """The elements of these kinds."""
        return [each for each in self.walk.objects if each.kind in kinds]

    @cached_property
    def hollow(self) -> list[tuple[str, Any]]:
        """(pointer, value) of what is null or empty, but nulls that are beside something in arrays of primitives."""
        found: list[tuple[str, Any]] = []
        left: list[tuple[str, Any]] = [("", self.root)] if isinstance(self.document, dict) else []
        seen = 0
        while left and seen < VALUES:
            pointer, value = left.pop()
            seen += 1
            if value is None or value in ("", [], {}):
                found.append((pointer, value))
            elif isinstance(value, dict):
                for name, each in value.items():
                    place = f"{pointer}/{escape(name)}"
                    beside = value.get(name[1:] if name.startswith("_") else f"_{name}")
                    if isinstance(each, list) and each and isinstance(beside, list):
                        left += _unfilled(place, each, beside)
                    else:
                        left.append((place, each))
            elif isinstance(value, list):
                left += [(f"{pointer}/{at}", each) for at, each in enumerate(value)]
        if left:
            raise Blocked("object_bound", bound=VALUES)
        return sorted(found, key=lambda each: each[0])

    # What the rows judge

    @property
    def coded(self) -> list[Value]:
        """The codes with a required binding, except types of resources that only a preview may have."""
        preview = self.root.get("fhirVersion") in PREVIEWS
        return [
            each
            for each in self.walk.values
            if (each.kind, each.member) in CODES or (not preview and (each.kind, each.member) == RESOURCE)
        ]

    @property
    def versions(self) -> list[Value]:
        return [each for each in self.walk.values if each.member == "fhirVersion"]

    @property
    def statements(self) -> list[Found]:
        """The statement itself."""
        return self.of(TYPE)

    @property
    def kinds(self) -> list[str]:
        """The kind of the statement, if it is a text."""
        kind = self.root.get("kind")
        return [kind] if isinstance(kind, str) else []

    @property
    def messaging(self) -> list[Found]:
        return self.of("messaging")

    @property
    def documents(self) -> list[tuple[str, str, str]]:
        """(pointer, profile, mode) of the documents that have both."""
        found = ((each.pointer, each.value.get("profile"), each.value.get("mode")) for each in self.of("document"))
        return [
            (at, profile, mode) for at, profile, mode in found if isinstance(profile, str) and isinstance(mode, str)
        ]

    @property
    def rests(self) -> list[Found]:
        return self.of("rest")

    @property
    def servers(self) -> list[Found]:
        """The REST interfaces of a server."""
        return [each for each in self.rests if each.value.get("mode") == "server"]

    @property
    def resources(self) -> list[Found]:
        return self.of("resource")

    @property
    def names(self) -> list[Value]:
        return [each for each in self.walk.values if (each.kind, each.member) == (TYPE, "name")]

    @property
    def dates(self) -> list[Value]:
        return [each for each in self.walk.values if each.type == "dateTime"]

    @property
    def addresses(self) -> list[Value]:
        """The URIs, URLs and canonical URLs, but the reference to implicit rules, which may be relative."""
        return [
            each
            for each in self.walk.values
            if each.type in ("uri", "url", "canonical") and each.member != "implicitRules"
        ]

    @property
    def formats(self) -> list[Value]:
        return [each for each in self.walk.values if (each.kind, each.member) == (TYPE, "format")]


def _unfilled(pointer: str, values: list[Any], beside: list[Any]) -> Iterator[tuple[str, Any]]:
    """The items of an array of primitive values, or of their extensions, but nulls that the other array fills."""
    for at, each in enumerate(values):
        if each is not None or at >= len(beside) or beside[at] is None:
            yield f"{pointer}/{at}", each


def member_of(pointer: str) -> str:
    """The name of the element that a place is of, whose items have numbers."""
    return next((each for each in reversed(pointer.split("/")) if not each.isdigit()), "")


def items(found: Found, member: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(pointer, object) of the objects in an array of an element."""
    value = found.value.get(member)
    for at, each in enumerate(value if isinstance(value, list) else []):
        if isinstance(each, dict):
            yield f"{found.pointer}/{member}/{at}", each


def view(source: Source) -> Capabilities:
    """The capability statement in the source. Raises Blocked where it exceeds a limit, or is of another release."""
    found = Capabilities(source.once(json_text).within_bounds())
    version = found.root.get("fhirVersion")
    if isinstance(version, str) and version.startswith((*EARLIER, "6.")):
        raise Blocked("release", version=version[:20], cause="specification")
    return found
