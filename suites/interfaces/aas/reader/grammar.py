"""The metamodel of Part 1 (IDTA-01001): by class its attributes, as the JSON serialization names them.

A type is `boolean`, the name of a data type of text, of an enumeration or of a class; `[T]` is an array. A `!` marks a
mandatory attribute. Where the versions 3.0 to 3.2 differ, the more permissive one is taken: a JSON text does not say
its version. Attributes that are not listed are left to extensions.
"""

from __future__ import annotations

from typing import NamedTuple

TEXTS: dict[str, tuple[int, int | None]] = {
    "Text": (0, None),
    "NonEmptyText": (1, None),
    "Identifier": (1, 2048),
    "NameType": (1, 128),
    "LabelType": (1, 64),
    "MessageTopicType": (1, 255),
    "PathType": (1, 2048),
    "VersionType": (1, 4),
    "RevisionType": (1, 4),
    "ContentType": (1, 128),
    "BlobType": (0, None),
    "DateTimeUtc": (1, None),
    "Duration": (1, None),
    "Language": (1, None),
    "Name128": (1, 128),
    "Text1023": (1, 1023),
    "Name255": (1, 255),
    "Name18": (1, 18),
    "ValueType": (1, 2000),
}
"""By data type: the least and the largest number of characters."""

_ELEMENTS = (
    *(
        "AnnotatedRelationshipElement",
        "BasicEventElement",
        "Blob",
        "Capability",
        "DataElement",
        "Entity",
        "EventElement",
    ),
    *("File", "MultiLanguageProperty", "Operation", "Property", "Range", "ReferenceElement", "RelationshipElement"),
    *("SubmodelElement", "SubmodelElementCollection", "SubmodelElementList"),
)
IDENTIFIABLE_KEYS = ("AssetAdministrationShell", "ConceptDescription", "Identifiable", "Submodel")
GLOBAL_KEYS = ("GlobalReference",)
FRAGMENT_KEYS = ("FragmentReference",)
ELEMENT_KEYS = _ELEMENTS
_NUMBERS = (
    *("byte", "decimal", "double", "float", "int", "integer", "long", "negativeInteger", "nonNegativeInteger"),
    *("nonPositiveInteger", "positiveInteger", "short", "unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort"),
)
_TIMES = ("date", "dateTime", "duration", "gDay", "gMonth", "gMonthDay", "gYear", "gYearMonth", "time")
ENUMERATIONS: dict[str, tuple[str, ...]] = {
    "ModellingKind": ("Template", "Instance"),
    "QualifierKind": ("ValueQualifier", "ConceptQualifier", "TemplateQualifier"),
    "AssetKind": ("Type", "Instance", "Role", "Batch", "NotApplicable"),
    "AasSubmodelElements": _ELEMENTS,
    "EntityType": ("CoManagedEntity", "SelfManagedEntity"),
    "Direction": ("input", "output"),
    "StateOfEvent": ("on", "off"),
    "ReferenceTypes": ("ExternalReference", "ModelReference"),
    "KeyTypes": (*IDENTIFIABLE_KEYS, *_ELEMENTS, *FRAGMENT_KEYS, *GLOBAL_KEYS, "Referable"),
    "DataTypeDefXsd": tuple(
        sorted(
            f"xs:{each}" for each in ("anyURI", "base64Binary", "boolean", "hexBinary", "string", *_NUMBERS, *_TIMES)
        )
    ),
    "DataTypeIec61360": (
        *("DATE", "STRING", "STRING_TRANSLATABLE", "INTEGER_MEASURE", "INTEGER_COUNT", "INTEGER_CURRENCY"),
        *("REAL_MEASURE", "REAL_COUNT", "REAL_CURRENCY", "BOOLEAN", "IRI", "IRDI", "RATIONAL", "RATIONAL_MEASURE"),
        *("TIME", "TIMESTAMP", "FILE", "HTML", "BLOB"),
    ),
}
"""By enumeration: its values."""

