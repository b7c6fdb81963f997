"""The parts of the view that lack something where a value is missing or has another type."""

from __future__ import annotations

from conformance_suites.interfaces.aas.reader.grammar import ABSTRACT, CLASSES, TEXTS, TYPED, Attribute
from conformance_suites.interfaces.aas.reader.values import FORMATS

_NAMES = ("id_shorts", "name_spaces")
_REFERENCES = ("references", "chains", "directed", "submodel_references")
PARTS = {
    ("Reference", "type"): _REFERENCES,
    ("Reference", "keys"): (*_REFERENCES, "list_meanings"),
    ("Key", "type"): _REFERENCES,
    ("Key", "value"): (*_REFERENCES, "list_meanings"),
    ("Qualifier", "type"): ("labels",),
    ("Extension", "name"): ("labels",),
    ("Qualifier", "kind"): ("qualified",),
    ("Submodel", "kind"): ("qualified",),
    ("Entity", "entityType"): ("assets",),
    ("SubmodelElementList", "typeValueListElement"): ("lists",),
    ("SubmodelElementList", "valueTypeListElement"): ("lists",),
    ("DataSpecificationIec61360", "preferredName"): ("preferred_names",),
    ("DataSpecificationIec61360", "dataType"): ("data_types",),
    ("DataSpecificationIec61360", "definition"): ("defined",),
    ("DataSpecificationIec61360", "value"): ("specified_values", "defined"),
    ("DataSpecificationIec61360", "valueList"): ("specified_values",),
    ("LangStringPreferredNameTypeIec61360", "language"): ("preferred_names",),
    ("LangStringDefinitionTypeIec61360", "language"): ("defined",),
}
"""By class and attribute: the parts that are incomplete where its value is missing or has another type."""
OF_NAME = {
    "idShort": _NAMES,
    "id": ("identifiers", "submodel_references"),
    "version": ("administrations",),
    "revision": ("administrations",),
    "semanticId": ("supplemented", "list_meanings", "submodels"),
    "supplementalSemanticIds": ("supplemented",),
    "globalAssetId": ("assets",),
    "specificAssetIds": ("assets",),
    "valueType": ("valued", "lists"),
    "value": ("valued",),
    "min": ("valued",),
    "max": ("valued",),
    "language": ("languages", "language_sets"),
}
"""By attribute of any class, the same."""
OF_CLASS = {
    "AssetInformation": ("assets",),
    "AdministrativeInformation": ("administrations",),
    "SubmodelElementList": ("lists", "list_meanings"),
    "DataSpecificationIec61360": ("data_types", "defined", "preferred_names", "specified_values"),
    "Qualifier": ("qualified",),
    "Submodel": ("submodels", "submodel_references"),
}
"""By class: the parts that hold its objects."""


def _closure(kind: str, seen: set[str]) -> set[str]:
    """The parts that hold something of an object of this class, or of what may be in it."""
    parts: set[str] = set()
    for name in ABSTRACT.get(kind, (kind,)):
        if name in seen or name not in CLASSES:
            continue
        seen.add(name)
        parts.update(OF_CLASS.get(name, ()), ("typed",) if name in TYPED else ())
        if kind in ABSTRACT:
            parts.add("to_be_named")
        for attribute, each in CLASSES[name].items():
            parts |= _own(name, attribute, each) | _closure(each.type, seen)
    return parts


def _own(kind: str, name: str, attribute: Attribute) -> set[str]:
    parts = {*PARTS.get((kind, name), ()), *OF_NAME.get(name, ())}
    if attribute.array:
        parts.add("arrays")
    if attribute.type in TEXTS:
        parts.add("texts")
        parts.update(["bounded"] * (TEXTS[attribute.type] != (0, None)), ["formatted"] * (attribute.type in FORMATS))
    elif attribute.type not in CLASSES and attribute.type not in ABSTRACT and attribute.type != "boolean":
        parts.add("choices")
    return parts


_INSIDE = {kind: tuple(sorted(_closure(kind, set()))) for kind in (*CLASSES, *ABSTRACT)}
ALL = ("objects", *_INSIDE["Environment"])
"""The parts that lack something where there is no environment at all."""


def lost(kind: str, name: str, attribute: Attribute) -> tuple[str, ...]:
    """The parts that lack something without an attribute of a class, or an object where it has to be."""
    return tuple(sorted({*_own(kind, name, attribute), *_INSIDE.get(attribute.type, ())}))
