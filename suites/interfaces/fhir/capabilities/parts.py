"""The parts of the view that lack something where an element is missing or has another type."""

from __future__ import annotations

_CODED, _URLS = ("coded",), ("addresses",)
PARTS = {
    "status": _CODED,
    "kind": ("coded", "kinds", "messaging", "statements"),
    "mode": ("coded", "servers", "documents"),
    "code": ("coded", "resources"),
    "type": ("coded", "rests"),
    "fhirVersion": ("versions",),
    "date": ("dates",),
    "releaseDate": ("dates",),
    "name": ("names", "resources"),
    "format": ("formats",),
    "rest": ("statements", "rests", "servers", "resources", "coded", "addresses"),
    "resource": ("rests", "resources", "coded", "addresses"),
    "interaction": ("resources", "coded"),
    "searchParam": ("resources", "coded", "addresses"),
    "operation": _URLS,
    "security": ("servers",),
    "messaging": ("statements", "messaging", "coded", "addresses"),
    "endpoint": ("messaging", "addresses"),
    "supportedMessage": ("coded", "addresses"),
    "document": ("statements", "documents", "coded", "addresses"),
    "profile": ("addresses", "documents"),
    "software": ("statements", "dates"),
    "implementation": ("statements", "addresses"),
    "description": ("statements",),
    **dict.fromkeys(("versioning", "conditionalRead", "conditionalDelete", "referencePolicy"), _CODED),
    **dict.fromkeys(
        ("url", "definition", "address", "instantiates", "imports", "implementationGuide", "supportedProfile"), _URLS
    ),
}
"""By element: the parts that are incomplete where its value is missing or has another type."""
ALL = ("elements", *dict.fromkeys(part for parts in PARTS.values() for part in parts))
"""The parts that lack something where there is no statement at all."""


def lost(member: str) -> tuple[str, ...]:
    """The parts that lack something without an element."""
    return PARTS.get(member, ())