_SEMANTICS = {"semanticId": "Reference", "supplementalSemanticIds": "[Reference]"}
_SPECIFIED = {"embeddedDataSpecifications": "[EmbeddedDataSpecification]"}
_QUALIFIED = {"qualifiers": "[Qualifier]"}
_REFERABLE = {
    "extensions": "[Extension]",
    "category": "NameType",
    "idShort": "NameType",
    "displayName": "[LangStringNameType]",
    "description": "[LangStringTextType]",
}
_IDENTIFIABLE = {**_REFERABLE, "administration": "AdministrativeInformation", "id": "Identifier !"}
_ELEMENT = {**_REFERABLE, **_SEMANTICS, **_QUALIFIED, **_SPECIFIED}
_RELATION = {**_ELEMENT, "first": "Reference", "second": "Reference"}
_ASSET_IDS = {"globalAssetId": "Identifier", "specificAssetIds": "[SpecificAssetId]"}

_ELEMENT_CLASSES: dict[str, dict[str, str]] = {
    "AnnotatedRelationshipElement": {**_RELATION, "annotations": "[DataElement]"},
    "BasicEventElement": {
        **_ELEMENT,
        "observed": "Reference !",
        "direction": "Direction !",
        "state": "StateOfEvent !",
        "messageTopic": "MessageTopicType",
        "messageBroker": "Reference",
        "lastUpdate": "DateTimeUtc",
        "minInterval": "Duration",
        "maxInterval": "Duration",
    },
    "Blob": {**_ELEMENT, "value": "BlobType", "contentType": "ContentType"},
    "Capability": _ELEMENT,
    "Entity": {**_ELEMENT, "statements": "[SubmodelElement]", "entityType": "EntityType", **_ASSET_IDS},
    "File": {**_ELEMENT, "value": "PathType", "contentType": "ContentType"},
    "MultiLanguageProperty": {**_ELEMENT, "value": "[LangStringTextType]", "valueId": "Reference"},
    "Operation": {
        **_ELEMENT,
        "inputVariables": "[OperationVariable]",
        "outputVariables": "[OperationVariable]",
        "inoutputVariables": "[OperationVariable]",
    },
    "Property": {**_ELEMENT, "valueType": "DataTypeDefXsd !", "value": "Text", "valueId": "Reference"},
    "Range": {**_ELEMENT, "valueType": "DataTypeDefXsd !", "min": "Text", "max": "Text"},
    "ReferenceElement": {**_ELEMENT, "value": "Reference"},
    "RelationshipElement": _RELATION,
    "SubmodelElementCollection": {**_ELEMENT, "value": "[SubmodelElement]"},
    "SubmodelElementList": {
        **_ELEMENT,
        "orderRelevant": "boolean",
        "semanticIdListElement": "Reference",
        "typeValueListElement": "AasSubmodelElements !",
        "valueTypeListElement": "DataTypeDefXsd",
        "value": "[SubmodelElement]",
    },
}
_DATA = ("Blob", "File", "MultiLanguageProperty", "Property", "Range", "ReferenceElement")
ABSTRACT: dict[str, tuple[str, ...]] = {
    "SubmodelElement": tuple(_ELEMENT_CLASSES),
    "DataElement": _DATA,
    "EventElement": ("BasicEventElement",),
    "DataSpecificationContent": ("DataSpecificationIec61360",),
}
"""By abstract class: the classes that `modelType` may name where one is expected."""


def _language(text: str) -> dict[str, str]:
    return {"language": "Language !", "text": f"{text} !"}


