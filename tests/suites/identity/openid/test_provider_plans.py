"""What the rows of an OpenID provider say where the statement or the metadata is another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from doubles.in_process import Product, ids, in_process

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance_suites.identity.openid import reference


@pytest.fixture(scope="module")
def provider() -> Iterator[Product]:
    with in_process(reference, Plan(Selection(suites=("openid/discovery",)))) as product:
        yield product


def test_the_honest_provider_satisfies_every_row(provider: Product) -> None:
    assert set(provider.outcomes().values()) == {Outcome.PASS}


def test_no_metadata_leaves_nothing_satisfied_and_nothing_not_applicable(provider: Product) -> None:
    outcomes = provider.outcomes("ID-OID-001_not_there")
    oauth = {f"ID-OID-0{number}" for number in (20, 21, 22)}
    assert {outcome for name, outcome in outcomes.items() if name not in {"ID-OID-001", *oauth}} == {
        Outcome.INCONCLUSIVE
    }


def test_a_statement_that_denies_what_the_provider_does_is_reported(provider: Product) -> None:
    outcomes = provider.outcomes(statement={"oauth_metadata": False})
    assert ids(outcomes, Outcome.INCONCLUSIVE) == ["ID-OID-020", "ID-OID-021", "ID-OID-022"]


def test_a_slash_too_many_in_the_plan_is_no_fault_of_the_provider(provider: Product) -> None:
    endpoints = {name: f"{url}/" for name, url in reference.endpoints("http://127.0.0.1:9").items()}
    outcomes = provider.outcomes(endpoints=endpoints)
    assert ids(outcomes, Outcome.INCONCLUSIVE) == ["ID-OID-007", "ID-OID-021"]
    assert ids(outcomes, Outcome.FAIL) == []
