"""The view of an environment that the suites of the family share.

Values of the wrong type are skipped here: exactly one row reports them, and cuts off the parts that lack them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from conformance.readers.json import json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import list_or_empty
from conformance.readers.source import Source

from .grammar import ELEMENTS, IDENTIFIABLES, LABELLED, TEXTS, TYPED
from .members import Named, children, items, languages_of, text_of, variables
from .values import FORMATS
from .walk import Array, Found, Text, Walk

CHILDREN = {
    "Submodel": "submodelElements",
    "SubmodelElementCollection": "value",
    "Entity": "statements",
    "AnnotatedRelationshipElement": "annotations",
}
"""By class: the attribute with the elements whose names have to differ."""
VARIABLES = ("inputVariables", "outputVariables", "inoutputVariables")
VALUES = {"Property": ("value",), "Range": ("min", "max"), "Qualifier": ("value",), "Extension": ("value",)}
"""By class: the attributes whose values are of the type that `valueType` names."""
TARGETS = {
    ("AssetAdministrationShell", "derivedFrom"): ("AssetAdministrationShell",),
    ("AssetAdministrationShell", "submodels"): ("Submodel",),
    ("BasicEventElement", "observed"): (),
    ("BasicEventElement", "messageBroker"): (),
    ("SpecificAssetId", "externalSubjectId"): None,
}
"""By class and attribute: what its model references lead to, any of the model if empty; None for external ones."""


class Key(NamedTuple):
    """A key of a reference, with its place."""

    pointer: str
    type: str
    value: str


class Reference(NamedTuple):
    """A reference whose type and keys are known."""

    found: Found
    type: str
    keys: list[Key]


class Typed(NamedTuple):
    """A text and the type of XML Schema that it has to be of."""

    pointer: str
    value: str
    type: str


@dataclass(frozen=True)
class Environment(JsonDocument):
    """An environment of Asset Administration Shells, submodels and concept descriptions."""

    @cached_property
    def walk(self) -> Walk:
        """All that is in the environment."""
        walk = Walk()
        if isinstance(self.document, dict):
            walk.enter("Environment", self.document, "")
        return walk

    @property
    def objects(self) -> list[Found]:
        return self.walk.objects

    @cached_property
    def _by_kind(self) -> dict[str, list[Found]]:
        found: dict[str, list[Found]] = {}
        for each in self.walk.objects:
            found.setdefault(each.kind, []).append(each)
        return found

    def of(self, *kinds: str) -> list[Found]:
        """The objects of these classes."""
        return [each for kind in kinds for each in self._by_kind.get(kind, ())]

    # What the rows judge

    @cached_property
    def typed(self) -> list[Found]:
        """The objects that say what they are."""
        return [each for each in self.objects if each.kind in TYPED]

    @property
    def arrays(self) -> list[Array]:
        return self.walk.arrays

    @property
    def choices(self) -> list[Text]:
        """The values of enumerations."""
        return self.walk.choices

    @property
    def texts(self) -> list[Text]:
        """The texts of all data types."""
        return self.walk.texts

    @cached_property
    def bounded(self) -> list[Text]:
        """The texts of data types with a least or largest length."""
        return [each for each in self.walk.texts if TEXTS[each.type] != (0, None)]

    @cached_property
    def formatted(self) -> list[Text]:
        """The texts of data types with a format."""
        return [each for each in self.walk.texts if each.type in FORMATS]

    @cached_property
    def id_shorts(self) -> list[Named]:
        found = ((each.pointer, each.value.get("idShort")) for each in self.of(*IDENTIFIABLES, *ELEMENTS))
        return [Named(f"{pointer}/idShort", name) for pointer, name in found if isinstance(name, str)]

    @cached_property
    def to_be_named(self) -> list[Found]:
        """The elements that are not in a list."""
        return [each for each in self.of(*ELEMENTS) if each.around and each.around.kind != "SubmodelElementList"]

    @cached_property
    def name_spaces(self) -> list[list[Named]]:
        """The short names of elements that have to differ from each other."""
        spaces = [list(children(each, CHILDREN[each.kind])) for each in self.of(*CHILDREN)]
        operations = ([name for each in VARIABLES for name in variables(found, each)] for found in self.of("Operation"))
        return [each for each in (*spaces, *operations) if len(each) > 1]

    @cached_property
    def identifiers(self) -> list[Named]:
        """The identifiers of all shells, submodels and concept descriptions."""
        found = ((each.pointer, each.value.get("id")) for each in self.of(*IDENTIFIABLES))
        return [Named(f"{pointer}/id", name) for pointer, name in found if isinstance(name, str)]

    @property
    def administrations(self) -> list[Found]:
        return self.of("AdministrativeInformation")

    @cached_property
    def labels(self) -> list[list[Named]]:
        """The types of qualifiers and the names of extensions, of each object that has several."""
        found = []
        for each in self.of(*LABELLED):
            for attribute, name in (("qualifiers", "type"), ("extensions", "name")):
                given = list_or_empty(each.value.get(attribute))
                if len(given) > 1:
                    place = f"{each.pointer}/{attribute}"
                    named = ((f"{place}/{at}/{name}", text_of(item, name)) for at, item in enumerate(given))
                    found.append([Named(pointer, text) for pointer, text in named if text])
        return [each for each in found if len(each) > 1]

    @cached_property
    def references(self) -> list[Reference]:
        """The references whose type and keys are known."""
        return [known for each in self.of("Reference") if (known := _reference(each))]

    @property
    def chains(self) -> list[Reference]:
        """The references with several keys."""
        return [each for each in self.references if len(each.keys) > 1]

    @cached_property
    def directed(self) -> list[Reference]:
        """The references that have to lead to something of a certain class."""
        found = ((each, each.found.around, each.found.attribute) for each in self.references)
        return [each for each, around, name in found if around is not None and (around.kind, name) in TARGETS]

    @property
    def submodel_references(self) -> list[Reference]:
        """The references of shells to their submodels, where all identifiers of submodels are known."""
        if not all(isinstance(each.value.get("id"), str) for each in self.submodels):
            return []
        return [each for each in self.directed if each.found.attribute == "submodels" and each.type == "ModelReference"]

    @property
    def submodels(self) -> list[Found]:
        return self.of("Submodel")

    @cached_property
    def submodel_ids(self) -> frozenset[str]:
        """The identifiers of the submodels."""
        return frozenset(text_of(each.value, "id") or "" for each in self.submodels)

    @cached_property
    def supplemented(self) -> list[Found]:
        """The objects with supplemental semantic ids."""
        name = "supplementalSemanticIds"
        return [each for each in self.objects if name in each.value and list_or_empty(each.value[name])]

    @property
    def assets(self) -> list[Found]:
        """What has to say which asset it is of."""
        managed = [each for each in self.of("Entity") if each.value.get("entityType") == "SelfManagedEntity"]
        return [*self.of("AssetInformation"), *managed]

    @cached_property
    def valued(self) -> list[Typed]:
        """The values of a type of XML Schema; without `valueType` an extension is a string."""
        found = []
        for each in self.of(*VALUES):
            kind = each.value.get("valueType")
            for name in VALUES[each.kind]:
                text = each.value.get(name)
                if isinstance(kind, str) and isinstance(text, str):
                    found.append(Typed(f"{each.pointer}/{name}", text, kind))
        return found

    @cached_property
    def languages(self) -> list[Text]:
        """The languages of texts."""
        return [each for each in self.walk.texts if each.type == "Language"]

    @cached_property
    def language_sets(self) -> list[list[Text]]:
        """The languages of the texts that say the same, where there are several."""
        found: dict[str, list[Text]] = {}
        for each in self.languages:
            found.setdefault(each.within.pointer.rpartition("/")[0], []).append(each)
        return [each for each in found.values() if len(each) > 1]

    @property
    def lists(self) -> list[Found]:
        return self.of("SubmodelElementList")

    @cached_property
    def qualified(self) -> list[tuple[Found, Found]]:
        """(qualifier, submodel) of the qualifiers for templates in a submodel."""
        found = []
        for each in self.of("Qualifier"):
            above = list(each.above())
            in_variable = any(around.kind == "OperationVariable" for around in above)
            submodel = next((around for around in above if around.kind == "Submodel"), None)
            if each.value.get("kind") == "TemplateQualifier" and submodel is not None and not in_variable:
                found.append((each, submodel))
        return found

    @cached_property
    def list_meanings(self) -> list[Found]:
        """The lists whose items have semantic ids."""
        return [each for each in self.lists if any("semanticId" in item for _, item in items(each, "value"))]

    @property
    def specifications(self) -> list[Found]:
        return self.of("DataSpecificationIec61360")

    @property
    def preferred_names(self) -> list[tuple[str, list[str]]]:
        """(pointer, languages) of the preferred names of each data specification."""
        return [
            (f"{each.pointer}/preferredName", languages)
            for each in self.specifications
            if (languages := languages_of(each, "preferredName"))
        ]

    @property
    def data_types(self) -> list[Found]:
        """The data specifications that name a data type."""
        return [each for each in self.specifications if isinstance(each.value.get("dataType"), str)]

    @property
    def specified_values(self) -> list[Found]:
        """The data specifications with a value or a list of values."""
        return [each for each in self.specifications if not {"value", "valueList"}.isdisjoint(each.value)]

    @property
    def defined(self) -> list[tuple[Found, list[str]]]:
        """The data specifications of concepts that are not values, with the languages of their definitions."""
        return [
            (each, languages_of(each, "definition"))
            for each in self.specifications
            if "value" not in each.value and [around.kind for around in each.above()][1:2] == ["ConceptDescription"]
        ]


def _reference(found: Found) -> Reference | None:
    kind, keys = text_of(found.value, "type"), list_or_empty(found.value.get("keys"))
    known = [
        Key(f"{found.pointer}/keys/{at}", type_, value)
        for at, each in enumerate(keys)
        if (type_ := text_of(each, "type")) is not None and (value := text_of(each, "value")) is not None
    ]
    return Reference(found, kind, known) if kind is not None and known and len(known) == len(keys) else None


def view(source: Source) -> Environment:
    """The environment in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Environment(source.once(json_text).within_bounds())