_CLASSES: dict[str, dict[str, str]] = {
    "Environment": {
        "assetAdministrationShells": "[AssetAdministrationShell]",
        "submodels": "[Submodel]",
        "conceptDescriptions": "[ConceptDescription]",
    },
    "AssetAdministrationShell": {
        **_IDENTIFIABLE,
        **_SPECIFIED,
        "derivedFrom": "Reference",
        "assetInformation": "AssetInformation !",
        "submodels": "[Reference]",
    },
    "Submodel": {
        **_IDENTIFIABLE,
        "kind": "ModellingKind",
        **_SEMANTICS,
        **_QUALIFIED,
        **_SPECIFIED,
        "submodelElements": "[SubmodelElement]",
    },
    "ConceptDescription": {**_IDENTIFIABLE, **_SPECIFIED, "isCaseOf": "[Reference]"},
    **_ELEMENT_CLASSES,
    "OperationVariable": {"value": "SubmodelElement !"},
    "AssetInformation": {
        "assetKind": "AssetKind !",
        **_ASSET_IDS,
        "assetType": "Identifier",
        "defaultThumbnail": "Resource",
    },
    "Resource": {"path": "PathType !", "contentType": "ContentType"},
    "SpecificAssetId": {
        **_SEMANTICS,
        "name": "LabelType !",
        "value": "Identifier !",
        "externalSubjectId": "Reference",
    },
    "AdministrativeInformation": {
        **_SPECIFIED,
        "version": "VersionType",
        "revision": "RevisionType",
        "creator": "Reference",
        "templateId": "Identifier",
    },
    "Extension": {
        **_SEMANTICS,
        "name": "NameType !",
        "valueType": "DataTypeDefXsd",
        "value": "Text",
        "refersTo": "[Reference]",
    },
    "Qualifier": {
        **_SEMANTICS,
        "kind": "QualifierKind",
        "type": "NameType !",
        "valueType": "DataTypeDefXsd !",
        "value": "Text",
        "valueId": "Reference",
    },
    "Reference": {"type": "ReferenceTypes !", "referredSemanticId": "Reference", "keys": "[Key] !"},
    "Key": {"type": "KeyTypes !", "value": "Identifier !"},
    "LangStringNameType": _language("Name128"),
    "LangStringTextType": _language("Text1023"),
    "LangStringPreferredNameTypeIec61360": _language("Name255"),
    "LangStringShortNameTypeIec61360": _language("Name18"),
    "LangStringDefinitionTypeIec61360": _language("Text1023"),
    "EmbeddedDataSpecification": {
        "dataSpecification": "Reference !",
        "dataSpecificationContent": "DataSpecificationContent !",
    },
    "DataSpecificationIec61360": {
        "preferredName": "[LangStringPreferredNameTypeIec61360] !",
        "shortName": "[LangStringShortNameTypeIec61360]",
        "unit": "NonEmptyText",
        "unitId": "Reference",
        "sourceOfDefinition": "NonEmptyText",
        "symbol": "NonEmptyText",
        "dataType": "DataTypeIec61360",
        "definition": "[LangStringDefinitionTypeIec61360]",
        "valueFormat": "NonEmptyText",
        "valueList": "ValueList",
        "value": "ValueType",
        "levelType": "LevelType",
    },
    "ValueList": {"valueReferencePairs": "[ValueReferencePair] !"},
    "ValueReferencePair": {"value": "ValueType !", "valueId": "Reference !"},
    "LevelType": {"min": "boolean !", "nom": "boolean !", "typ": "boolean !", "max": "boolean !"},
}
ELEMENTS = frozenset(_ELEMENT_CLASSES)
IDENTIFIABLES = ("AssetAdministrationShell", "Submodel", "ConceptDescription")
TYPED = frozenset((*IDENTIFIABLES, *ELEMENTS, "DataSpecificationIec61360"))
"""The classes whose objects say by `modelType` what they are."""


class Attribute(NamedTuple):
    """The type of an attribute, whether it is an array of it, and whether it is mandatory.

    `sort` is what a value is: `text`, `choice` of an enumeration, `boolean` or `object`; `told` is whether the object
    says by `modelType` what it is.
    """

    type: str
    array: bool
    mandatory: bool
    sort: str
    told: bool


def _attribute(text: str) -> Attribute:
    name, mark, _ = text.partition(" !")
    kind = name.strip("[]")
    sort = "text" if kind in TEXTS else "choice" if kind in ENUMERATIONS else kind if kind == "boolean" else "object"
    return Attribute(kind, name.startswith("["), bool(mark), sort, kind in TYPED or kind in ABSTRACT)


CLASSES = {name: {each: _attribute(text) for each, text in members.items()} for name, members in _CLASSES.items()}
"""By class: its attributes."""
MANDATORY = {name: tuple(each for each, its in members.items() if its.mandatory) for name, members in CLASSES.items()}
"""By class: its mandatory attributes."""
LABELLED = tuple(name for name, members in CLASSES.items() if not {"qualifiers", "extensions"}.isdisjoint(members))
"""The classes with qualifiers or extensions."""


def is_a(kind: str, other: str) -> bool:
    """Whether a class is another one, or a subclass of it."""
    return kind == other or kind in ABSTRACT.get(other, ()) or (kind, other) == _ANNOTATED


_ANNOTATED = ("AnnotatedRelationshipElement", "RelationshipElement")
