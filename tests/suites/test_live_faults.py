"""Each fault of a reference product is caught by its row alone, and the honest product satisfies every row.

Faults run without a socket and with few stimuli: the proof of the suites (`conformance prove`) takes the long way.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from doubles.in_process import Product, ids, in_process
from doubles.live_faults import FAMILIES, LACKING, PARTS, WAITING, check_caught_alone, faults_of
from doubles.ours import CATALOGUE

from conformance.drafting.expected import Expected
from conformance.drafting.marks import marks_of
from conformance.drafting.proof_service import judged_once, judged_subjects_of, outcomes_of
from conformance.engine.plan import Plan
from conformance.model.outcome import Outcome
from conformance.model.requirement import Suite
from conformance.reference.product import ReferenceProduct
from tests.outcomes.faults import families_with_faults, honest, judged, kept, otherwise, plan_of, refusals

KEPT = {each.id: kept(each.id) for each in families_with_faults(CATALOGUE)}
of_each_family = pytest.mark.parametrize("family", FAMILIES)


def live_suites(family: str) -> list[Suite]:
    """The suites of the family that judge a service."""
    suites = CATALOGUE.suites.values()
    return [each for each in suites if CATALOGUE.family_of(each).id == family and CATALOGUE.kinds[each.kind].endpoint]


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return {name: plan_of(CATALOGUE, family) for name, family in FAMILIES.items()}


@pytest.fixture
def product(family: str, plans: dict[str, Plan]) -> Iterator[Product]:
    with in_process(PARTS[family], plans[family]) as made:
        yield made


@pytest.mark.parametrize(("family", "fault"), faults_of(name for name in FAMILIES if name not in WAITING))
def test_a_fault_is_caught_by_its_row_alone(product: Product, family: str, fault: str) -> None:
    subjects = judged(product, fault)
    check_caught_alone(product.plan, fault, subjects, product.servers.values())
    if family in KEPT:
        assert otherwise(product.plan, fault, subjects) == KEPT[family][fault]


@pytest.mark.parametrize("family", KEPT)
def test_what_an_honest_product_lacks_is_told_as_kept(product: Product, family: str) -> None:
    found = honest(product)
    assert found == {name: KEPT[family][name] for name in found}


@pytest.mark.parametrize("family", KEPT)
def test_what_is_said_where_a_product_refuses_one_route_is_as_kept(family: str, plans: dict[str, Plan]) -> None:
    found = refusals(PARTS[family], plans[family])
    assert found == {name: KEPT[family][name] for name in found}


@of_each_family
def test_the_expected_findings_are_those_of_the_faults_and_show_all_of_each_row(
    family: str, plans: dict[str, Plan]
) -> None:
    entries: set[str] = set()
    for suite in live_suites(family):
        expected = Expected.of(suite)
        entries |= expected.entries.keys()
        shown = {
            (name.split("_")[0], each["sentence"]) for name in expected.entries for each in expected.findings(name)
        }
        marks = {(row, each) for row, all_ in marks_of(plans[family].load(suite)).items() for each in all_}
        missing = {(row, each.name) for row, each in marks if not each.condition} - shown
        assert missing == {(row, name) for row, names in expected.cannot.items() for name in names}
    assert entries == set(PARTS[family].FAULTS)


@of_each_family
def test_every_row_has_a_fault(family: str) -> None:
    rows = {row.id for suite in live_suites(family) for row in suite.requirements}
    assert {fault.split("_")[0] for fault in PARTS[family].FAULTS} == rows


@of_each_family
@pytest.mark.versions
def test_over_a_socket_the_honest_product_satisfies_every_row_and_a_fault_breaks_one(
    family: str, plans: dict[str, Plan]
) -> None:
    if LACKING[family]:
        pytest.skip(LACKING[family])
    reference = ReferenceProduct([FAMILIES[family]], profile="proof")
    fault, own = reference.faults[0], {row.id for suite in live_suites(family) for row in suite.requirements}
    with reference.start() as product:
        endpoints = reference.plan(product.url, product.servers)["endpoints"]
        values = reference.plan(product.url, product.servers)
        subjects = judged_subjects_of(plans[family], values, reference.environment)
        product.switch(fault)
        lying = judged_once(plans[family], reference.plan(product.url, product.servers), reference.environment)
    for kind in (CATALOGUE.kinds[suite.kind] for suite in live_suites(family)):
        own_endpoints = {kind.endpoint, *kind.optional_endpoints} & endpoints.keys()
        assert {urlsplit(endpoints[name]).scheme for name in own_endpoints} <= {*kind.schemes}, kind.id
    assert [left for each in subjects for left in each.leftovers] == []
    honest = outcomes_of(plans[family], subjects)
    assert {honest[name] for name in own} == {Outcome.PASS}
    assert set(honest.values()) <= {Outcome.PASS, Outcome.NOT_APPLICABLE}
    assert ids(lying, Outcome.FAIL) == [fault.split("_")[0]]
