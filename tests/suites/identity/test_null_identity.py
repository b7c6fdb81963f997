"""Products that do nothing of what an identity service should: none concludes conformant, none holds the run up."""

from __future__ import annotations

from pathlib import Path

import pytest
from doubles.live_runs import asked_of, run_live
from doubles.null_products import PRODUCTS, null_product

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Verdict
from conformance.reference.product import ReferenceProduct, families_with_products

PLAN = Plan(Selection(profile="identity-service"))
REFERENCE = ReferenceProduct(families_with_products(PLAN.catalogue, PLAN.sought), "identity-service")
# Products that never say anything whole are tried with the doubles of tests/engine/test_live_runs.py.
SAYING_SOMETHING = sorted(
    {*PRODUCTS}
    - {"slow_drip", "slow_body", "endless_body", "endless_head", "closes", "closes_mid_body", "not_http"}
    - {"lying_length", "wrong_coding", "redirect_loop"}
)
# Rows that a product satisfies by the very answer it gives, which is all they ask.
TRULY_SATISFIED = {
    "empty_object": {"ID-OID-003", "ID-OID-020"},
    "accepts_everything": {"ID-DRS-001", "ID-OID-001", "ID-OID-002", "ID-OID-003", "ID-OID-020"},
}


@pytest.mark.parametrize("kind", SAYING_SOMETHING)
def test_a_product_that_does_nothing_is_no_identity_service(kind: str, tmp_path: Path) -> None:
    limits = {"writing": True, "stimuli": 2, "exchange_seconds": 0.7, "body_bytes": 1_000_000, "concurrency": 16}
    with null_product(kind) as product:
        values = {**asked_of(PLAN, REFERENCE.plan(product.url.rstrip("/"), {})), "limits": limits}
        run = run_live(tmp_path, values, suites="", environment=REFERENCE.environment)
    assert run.summary.verdict in (Verdict.NONCONFORMANT, Verdict.UNPROVEN)
    assert len(run.exchanges) <= 40  # each ends within its seconds
    errors = {name: case for name, case in run.results.items() if getattr(case, "outcome", "") == "error"}
    assert errors == {}
    satisfied = {row.record.id for row in run.summary.requirements.values() if row.conclusion == "satisfied"}
    live = {name for name in satisfied if name.startswith(("ID-DRS", "ID-OID"))}
    assert live <= TRULY_SATISFIED.get(kind, set())
    assert run.again(tmp_path / "again").same_bytes
