"""Other serializations of a submodel: its values alone, its metadata, and what is left out of it."""

from __future__ import annotations

from typing import Any

from conformance_suites.interfaces.aas.reader.serving import CHILDREN, elements_below

Members = dict[str, Any]
_NUMBERS = {"xs:int": int, "xs:double": float}


def value_only(element: Members, kind: str) -> Any:
    """The value of an element alone; None where it has none."""
    if kind == "SubmodelElementList":
        return [value_only(each, each["modelType"]) for each in element["value"]]
    if kind in CHILDREN:
        below = {each.path: value_only(each.members, each.kind) for each in elements_below(element, kind)}
        return {name: value for name, value in below.items() if value is not None}
    if kind == "Property":
        if element["valueType"] == "xs:boolean":
            return element["value"] == "true"
        return _NUMBERS.get(element["valueType"], str)(element["value"])
    return None


def metadata(element: Members) -> Members:
    """An element without values."""
    return mapped({name: each for name, each in element.items() if name != "value" or _has_children(element)}, metadata)


def core(submodel: Members) -> Members:
    """A submodel with its direct children."""

    def alone(element: Members) -> Members:
        name = CHILDREN.get(element["modelType"])
        return {key: each for key, each in element.items() if key != name}

    return mapped(submodel, alone)


def without_blobs(element: Members) -> Members:
    """An element without binary content."""
    if element["modelType"] == "Blob":
        return {name: each for name, each in element.items() if name != "value"}
    return mapped(element, without_blobs)


def mapped(element: Members, change: Any) -> Members:
    """The element with each element below it changed."""
    name = CHILDREN.get(element["modelType"])
    if name is None or name not in element:
        return element
    return {**element, name: [change(each) for each in element[name]]}


def _has_children(element: Members) -> bool:
    return element["modelType"] in CHILDREN
