"""The reference OpenID provider: honest it satisfies every row, and each of its faults is caught by its row alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import uvicorn
from starlette.applications import Starlette

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance.reference.serving import Fault, loopback
from conformance_suites.identity.openid.reference.provider import FAULTS, STATEMENT, endpoints, routes

SUITE = "openid/discovery"


@dataclass
class Provider:
    """The provider on loopback in a thread of this process."""

    url: str
    fault: Fault
    plan: Plan

    def outcomes(self, fault: str = "", **statement: bool) -> dict[str, Outcome]:
        self.fault.name = fault
        values = {
            "product": {"name": "Reference", "version": "1"},
            "profile": "identity-service",
            "endpoints": endpoints(self.url),
            "statement": {**STATEMENT, **statement},
        }
        return judged_once(self.plan, values)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    listener, fault = loopback(), Fault()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    application = Starlette(routes=routes(url, fault))
    server = uvicorn.Server(uvicorn.Config(application, log_level="critical", access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield Provider(url, fault, Plan(Selection(suites=(SUITE,))))
    server.should_exit = True
    thread.join(5)


def ids(outcomes: dict[str, Outcome], outcome: Outcome) -> list[str]:
    return sorted(name for name, found in outcomes.items() if found is outcome)


def test_the_honest_provider_satisfies_every_row(provider: Provider) -> None:
    assert set(provider.outcomes().values()) == {Outcome.PASS}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_caught_by_its_row_alone(provider: Provider, fault: str) -> None:
    outcomes = provider.outcomes(fault)
    assert ids(outcomes, Outcome.FAIL) == [fault.split("_")[0]]
    assert ids(outcomes, Outcome.ERROR) == []


def test_every_row_has_a_fault(provider: Provider) -> None:
    assert {fault.split("_")[0] for fault in FAULTS} == set(provider.outcomes())


def test_no_metadata_leaves_nothing_satisfied_and_nothing_not_applicable(provider: Provider) -> None:
    outcomes = provider.outcomes("ID-OID-001_not_there")
    oauth = {f"ID-OID-0{number}" for number in (20, 21, 22)}
    assert {outcome for name, outcome in outcomes.items() if name not in {"ID-OID-001", *oauth}} == {
        Outcome.INCONCLUSIVE
    }


def test_a_statement_that_denies_what_the_provider_does_is_reported(provider: Provider) -> None:
    outcomes = provider.outcomes(oauth_metadata=False)
    assert ids(outcomes, Outcome.INCONCLUSIVE) == ["ID-OID-020", "ID-OID-021", "ID-OID-022"]
