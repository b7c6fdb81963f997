"""Entities of NGSI-LD: other objects have an `id` and a `type` as well."""

from __future__ import annotations

from typing import Any

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.interfaces.ngsi_ld.reader.grammar import IMPLIED, VALUES

from .view import view

URN = "urn:ngsi-ld:"
NAMES = (".ngsi-ld.json", ".ngsi-ld.jsonld")

OTHERS = ("Subscription", "ContextSourceRegistration", "Notification", "ContextSourceNotification", "Feature")
"""Other data types of NGSI-LD, which have an identifier as well (5.2, 5.3)."""


def recognises(source: Source) -> bool:
    """Whether the first entity has an identifier or a context of NGSI-LD, or an attribute of one of its types."""
    if source.name.lower().endswith(NAMES):
        return True
    try:
        entities = source.once(view).entities
    except Blocked:
        return False
    members = entities[0].members if entities else {}
    if members.get("type") in OTHERS:
        return False
    if str(members.get("id", "")).startswith(URN) or "ngsi-ld" in str(members.get("@context", "")):
        return True
    return any(_is_attribute(each) for each in members.values())


def _is_attribute(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(kind := value.get("type"), str):
        return False
    return kind in VALUES and not IMPLIED.keys().isdisjoint(value)
