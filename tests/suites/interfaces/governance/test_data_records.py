"""Records of data as others write them, hostile ones, and files that only look like records."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance_suites.interfaces.governance.dataset.samples import BASE, CONTEXT, dataset, expanded, flat
from conformance_suites.interfaces.governance.reader.bounds import RECORD_BYTES

WORSE = (Outcome.FAIL, Outcome.ERROR, Outcome.INCONCLUSIVE)
DISTRIBUTION = f"{BASE}/footfall#csv"


def judged(data: bytes) -> dict[str, Outcome]:
    """The outcomes of all rows on a data record."""
    ((loaded, letters, _),) = PLAN.judge(Source("given.dcat.json", data), "data_record").verdicts
    return {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}


def of_outcome(record: Any, *wanted: Outcome) -> set[str]:
    found = judged(json.dumps(record).encode())
    return {name for name, each in found.items() if each in wanted}


def changed(change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    record = copy.deepcopy(dataset())
    change(record)
    return record


HOSTILE: dict[str, Callable[[], bytes]] = {
    "deep": lambda: b'{"@context":{"dcat":"http://www.w3.org/ns/dcat#"},"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "as deep as it is read": lambda: b'{"x:a":' * 195 + b'{"@type":"http://www.w3.org/ns/dcat#Dataset"}' + b"}" * 195,
    "long": lambda: b" " * RECORD_BYTES + json.dumps(dataset()).encode(),
    "another context": lambda: json.dumps({**dataset(), "@context": ["https://x.example/context", CONTEXT]}).encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_the_harness_does_not_read_is_nobodys_failure(name: str) -> None:
    found = set(judged(HOSTILE[name]()).values())
    if name == "as deep as it is read":  # a dataset with nothing in it
        assert Outcome.FAIL in found
        assert not found & {Outcome.ERROR, Outcome.INCONCLUSIVE}
    else:
        assert found <= {Outcome.INCONCLUSIVE, Outcome.PASS, Outcome.NOT_APPLICABLE}
        assert Outcome.INCONCLUSIVE in found


def test_no_value_at_any_place_is_an_error_of_the_harness() -> None:
    """Everything that a member may hold, in the place of every value of a nested and of a flat record."""
    odd = (None, 7, True, "", "x y", [], [[]], {}, {"@id": 7}, {"@value": {}}, {"@id": []}, {"": ""})

    def places(value: Any) -> list[tuple[Any, Any]]:
        found = []
        for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
            found += [(value, key), *places(value[key])]
        return found

    for given in (dataset(), flat(), expanded()):
        record = json.loads(json.dumps(given))  # nothing in it twice
        for holder, key in places(record):
            kept = holder[key]
            for each in odd:
                holder[key] = each
                assert Outcome.ERROR not in judged(json.dumps(record).encode()).values(), (key, each)
            holder[key] = kept


def test_the_rights_of_a_distribution_outside_the_file_are_unknown() -> None:
    elsewhere = {"@id": "https://elsewhere.example/csv"}
    assert of_outcome({**dataset(), "dcat:distribution": elsewhere}, *WORSE) == {"IFC-DCT-022"}
    assert of_outcome({**dataset(), "dcat:distribution": elsewhere}, Outcome.INCONCLUSIVE) == {"IFC-DCT-022"}
    both = [elsewhere, {"@id": DISTRIBUTION, "dcat:downloadURL": {"@id": "https://x.example/"}}]
    assert of_outcome({**dataset(), "dcat:distribution": both}, Outcome.FAIL) == {"IFC-DCT-014", "IFC-DCT-022"}


RIGHT = {
    "a licence as a blank node": lambda each: each["dcat:distribution"].update(
        {"dcterms:license": {"rdfs:label": "own"}}
    ),
    "a licence as text, which the vocabulary of Dublin Core allows": lambda each: each["dcat:distribution"].update(
        {"dcterms:license": "CC BY 4.0"}
    ),
    "a publisher as text": lambda each: each.update({"dcterms:publisher": "Example"}),
    "an open period": lambda each: each["dcterms:temporal"].pop("dcat:endDate"),
    "a date of another vocabulary": lambda each: each.update({"dcterms:created": "yesterday"}),
    "a dataset that is only named": lambda each: each.update(
        {"dcterms:relation": {"@id": "https://x.example/", "@type": "dcat:Dataset"}}
    ),
    "a catalog around it": lambda each: each.update(
        {"@reverse": None, "dcat:inSeries": {"@type": "dcat:DatasetSeries", "dcterms:title": "All years"}}
    ),
    "a term of another vocabulary": lambda each: each.update({"https://x.example/terms#rating": 5}),
    "an inverse to a thing outside the file": lambda each: each.update(
        {"dcterms:isPartOf": {"@id": "https://elsewhere.example/catalog"}}
    ),
    "MD6, whose digest has any length": lambda each: each["dcat:distribution"]["spdx:checksum"].update(
        {"spdx:algorithm": {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_md6"}, "spdx:checksumValue": "0f"}
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_the_standard_allows_is_no_violation(name: str) -> None:
    record = changed(RIGHT[name])
    record.pop("@reverse", None)
    assert of_outcome(record, *WORSE) == set()


@pytest.mark.parametrize(
    ("document", "kinds"),
    [
        (dataset(), ["data_record"]),
        (flat(), ["data_record"]),
        (expanded(), ["data_record"]),
        ({"@context": {"dcat": {"@id": CONTEXT["dcat"], "@prefix": True}}}, ["data_record"]),
        ({"@context": "https://schema.org", "@type": "Dataset"}, []),
        ({"@context": {"schema": "https://schema.org/"}, "@type": "schema:Dataset"}, []),
    ],
)
def test_records_are_recognised_by_the_namespace(document: Any, kinds: list[str]) -> None:
    assert PLAN.recognise(Source("given.json", json.dumps(document).encode()))[0] == kinds


def test_what_is_of_the_wrong_type_blocks_only_the_rows_that_would_judge_it() -> None:
    record = {**dataset(), "dcterms:issued": {"@id": "https://x.example/"}, "dcat:distribution": "csv"}
    assert of_outcome(record, Outcome.FAIL) == {"IFC-DCT-004", "IFC-DCT-005"}
    blocked = {"IFC-DCT-006", "IFC-DCT-013", "IFC-DCT-014", "IFC-DCT-022"}
    assert of_outcome(record, Outcome.INCONCLUSIVE) == blocked
