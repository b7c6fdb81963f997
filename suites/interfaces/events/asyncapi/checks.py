"""Checks of AsyncAPI documents: AsyncAPI 3.0.0, which 3.1 keeps to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from conformance.authoring import Finding, Findings, Where, capped, check
from conformance.readers.email_address import is_email_address
from conformance.readers.json import escape
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance.readers.uri import parted, reference_error, uri_error
from conformance_suites.interfaces.events.reader.values import is_media_type

from .objects import FLOW_URLS, FLOWS, PLACES, REFERENCES, REQUIRED, SCHEMAS, SECURITY, TEXTS, TYPES, URLS
from .view import EXPRESSION, VERSION, AsyncApi, Reference, Use

COMPONENT = re.compile(r"[a-zA-Z0-9.\-_]+")
NAME = re.compile(r"[A-Za-z0-9_\-]+")
RUNTIME = re.compile(r"\$message\.(?:header|payload)(?:#(?:/(?:[^~/]|~[01])*)*)?")
QUERY = re.compile(r"\?[^?#=/{}]+=|(?<=.)#[A-Za-z]")
UNREADABLE = ("utf8", "utf16", "syntax", "empty", "documents", "key", "alias", "cycle")
OBJECTS = tuple(place for kind, places in PLACES.items() if kind != "root" for place in places)
NATURE = {
    dict: "object",
    list: "array",
    str: "string",
    type(None): "null",
    bool: "boolean",
    int: "number",
    float: "number",
}


@check("IFC-ASY-001")
def document_is_one_object(api: AsyncApi) -> Findings:
    for problem in api.text.of_kind("bom"):
        yield Finding(Where(pointer="", byte=problem.byte), "bom")
    for problem in api.text.of_kind(*UNREADABLE):
        place = Where(pointer="", byte=problem.byte, line=problem.line)
        yield Finding(place, problem.kind, received=capped(problem.detail)).cutting("json_members", "", *_PARTS)
    if api.text.usable and not isinstance(api.document, dict):
        yield Finding("", "other").cutting("", *_PARTS)


@check("IFC-ASY-002")
def names_are_unique(api: AsyncApi) -> Findings:
    for problem in api.text.of_kind("duplicate"):
        yield Finding(Where(pointer=problem.pointer or "", line=problem.line), name=capped(problem.detail))


@check("IFC-ASY-003")
def yaml_holds_what_json_can(api: AsyncApi) -> Findings:
    for problem in api.text.of_kind("tag", "value"):
        place = Where(pointer=problem.pointer or "", line=problem.line)
        yield Finding(place, problem.kind, received=capped(problem.detail))


@check("IFC-ASY-004")
def version_has_three_parts(api: AsyncApi) -> Findings:
    said = api.root.get("asyncapi")
    if isinstance(said, str) and not VERSION.fullmatch(said):
        yield Finding("/asyncapi", received=capped(said))


@check("IFC-ASY-005")
def required_members_are_there(api: AsyncApi) -> Findings:
    for kind, names in REQUIRED.items():
        for pointer, members in api.objects(kind):
            for name in names:
                if name not in members:
                    yield Finding(pointer, name=name)


@check("IFC-ASY-006")
def members_have_their_types(api: AsyncApi) -> Findings:
    for place, value, expected in _typed(api):
        if NATURE[type(value)] not in expected.split(" or "):
            yield Finding(place, received=_json(value), expected=expected).cutting(place, *_PARTS)


@check("IFC-ASY-007")
def component_names_are_plain(api: AsyncApi) -> Findings:
    for kind, components in object_or_empty(api.root.get("components")).items():
        for name in () if kind.startswith("x-") else object_or_empty(components):
            if not COMPONENT.fullmatch(name):
                yield Finding(f"/components/{escape(kind)}/{escape(name)}", received=capped(name))


@check("IFC-ASY-008")
def names_of_servers_and_parameters_are_plain(api: AsyncApi) -> Findings:
    maps = [("/servers", api.root.get("servers"))]
    maps += [(f"{at}/parameters", channel.get("parameters")) for at, channel in api.objects("channel")]
    for pointer, named in maps:
        for name in object_or_empty(named):
            if not NAME.fullmatch(name):
                yield Finding(f"{pointer}/{escape(name)}", received=capped(name))


@check("IFC-ASY-009")
def identifier_is_a_uri(api: AsyncApi) -> Findings:
    if isinstance(text := api.root.get("id"), str) and (position := uri_error(text)) is not None:
        yield Finding("/id", received=capped(text), position=position + 1)


@check("IFC-ASY-010")
def links_are_absolute(api: AsyncApi) -> Findings:
    for kind, names in URLS.items():
        for pointer, members in api.objects(kind):
            for name in names:
                if isinstance(text := members.get(name), str):
                    yield from _no_url(f"{pointer}/{name}", text)
    for pointer, _, flow in api.flows:
        for name in FLOW_URLS:
            if isinstance(text := flow.get(name), str):
                yield from _no_url(f"{pointer}/{name}", text)


@check("IFC-ASY-011")
def content_types_are_media_types(api: AsyncApi) -> Findings:
    said = [("/defaultContentType", api.root.get("defaultContentType"))]
    for kind in ("message", "message_trait"):
        said += [(f"{at}/contentType", each.get("contentType")) for at, each in api.objects(kind)]
    for pointer, text in said:
        if isinstance(text, str) and not is_media_type(text):
            yield Finding(pointer, received=capped(text))


@check("IFC-ASY-012")
def references_lead_somewhere(api: AsyncApi) -> Findings:
    for reference in api.references:
        if reference_error(reference.text.replace("{", "%7B").replace("}", "%7D")) is not None:
            yield Finding(f"{reference.pointer}/$ref", "syntax", received=capped(reference.text)).cutting(
                "operations", "replies"
            )
    for reference in api.internal_references:
        if not api.exists(reference):
            yield Finding(f"{reference.pointer}/$ref", "nowhere", received=capped(reference.text)).cutting(
                "operations", "replies"
            )
        elif not _is_judged_as_use(reference) and not api.is_of_its_kind(reference):
            yield Finding(f"{reference.pointer}/$ref", "kind", received=capped(reference.text)).cutting(
                "operations", "replies"
            )


@check("IFC-ASY-013")
def actions_are_send_or_receive(api: AsyncApi) -> Findings:
    for pointer, members, _ in api.operations:
        action = members.get("action")
        if isinstance(action, str) and action not in ("send", "receive"):
            yield Finding(f"{pointer}/action", received=capped(action), expected=["send", "receive"])


@check("IFC-ASY-014")
def operations_and_replies_are_on_declared_channels(api: AsyncApi) -> Findings:
    return _channels([*api.operations, *api.replies])


@check("IFC-ASY-015")
def operations_and_replies_use_messages_of_their_channel(api: AsyncApi) -> Findings:
    return _messages(api, [*api.operations, *api.replies])


@check("IFC-ASY-016")
def channels_are_on_servers_of_the_root(api: AsyncApi) -> Findings:
    for pointer, channel in api.objects("channel"):
        for at, value in enumerate(list_or_empty(channel.get("servers"))):
            place = f"{pointer}/servers/{at}"
            reference = _reference(place, value)
            if reference is None:
                yield Finding(place, "object")
            elif pointer.startswith("/channels") and not _leads(reference, "servers", 2):
                yield Finding(place, "elsewhere", received=capped(reference.text))


@check("IFC-ASY-017")
def a_reply_has_one_address(api: AsyncApi) -> Findings:
    for pointer, reply, _ in api.replies:
        channel = object_or_empty(api.target(reply.get("channel")))
        if isinstance(reply.get("address"), dict) and channel.get("address") is not None:
            yield Finding(f"{pointer}/address", received=capped(str(channel["address"])))


@check("IFC-ASY-018")
def parameters_of_the_address_are_described(api: AsyncApi) -> Findings:
    for pointer, channel, address in api.addresses:
        described = object_or_empty(channel.get("parameters"))
        for name in dict.fromkeys(EXPRESSION.findall(address)):
            if name not in described:
                yield Finding(f"{pointer}/address", received=capped(name))


@check("IFC-ASY-019")
def described_parameters_are_in_the_address(api: AsyncApi) -> Findings:
    for pointer, channel in api.objects("channel"):
        address = channel.get("address") or ""
        if not isinstance(address, str):
            continue
        used = EXPRESSION.findall(address)
        for name in object_or_empty(channel.get("parameters")):
            if name not in used:
                yield Finding(f"{pointer}/parameters/{escape(name)}", received=capped(name))


@check("IFC-ASY-020")
def addresses_have_no_query(api: AsyncApi) -> Findings:
    for pointer, _, address in api.addresses:
        if QUERY.search(address):
            yield Finding(f"{pointer}/address", received=capped(address))


@check("IFC-ASY-021")
def locations_are_runtime_expressions(api: AsyncApi) -> Findings:
    for pointer, text in api.locations:
        if not RUNTIME.fullmatch(text):
            yield Finding(pointer, received=capped(text))


@check("IFC-ASY-022")
def security_schemes_have_a_known_type(api: AsyncApi) -> Findings:
    for pointer, scheme in api.schemes:
        if scheme["type"] not in SECURITY:
            yield Finding(f"{pointer}/type", received=capped(scheme["type"]), expected=sorted(SECURITY))


@check("IFC-ASY-023")
def security_schemes_say_what_they_need(api: AsyncApi) -> Findings:
    for pointer, scheme in api.schemes:
        for name, values in SECURITY.get(scheme["type"], {}).items():
            if name not in scheme:
                yield Finding(pointer, "missing", name=name, type=scheme["type"])
            elif values and isinstance(scheme[name], str) and scheme[name] not in values:
                yield Finding(f"{pointer}/{name}", "value", received=capped(scheme[name]), expected=list(values))
    for pointer, kind, flow in api.flows:
        for name in FLOWS[kind]:
            if name not in flow:
                yield Finding(pointer, "flow", name=name, flow=kind)


@check("IFC-ASY-024")
def operations_are_described(api: AsyncApi) -> Findings:
    if not object_or_empty(api.root.get("operations")) and isinstance(api.document, dict):
        yield Finding("")


@check("IFC-ASY-025")
def contact_has_an_email_address(api: AsyncApi) -> Findings:
    for pointer, contact in api.objects("contact"):
        email = contact.get("email")
        if isinstance(email, str) and not is_email_address(email):
            yield Finding(f"{pointer}/email", received=capped(email))


def _channels(uses: list[Use]) -> Findings:
    """A finding for each channel that is not a reference, or, at the root, not to a channel at the root."""
    for pointer, members, at_root in uses:
        place = f"{pointer}/channel"
        if not isinstance(channel := members.get("channel"), dict):
            continue
        reference = _reference(place, channel)
        if reference is None:
            yield Finding(place, "object")
        elif at_root and not _leads(reference, "channels", 2):
            yield Finding(place, "elsewhere", received=capped(reference.text))


def _messages(api: AsyncApi, uses: list[Use]) -> Findings:
    """A finding for each message that is not a reference to one of the channel of the operation or the reply."""
    for pointer, members, _ in uses:
        channel = _reference("", members.get("channel"))
        path = channel.path if channel else None
        for at, value in enumerate(list_or_empty(members.get("messages"))):
            place = f"{pointer}/messages/{at}"
            reference = _reference(place, value)
            if reference is None:
                yield Finding(place, "object")
            elif path and reference.path is not None and reference.path[:-1] != [*path, "messages"]:
                yield Finding(
                    place,
                    "elsewhere",
                    received=capped(reference.text),
                    expected=f"#/{'/'.join(map(escape, path))}/messages/…",
                )


def _reference(pointer: str, value: Any) -> Reference | None:
    """The Reference Object that a value is."""
    text = value.get("$ref") if isinstance(value, dict) else None
    return Reference(pointer, text) if isinstance(text, str) else None


def _is_judged_as_use(reference: Reference) -> bool:
    """Whether the rows on channels, messages and servers in use judge where a reference leads."""
    at_root = reference.pointer.startswith(("/operations/", "/channels/"))
    return reference.kind == "used_message" or (reference.kind.startswith("used_") and at_root)


def _leads(reference: Reference, name: str, length: int) -> bool:
    """Whether a reference leads to an entry of a map of the root; one to another document may."""
    path = reference.path
    return path is None or (len(path) == length and path[0] == name)


def _typed(api: AsyncApi) -> Iterator[tuple[str, Any, str]]:
    """(pointer, value, type) of every value whose type AsyncAPI gives; each pointer once."""
    for kind, types in TYPES.items():
        for pointer, members in api.objects(kind):
            for name in types.keys() & members.keys():
                yield f"{pointer}/{name}", members[name], types[name]
    for places, expected in ((OBJECTS, "object"), (SCHEMAS, "object or boolean"), (TEXTS, "string")):
        for pointer, value in api.values(*places):
            yield pointer, value, expected
    for pointer, value in api.values(*(place for places in REFERENCES.values() for place in places)):
        if isinstance(value, dict) and "$ref" in value:
            yield f"{pointer}/$ref", value["$ref"], "string"


def _no_url(pointer: str, text: str) -> Findings:
    if (position := uri_error(text)) is not None:
        yield Finding(pointer, "syntax", received=capped(text), position=position + 1)
        return
    scheme, authority, *_ = parted(text)
    host = (authority or "").rpartition("@")[2]
    if scheme.lower() in ("http", "https") and host[:1] in ("", ":"):
        yield Finding(pointer, "host", received=capped(text))


def _json(value: Any) -> str:
    return capped(json.dumps(value, ensure_ascii=False))


_PARTS = ("operations", "replies", "addresses", "locations", "schemes", "references", "internal_references")
"""The parts of the view that are incomplete where an Object cannot be read."""
