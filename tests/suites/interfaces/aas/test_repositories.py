"""Repositories of shells that do nothing, page in odd ways, or answer with what no client expects."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from doubles.in_process import Product
from doubles.served import NULL_KINDS, conforms, of, reference_of, satisfies_nothing, serving
from starlette.responses import Response

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance_suites.interfaces.aas import reference
from conformance_suites.interfaces.aas.reader.serving import elements_of, encoded, says
from conformance_suites.interfaces.aas.repository import walk as walking

PLAN = Plan(Selection(suites=("interfaces/aas/repository",)))
REFERENCE = reference_of("asset-shell")


def served(answer: Any) -> AbstractContextManager[Product]:
    return serving(reference, PLAN, answer)


@pytest.mark.parametrize("kind", NULL_KINDS)
def test_a_product_that_does_nothing_is_no_repository(kind: str, tmp_path: Path) -> None:
    satisfies_nothing(REFERENCE, kind, tmp_path)


def test_the_honest_repository_conforms_and_is_judged_again_to_the_same_bytes(tmp_path: Path) -> None:
    conforms(REFERENCE, tmp_path)


def shell(**members: Any) -> dict[str, Any]:
    return {"paging_metadata": {}, "result": [{"id": "urn:a", **members}]}


@pytest.mark.parametrize(
    "answer",
    [
        {"paging_metadata": {}, "result": [None, 7, [], {}, {"id": 7}, {"id": ""}]},
        {"paging_metadata": {"cursor": None}, "result": [{"id": "\0"}] * 2},
        {"paging_metadata": {"cursor": {}}, "result": [{"id": "a", "submodelElements": {}}]},
        {"paging_metadata": [], "result": {}},
        {"profiles": [None, "x" * 100_000]},
        shell(assetInformation=7, submodels={"keys": 7}, submodelElements=[None, {"idShort": 7}]),
        shell(assetInformation={"globalAssetId": {}}, submodels=[None, {"keys": [None]}, {"keys": [{"value": {}}]}]),
        shell(submodelElements=[{"idShort": "a", "modelType": [], "value": [1]}], semanticId=[]),
        shell(submodelElements=[{"idShort": "a", "modelType": "Property", "value": "1" * 5_000}]),
        Response(status_code=501),
        Response(b"[" * 100_000),
        Response(b'{"result": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        Response(b"\xff", media_type="application/json"),
        [],
    ],
)
def test_odd_answers_are_no_error_of_ours(answer: Any) -> None:
    with served(answer) as product:
        found = product.outcomes()
    assert of(found, Outcome.ERROR) == set()
    assert of(found, Outcome.PASS) <= {f"IFC-AAR-{number:03}" for number in (1, 3, 4, 5, 7, 10, 11, 12, 13)}


def test_elements_of_great_depth_are_walked_within_bounds() -> None:
    deep: dict[str, Any] = {"modelType": "SubmodelElementCollection", "idShort": "a", "value": []}
    for _ in range(50):
        deep = {"modelType": "SubmodelElementCollection", "idShort": "a", "value": [deep]}
    assert [each.path.count(".") for each in elements_of({"submodelElements": [deep]})] == list(range(51))


def page(request: Any, *, new: bool) -> dict[str, Any]:
    """A page that has a next one, with or without something new."""
    number = int(request.query_params.get("cursor", "1"))
    return {"paging_metadata": {"cursor": str(number + 1)}, "result": [{"id": f"urn:{number if new else 1}"}]}


@pytest.mark.parametrize(("new", "expected"), [(True, Outcome.INCONCLUSIVE), (False, Outcome.FAIL)])
def test_pages_without_end_are_bounded(new: bool, expected: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "PAGES", 20)
    with served(lambda request: page(request, new=new)) as product:
        found = product.outcomes()
    assert found["IFC-AAR-012"] is expected
    assert found["IFC-AAR-013"] is Outcome.INCONCLUSIVE
    assert of(found, Outcome.ERROR) == set()


@pytest.mark.parametrize(("claims", "expected"), [(True, Outcome.FAIL), (False, Outcome.NOT_APPLICABLE)])
def test_what_is_not_implemented_counts_where_a_profile_is_claimed_that_has_it(claims: bool, expected: Outcome) -> None:
    profile = "https://admin-shell.io/aas/API/3/0/AssetAdministrationShellRepositoryServiceSpecification/SSP-002"

    def answer(request: Any) -> Any:
        last = request.url.path.rpartition("/")[2]
        if last == "description":
            return {"profiles": [profile if claims else profile.replace("SSP-002", "SSP-003")]}
        return shell() if last in ("shells", "submodels") else Response(status_code=501)

    with served(answer) as product:
        found = product.outcomes()
    assert {found[f"IFC-AAR-{number:03}"] for number in (7, 19, 22)} == {expected}


def test_identifiers_are_encoded_without_padding() -> None:
    assert encoded("https://admin-shell.io/sampleSM") == "aHR0cHM6Ly9hZG1pbi1zaGVsbC5pby9zYW1wbGVTTQ"
    assert encoded("第\ud800")


@pytest.mark.parametrize(
    ("received", "text", "expected"),
    [
        ("3.50", "3.50", True),
        (3.5, "3.50", True),
        (3, "3", True),
        (True, "true", True),
        (False, "0", True),
        (True, "false", False),
        (3, "three", False),
        (10**400, "1", False),
        (None, "", False),
        (["3"], "3", False),
    ],
)
def test_a_value_alone_says_what_the_property_does(received: Any, text: str, expected: bool) -> None:
    assert says(received, text) is expected
