"""The metadata schema of a tileset (3D Metadata Specification), and the entities that are instances of its classes.

Malformed parts are ignored, and where the schema is not available nothing is defined; `told` then says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.data_uri import is_data_uri
from conformance.readers.json import JSON_STARTS, JsonText, parse
from conformance_suites.assets.tiles.reader.bounds import TILESET_BYTES
from conformance_suites.assets.tiles.reader.files import TilesetFiles, way_out

Members = dict[str, Any]
Reason = tuple[str, dict[str, Any]]
# Members of the definition of a property by which values are judged, with the type each needs.
DEFINED_BY = {
    "type": str,
    "componentType": str,
    "enumType": str,
    "array": bool,
    "normalized": bool,
    "required": bool,
}


class Entity(NamedTuple):
    """A metadata entity of the tileset, of a group, a tile or a content."""

    pointer: str
    members: Members

    @property
    def is_sound(self) -> bool:
        """Whether its class and all values of its properties have the right types."""
        values = self.members.get("properties", {})
        if not isinstance(self.members.get("class"), str) or not isinstance(values, dict):
            return False
        return not any(each is None or isinstance(each, dict) for each in values.values())


@dataclass(frozen=True)
class MetadataSchema:
    """The classes, property by property, and the names of the values of each enum.

    `unknown` is the key and the values of the reason why it is not completely known, None where it is.
    """

    unknown: Reason | None = None
    classes: dict[str, dict[str, Members]] = field(default_factory=dict)
    enums: dict[str, set[str]] = field(default_factory=dict)

    @cached_property
    def required(self) -> dict[str, list[str]]:
        """The names of the properties that each class requires."""
        return {
            name: [member for member, definition in members.items() if definition.get("required")]
            for name, members in self.classes.items()
        }

    def told(self) -> None:
        """Raises Blocked where the schema is not completely known."""
        if self.unknown:
            key, values = self.unknown
            raise Blocked(key, **values)


def external_schema(uri: str, files: TilesetFiles) -> tuple[Any, Reason | None]:
    """The schema in the file that `schemaUri` refers to, or None and the reason; nothing is downloaded."""
    if is_data_uri(uri) or way_out(uri):
        return None, ("schema_elsewhere", {})
    if files.folder is None:
        return None, ("no_folder", {})
    place = files.look_up(uri)
    if isinstance(place, str):
        return None, ("blocked_by", {"ids": ["AST-TIL-014"]})
    try:
        with place.open("rb") as file:
            data = file.read(TILESET_BYTES + 1)
    except OSError:
        data = b""
    if len(data) > TILESET_BYTES:
        return None, ("schema_bytes", {"bound": TILESET_BYTES})
    begins = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in JSON_STARTS[:1]
    text = parse(data) if begins else JsonText()
    try:
        schema = text.within_bounds().document
    except Blocked as bound:
        return None, (bound.key, dict(bound.values))
    return (schema, None) if isinstance(schema, dict) else (None, ("schema_form", {}))


def schema_of(document: Any, unread: Reason | None) -> MetadataSchema:
    """The schema of a tileset; `unread` is the reason why that of its `schemaUri` was not read."""
    if unread is not None:
        known = unread[0] != "schema_form"
        return MetadataSchema(unread if known else ("blocked_by", {"ids": ["AST-TMD-001"]}))
    members = document if isinstance(document, dict) else {}
    if "schema" in members:
        return _schema(members["schema"], ("blocked_by", {"ids": ["AST-TIL-001", "AST-TIL-002"]}))
    if "schemaUri" in members:
        return MetadataSchema(("blocked_by", {"ids": ["AST-TIL-001"]}))
    # The text does not say whether the schema of a tileset that refers to this one also applies here.
    return MetadataSchema(("no_schema", {}))


def _schema(written: Any, otherwise: Reason) -> MetadataSchema:
    """The definitions of a schema; `otherwise` is the reason where a part of it is malformed."""
    schema = written if isinstance(written, dict) else {}
    whole = [isinstance(written, dict)]
    classes = {
        name: {key: each for key, each in _objects(members.get("properties", {}), whole) if _sound(each, whole)}
        for name, members in _objects(schema.get("classes", {}), whole)
    }
    enums = {
        name: {each["name"] for each in _items(members.get("values"), whole) if _named(each, whole)}
        for name, members in _objects(schema.get("enums", {}), whole)
    }
    return MetadataSchema(None if all(whole) else otherwise, classes, enums)


def _objects(value: Any, whole: list[bool]) -> Iterator[tuple[str, Members]]:
    """The members of an object that are objects; `whole` is notified of anything else there."""
    whole.append(isinstance(value, dict))
    for name, each in value.items() if isinstance(value, dict) else ():
        whole.append(isinstance(each, dict))
        if isinstance(each, dict):
            yield name, each


def _items(value: Any, whole: list[bool]) -> list[Any]:
    whole.append(isinstance(value, list))
    return value if isinstance(value, list) else []


def _named(value: Any, whole: list[bool]) -> bool:
    whole.append(isinstance(value, dict) and isinstance(value.get("name"), str))
    return whole[-1]


def _sound(definition: Members, whole: list[bool]) -> bool:
    typed = all(isinstance(definition[name], kind) for name, kind in DEFINED_BY.items() if name in definition)
    whole.append(typed and "type" in definition)
    return whole[-1]
