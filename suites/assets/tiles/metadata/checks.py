"""Checks of metadata schemas and statistics that a schema cannot express."""

from __future__ import annotations

import re

from conformance.authoring import Blocked, Finding, Findings, check
from conformance.readers.json import escape
from conformance.readers.json_values import list_or_empty, numbers, object_or_empty, values_at, whole
from conformance_suites.assets.tiles.reader.tileset import Tileset
from conformance_suites.assets.tiles.reader.values import COMPONENTS, INTEGERS

SHOWN = 60
IDENTIFIER = re.compile("[A-Za-z_][A-Za-z0-9_]*")
NAMED = ("/schema/classes", "/schema/enums", "/schema/classes/*/properties")


@check("AST-TMD-001")
def external_schemas_are_json(tileset: Tileset) -> Findings:
    if tileset.no_schema and tileset.no_schema[0] == "schema_form":
        yield Finding("/schemaUri", received=tileset.document["schemaUri"][:SHOWN])
    elif tileset.no_schema:
        key, values = tileset.no_schema
        raise Blocked(key, **values)


@check("AST-TMD-002")
def identifiers_are_plain_names(tileset: Tileset) -> Findings:
    for pointer, text in values_at(tileset.document, "/schema/id"):
        if isinstance(text, str) and not IDENTIFIER.fullmatch(text):
            yield Finding(pointer, received=text[:SHOWN])
    for pointer, members in values_at(tileset.document, *NAMED):
        for name in object_or_empty(members):
            if not IDENTIFIER.fullmatch(name):
                yield Finding(f"{pointer}/{escape(name)}", received=name[:SHOWN])


@check("AST-TMD-003")
def enums_have_unique_values(tileset: Tileset) -> Findings:
    for pointer, values in values_at(tileset.document, "/schema/enums/*/values"):
        first: dict[tuple[str, object], str] = {}
        for position, each in enumerate(list_or_empty(values)):
            name, value = object_or_empty(each).get("name"), whole(object_or_empty(each).get("value"))
            for member, found in (("name", name if isinstance(name, str) else None), ("value", value)):
                place = f"{pointer}/{position}/{member}"
                if found is not None and first.setdefault((member, found), place) != place:
                    yield Finding(place, received=found, first=first[member, found])


@check("AST-TMD-004")
def enums_of_properties_exist(tileset: Tileset) -> Findings:
    enums = object_or_empty(tileset.document["schema"]).get("enums", {"": {}})  # an empty list is another row's
    for pointer, name in values_at(tileset.document, "/schema/classes/*/properties/*/enumType"):
        if not isinstance(enums, dict):
            raise Blocked("blocked_by", ids=["AST-TIL-001"])
        if isinstance(name, str) and enums and name not in enums:
            yield Finding(pointer, received=name[:SHOWN])


@check("AST-TMD-005")
def statistics_are_of_defined_classes(tileset: Tileset) -> Findings:
    tileset.schema.told()
    for pointer, members in values_at(tileset.document, "/statistics/classes/*"):
        name = _plain(pointer.rpartition("/")[2])
        defined = tileset.schema.classes.get(name)
        if defined is None:
            yield Finding(pointer, "class", received=name[:SHOWN])
            continue
        for member in object_or_empty(object_or_empty(members).get("properties")):
            if member not in defined:
                place = f"{pointer}/properties/{escape(member)}"
                yield Finding(place, "property", name=member[:SHOWN], of=name[:SHOWN])


@check("AST-TMD-006")
def required_properties_have_no_default(tileset: Tileset) -> Findings:
    for pointer, definition in values_at(tileset.document, "/schema/classes/*/properties/*"):
        members = object_or_empty(definition)
        for name in ("noData", "default") if members.get("required") is True else ():
            if name in members:
                yield Finding(f"{pointer}/{name}", name=name)


@check("AST-TMD-007")
def missing_and_default_values_are_of_the_enum(tileset: Tileset) -> Findings:
    for pointer, definition in values_at(tileset.document, "/schema/classes/*/properties/*"):
        members = object_or_empty(definition)
        enum = members.get("enumType")
        names = tileset.schema.enums.get(enum) if isinstance(enum, str) and members.get("type") == "ENUM" else None
        for member in ("noData", "default") if names is not None else ():
            if member not in members:
                continue
            value = members[member]
            for each in value if isinstance(value, list) and members.get("array") else [value]:
                if not isinstance(each, str) or each not in (names or ()):
                    yield Finding(f"{pointer}/{member}", received=str(each)[:SHOWN], enum=enum)


@check("AST-TMD-008")
def enum_values_are_in_range(tileset: Tileset) -> Findings:
    for pointer, enum in values_at(tileset.document, "/schema/enums/*"):
        kind = object_or_empty(enum).get("valueType", "UINT16")
        if not isinstance(kind, str) or kind not in INTEGERS:
            continue
        lowest, highest = INTEGERS[kind]
        for position, each in enumerate(list_or_empty(object_or_empty(enum).get("values"))):
            value = whole(object_or_empty(each).get("value"))
            if value is not None and not lowest <= value <= highest:
                yield Finding(f"{pointer}/values/{position}/value", received=value, expected=kind)


@check("AST-TMD-009")
def statistics_have_least_and_greatest_values(tileset: Tileset) -> Findings:
    tileset.schema.told()
    for pointer, statistics in values_at(tileset.document, "/statistics/classes/*/properties/*"):
        name, _, member = pointer.removeprefix("/statistics/classes/").split("/")
        definition = tileset.schema.classes.get(_plain(name), {}).get(_plain(member), {})
        width, members = COMPONENTS.get(definition.get("type", "")), object_or_empty(statistics)
        if width is None or definition.get("array"):
            continue
        read = {bound: numbers(_listed(members[bound], width), width) for bound in ("min", "max") if bound in members}
        for bound, found in read.items():
            if not found:
                yield Finding(f"{pointer}/{bound}", "form", expected=definition["type"])
        for low, high in zip(read.get("min") or (), read.get("max") or (), strict=False):
            if low > high:
                yield Finding(f"{pointer}/min", "order", received=low, expected=high)


def _listed(value: object, width: int) -> object:
    """A single number as a list, as vectors are."""
    return [value] if width == 1 else value


def _plain(step: str) -> str:
    """A step of a pointer as the name that it stands for."""
    return step.replace("~1", "/").replace("~0", "~")
