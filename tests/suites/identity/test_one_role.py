"""A service with one of the roles that `identity-service` includes claims it without the other (A3)."""

from __future__ import annotations

from pathlib import Path

import pytest
from doubles.live_runs import run_live
from doubles.ours import CATALOGUE

from conformance.engine.plan_file import PlanError
from conformance.model.outcome import Verdict
from conformance.reference.product import ReferenceProduct

FAMILIES = CATALOGUE.families
LIMITS = {"writing": True, "stimuli": 2}


@pytest.mark.parametrize("family", ["identity/did", "identity/openid"])
def test_an_honest_service_with_one_role_conforms(family: str, tmp_path: Path) -> None:
    product = ReferenceProduct([FAMILIES[family]], "identity-service")
    with product.start() as running:
        values = {**product.plan(running.url, running.servers), "limits": LIMITS}
        run = run_live(tmp_path, values, suites="", environment=product.environment)
    assert run.summary.verdict is Verdict.CONFORMANT
    assert run.summary.unmet == []


def test_a_plan_with_neither_role_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    product = ReferenceProduct([FAMILIES["identity/did"]], "identity-service")
    values = {**product.plan("http://127.0.0.1:9", {}), "limits": LIMITS, "endpoints": {}}
    with pytest.raises(PlanError, match="endpoints"):
        run_live(tmp_path, values, suites="")
