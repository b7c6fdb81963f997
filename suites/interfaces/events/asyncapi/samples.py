"""Samples of AsyncAPI documents: texts that cannot be stored, and the honest one with one change each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from conformance.readers.json_values import changed

_GOOD = Path(__file__).with_name("samples") / "good" / "rooms.json"
_REST = '"channels": {"a": {}}, "operations": {"b": {"action": "send", "channel": {"$ref": "#/channels/a"}}}'
TEXT = f'{{"asyncapi": "3.0.0", "info": {{"title": "Türen", "version": "2"}}, {_REST}}}'
YAML = """asyncapi: 3.0.0
info: {title: Rooms, version: '1'}
channels: {a: {}}
operations: {b: {action: send, channel: {$ref: '#/channels/a'}}}
"""
ANNOUNCE, ANSWER, ENTERED = "/operations/announce", "/operations/answer", "/channels/entered"
SCHEMES = "/components/securitySchemes"
# What is changed: file -> the place and the new value there; None removes the member.
CHANGES: dict[str, tuple[str, Any]] = {
    "IFC-ASY-004_two_parts": ("/asyncapi", "3.0"),
    "IFC-ASY-005_no_info": ("/info", None),
    "IFC-ASY-005_no_title": ("/info/title", None),
    "IFC-ASY-005_no_version": ("/info/version", None),
    "IFC-ASY-005_no_license_name": ("/info/license/name", None),
    "IFC-ASY-005_no_protocol": ("/servers/broker/protocol", None),
    "IFC-ASY-005_no_host": ("/components/servers/shared/host", None),
    "IFC-ASY-005_no_action": (f"{ANNOUNCE}/action", None),
    "IFC-ASY-005_no_channel": ("/components/operations/shared/channel", None),
    "IFC-ASY-005_no_reply_location": (f"{ANSWER}/reply/address/location", None),
    "IFC-ASY-005_no_correlation_location": ("/components/correlationIds/id/location", None),
    "IFC-ASY-005_no_security_type": (f"{SCHEMES}/password/type", None),
    "IFC-ASY-005_no_tag_name": ("/info/tags/0/name", None),
    "IFC-ASY-005_no_docs_url": ("/info/externalDocs/url", None),
    "IFC-ASY-006_title_number": ("/info/title", 7),
    "IFC-ASY-006_title_list": ("/info/title", ["房间"]),
    "IFC-ASY-006_tags_object": ("/info/tags", {}),
    "IFC-ASY-006_channel_text": ("/channels/questions", "questions"),
    "IFC-ASY-006_address_number": ("/components/channels/spare/address", 7),
    "IFC-ASY-006_messages_object": (f"{ANNOUNCE}/messages", {"entered": {}}),
    "IFC-ASY-006_description_null": ("/info/description", 1.5),
    "IFC-ASY-006_flag": ("/defaultContentType", True),
    "IFC-ASY-006_tag_text": ("/channels/entered/tags/0", "rooms"),
    "IFC-ASY-006_components_list": ("/components/parameters", []),
    "IFC-ASY-006_scope_number": (f"{SCHEMES}/oauth/scopes/0", 1),
    "IFC-ASY-006_choice_number": ("/servers/broker/variables/stage/enum/0", 1),
    "IFC-ASY-006_scope_list": (f"{SCHEMES}/oauth/flows/clientCredentials/availableScopes/rooms:read", []),
    "IFC-ASY-006_flow_text": (f"{SCHEMES}/oauth/flows/implicit", "https://id.platform.example/authorize"),
    "IFC-ASY-006_flow_url_number": (f"{SCHEMES}/oauth/flows/password/tokenUrl", 1),
    "IFC-ASY-006_payload_text": ("/components/messages/asked/payload", "string"),
    "IFC-ASY-006_schema_list": ("/components/schemas/my.own-Event_2", ["string"]),
    "IFC-ASY-006_reference_number": ("/servers/shared/$ref", 1),
    "IFC-ASY-006_trait_content_type": ("/components/messageTraits/text/contentType", 1),
    "IFC-ASY-006_trait_security": ("/components/operationTraits/quick/security", {}),
    "IFC-ASY-006_bindings_list": ("/components/operationTraits/quick/bindings", []),
    "IFC-ASY-007_space": ("/components/schemas/an event", {"type": "object"}),
    "IFC-ASY-008_server_with_a_full_stop": ("/servers/live.broker", {"host": "a.example", "protocol": "mqtt"}),
    "IFC-ASY-009_word": ("/id", "rooms"),
    "IFC-ASY-010_terms": ("/info/termsOfService", "/terms"),
    "IFC-ASY-010_contact": ("/info/contact/url", "support"),
    "IFC-ASY-010_license": ("/info/license/url", "LICENSE"),
    "IFC-ASY-010_docs": ("/components/externalDocs/more/url", "more.html"),
    "IFC-ASY-010_openid": (f"{SCHEMES}/openid/openIdConnectUrl", "/.well-known/openid-configuration"),
    "IFC-ASY-010_token": (f"{SCHEMES}/oauth/flows/password/tokenUrl", "/token"),
    "IFC-ASY-010_no_host": ("/info/externalDocs/url", "https:///docs"),
    "IFC-ASY-010_user_alone": ("/info/license/url", "http://support@:80/LICENSE"),
    "IFC-ASY-011_default": ("/defaultContentType", "json"),
    "IFC-ASY-011_message": ("/components/messages/entered/contentType", "cloudevents+json"),
    "IFC-ASY-011_trait": ("/components/messageTraits/text/contentType", "text/"),
    "IFC-ASY-012_no_message": ("/channels/questions/messages/asked/$ref", "#/components/messages/answered"),
    "IFC-ASY-012_no_index": ("/servers/broker/security/0/$ref", "#/info/tags/9"),
    "IFC-ASY-012_space": ("/components/messages/entered/payload/$ref", "#/components/schemas/an event"),
    "IFC-ASY-012_leading_zero": ("/servers/broker/security/0/$ref", "#/info/tags/00"),
    "IFC-ASY-012_superscript": ("/servers/broker/security/0/$ref", "#/info/tags/\u00b9"),
    "IFC-ASY-012_whole_document": ("/servers/shared/$ref", "#"),
    "IFC-ASY-012_other_kind": ("/operations/announce/security/0/$ref", "#/components/messages/asked"),
    "IFC-ASY-012_map": ("/operations/shared/$ref", "#/components/operations"),
    "IFC-ASY-012_channel_of_another_kind": (
        "/components/operations/shared/channel/$ref",
        "#/channels/questions/messages/asked",
    ),
    "IFC-ASY-012_server_of_another_kind": (
        "/components/channels/spare/servers/0/$ref",
        "#/components/channels/spare",
    ),
    "IFC-ASY-012_schema_of_another_kind": ("/components/messages/entered/payload/$ref", "#/components/messages/asked"),
    "IFC-ASY-012_text": ("/info/tags/1/$ref", "#/info/title"),
    "IFC-ASY-013_publish": (f"{ANNOUNCE}/action", "publish"),
    "IFC-ASY-014_component": (f"{ANSWER}/channel/$ref", "#/components/channels/spare"),
    "IFC-ASY-014_message": (f"{ANSWER}/channel/$ref", "#/channels/questions/messages/asked"),
    "IFC-ASY-014_title": (f"{ANSWER}/channel/$ref", "#/info/title"),
    "IFC-ASY-014_object": ("/components/operations/shared/channel", {"address": "spare"}),
    "IFC-ASY-015_component": (f"{ANNOUNCE}/messages/0/$ref", "#/components/messages/entered"),
    "IFC-ASY-015_other_channel": (f"{ANNOUNCE}/messages/0/$ref", "#/channels/questions/messages/asked"),
    "IFC-ASY-015_object": (f"{ANNOUNCE}/messages/0", {"payload": {}}),
    "IFC-ASY-016_component": (f"{ENTERED}/servers/0/$ref", "#/components/servers/shared"),
    "IFC-ASY-016_object": (f"{ENTERED}/servers/0", {"host": "a.example", "protocol": "mqtt"}),
    "IFC-ASY-014_component_in_a_reply": (f"{ANSWER}/reply", {"channel": {"$ref": "#/components/channels/spare"}}),
    "IFC-ASY-014_object_in_a_reply": ("/components/replies/none/channel", {"address": None}),
    "IFC-ASY-015_other_channel_in_a_reply": (f"{ANSWER}/reply/messages/0/$ref", "#/channels/questions/messages/asked"),
    "IFC-ASY-015_object_in_a_reply": (f"{ANSWER}/reply/messages/0", {"payload": {}}),
    "IFC-ASY-017_both": ("/channels/answers/address", "answers"),
    "IFC-ASY-018_not_described": ("/channels/questions/address", "questions/{roomId}"),
    "IFC-ASY-019_not_in_the_address": (f"{ENTERED}/parameters/userId", {"description": "who"}),
    "IFC-ASY-019_no_address": ("/channels/answers/parameters", {"userId": {}}),
    "IFC-ASY-020_query": ("/channels/questions/address", "questions?room=1"),
    "IFC-ASY-020_fragment": ("/channels/questions/address", "questions#Room"),
    "IFC-ASY-021_no_dollar": ("/components/correlationIds/id/location", "message.header#/id"),
    "IFC-ASY-021_body": (f"{ANSWER}/reply/address/location", "$message.body#/replyTo"),
    "IFC-ASY-021_no_pointer": (f"{ENTERED}/parameters/roomId/location", "$message.payload#room"),
    "IFC-ASY-021_tilde": ("/components/messages/asked/correlationId/location", "$message.payload#/a~2"),
    "IFC-ASY-022_basic": (f"{SCHEMES}/password/type", "basic"),
    "IFC-ASY-023_no_in": (f"{SCHEMES}/key/in", None),
    "IFC-ASY-023_no_name": (f"{SCHEMES}/cookie/name", None),
    "IFC-ASY-023_no_scheme": (f"{SCHEMES}/bearer/scheme", None),
    "IFC-ASY-023_no_flows": (f"{SCHEMES}/oauth/flows", None),
    "IFC-ASY-023_no_url": (f"{SCHEMES}/openid/openIdConnectUrl", None),
    "IFC-ASY-023_key_in_a_header": (f"{SCHEMES}/key/in", "header"),
    "IFC-ASY-023_key_in_the_body": (f"{SCHEMES}/cookie/in", "body"),
    "IFC-ASY-023_no_token_url": (f"{SCHEMES}/oauth/flows/authorizationCode/tokenUrl", None),
    "IFC-ASY-023_no_authorization_url": (f"{SCHEMES}/oauth/flows/implicit/authorizationUrl", None),
    "IFC-ASY-023_no_scopes": (f"{SCHEMES}/oauth/flows/clientCredentials/availableScopes", None),
    "IFC-ASY-025_no_domain": ("/info/contact/email", "support"),
    "IFC-ASY-025_backslash": ("/info/contact/email", "support@platform.example\\"),
    "IFC-ASY-025_two_full_stops": ("/info/contact/email", "the..support@platform.example"),
    "IFC-ASY-025_hyphen": ("/info/contact/email", "support@platform-.example"),
    "IFC-ASY-024_none": ("/operations", None),
    "IFC-ASY-024_empty": ("/operations", {}),
    "IFC-ASY-023_no_password_url": (f"{SCHEMES}/oauth/flows/password/tokenUrl", None),
}


def good() -> dict[str, bytes]:
    """The text as it should be."""
    honest = json.loads(_GOOD.read_text(encoding="utf-8"))
    extended = changed(honest, ("/channels/x-note", 7), ("/servers/x-note", "ours"), ("/operations/x-note", []))
    quoted = changed(honest, ("/info/contact/email", '"the support"@[192.0.2.1]'))
    unicode = changed(honest, ("/info/contact/email", "支持+1@平台.example"))
    boolean = changed(honest, ("/components/schemas/event", True), ("/components/messages/asked/payload", False))
    return {
        "utf8.json": TEXT.encode(),
        "asyncapi.yaml": YAML.encode(),
        "extended.json": extended,
        "quoted_name.json": quoted,
        "unicode_name.json": unicode,
        "boolean_schemas.json": boolean,
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes; the name starts with the only row that the document breaks."""
    honest = json.loads(_GOOD.read_text(encoding="utf-8"))
    return {
        "IFC-ASY-001_byte_order_mark.json": TEXT.encode("utf-8-sig"),
        "IFC-ASY-001_empty.asyncapi.yaml": b"# nothing\n",
        "IFC-ASY-001_latin_1.asyncapi.json": TEXT.encode("latin-1"),
        "IFC-ASY-001_list.asyncapi.json": f"[{TEXT}]".encode(),
        "IFC-ASY-001_utf_16.asyncapi.yaml": TEXT.encode("utf-16"),
        "IFC-ASY-001_cut_off.asyncapi.json": TEXT[:-1].encode(),
        "IFC-ASY-001_two.asyncapi.yaml": f"{YAML}---\n{YAML}".encode(),
        "IFC-ASY-001_mapping_for_a_key.asyncapi.yaml": f"{YAML}? {{a: b}}\n: c\n".encode(),
        "IFC-ASY-001_no_anchor.asyncapi.yaml": f"{YAML}x-a: *nothing\n".encode(),
        "IFC-ASY-001_in_itself.asyncapi.yaml": f"{YAML}x-a: &a [*a]\n".encode(),
        "IFC-ASY-002_twice.json": TEXT.replace('"info"', '"x-a": 1, "x-a": 2, "info"').encode(),
        "IFC-ASY-002_twice.yaml": f"{YAML}x-a: 1\nx-a: 2\n".encode(),
        "IFC-ASY-003_tag.yaml": f"{YAML}x-a: !own 1\n".encode(),
        "IFC-ASY-003_not_a_number.yaml": f"{YAML}x-a: .nan\n".encode(),
        "IFC-ASY-005_no_version_at_all.asyncapi.json": changed(honest, ("/asyncapi", None)),
        "IFC-ASY-006_number.yaml": YAML.replace("3.0.0", "3.0").encode(),
        "IFC-ASY-008_parameter_with_a_space.json": changed(
            honest, (f"{ENTERED}/address", "rooms/{room id}"), (f"{ENTERED}/parameters", {"room id": {}})
        ),
        **{f"{name}.json": changed(honest, change) for name, change in CHANGES.items()},
    }
