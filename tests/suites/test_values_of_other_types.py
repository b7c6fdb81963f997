"""What a schema says of strings or numbers says nothing of other values: some row owns their type (F10)."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.catalogue import CatalogueError
from conformance.catalogue.samples import samples
from conformance.readers.json_values import values_at
from conformance.readers.source import Source

KINDS = sorted({suite.kind for suite in PLAN.suites if PLAN.catalogue.kinds[suite.kind].judge == "documents"})
VALUES: tuple[Any, ...] = (None, True, 1, 1.5, "~", [], {})
TYPES = {type(None): "null", bool: "boolean", **dict.fromkeys((int, float), "number")} | {
    str: "string",
    list: "array",
    dict: "object",
}
SPEAKS_OF = {
    **dict.fromkeys(("pattern", "format", "minLength", "maxLength"), "string"),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), "number"),
    **dict.fromkeys(("minItems", "maxItems", "uniqueItems", "contains"), "array"),
    **dict.fromkeys(("minProperties", "required", "dependentRequired"), "object"),
}
FREE = "extras.gltf"
"""Its extras look like expressions of an avatar, and may hold anything."""
SOME = 4
AGAIN = 2  # times that a definition is looked up inside itself
RELATIONSHIPS = ("authentication", "assertionMethod", "keyAgreement", "capabilityInvocation", "capabilityDelegation")
# What the standard itself allows besides the type that the schema speaks of.
DOCUMENTS = ("did_document", "derived_did_document")
CLAIM_PATH = "/credential_configurations_supported/*/credential_metadata/claims/*/path/*"
BLOCK_LENGTH = "/perceptions/*/channels/*/bands/*/block_length"
ALLOWED = {
    ("city_model", "/CityObjects/*/geometry/*/lod", "number"),  # in CityJSON 1.0
    *((kind, "/service/*/serviceEndpoint", "object") for kind in DOCUMENTS),
    *((kind, "/service/*/type", "string") for kind in DOCUMENTS),
    *((kind, f"/{each}/*", "string") for kind in DOCUMENTS for each in RELATIONSHIPS),
    *(("credential_issuer_metadata", CLAIM_PATH, each) for each in ("string", "null")),
    *(("dcql_query", "/credentials/*/claims/*/path/*", each) for each in ("string", "null")),
    # The reference software reads it of wavelets alone.
    *(("hjif", BLOCK_LENGTH, each) for each in ("array", "boolean", "null", "number", "object", "string")),
    ("input_profile", "/layouts/*/gamepad/axes/*", "null"),
}


def spoken_of(schema: Any, root: Any, place: str = "", met: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(place with `*`, type) for every keyword that speaks of values of one type."""
    if not isinstance(schema, dict) or met.count(met[-1] if met else "") > AGAIN:
        return
    for keyword in SPEAKS_OF.keys() & schema.keys():
        yield place, SPEAKS_OF[keyword]
    if reference := schema.get("$ref"):
        yield from spoken_of(root["$defs"][reference.rpartition("/")[2]], root, place, (*met, reference))
    for inner in (*schema.get("allOf", ()), schema.get("then"), schema.get("else")):
        yield from spoken_of(inner, root, place, met)
    for name, inner in schema.get("properties", {}).items():
        yield from spoken_of(inner, root, f"{place}/{name.replace('~', '~0').replace('/', '~1')}", met)
    for keyword in ("items", "additionalProperties"):
        yield from spoken_of(schema.get(keyword), root, f"{place}/*", met)
    for at, inner in enumerate(schema.get("prefixItems", ())):
        yield from spoken_of(inner, root, f"{place}/{at}", met)


def places(kind: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for loaded in PLAN.suites_for(kind):
        schema = loaded.schema.schema if loaded.schema else {}
        for row in loaded.schema.rows if loaded.schema else ():
            for place, of in spoken_of(schema["$defs"][row], schema):
                found.setdefault(place, set()).add(of)
    return found


def documents(kind: str) -> list[tuple[str, Any]]:
    """The good samples, small ones first: most places are in one of those."""
    found = []
    for suite in PLAN.suites:
        if suite.kind in PLAN.catalogue.lineage(kind):
            try:
                good = [each for each in samples(suite) if each.requirement is None and each.data[:1] in b"{["]
                good = [each for each in good if each.name != FREE]
                found += [(len(each.data), each.name, json.loads(bytes(each.data))) for each in good]
            except (CatalogueError, ValueError):  # its samples need an extra, or are not JSON
                continue
    return [each[1:] for each in sorted(found, key=lambda each: each[0])]


def replaced(document: Any, pointer: str, value: Any) -> Any:
    if not pointer:
        return value
    changed = copy.deepcopy(document)
    holder = changed
    *way, last = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    for step in way:
        holder = holder[int(step) if isinstance(holder, list) else step]
    holder[int(last) if isinstance(holder, list) else last] = value
    return changed


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_of_another_type_is_violated_by_some_row(kind: str) -> None:
    todo, wrong = places(kind), []
    for name, document in documents(kind):
        for place in [each for each in todo if next(values_at(document, each), None) is not None]:
            pointer, _ = next(values_at(document, place))
            at = len(todo)  # some values in each place, in turn
            for value in (VALUES * 2)[at % len(VALUES) :][:SOME] if place else ():
                of = TYPES[type(value)]
                if of in todo[place] or (kind, place, of) in ALLOWED:
                    continue
                text = json.dumps(replaced(document, pointer, value)).encode()
                verdicts = PLAN.judge(Source(name, text), kind).verdicts
                found = [each for _, _, cases in verdicts for case in cases for each in case.findings]
                if not any((each.where.pointer or "").startswith(pointer) for each in found):
                    wrong.append(f"{name} {pointer}: {value!r}")
            del todo[place]
    assert wrong == []
