"""The parts of the view that lack something where a value is missing or has another type."""

from __future__ import annotations

from conformance_suites.interfaces.wot.reader.description import AFFORDANCES

LIMITS = (
    ("minimum", "maximum", False),
    ("exclusiveMinimum", "maximum", True),
    ("minimum", "exclusiveMaximum", True),
    ("exclusiveMinimum", "exclusiveMaximum", True),
    ("minLength", "maxLength", False),
    ("minItems", "maxItems", False),
)
"""A lower and an upper limit of a data schema, and whether even equal ones leave no value."""
PARTS = {
    "op": ("purposes", "operations", "directed"),
    "href": ("uris", "templates", "relative"),
    **dict.fromkeys(("id", "support", "profile", "anchor", "proxy", "authorization"), ("uris",)),
    "base": ("uris", "relative"),
    **dict.fromkeys(("token", "refresh"), ("uris",)),
    **dict.fromkeys(("titles", "descriptions", "hreflang"), ("languages",)),
    **dict.fromkeys(("created", "modified"), ("dates",)),
    "security": ("activated", "security_names"),
    "scheme": ("schemes", "combinations", "listed", "security_names"),
    "schema": ("schema_names",),
    **dict.fromkeys(("type", "in", "qop"), ("listed",)),
    **dict.fromkeys(("readOnly", "writeOnly"), ("directed",)),
    **dict.fromkeys(("enum", *(each for pair in LIMITS for each in pair[:2])), ("restricted", "defaults")),
}
"""By term: the parts of the view that are incomplete where its value is missing or has another type."""
INSIDE = {
    "Form": ("operations", "purposes", "uris", "templates", "relative", "security_names", "schema_names", "directed"),
    "Link": ("uris", "relative", "languages"),
    "SecurityScheme": ("schemes", "combinations", "listed", "security_names", "uris", "languages"),
    "DataSchema": ("listed", "restricted", "defaults", "languages", "variables"),
    "AdditionalExpectedResponse": ("schema_names",),
}
"""By class: the parts of the view that are incomplete where it is not an object."""
_OF_AFFORDANCE = tuple(dict.fromkeys(("form_lists", *INSIDE["Form"], *INSIDE["DataSchema"])))
INSIDE |= {"ThingForm": INSIDE["Form"], **dict.fromkeys(AFFORDANCES, _OF_AFFORDANCE)}
ALL = (
    *("things", "both_contexts", "context_maps", "instances", "form_lists", "activated", "variables"),
    *dict.fromkeys(each for parts in (*PARTS.values(), *INSIDE.values()) for each in parts if each != "form_lists"),
)
"""The parts that lack something where there is no description at all."""


def lost(term: str, types: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of the view that lack something if the value of a term is missing or has another type."""
    inner = (each.strip("[]{}") for each in types)
    parts = (*PARTS.get(term, ()), *(part for each in inner for part in INSIDE.get(each, ())))
    return tuple(dict.fromkeys((*parts, "form_lists") if term == "forms" else parts))
