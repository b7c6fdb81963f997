"""The members of protected resource metadata, and the values that they may have (RFC 9728 2)."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from conformance.readers.uri import uri_error

LISTS = (
    *("authorization_servers", "scopes_supported", "bearer_methods_supported"),
    *("resource_signing_alg_values_supported", "authorization_details_types_supported"),
    "dpop_signing_alg_values_supported",
)
TEXTS = ("resource", "jwks_uri", "resource_name", "resource_documentation", "resource_policy_uri", "resource_tos_uri")
FLAGS = ("tls_client_certificate_bound_access_tokens", "dpop_bound_access_tokens_required")
MAY_BE_EMPTY = "bearer_methods_supported"
"""The one list that may be empty: no method of RFC 6750 is supported then."""
_TYPES = {**dict.fromkeys(LISTS, list), **dict.fromkeys(TEXTS, str), **dict.fromkeys(FLAGS, bool)}
_NAMES = {list: "array", str: "string", bool: "boolean"}
_SCOPE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+")


class Mistake(NamedTuple):
    """A value that a member may not have: `key` says what is wrong with it, `expected` what it should be."""

    pointer: str
    key: str
    received: Any
    expected: str = ""


def mistakes(members: Mapping[str, Any]) -> Iterator[Mistake]:
    """The values that are wrong, member by member."""
    for name, kind in _TYPES.items():
        if name not in members:
            continue
        value = members[name]
        if not isinstance(value, kind):
            yield Mistake(f"/{name}", "type", value, _NAMES[kind])
        elif isinstance(value, list):
            yield from _of_items(name, value)
    if isinstance(keys := members.get("jwks_uri"), str) and not _is_https(keys):
        yield Mistake("/jwks_uri", "keys", keys)


def _of_items(name: str, values: list[Any]) -> Iterator[Mistake]:
    for number, value in enumerate(values):
        if not isinstance(value, str):
            yield Mistake(f"/{name}/{number}", "type", value, _NAMES[str])
        elif name in _FORMS and not _FORMS[name][1](value):
            yield Mistake(f"/{name}/{number}", _FORMS[name][0], value)


def _is_https(text: str) -> bool:
    """Whether it is a URL of https, or one of http on loopback, where there is no network to protect from."""
    if uri_error(text) is not None:
        return False
    parts = urlsplit(text)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(text)))


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_issuer(text: str) -> bool:
    """Whether it can be the issuer of an authorization server (RFC 8414 2)."""
    return _is_https(text) and not any(each in text for each in "?#")


_FORMS: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "authorization_servers": ("server", _is_issuer),
    "scopes_supported": ("scope", lambda text: bool(_SCOPE.fullmatch(text))),
    "resource_signing_alg_values_supported": ("unsigned", lambda text: text != "none"),
}
