"""Signing in: a wrong plan counts against nobody, no secret is in what a run leaves, and replays agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from doubles.in_process import BASE, Product, in_process
from doubles.live_runs import run_live

from conformance.engine.bundle import Bundle
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome, Verdict
from conformance_suites.identity.openid import reference

pytest.importorskip("joserfc")

ENDPOINTS = {"sign_in": reference.endpoints(BASE)["sign_in"]}
CONTROL = "ID-OIF-001"
LIMITS = {"writing": True, "stimuli": 1, "concurrency": 1}


@pytest.fixture
def provider() -> Iterator[Product]:
    with in_process(reference, Plan(Selection(suites=("openid/flow",)))) as product:
        yield product


def outcomes(product: Product, fault: str = "", **information: Any) -> dict[str, Outcome]:
    told = {**reference.INFORMATION, **information}
    left = {name: value for name, value in told.items() if value is not None}
    return product.outcomes(fault, endpoints=ENDPOINTS, information=left, limits=LIMITS)


@pytest.mark.parametrize(
    "wrong",
    [
        {"account": "nobody"},
        {"account_password": {"env": "REFERENCE_CLIENT_SECRET"}},
        {"client_id": "unknown"},
        {"client_secret": {"env": "REFERENCE_ACCOUNT_PASSWORD"}},
        {"redirect_uri": "https://unregistered.example/"},
        {"redirect_uri": "not a URL"},
    ],
)
def test_what_the_plan_says_wrong_violates_nothing_and_satisfies_nothing_issued(
    provider: Product, wrong: dict[str, Any]
) -> None:
    found = outcomes(provider, **wrong)
    assert Outcome.FAIL not in found.values()
    assert Outcome.ERROR not in found.values()
    assert {found[f"ID-OIF-{number:03}"] for number in (8, 10, 12, 17, 20, 25)} == {Outcome.INCONCLUSIVE}


def test_what_the_plan_leaves_out_is_not_run(provider: Product) -> None:
    assert set(outcomes(provider, account=None).values()) == {Outcome.NOT_RUN}
    assert outcomes(provider, other_client_id=None)["ID-OIF-010"] is Outcome.NOT_RUN


def test_a_run_leaves_no_secret_and_is_judged_again_to_the_same(provider: Product, tmp_path: Path) -> None:
    told = {"endpoints": ENDPOINTS, "limits": LIMITS, "statement": {"pairwise": True}}
    values = {**provider.values(), "profile": "openid-sign-in", **told}
    run = run_live(tmp_path, values, suites="", environment=provider.environment)
    assert run.outcome(CONTROL) == ("pass", None)
    assert run.summary.verdict is Verdict.CONFORMANT
    with Bundle(run.bundle) as bundle:
        lines = bundle.read("exchanges.jsonl").decode()
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path != run.bundle]
    for secret in reference.ENVIRONMENT.values():
        for form in (secret, secret.replace(" ", "+")):
            assert not [path for path in files if form.encode() in path.read_bytes()]
    codes = re.findall(r"[?&#]code=([^&\"]*)", lines)
    assert codes
    assert all(re.fullmatch(r"\{secret:issued-\d+\}", each) for each in codes)
    tokens = [each for path in files for each in re.findall(rb'"access_token":\s*"([^"]*)"', path.read_bytes())]
    assert tokens
    assert all(re.fullmatch(rb"\{secret:issued-\d+\}", each) for each in tokens)
    assert run.again(tmp_path / "again").same_bytes
