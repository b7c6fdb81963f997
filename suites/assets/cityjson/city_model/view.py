"""The typed view of a CityJSON object: its city objects and every geometry in it, whatever its version.

Everything here ignores wrong types; `geometries` reports whether one was ignored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import escape, json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import list_or_empty, object_or_empty, values_at
from conformance.readers.source import Source

from .arrays import indices_at
from .vocabulary import CITY_OBJECTS, DEPTHS

Members = dict[str, Any]
PLACES = ("/CityObjects/*/geometry/*", "/CityObjects/*/address/location", "/CityObjects/*/address/*/location")
TEMPLATES = "/geometry-templates/templates/*"
FORM_ROWS = ["AST-CTY-002", "AST-CTY-003", "AST-CTY-005"]
VERTICES, TEMPLATE_VERTICES = "/vertices", "/geometry-templates/vertices-templates"


class Geometry(NamedTuple):
    """A geometry of a known type whose `boundaries` are an array; `depth` of them enclose each vertex index.

    `vertices` is the place of the array that the indices refer to.
    """

    pointer: str
    members: Members
    depth: int
    vertices: str

    @property
    def boundaries(self) -> list[Any]:
        return self.members["boundaries"]  # type: ignore[no-any-return]  # only arrays become geometries

    def indices(self) -> list[int] | None:
        """All vertex indices; None where the boundaries are malformed."""
        return indices_at(self.boundaries, self.depth)


@dataclass(frozen=True)
class CityModel(JsonDocument):
    """A CityJSON object."""

    @cached_property
    def version(self) -> str:
        """The version of CityJSON. Raises Blocked where the document has no version that is judged."""
        version = object_or_empty(self.document).get("version")
        if not isinstance(version, str) or version not in CITY_OBJECTS:
            raise Blocked("blocked_by", ids=["AST-CTY-003", "AST-CTY-004"])
        return version

    @cached_property
    def objects(self) -> dict[str, Members]:
        """The well-formed city objects by their ids."""
        found = object_or_empty(object_or_empty(self.document).get("CityObjects"))
        return {name: each for name, each in found.items() if isinstance(each, dict)}

    def references(self, *members: str) -> Iterator[tuple[str, str, str]]:
        """(pointer, id of the city object, id it refers to) of every string in these arrays of city objects."""
        for name, each in self.objects.items():
            for member in members:
                for at, other in enumerate(list_or_empty(each.get(member))):
                    if isinstance(other, str):
                        yield f"/CityObjects/{escape(name)}/{member}/{at}", name, other

    def listed(self, member: str) -> dict[str, frozenset[str] | None]:
        """The ids that each city object lists there: empty without such a member, None where it is not an array."""
        return {
            name: frozenset(other for other in value if isinstance(other, str)) if isinstance(value, list) else None
            for name, each in self.objects.items()
            for value in (each.get(member, []),)
        }

    @cached_property
    def _geometries(self) -> tuple[list[Geometry], bool]:
        """All geometries, and whether one was ignored."""
        found, passed_over = [], False
        for ways, vertices in ((PLACES, VERTICES), ((TEMPLATES,), TEMPLATE_VERTICES)):
            for pointer, members in values_at(self.document, *ways):
                kind = object_or_empty(members).get("type")
                depth = DEPTHS.get(kind) if isinstance(kind, str) else None
                if depth is None or not isinstance(members.get("boundaries"), list):
                    passed_over = True
                else:
                    found.append(Geometry(pointer, members, depth, vertices))
        return found, passed_over

    def geometries(self) -> Iterator[Geometry]:
        """Every geometry. Raises Blocked at the end where one was ignored, since it cannot be judged."""
        found, passed_over = self._geometries
        yield from found
        if passed_over:
            raise Blocked("blocked_by", ids=FORM_ROWS)

    def size_of(self, place: str) -> int:
        """The items of the array at a place. Raises Blocked where there is none."""
        found = next((value for _, value in values_at(self.document, place)), None)
        if not isinstance(found, list):
            raise Blocked("no_array", array=place.rpartition("/")[2])
        return len(found)

    @cached_property
    def extended(self) -> list[tuple[str, str]]:
        """(pointer, name) of what only an extension can define: members, attributes and types that start with "+"."""
        found = [(f"/{escape(name)}", name) for name in object_or_empty(self.document) if name.startswith("+")]
        found += [
            (f"{pointer}/{escape(name)}", name)
            for pointer, each in values_at(self.document, "/CityObjects/*/attributes")
            for name in object_or_empty(each)
            if name.startswith("+")
        ]
        semantics = "semantics/surfaces/*/type"
        ways = ("/CityObjects/*/type", f"/CityObjects/*/geometry/*/{semantics}", f"{TEMPLATES}/{semantics}")
        types = values_at(self.document, *ways)
        return found + [(pointer, name) for pointer, name in types if isinstance(name, str) and name.startswith("+")]


def view(source: Source) -> CityModel:
    """The city model. Never raises: a row reports text that is not JSON."""
    return CityModel(source.once(json_text))
