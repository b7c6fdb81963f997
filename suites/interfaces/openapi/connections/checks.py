"""Checks of what the Objects of an OpenAPI document say of each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, capped, check
from conformance.readers.json import escape
from conformance.readers.json_schema import JsonType, kind_of
from conformance.readers.json_values import whole
from conformance.readers.uri import has_scheme
from conformance_suites.interfaces.openapi.reader.bounds import EXAMPLES
from conformance_suites.interfaces.openapi.reader.references import resolve

from .examples import violated
from .view import TEMPLATE, Connections, forms

WORD = r"[!#$%&'*+\-.^_`{|}~0-9A-Za-z]+"
MEDIA_TYPE = re.compile(rf'{WORD}/{WORD}(?:[ \t]*;[ \t]*{WORD}=(?:{WORD}|"(?:[^"\\\r\n]|\\.)*"))*')
TYPES: dict[str, tuple[JsonType, ...]] = {
    "array": (JsonType.ARRAY,),
    "boolean": (JsonType.BOOLEAN,),
    "integer": (JsonType.INTEGER,),
    "number": (JsonType.INTEGER, JsonType.NUMBER),
    "object": (JsonType.OBJECT,),
    "string": (JsonType.STRING,),
}


@check("IFC-OAC-001")
def references_lead_somewhere(api: Connections) -> Findings:
    for each in api.inner_references:
        place = resolve(api.root, each.text, api.anchors)
        if not isinstance(place, tuple):
            yield Finding(each.pointer, received=capped(each.text))
        elif not api.may_be(each.kind, *place):
            yield Finding(each.pointer, "kind", received=capped(each.text), expected=each.kind)


@check("IFC-OAC-002")
def nothing_has_to_be_fetched(api: Connections) -> Findings:
    for each in api.references:
        if not each.within_id and (has_scheme(each.text) or each.text.startswith("//")):
            yield Finding(each.pointer, received=capped(each.text))


@check("IFC-OAC-003")
def templates_have_a_parameter(api: Connections) -> Findings:
    for pointer, names, declared in api.templated_operations:
        for name in dict.fromkeys(names):
            if declared.isdisjoint(forms(name)):
                yield Finding(pointer, name=capped(name))


@check("IFC-OAC-004")
def path_parameters_are_in_the_path(api: Connections) -> Findings:
    for pointer, name, path, names in api.parameters_of_paths:
        if name not in names:
            yield Finding(pointer, name=capped(name), path=capped(path))


@check("IFC-OAC-005")
def no_path_is_described_twice(api: Connections) -> Findings:
    first: dict[str, str] = {}
    for pointer, path in api.paths:
        other = first.setdefault(TEMPLATE.sub("{}", path), path)
        if other != path:
            yield Finding(pointer, first=capped(other))


@check("IFC-OAC-006")
def parameters_are_unique(api: Connections) -> Findings:
    for _, pointer, owner in api.parameter_lists:
        first: dict[tuple[str, str], str] = {}
        for each in api.listed(owner, pointer):
            name, place = each.name, (each.parameter or {}).get("in")
            if isinstance(name, str) and isinstance(place, str):
                other = first.setdefault((name, place), each.pointer)
                if other != each.pointer:
                    yield Finding(each.pointer, name=capped(name), place=capped(place), first=other)


@check("IFC-OAC-007")
def operation_ids_are_unique(api: Connections) -> Findings:
    named = [(f"{each.pointer}/operationId", each.value["operationId"]) for each in api.identified_operations]
    for pointer, name, first in _again(named):
        yield Finding(pointer, received=capped(name), first=first.rpartition("/")[0])


@check("IFC-OAC-008")
def bodies_have_a_meaning(api: Connections) -> Findings:
    if api.version == "3.0":
        raise NotApplicable("only_3_1")
    for _, pointer, operation in api.bodiless_operations:
        if "requestBody" in operation:
            yield Finding(f"{pointer}/requestBody", method=pointer.rpartition("/")[2].upper())


@check("IFC-OAC-009")
def security_schemes_are_declared(api: Connections) -> Findings:
    for _, pointer, requirement in api.security_requirements:
        for name in requirement:
            if name not in api.schemes and not name.startswith("x-"):
                yield Finding(f"{pointer}/{escape(name)}", received=capped(name))


@check("IFC-OAC-010")
def scopes_are_available(api: Connections) -> Findings:
    for pointer, scheme, required, available in api.scoped_requirements:
        for at, scope in enumerate(required):
            if isinstance(scope, str) and scope not in available:
                yield Finding(f"{pointer}/{at}", received=capped(scope), scheme=capped(scheme))


@check("IFC-OAC-011")
def tags_are_unique(api: Connections) -> Findings:
    for pointer, name, first in _again((each.pointer, each.value.get("name")) for each in api.tags):
        yield Finding(pointer, received=capped(name), first=first)


@check("IFC-OAC-012")
def links_lead_to_an_operation(api: Connections) -> Findings:
    ids = [each.value["operationId"] for each in api.identified_operations]
    places = {each.pointer for each in api.operations}
    for _, pointer, link in api.judged_links:
        name, text = link.get("operationId"), link.get("operationRef")
        if "operationId" not in link and "operationRef" not in link:
            yield Finding(pointer, "neither")
        elif isinstance(name, str) and name not in ids:
            yield Finding(f"{pointer}/operationId", "id", received=capped(name))
        elif isinstance(text, str) and text.startswith("#"):
            place = resolve(api.root, text, api.anchors)
            if not isinstance(place, tuple) or place[0] not in places:
                yield Finding(f"{pointer}/operationRef", "ref", received=capped(text))


@check("IFC-OAC-013")
def variables_are_defined(api: Connections) -> Findings:
    for (_, pointer, server), names in api.variable_servers:
        defined = server.get("variables", {})
        for name in dict.fromkeys(names):
            if isinstance(defined, dict) and name not in defined:
                yield Finding(f"{pointer}/url", name=capped(name))


@check("IFC-OAC-014")
def variables_have_values(api: Connections) -> Findings:
    if api.version == "3.0":
        raise NotApplicable("only_3_1")
    for _, pointer, variable in api.server_enums:
        if variable["enum"] == []:
            yield Finding(f"{pointer}/enum")


@check("IFC-OAC-015")
def defaults_of_variables_are_possible(api: Connections) -> Findings:
    if api.version == "3.0":
        raise NotApplicable("only_3_1")
    for _, pointer, variable in api.server_enums:
        values, default = variable["enum"], variable.get("default")
        if isinstance(values, list) and values and isinstance(default, str) and default not in values:
            yield Finding(f"{pointer}/default", received=capped(default), expected=values)


@check("IFC-OAC-016")
def encodings_belong_to_a_property(api: Connections) -> Findings:
    for (_, pointer, media_type), properties in api.plain_forms:
        encodings = media_type["encoding"]
        for name in encodings if isinstance(encodings, dict) else ():
            if name not in properties:
                yield Finding(f"{pointer}/encoding/{escape(name)}", received=capped(name))


@check("IFC-OAC-017")
def defaults_have_the_type_of_their_schema(api: Connections) -> Findings:
    for _, pointer, schema in api.typed_defaults:
        expected, found = TYPES.get(schema["type"]), kind_of(schema["default"])
        if expected is None or found in expected or (found is JsonType.NULL and schema.get("nullable") is True):
            continue
        if schema["type"] != "integer" or whole(schema["default"]) is None:  # 1.0 is an integer
            yield Finding(f"{pointer}/default", received=found, expected=list(expected))


@check("IFC-OAC-018")
def contents_are_named_by_media_types(api: Connections) -> Findings:
    for kind, pointer, members in api.media_types:
        said = members.get("contentType" if kind == "Encoding" else "content")
        if isinstance(said, str) and not all(MEDIA_TYPE.fullmatch(each.strip()) for each in said.split(",")):
            yield Finding(f"{pointer}/contentType", received=capped(said))
        for name in said if isinstance(said, dict) else ():
            if not MEDIA_TYPE.fullmatch(name):
                yield Finding(f"{pointer}/content/{escape(name)}", received=capped(name))


@check("IFC-OAC-019")
def examples_conform_to_their_schema(api: Connections) -> Findings:
    unusable = Blocked("example_bound", bound=EXAMPLES) if len(api.examples) > EXAMPLES else None
    for each in api.examples[:EXAMPLES]:
        try:
            place = violated(api, api.schemas, each)
        except Blocked as reason:
            unusable = reason
            continue
        if place is not None:
            yield Finding(f"{each.pointer}{place}", schema=each.schema)
    if unusable:
        raise unusable


def _again(named: Iterable[tuple[str, Any]]) -> Iterable[tuple[str, str, str]]:
    """(pointer, name, pointer of the first) of every name that an earlier one equals."""
    first: dict[str, str] = {}
    for pointer, name in named:
        if isinstance(name, str) and first.setdefault(name, pointer) != pointer:
            yield pointer, name, first[name]
