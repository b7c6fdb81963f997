"""The Objects of an AsyncAPI 3 document: where each kind of them is, what it has to have, and of which type."""

from __future__ import annotations

_OPERATIONS = ("/operations/*", "/components/operations/*")
_CHANNELS = ("/channels/*", "/components/channels/*")
_SERVERS = ("/servers/*", "/components/servers/*")
_REPLIES = (*(f"{each}/reply" for each in _OPERATIONS), "/components/replies/*")
_MESSAGES = (*(f"{each}/messages/*" for each in _CHANNELS), "/components/messages/*")
_MESSAGE_TRAITS = (*(f"{each}/traits/*" for each in _MESSAGES), "/components/messageTraits/*")
_OPERATION_TRAITS = (*(f"{each}/traits/*" for each in _OPERATIONS), "/components/operationTraits/*")
_TAGGED = ("/info", *_SERVERS, *_CHANNELS, *_OPERATIONS, *_OPERATION_TRAITS, *_MESSAGES, *_MESSAGE_TRAITS)
_TAGS = (*(f"{each}/tags/*" for each in _TAGGED), "/components/tags/*")
_BOUND = (*_SERVERS, *_CHANNELS, *_OPERATIONS, *_OPERATION_TRAITS, *_MESSAGES, *_MESSAGE_TRAITS)
_BINDINGS = (
    *(f"{each}/bindings" for each in _BOUND),
    *(f"/components/{each}Bindings/*" for each in ("server", "channel", "operation", "message")),
)
_SECURED = (*_SERVERS, *_OPERATIONS, *_OPERATION_TRAITS)
_SCHEMES = (*(f"{each}/security/*" for each in _SECURED), "/components/securitySchemes/*")

FLOWS: dict[str, tuple[str, ...]] = {
    "implicit": ("authorizationUrl", "availableScopes"),
    "password": ("tokenUrl", "availableScopes"),
    "clientCredentials": ("tokenUrl", "availableScopes"),
    "authorizationCode": ("authorizationUrl", "tokenUrl", "availableScopes"),
}
FLOW_URLS = ("authorizationUrl", "tokenUrl", "refreshUrl")

PLACES: dict[str, tuple[str, ...]] = {
    "root": ("",),
    "map": ("/servers", "/channels", "/operations", "/components", "/components/*"),
    "info": ("/info",),
    "contact": ("/info/contact",),
    "license": ("/info/license",),
    "server": _SERVERS,
    "variable": (*(f"{each}/variables/*" for each in _SERVERS), "/components/serverVariables/*"),
    "channel": _CHANNELS,
    "parameter": (*(f"{each}/parameters/*" for each in _CHANNELS), "/components/parameters/*"),
    "operation": _OPERATIONS,
    "operation_trait": _OPERATION_TRAITS,
    "reply": _REPLIES,
    "reply_address": (*(f"{each}/address" for each in _REPLIES), "/components/replyAddresses/*"),
    "message": _MESSAGES,
    "message_trait": _MESSAGE_TRAITS,
    "correlation_id": (
        *(f"{each}/correlationId" for each in (*_MESSAGES, *_MESSAGE_TRAITS)),
        "/components/correlationIds/*",
    ),
    "security": _SCHEMES,
    "flows": tuple(f"{each}/flows" for each in _SCHEMES),
    "flow": tuple(f"{each}/flows/{name}" for each in _SCHEMES for name in FLOWS),
    "bindings": _BINDINGS,
    "tag": _TAGS,
    "docs": (*(f"{each}/externalDocs" for each in (*_TAGGED, *_TAGS)), "/components/externalDocs/*"),
}
"""Kind of Object -> the places where there may be one, or a Reference Object to one."""

