"""An issuer that makes no offers, or offers for people who sign in: what is said of its credentials all the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from doubles.in_process import Product, in_process
from doubles.ours import CATALOGUE

from conformance.catalogue.packages import import_code
from conformance.model.outcome import Outcome
from conformance.reference.product import PART
from tests.outcomes.faults import plan_of

pytestmark = pytest.mark.needs("identity/issuance")
pytest.importorskip("joserfc", reason="the extra credentials is not installed")

WRITING = {"writing": True, "stimuli": 1}
OF_CODES = {"012", "013", "014", "015", "016"}
"""What is said of codes that are authorised before."""


@contextmanager
def reference() -> Iterator[Product]:
    family = CATALOGUE.families["identity/issuance"]
    with in_process(import_code(family.package, family.folder, PART), plan_of(CATALOGUE, family)) as made:
        yield made


def told(outcomes: dict[str, Outcome], prefix: str) -> dict[str, Outcome]:
    return {row.rpartition("-")[2]: each for row, each in outcomes.items() if row.startswith(prefix)}


@pytest.fixture
def only_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server lets people sign in, and nothing else."""
    from conformance_suites.identity.issuance.reference.codes import Codes

    metadata = Codes.metadata.fget  # type: ignore[attr-defined]
    grants = {"grant_types_supported": ["authorization_code"]}
    monkeypatch.setattr(Codes, "metadata", property(lambda self: {**metadata(self), **grants}))


@pytest.mark.usefixtures("only_people")
def test_without_offers_people_sign_in_for_every_credential() -> None:
    with reference() as product:
        information = {name: each for name, each in product.part.INFORMATION.items() if "offer" not in name}
        outcomes = product.outcomes(information=information, limits=WRITING)
    assert set(told(outcomes, "ID-VIC").values()) == {Outcome.PASS}
    assert set(told(outcomes, "ID-VIA").values()) == {Outcome.PASS}
    offers = told(outcomes, "ID-VIF")
    assert {row for row, each in offers.items() if each is Outcome.NOT_APPLICABLE} == {
        *("001", "002", "003", "004", "010", "011"),
        *OF_CODES,
    }
    assert {each for row, each in offers.items() if each is not Outcome.NOT_APPLICABLE} == {Outcome.PASS}


@pytest.mark.usefixtures("only_people")
def test_an_offer_for_people_brings_its_state_to_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    from conformance_suites.identity.issuance.reference.codes import Codes
    from conformance_suites.identity.issuance.reference.issuer import Issuer

    offered, seen = Issuer.offered, set[str]()

    async def for_people(self: Any, request: Any) -> Any:
        offer = self.offers[request.path_params["name"]]
        offer["grants"] = {"authorization_code": {"issuer_state": "of this offer"}}
        return await offered(self, request)

    is_ours = Codes._is_ours

    def noted(self: Any, asked: Any) -> bool:
        seen.add(asked.get("issuer_state", ""))
        return is_ours(self, asked)

    monkeypatch.setattr(Issuer, "offered", for_people)
    monkeypatch.setattr(Codes, "_is_ours", noted)
    with reference() as product:
        outcomes = product.outcomes(limits=WRITING)
    assert seen == {"of this offer"}
    assert set(told(outcomes, "ID-VIC").values()) == {Outcome.PASS}
    assert {told(outcomes, "ID-VIF")[row] for row in OF_CODES - {"014", "015"}} == {Outcome.NOT_APPLICABLE}
