"""Naming constraints of a chain (OpenID Federation 1.0, 6.2.2; RFC 5280, 4.2.1.10)."""

from __future__ import annotations

from typing import Any

from conformance.readers.json_values import object_or_empty
from conformance.readers.uri import parted


def names_in(constraints: Any) -> tuple[list[str] | None, list[str]]:
    """The names that are permitted, None where any is, and those that are excluded."""
    naming = object_or_empty(object_or_empty(constraints).get("naming_constraints"))
    found = {name: each for name, each in naming.items() if isinstance(each, list)}
    permitted, excluded = (
        [text for text in found.get(name, []) if isinstance(text, str)] for name in ("permitted", "excluded")
    )
    return permitted if "permitted" in found else None, excluded


def host_of(identifier: str) -> str:
    """The host of an entity identifier, in lower case, without a port."""
    authority = (parted(identifier)[1] or "").rpartition("@")[2].lower()
    return authority if authority.endswith("]") else authority.partition(":")[0]


def is_named(host: str, names: list[str]) -> bool:
    """Whether a host is one of the names, or in a domain that begins with a period."""
    for name in (each.lower() for each in names):
        if host.endswith(name) and len(host) > len(name) if name.startswith(".") else host == name:
            return True
    return False