_NO_REFERENCES = ("root", "map", "info", "contact", "license", "flows", "flow")
_SCHEMAS = tuple(f"{each}/{name}" for each in (*_MESSAGES, *_MESSAGE_TRAITS) for name in ("payload", "headers"))
REFERENCES: dict[str, tuple[str, ...]] = {
    **{kind: places for kind, places in PLACES.items() if kind not in _NO_REFERENCES},
    "used_channel": tuple(f"{each}/channel" for each in (*_OPERATIONS, *_REPLIES)),
    "used_message": tuple(f"{each}/messages/*" for each in (*_OPERATIONS, *_REPLIES)),
    "used_server": tuple(f"{each}/servers/*" for each in _CHANNELS),
    "schema": _SCHEMAS,
}
"""Kind of Object, or the use of one -> the places of Reference Objects to it."""
TEXTS = (
    *(f"{each}/{name}/*" for each in (*PLACES["variable"], *PLACES["parameter"]) for name in ("enum", "examples")),
    *(f"{each}/scopes/*" for each in _SCHEMES),
    *(f"{each}/availableScopes/*" for each in PLACES["flow"]),
)
"""The places of strings in lists and maps."""
SCHEMAS = (*_SCHEMAS, "/components/schemas/*")
"""The places of schemas: an object, or true or false."""

REQUIRED: dict[str, tuple[str, ...]] = {
    "root": ("asyncapi", "info"),
    "info": ("title", "version"),
    "license": ("name",),
    "server": ("host", "protocol"),
    "operation": ("action", "channel"),
    "reply_address": ("location",),
    "correlation_id": ("location",),
    "security": ("type",),
    "tag": ("name",),
    "docs": ("url",),
}
STRINGS = ("title", "summary", "description")
_DESCRIBED = dict.fromkeys(STRINGS, "string")
_OPERATION = _DESCRIBED | {"security": "array", "tags": "array"}
_MESSAGE = _DESCRIBED | {"contentType": "string", "name": "string", "tags": "array", "examples": "array"}
TYPES: dict[str, dict[str, str]] = {
    "root": {"asyncapi": "string", "id": "string", "defaultContentType": "string"},
    "info": _DESCRIBED | {"version": "string", "termsOfService": "string", "tags": "array"},
    "contact": {"name": "string", "url": "string", "email": "string"},
    "license": {"name": "string", "url": "string"},
    "server": _DESCRIBED
    | {"host": "string", "protocol": "string", "protocolVersion": "string", "pathname": "string"}
    | {"variables": "object", "security": "array", "tags": "array"},
    "variable": {"enum": "array", "default": "string", "description": "string", "examples": "array"},
    "channel": _DESCRIBED
    | {"address": "string or null", "messages": "object", "servers": "array", "parameters": "object"}
    | {"tags": "array"},
    "parameter": {
        "enum": "array",
        "default": "string",
        "description": "string",
        "examples": "array",
        "location": "string",
    },
    "operation": _OPERATION | {"action": "string", "channel": "object", "traits": "array", "messages": "array"},
    "operation_trait": _OPERATION,
    "reply": {"channel": "object", "messages": "array"},
    "reply_address": {"description": "string", "location": "string"},
    "message": _MESSAGE | {"traits": "array"},
    "message_trait": _MESSAGE,
    "correlation_id": {"description": "string", "location": "string"},
    "security": {"type": "string", "description": "string", "name": "string", "in": "string", "scheme": "string"}
    | {"bearerFormat": "string", "openIdConnectUrl": "string", "scopes": "array"},
    "flow": dict.fromkeys(FLOW_URLS, "string") | {"availableScopes": "object"},
    "tag": {"name": "string", "description": "string"},
    "docs": {"description": "string", "url": "string"},
}
URLS: dict[str, tuple[str, ...]] = {
    "info": ("termsOfService",),
    "contact": ("url",),
    "license": ("url",),
    "docs": ("url",),
    "security": ("openIdConnectUrl",),
}

_WITHOUT_MEMBERS = (
    *("userPassword", "X509", "symmetricEncryption", "asymmetricEncryption"),
    *("plain", "scramSha256", "scramSha512", "gssapi"),
)
SECURITY: dict[str, dict[str, tuple[str, ...]]] = {
    **{name: {} for name in _WITHOUT_MEMBERS},
    "apiKey": {"in": ("user", "password")},
    "httpApiKey": {"name": (), "in": ("query", "header", "cookie")},
    "http": {"scheme": ()},
    "oauth2": {"flows": ()},
    "openIdConnect": {"openIdConnectUrl": ()},
}
"""Type of a security scheme -> the members that it requires, each with its values, or none if any is right."""
