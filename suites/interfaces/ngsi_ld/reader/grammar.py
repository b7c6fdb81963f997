"""The members of entities and attributes (ETSI GS CIM 009, 4.5, 4.6 and 5.2)."""

from __future__ import annotations

import re

VALUES = {
    "Property": "value",
    "GeoProperty": "value",
    "Relationship": "object",
    "LanguageProperty": "languageMap",
    "VocabProperty": "vocab",
    "JsonProperty": "json",
    "ListProperty": "valueList",
    "ListRelationship": "objectList",
}
"""By type of attribute: the member with its value."""
SERIES = {
    "Property": "values",
    "GeoProperty": "values",
    "Relationship": "objects",
    "LanguageProperty": "languageMaps",
    "VocabProperty": "vocabs",
    "JsonProperty": "jsons",
    "ListProperty": "valueLists",
    "ListRelationship": "objectLists",
}
"""By type of attribute: the member with its values over time in the simplified temporal representation."""
IMPLIED = {
    "object": "Relationship",
    "languageMap": "LanguageProperty",
    "vocab": "VocabProperty",
    "json": "JsonProperty",
    "valueList": "ListProperty",
    "objectList": "ListRelationship",
    "value": "Property",
}
"""By member: the type of an attribute in the concise representation, which leaves it out."""
SHAPES: dict[str, tuple[type, bool]] = {
    "VocabProperty": (str, True),
    "JsonProperty": (dict, True),
    "ListProperty": (list, False),
    "ListRelationship": (list, False),
}
"""By type of attribute: the type of its value, and whether an array of such values is one as well."""
UNITLESS = ("Relationship", "ListRelationship", "LanguageProperty", "VocabProperty", "JsonProperty")
TIMES = ("observedAt", "createdAt", "modifiedAt", "deletedAt", "expiresAt")
ENTITY = frozenset(("id", "type", "@id", "@type", "@context", "scope", *TIMES))
"""Members of an entity that are not attributes."""
SPACES = ("location", "observationSpace", "operationSpace")
"""The attributes of an entity that have to be geometries."""
ATTRIBUTE = frozenset(
    (
        *("type", "@type", "@context", "datasetId", "instanceId", "unitCode", "lang", "objectType", "valueType"),
        *(*TIMES, *VALUES.values(), *SERIES.values(), "entity", "entityList", "entityIdSealed", "entityTypeSealed"),
        *("previousValue", "previousObject", "previousLanguageMap", "previousVocab", "previousJson"),
        *("previousValueList", "previousObjectList"),
    )
)
"""Members of an attribute that are not attributes of it."""
GEOMETRIES = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""By geometry of GeoJSON: how many arrays there are around a position."""
NULL = "urn:ngsi-ld:null"
DEFAULT = "@none"
"""The dataset of the default instance, and the language of a text in no language."""
_NAME = re.compile(r"[^\W\d_]\w*")
_SCOPE = re.compile(r"/?[^\W\d_]\w*(?:/[^\W\d_]\w*)*")
_UNIT = re.compile("[A-Z0-9]{2,3}")


def is_name(text: str) -> bool:
    """Whether the text may be a name of a type or an attribute: a short one, one with a prefix or a URI."""
    return ":" in text or _NAME.fullmatch(text) is not None


def is_scope(text: str) -> bool:
    """Whether the text is a scope: names with slashes between them."""
    return _SCOPE.fullmatch(text) is not None


def is_unit_code(text: str) -> bool:
    """Whether the text has the form of a common code of UN/CEFACT Recommendation 20: 2 or 3 letters and digits."""
    return _UNIT.fullmatch(text) is not None
