"""Feature services that do nothing, or that page in odd ways: none satisfies what it does not do."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from doubles.in_process import Product
from doubles.served import conforms, of, reference_of, satisfies_nothing, serving
from starlette.responses import Response

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance_suites.interfaces.ogc_api import reference
from conformance_suites.interfaces.ogc_api.features import walk as walking
from conformance_suites.interfaces.ogc_api.reader.boxes import Box, box_of, extent_of
from conformance_suites.interfaces.ogc_api.reader.definition import takes_anything
from conformance_suites.interfaces.ogc_api.reference.parks import PATH

PLAN = Plan(Selection(suites=("interfaces/ogc_api/features",)))
REFERENCE = reference_of("feature-service")
KINDS = ["accepts_everything", "always_404", "echo", "nothing", "wants_token"]
ITEMS = "/collections/{collectionId}/items"
FREE = {"in": "query", "name": "any", "schema": {"type": "object", "additionalProperties": True}, "style": "form"}


def served(answer: Any, collections: bytes | None = None) -> AbstractContextManager[Product]:
    """A service with one collection, which answers everything else in one way."""
    listed: Any = {"collections": [{"id": "a", "itemType": "feature", "links": []}]}
    if collections is not None:
        listed = Response(collections, media_type="application/json")
    return serving(reference, PLAN, answer, fixed={f"{PATH}/collections": listed})


@pytest.mark.parametrize("kind", KINDS)
def test_a_product_that_does_nothing_is_no_feature_service(kind: str, tmp_path: Path) -> None:
    satisfies_nothing(REFERENCE, kind, tmp_path)


def test_the_honest_service_conforms_and_is_judged_again_to_the_same_bytes(tmp_path: Path) -> None:
    conforms(REFERENCE, tmp_path)


@pytest.mark.parametrize(
    "answer",
    [
        {"links": [], "features": [], "conformsTo": [], "id": "a"},
        {"links": [{"rel": [], "href": {}}, 7, {"rel": "next", "href": "http://[::1"}], "features": [None, {}, []]},
        {"links": {}, "features": [{"id": "\0", "geometry": 7}, {"id": {}, "geometry": {"coordinates": [[[]]]}}]},
        {"features": [{"id": 1e300, "geometry": {"coordinates": [1e308, -1e308]}}] * 2, "numberMatched": {}},
        {"links": [{"rel": "service-desc", "href": ":", "type": "application/json"}]},
        Response(status_code=500),
        Response(b"[" * 100_000),
        Response(b"\xff", media_type="application/geo+json"),
        [],
    ],
)
def test_a_service_that_answers_everything_alike_satisfies_little(answer: Any) -> None:
    with served(answer) as product:
        found = product.outcomes()
    assert of(found, Outcome.PASS) <= {f"IFC-OGF-{number:03}" for number in (1, 3, 5, 7, 14)}
    assert of(found, Outcome.ERROR) == set()


@pytest.mark.parametrize(
    "collections",
    [
        b'{"collections": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"collections": [{"id": "../..", "itemType": "feature"}, {"id": ""}, {"id": []}, null]}',
        b'{"collections": [{"id": "a", "itemType": {}, "extent": {"spatial": {"bbox": [[1, null]]}}}]}',
        b'{"collections": {}}',
        b"\xff",
    ],
)
def test_hostile_collections_are_no_error_of_ours(collections: bytes) -> None:
    with served({"type": "FeatureCollection", "features": []}, collections) as product:
        found = product.outcomes()
    assert of(found, Outcome.ERROR) == set()
    assert of(found, Outcome.PASS) <= {"IFC-OGF-005", "IFC-OGF-006", "IFC-OGF-008"}


def page(request: Any, *, new: bool) -> dict[str, Any]:
    """A page of features that has a next one, whose address is new."""
    number = int(request.query_params.get("page", "1"))
    links = [{"rel": "next", "href": f"{str(request.url).partition('?')[0]}?page={number + 1}"}]
    features = [{"type": "Feature", "id": f"{number if new else 1}-{at}", "geometry": None} for at in (1, 2)]
    return {"links": links, "features": features}


@pytest.mark.parametrize(
    ("new", "rows"),
    [
        (True, {"IFC-OGF-021": Outcome.INCONCLUSIVE, "IFC-OGF-022": Outcome.INCONCLUSIVE}),
        (False, {"IFC-OGF-021": Outcome.FAIL}),
    ],
)
def test_pages_without_end_are_bounded(new: bool, rows: dict[str, Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "PAGES", 20)
    with served(lambda request: page(request, new=new)) as product:
        found = product.outcomes()
    assert {name: found[name] for name in rows} == rows
    assert of(found, Outcome.ERROR) == set()


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ([FREE], True),
        ([{"$ref": "#/components/parameters/any"}], True),
        ([{"$ref": "https://schemas.example/limit.yaml"}], False),
        ([{**FREE, "schema": {"type": "object", "additionalProperties": False}}], False),
        ([{**FREE, "style": "deepObject"}], False),
        ([{**FREE, "in": "header"}], False),
        ([7, None, {"$ref": 7}, {"$ref": "#/paths"}], False),
    ],
)
def test_a_definition_says_whether_other_parameters_are_taken(parameters: list[Any], expected: bool) -> None:
    components = {"parameters": {"any": FREE}}
    for path in (ITEMS, "/oapi/collections/a/items"):
        paths = {path: {"get": {"parameters": parameters}}, f"{path}/{{featureId}}": {"get": {"parameters": [FREE]}}}
        definition = {"paths": paths, "components": components}
        assert takes_anything(definition, "a") is expected
    assert takes_anything({"paths": {"/collections/b/items": {}}}, "a") is None
    assert takes_anything({"paths": []}, "a") is takes_anything(None, "a") is None


def test_boxes_across_the_antimeridian_are_not_those_of_the_other_side() -> None:
    pacific = Box(160.6, -55.95, -170, -25.89)
    assert not Box(178, -40, 179, -39).leaves(pacific)
    assert not Box(-175, -40, -175, -40).leaves(pacific)
    assert Box(0, -40, 0, -40).leaves(pacific)
    assert Box(178, -40, 179, 0).leaves(pacific)
    assert box_of({"type": "LineString", "coordinates": [[-179, 0], [179, 0]]}) is None
    assert extent_of({"extent": {"spatial": {"bbox": [[1, 2, 3, 4, 5, 6]]}}}) == Box(1, 2, 4, 5)
    projected = {"bbox": [[1, 2, 3, 4]], "crs": "http://www.opengis.net/def/crs/EPSG/0/25832"}
    assert extent_of({"extent": {"spatial": projected}}) is None
    for wrong in ({}, {"extent": 1}, {"extent": {"spatial": {"bbox": [[True, 0, 0, 0]]}}}, json.loads("null")):
        assert extent_of(wrong) is None
