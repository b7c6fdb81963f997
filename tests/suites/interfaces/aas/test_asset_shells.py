"""Asset Administration Shells of other versions, values of all types, and hostile documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance_suites.interfaces.aas.reader.grammar import ENUMERATIONS
from conformance_suites.interfaces.aas.reader.values import is_value

KIND = "aas_environment"
MEANING = {"type": "ExternalReference", "keys": [{"type": "GlobalReference", "value": "urn:b"}]}
MODEL = {"type": "ModelReference", "keys": [{"type": "Submodel", "value": "urn:a"}]}


def judged(document: Any) -> dict[str, Outcome]:
    """The outcomes of all rows on a document, or on a text."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return {
        row.id: BY_LETTER[each]
        for loaded, letters, _ in PLAN.judge(Source("a.aas.json", data), KIND).verdicts
        for row, each in zip(loaded.suite.requirements, letters, strict=True)
    }


def with_outcome(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


def submodel(*elements: Any, **members: Any) -> dict[str, Any]:
    given = {"modelType": "Submodel", "id": "urn:a", "semanticId": MEANING, "submodelElements": [*elements], **members}
    return {"submodels": [given]}


def prop(**members: Any) -> dict[str, Any]:
    return {"modelType": "Property", "idShort": "p", "valueType": "xs:string", **members}


@pytest.mark.parametrize(
    "element",
    [
        {"modelType": "Property", "idShort": "with-hyphen", "valueType": "xs:string"},
        {"modelType": "Property", "idShort": "p", "valueType": "xs:string"},  # one letter, as 3.0 allows
        {"modelType": "Entity", "idShort": "p"},
        {"modelType": "Entity", "idShort": "p", "entityType": "CoManagedEntity", "globalAssetId": "urn:b"},
        {"modelType": "File", "idShort": "p", "value": "./Specification.pdf"},
        {"modelType": "RelationshipElement", "idShort": "p"},
        {"modelType": "Property", "idShort": "p", "valueType": "xs:string", "category": "OWN", "x-maker": [1]},
        {
            "modelType": "SubmodelElementList",
            "idShort": "p",
            "typeValueListElement": "Capability",
            "value": [{"modelType": "Capability", "idShort": "named"}],
        },
    ],
)
def test_what_one_version_allows_is_no_violation(element: dict[str, Any]) -> None:
    """A JSON text does not say its version."""
    assert with_outcome(judged(submodel(element)), Outcome.FAIL) == set()


VALUES = {
    "xs:boolean": (["true", "0", " false "], ["TRUE", "yes", ""]),
    "xs:byte": (["-128", "127", "+5", "007"], ["128", "1.0", "--1", "٣"]),
    "xs:unsignedLong": (["18446744073709551615", "-0"], ["18446744073709551616", "-1", "9" * 5000]),
    "xs:integer": (["9" * 5000, "-1"], ["1e3", "0x1"]),
    "xs:negativeInteger": (["-" + "9" * 5000], ["0", "9" * 5000]),
    "xs:decimal": (["1", "-.5", "5."], ["1e3", ".", "NaN"]),
    "xs:double": (["1e-3", "INF", "-INF", "NaN", ".5E+7"], ["inf", "1,5", "1e", ""]),
    "xs:date": (
        ["2024-02-29", "2025-01-01Z", "-0044-03-15", "12000-02-29+08:00"],
        ["2025-02-29", "2025-1-1", "0-01-01"],
    ),
    "xs:dateTime": (["2025-11-24T24:00:00", "2025-11-24T08:00:00.123-05:00"], ["2025-11-24", "2025-11-24T08:00Z"]),
    "xs:time": (["23:59:59.9Z"], ["24:00:01", "8:00:00"]),
    "xs:gMonthDay": (["--02-29"], ["--02-30", "-02-01"]),
    "xs:gYear": (["2025", "-0001", "2025+14:00"], ["25", "2025+15:00"]),
    "xs:duration": (["P1Y2M3DT4H5M6.7S", "-P1D", "PT0S"], ["P", "P1DT", "1D", "P1S", "PT"]),
    "xs:hexBinary": (["", "0aFF"], ["0", "xy"]),
    "xs:base64Binary": (["", "SGVsbG8=", "SGVs bG8=", "SGVs\n  bG8="], ["SGVsbG8", "SGVsbG9=", "===="]),
    "xs:anyURI": (["urn:a", "a b"], []),
    "xs:string": (["", " "], []),
}


@pytest.mark.parametrize("kind", VALUES)
def test_values_are_those_of_xml_schema(kind: str) -> None:
    right, wrong = VALUES[kind]
    assert [text for text in right if not is_value(text, kind)] == []
    assert [text for text in wrong if is_value(text, kind)] == []


def test_every_type_of_values_is_known() -> None:
    for kind in ENUMERATIONS["DataTypeDefXsd"]:
        assert isinstance(is_value("-", kind), bool)


def nested(depth: int) -> dict[str, Any]:
    element = prop()
    for _ in range(depth):
        element = {"modelType": "SubmodelElementCollection", "idShort": "c", "value": [element]}
    return element


HOSTILE: dict[str, Callable[[], Any]] = {
    "deep": lambda: b'{"submodels": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "nested": lambda: submodel(nested(90)),
    "null everywhere": lambda: {
        "assetAdministrationShells": None,
        "submodels": [None],
        "conceptDescriptions": [{"id": None}],
    },
    "types of all kinds": lambda: submodel(
        prop(valueType=["xs:int"], value={"a": 1}, idShort=7, qualifiers=[None, {"type": []}], semanticId=[MODEL]),
        {"modelType": ["Property"]},
        {"modelType": {}},
        {"modelType": "SubmodelElementList", "typeValueListElement": [], "value": [{"modelType": []}, 7, None]},
        {"modelType": "Operation", "inputVariables": [{"value": 7}, None], "outputVariables": {}},
        kind=[],
        supplementalSemanticIds=[7],
    ),
    "references to references": lambda: submodel(
        semanticId={**MODEL, "referredSemanticId": {**MODEL, "keys": [{}, 7]}}
    ),
    "long texts": lambda: submodel(
        prop(idShort="a-" * 50_000, value="9" * 100_000, valueType="xs:int"),
        prop(idShort="b", value="A" * 100_001, valueType="xs:base64Binary"),
        {"modelType": "File", "idShort": "f", "contentType": "a/b" + ";x=y" * 20_000, "value": "%" * 100_000},
        {
            "modelType": "BasicEventElement",
            "idShort": "e",
            "minInterval": "P" + "1" * 100_000,
            "lastUpdate": "1" * 100_000,
        },
    ),
    "many names": lambda: submodel(*[prop(idShort=f"p{at}") for at in range(20_000)]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_environment_is_no_error_of_ours(name: str) -> None:
    assert with_outcome(judged(HOSTILE[name]()), Outcome.ERROR) == set()


def test_an_empty_environment_satisfies_nothing_but_its_text() -> None:
    assert with_outcome(judged({}), Outcome.PASS) <= {"IFC-AAS-001", "IFC-AAS-002", "IFC-AAS-003"}
