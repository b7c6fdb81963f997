"""What the rows of a resolver say where the plan, the statement or the positive control is another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from doubles.in_process import Product, ids, in_process

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance_suites.identity.did import reference
from conformance_suites.identity.did.reference import FAULTS
from conformance_suites.identity.did.reference.registry import PERCENT


@dataclass
class Resolver:
    """The resolver, reached without a socket."""

    product: Product

    def outcomes(
        self, fault: str = "", without: tuple[str, ...] = (), limits: Any = None, **statement: Any
    ) -> dict[str, Outcome]:
        """The outcome of every row; `without` are items of information and endpoints that the plan leaves out."""
        values = self.product.values()
        return self.product.outcomes(
            fault,
            endpoints={name: url for name, url in values["endpoints"].items() if name not in without},
            statement={**values["statement"], **statement},
            information={name: value for name, value in values["information"].items() if name not in without},
            limits=limits or {"writing": True, "stimuli": 8},
        )


@pytest.fixture(scope="module")
def resolver() -> Iterator[Resolver]:
    with in_process(reference, Plan(Selection(suites=("did/resolution", "did/document")))) as product:
        yield Resolver(product)


def test_the_honest_resolver_satisfies_every_row(resolver: Resolver) -> None:
    outcomes = resolver.outcomes()
    assert {outcome for name, outcome in outcomes.items() if name.startswith("ID-DRS")} == {Outcome.PASS}
    assert set(outcomes.values()) == {Outcome.PASS, Outcome.NOT_APPLICABLE}


def test_a_resolver_of_the_working_drafts_is_judged_by_them(resolver: Resolver) -> None:
    assert set(resolver.outcomes(edition="v0.3").values()) == {Outcome.PASS, Outcome.NOT_APPLICABLE}
    lying = resolver.outcomes("ID-DRS-019_not_found", edition="v0.3")
    assert ids(lying, Outcome.FAIL) == ["ID-DRS-019"]


def test_an_edition_that_nobody_knows_proves_nothing(resolver: Resolver) -> None:
    assert set(resolver.outcomes(edition="v2").values()) == {Outcome.INCONCLUSIVE}


@pytest.mark.parametrize("fault", [name for name in FAULTS if name.startswith("ID-DRS-001")])
def test_without_the_positive_control_nothing_else_is_satisfied(resolver: Resolver, fault: str) -> None:
    outcomes = resolver.outcomes(fault, limits={"writing": False})
    assert ids(outcomes, Outcome.PASS) == []
    assert ids(outcomes, Outcome.NOT_APPLICABLE) == []


def test_rows_that_the_plan_leaves_no_way_to_judge_are_not_run(resolver: Resolver) -> None:
    outcomes = resolver.outcomes(without=("unknown_did", "deactivated_did", "registration_method"))
    rows = {"ID-DRS-013", "ID-DRS-015", "ID-DRS-016", "ID-DRS-021", "ID-DRS-022", "ID-DRS-023"}
    assert set(ids(outcomes, Outcome.NOT_RUN)) == rows
    assert ids(outcomes, Outcome.FAIL) == []


def test_what_the_statement_excludes_is_not_applicable_unless_the_plan_contradicts_it(resolver: Resolver) -> None:
    registrar = {"ID-DRS-021", "ID-DRS-022", "ID-DRS-023"}
    without = ("registrar", "unknown_did", "deactivated_did", "registration_method")
    outcomes = resolver.outcomes(without=without, registrar=False, deactivation=False, registry=False)
    excluded = registrar | {"ID-DRS-013", "ID-DRS-015", "ID-DRS-016"}
    assert {name for name in ids(outcomes, Outcome.NOT_APPLICABLE) if name.startswith("ID-DRS")} == excluded
    assert ids(outcomes, Outcome.NOT_RUN) == []
    assert set(ids(resolver.outcomes(registrar=False), Outcome.INCONCLUSIVE)) == registrar
    assert set(ids(resolver.outcomes(without=("registrar",)), Outcome.INCONCLUSIVE)) == registrar


def test_nothing_is_written_where_the_plan_does_not_allow_it(resolver: Resolver) -> None:
    outcomes = resolver.outcomes(limits={"writing": False})
    assert ids(outcomes, Outcome.NOT_RUN) == ["ID-DRS-021", "ID-DRS-022", "ID-DRS-023"]


@pytest.mark.parametrize("edition", ["v1", "v0.3"])
def test_a_did_with_a_percent_sign_is_judged_as_any_other(resolver: Resolver, edition: str) -> None:
    """D1: the resolver decodes paths, so that the DID reaches it only if its percent sign is encoded."""
    values = resolver.product.values()
    outcomes = resolver.product.outcomes(
        statement={**values["statement"], "edition": edition},
        information={**values["information"], "did": PERCENT},
        limits={"writing": True, "stimuli": 8},
    )
    assert set(outcomes.values()) == {Outcome.PASS, Outcome.NOT_APPLICABLE}


def test_a_plan_without_the_endpoint_leaves_its_rows_not_run(resolver: Resolver) -> None:
    outcomes = resolver.outcomes(without=("resolver",))
    assert {found for name, found in outcomes.items() if name.startswith("ID-DRS")} == {Outcome.NOT_RUN}
