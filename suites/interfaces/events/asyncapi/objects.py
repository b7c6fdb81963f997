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
_SECURED = (*_SERVERS, *_OPERATIONS, *_OPERATION_TRAITS)

PLACES: dict[str, tuple[str, ...]] = {
    "root": ("",),
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
    "security": (*(f"{each}/security/*" for each in _SECURED), "/components/securitySchemes/*"),
    "tag": _TAGS,
    "docs": (*(f"{each}/externalDocs" for each in (*_TAGGED, *_TAGS)), "/components/externalDocs/*"),
}
"""Kind of Object -> the places where there may be one, or a Reference Object to one."""

REFERENCES = (
    *(
        place
        for kind, places in PLACES.items()
        if kind not in ("root", "info", "contact", "license")
        for place in places
    ),
    *(f"{each}/{name}" for each in (*_OPERATIONS, *_REPLIES) for name in ("channel", "messages/*")),
    *(f"{each}/servers/*" for each in _CHANNELS),
    *(f"{each}/{name}" for each in (*_MESSAGES, *_MESSAGE_TRAITS) for name in ("payload", "headers")),
)
"""The places of Reference Objects."""

MAPS = ("servers", "channels", "operations", "components")
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
TYPES: dict[str, dict[str, str]] = {
    "root": {"asyncapi": "string", "id": "string", "info": "object", "defaultContentType": "string"}
    | dict.fromkeys(MAPS, "object"),
    "info": _DESCRIBED
    | {"version": "string", "termsOfService": "string", "contact": "object", "license": "object", "tags": "array"},
    "contact": {"name": "string", "url": "string", "email": "string"},
    "license": {"name": "string", "url": "string"},
    "server": _DESCRIBED
    | {"host": "string", "protocol": "string", "protocolVersion": "string", "pathname": "string"}
    | {"variables": "object", "security": "array", "tags": "array", "bindings": "object"},
    "variable": {"enum": "array", "default": "string", "description": "string", "examples": "array"},
    "channel": _DESCRIBED
    | {"address": "string or null", "messages": "object", "servers": "array", "parameters": "object"}
    | {"tags": "array", "bindings": "object"},
    "parameter": {
        "enum": "array",
        "default": "string",
        "description": "string",
        "examples": "array",
        "location": "string",
    },
    "operation": _DESCRIBED
    | {"action": "string", "channel": "object", "security": "array", "tags": "array", "bindings": "object"}
    | {"traits": "array", "messages": "array", "reply": "object"},
    "reply": {"address": "object", "channel": "object", "messages": "array"},
    "reply_address": {"description": "string", "location": "string"},
    "message": _DESCRIBED
    | {"contentType": "string", "name": "string", "tags": "array", "bindings": "object", "examples": "array"}
    | {"traits": "array"},
    "correlation_id": {"description": "string", "location": "string"},
    "security": {"type": "string", "description": "string", "name": "string", "in": "string", "scheme": "string"}
    | {"bearerFormat": "string", "flows": "object", "openIdConnectUrl": "string", "scopes": "array"},
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
FLOW_URLS = ("authorizationUrl", "tokenUrl", "refreshUrl")

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
FLOWS: dict[str, tuple[str, ...]] = {
    "implicit": ("authorizationUrl", "availableScopes"),
    "password": ("tokenUrl", "availableScopes"),
    "clientCredentials": ("tokenUrl", "availableScopes"),
    "authorizationCode": ("authorizationUrl", "tokenUrl", "availableScopes"),
}
