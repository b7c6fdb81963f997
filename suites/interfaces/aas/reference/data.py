"""What the reference repository has: shells of machines of a plant, and submodels that describe them."""

from __future__ import annotations

from typing import Any

CONCEPTS = "https://plant.example/concepts/"
Members = dict[str, Any]


def meaning(name: str) -> Members:
    """A reference to a concept of the plant."""
    return {"type": "ExternalReference", "keys": [{"type": "GlobalReference", "value": f"{CONCEPTS}{name}"}]}


def reference(kind: str, name: str) -> Members:
    """A reference within the repository."""
    return {"type": "ModelReference", "keys": [{"type": kind, "value": name}]}


def _property(name: str | None, value: str, kind: str = "xs:string") -> Members:
    named = {} if name is None else {"idShort": name}
    return {"modelType": "Property", **named, "valueType": kind, "value": value}


def _submodel(name: str, *elements: Members) -> Members:
    return {
        "modelType": "Submodel",
        "id": f"urn:example:submodel:{name.lower()}",
        "idShort": name,
        "semanticId": meaning(name.lower()),
        "submodelElements": list(elements),
    }


ADDRESS = {
    "modelType": "SubmodelElementCollection",
    "idShort": "Address",
    "value": [_property("City", "Shanghai"), _property("Zone", "A7")],
}
PHASES = {
    "modelType": "SubmodelElementList",
    "idShort": "Phases",
    "typeValueListElement": "Property",
    "valueTypeListElement": "xs:double",
    "value": [_property(None, each, "xs:double") for each in ("0.5", "1.5", "2.5")],
}
PICTURE = {"modelType": "Blob", "idShort": "Picture", "contentType": "image/png", "value": "iVBORw0KGgo="}
SUBMODELS = [
    _submodel("Nameplate", _property("Maker", "上海泵业"), _property("Year", "2026", "xs:int"), ADDRESS, PICTURE),
    _submodel(
        "Operation",
        _property("Running", "true", "xs:boolean"),
        _property("Flow", "3.50", "xs:double"),
        PHASES,
        {"modelType": "Capability", "idShort": "Pumping"},
    ),
    _submodel("Service", _property("Hours", "120", "xs:int")),
]


def _shell(name: str, *submodels: str) -> Members:
    references = [reference("Submodel", f"urn:example:submodel:{each}") for each in submodels]
    return {
        "modelType": "AssetAdministrationShell",
        "id": f"https://plant.example/shells/{name.lower()}?第=1",
        "idShort": name,
        "assetInformation": {"assetKind": "Instance", "globalAssetId": f"urn:example:asset:{name.lower()}"},
        **({"submodels": references} if references else {}),
    }


SHELLS = [
    _shell("Pump", "nameplate", "operation"),
    _shell("Valve", "service"),
    *(_shell(name) for name in ("Tank", "Motor", "Filter", "Gauge")),
]
