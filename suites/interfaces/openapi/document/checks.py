"""Checks of the Objects of an OpenAPI document, each by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from conformance.authoring import Finding, Findings, NotApplicable, Where, capped, check
from conformance.readers.email_address import is_email_address
from conformance.readers.json import escape
from conformance.readers.json_schema import JsonType, kind_of
from conformance.readers.json_values import is_number, list_or_empty, object_or_empty, whole
from conformance.readers.uri import parted, reference_error
from conformance_suites.interfaces.openapi.reader.document import OpenApiDocument
from conformance_suites.interfaces.openapi.reader.grammar import COUNTS, MAPS, NOT_EMPTY, fields
from conformance_suites.interfaces.openapi.reader.parts import EXCLUSIVE, URLS, cut_by

UNREADABLE = ("utf8", "utf16", "syntax", "empty", "documents", "key", "alias", "cycle")
VERSION = re.compile(r"3\.[01]\.\d+(?:-.+)?", re.ASCII)
TYPES = ("array", "boolean", "integer", "number", "object", "string")
SCALARS = ("string", "boolean", "integer", "number")
QUERY_STYLES = ("form", "spaceDelimited", "pipeDelimited", "deepObject")
STYLES = {
    "path": ("matrix", "label", "simple"),
    "query": QUERY_STYLES,
    "header": ("simple",),
    "cookie": ("form",),
}
OF_SCHEME = {
    "apiKey": ("name", "in"),
    "http": ("scheme",),
    "mutualTLS": (),
    "oauth2": ("flows",),
    "openIdConnect": ("openIdConnectUrl",),
}
KEY_PLACES = ("query", "header", "cookie")
OF_FLOW = {
    "implicit": ("authorizationUrl",),
    "password": ("tokenUrl",),
    "clientCredentials": ("tokenUrl",),
    "authorizationCode": ("authorizationUrl", "tokenUrl"),
}
COMPONENT_NAME = re.compile(r"[a-zA-Z0-9.\-_]+")
VARIABLE = re.compile(r"\{[^{}]*\}")
STATUS = re.compile(r"[1-5](?:[0-9][0-9]|XX)")


@check("IFC-OAD-001")
def document_is_one_object(api: OpenApiDocument) -> Findings:
    for problem in api.text.of_kind("bom"):
        yield Finding(Where(pointer="", byte=problem.byte), "bom")
    for problem in api.text.of_kind(*UNREADABLE):
        place = Where(pointer="", byte=problem.byte, line=problem.line)
        yield Finding(place, problem.kind, received=capped(problem.detail)).cutting("json_members", "versions")
    if api.text.usable and not api.root:
        yield Finding("", "other").cutting("versions")


@check("IFC-OAD-002")
def names_are_unique(api: OpenApiDocument) -> Findings:
    for problem in api.text.of_kind("duplicate"):
        yield Finding(Where(pointer=problem.pointer or "", line=problem.line), name=capped(problem.detail))


@check("IFC-OAD-003")
def yaml_holds_what_json_can(api: OpenApiDocument) -> Findings:
    for problem in api.text.of_kind("tag", "value"):
        yield Finding(
            Where(pointer=problem.pointer or "", line=problem.line), problem.kind, received=capped(problem.detail)
        )


@check("IFC-OAD-004")
def version_is_one_of_openapi(api: OpenApiDocument) -> Findings:
    for said in api.versions:
        if "openapi" not in api.root:
            yield Finding("", "missing")
        elif not isinstance(said, str):
            yield Finding("/openapi", "type", received=kind_of(said))
        elif VERSION.fullmatch(said) is None:
            if api.names_a_version:
                _ = api.version  # another version is not judged
            yield Finding("/openapi", received=capped(said))


@check("IFC-OAD-005")
def fields_have_their_types(api: OpenApiDocument) -> Findings:
    for pointer, value, kind in api.walk.mistyped:
        expected = [JsonType(each) for each in _json_types(kind, api.version)]
        yield Finding(pointer, received=kind_of(value), expected=expected).cutting(pointer, *cut_by(kind, api.version))
    for _, pointer, schema in api.schemas:
        yield from _out_of_range(pointer, schema)


def _out_of_range(pointer: str, schema: dict[str, Any]) -> Findings:
    """Keywords whose values have the right type, and are outside of what JSON Schema allows there."""
    for name in COUNTS:
        if (count := whole(schema.get(name))) is not None and count < 0:
            yield Finding(f"{pointer}/{name}", "range", received=count)
    factor = schema.get("multipleOf")
    if is_number(factor) and factor <= 0:
        yield Finding(f"{pointer}/multipleOf", "range", received=factor)
    for name in NOT_EMPTY:
        if schema.get(name) == []:
            yield Finding(f"{pointer}/{name}", "empty")
    for name in ("required", "type"):
        said = [each for each in list_or_empty(schema.get(name)) if isinstance(each, str)]
        for each in sorted({each for each in said if said.count(each) > 1}):
            yield Finding(f"{pointer}/{name}", "twice", name=capped(each))


def _json_types(kind: str, version: str) -> Iterator[str]:
    for each in kind.split("|"):
        if each == "Schema" and version != "3.0" and "|" not in kind:
            yield from ("object", "boolean")
        else:
            yield "array" if each.startswith("[") else each if each in SCALARS else "object"


@check("IFC-OAD-006")
def required_fields_are_present(api: OpenApiDocument) -> Findings:
    known = fields(api.version)
    for kind, pointer, members in api.objects:
        for name, each in known.get(kind, {}).items():
            if each.required and name not in members and not (kind == "OpenAPI" and name == "openapi"):
                yield Finding(pointer, name=name, object=kind)


@check("IFC-OAD-007")
def responses_are_described(api: OpenApiDocument) -> Findings:
    for _, pointer, members in api.answers:
        if "description" not in members:
            yield Finding(pointer)


@check("IFC-OAD-008")
def security_schemes_are_complete(api: OpenApiDocument) -> Findings:
    for _, pointer, scheme in api.security_schemes:
        kind = scheme.get("type")
        if not isinstance(kind, str):
            continue
        known = [each for each in OF_SCHEME if each != "mutualTLS" or api.version != "3.0"]
        if kind not in known:
            yield Finding(f"{pointer}/type", "type", received=capped(kind), expected=known)
            continue
        for name in OF_SCHEME[kind]:
            if name not in scheme:
                yield Finding(pointer, "missing", name=name, type=kind)
        if kind == "apiKey" and isinstance(place := scheme.get("in"), str) and place not in KEY_PLACES:
            yield Finding(f"{pointer}/in", "place", received=capped(place), expected=list(KEY_PLACES))
        if kind == "oauth2":
            yield from _incomplete_flows(f"{pointer}/flows", object_or_empty(scheme.get("flows")))


def _incomplete_flows(pointer: str, flows: dict[str, Any]) -> Findings:
    for flow, needed in OF_FLOW.items():
        if isinstance(given := flows.get(flow), dict):
            for name in needed:
                if name not in given:
                    yield Finding(f"{pointer}/{flow}", "flow", name=name, flow=flow)


@check("IFC-OAD-009")
def fields_are_defined(api: OpenApiDocument) -> Findings:
    known = fields(api.version)
    for kind, pointer, members in api.objects:
        if kind in MAPS or (kind == "Schema" and api.version != "3.0"):
            continue
        for name in members:
            if name not in known[kind] and not name.startswith("x-"):
                yield Finding(f"{pointer}/{escape(name)}", name=capped(name), object=kind)


@check("IFC-OAD-010")
def there_is_something_described(api: OpenApiDocument) -> Findings:
    if api.version == "3.0":
        raise NotApplicable("only_3_1")
    if not {"paths", "components", "webhooks"} & api.root.keys():
        yield Finding("")


@check("IFC-OAD-011")
def paths_begin_with_a_slash(api: OpenApiDocument) -> Findings:
    for pointer, name in api.paths:
        if not name.startswith("/"):
            yield Finding(pointer, received=capped(name))


@check("IFC-OAD-012")
def path_parameters_are_required(api: OpenApiDocument) -> Findings:
    for _, pointer, members in api.path_parameters:
        if members.get("required", False) is False:
            yield Finding(pointer, name=capped(str(members.get("name", ""))))


@check("IFC-OAD-013")
def either_schema_or_content(api: OpenApiDocument) -> Findings:
    for _, pointer, members in api.parameters_and_headers:
        if ("schema" in members) == ("content" in members):
            yield Finding(pointer, "both" if "schema" in members else "neither")


@check("IFC-OAD-014")
def content_of_a_parameter_has_one_entry(api: OpenApiDocument) -> Findings:
    for _, pointer, members in api.parameter_contents:
        if isinstance(content := members.get("content"), dict) and len(content) != 1:
            yield Finding(f"{pointer}/content", received=len(content))


@check("IFC-OAD-015")
def exclusive_fields_are_not_together(api: OpenApiDocument) -> Findings:
    for kind, pointer, members in api.alternatives:
        one, other = EXCLUSIVE[kind]
        if one in members and other in members:
            yield Finding(pointer, one=one, other=other)


@check("IFC-OAD-016")
def places_and_styles_are_known(api: OpenApiDocument) -> Findings:
    for kind, pointer, members in api.serialised:
        place = {"Header": "header", "Encoding": "query"}.get(kind) or members.get("in")
        if not isinstance(place, str):
            continue
        if place not in STYLES:
            yield Finding(f"{pointer}/in", "place", received=capped(place), expected=list(STYLES))
        elif isinstance(style := members.get("style"), str) and style not in STYLES[place]:
            yield Finding(f"{pointer}/style", "style", received=capped(style), expected=list(STYLES[place]))


@check("IFC-OAD-017")
def fields_of_query_parameters(api: OpenApiDocument) -> Findings:
    for _, pointer, members in api.query_fields:
        place = members.get("in")
        for name in ("allowEmptyValue", "allowReserved"):
            if name in members and isinstance(place, str) and place in STYLES and place != "query":
                yield Finding(f"{pointer}/{name}", name=name, place=place)


@check("IFC-OAD-018")
def component_names_are_plain(api: OpenApiDocument) -> Findings:
    for _, pointer, members in api.components:
        for field in fields(api.version)["Components"]:
            for name in members[field] if isinstance(members.get(field), dict) else ():
                if COMPONENT_NAME.fullmatch(name) is None:
                    yield Finding(f"{pointer}/{field}/{escape(name)}", received=capped(name))


@check("IFC-OAD-019")
def responses_have_status_codes(api: OpenApiDocument) -> Findings:
    for _, pointer, members in api.responses:
        for name in members:
            if name != "default" and STATUS.fullmatch(name) is None and not name.startswith("x-"):
                yield Finding(f"{pointer}/{escape(name)}", received=capped(name))


@check("IFC-OAD-020")
def there_is_a_response(api: OpenApiDocument) -> Findings:
    for _, pointer, members in api.responses:
        if all(name.startswith("x-") for name in members):
            yield Finding(pointer)


@check("IFC-OAD-021")
def addresses_are_urls(api: OpenApiDocument) -> Findings:
    for kind, pointer, members in api.urls:
        for name in URLS[kind]:
            if not isinstance(text := members.get(name), str):
                continue
            place = f"{pointer}/{name}"
            if name == "email":
                if not is_email_address(text):
                    yield Finding(place, "email", received=capped(text))
                continue
            written = _filled(text) if kind == "Server" else text
            scheme, authority, *_ = parted(written)
            if (at := reference_error(written)) is not None:
                yield Finding(place, received=capped(text), position=min(at, len(text)) + 1)
            elif scheme.lower() in ("http", "https") and (authority or "").rpartition("@")[2][:1] in ("", ":"):
                yield Finding(place, "host", received=capped(text))


def _filled(url: str) -> str:
    """A URL of the same length with a digit in the place of each variable; a letter first, as in a scheme."""
    filled = VARIABLE.sub(lambda found: "1" * len(found[0]), url)
    return f"a{filled[1:]}" if url.startswith("{") else filled


@check("IFC-OAD-022")
def schema_types_are_known(api: OpenApiDocument) -> Findings:
    known = TYPES if api.version == "3.0" else (*TYPES, "null")
    for _, pointer, members in api.typed_schemas:
        said = members.get("type")
        for at, each in enumerate(said if isinstance(said, list) and api.version != "3.0" else [said]):
            if isinstance(each, str) and each not in known:
                place = f"{pointer}/type/{at}" if isinstance(said, list) else f"{pointer}/type"
                yield Finding(place, received=capped(each), expected=list(known))


@check("IFC-OAD-023")
def arrays_describe_their_items(api: OpenApiDocument) -> Findings:
    if api.version != "3.0":
        raise NotApplicable("only_3_0")
    for _, pointer, members in api.arrays:
        if "items" not in members:
            yield Finding(pointer)


@check("IFC-OAD-024")
def no_merge_keys(api: OpenApiDocument) -> Findings:
    for problem in api.text.of_kind("merge"):
        yield Finding(Where(pointer=(problem.pointer or "").rpartition("/")[0], line=problem.line))


@check("IFC-OAD-025")
def properties_are_read_or_written(api: OpenApiDocument) -> Findings:
    if api.version != "3.0":
        raise NotApplicable("only_3_0")
    for _, pointer, members in api.directed:
        if members.get("readOnly") is True and members.get("writeOnly") is True:
            yield Finding(pointer)
