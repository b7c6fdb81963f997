"""Products that do nothing of what an HTTP interface should: none concludes conformant, none holds the run up."""

from __future__ import annotations

from pathlib import Path

import pytest
from doubles.live_runs import run_live
from doubles.null_products import PRODUCTS, null_product

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Verdict
from conformance.reference.product import ReferenceProduct, families_with_products

PLAN = Plan(Selection(profile="http-api"))
REFERENCE = ReferenceProduct(families_with_products(PLAN.catalogue, PLAN.sought), "http-api")
# Products that never say anything whole are tried with the doubles of tests/engine/test_live_runs.py.
SAYING_SOMETHING = sorted(
    {*PRODUCTS}
    - {"slow_drip", "slow_body", "endless_body", "endless_head", "closes", "closes_mid_body", "not_http"}
    - {"lying_length", "wrong_coding", "redirect_loop"}
)
# Rows that a product satisfies by the very answer it gives, which is all they ask.
HAS_CONTENT = {"IFC-HTP-001"}
TRULY_SATISFIED = {
    "empty_object": HAS_CONTENT,
    "html_error": HAS_CONTENT,
    "accepts_everything": HAS_CONTENT,
    "gzip_bomb": set(),
    "echo": {
        *HAS_CONTENT,
        *("IFC-HTP-002", "IFC-HTP-003", "IFC-HTP-014", "IFC-HTP-015", "IFC-HTP-019", "IFC-HTP-023"),
        *("IFC-CND-013", "IFC-RES-001", "IFC-RES-019"),
    },
}


@pytest.mark.parametrize("kind", SAYING_SOMETHING)
def test_a_product_that_does_nothing_is_no_http_interface(kind: str, tmp_path: Path) -> None:
    limits = {"writing": True, "exchange_seconds": 0.7, "body_bytes": 1_000_000, "concurrency": 16}
    with null_product(kind) as product:
        url = product.url.rstrip("/")
        run = run_live(tmp_path, {**REFERENCE.plan(url, {}), "limits": limits}, suites="")
    assert run.summary.verdict in (Verdict.NONCONFORMANT, Verdict.UNPROVEN)
    errors = {name: case for name, case in run.results.items() if getattr(case, "outcome", "") == "error"}
    assert errors == {}
    satisfied = {row.record.id for row in run.summary.requirements.values() if row.conclusion == "satisfied"}
    assert satisfied <= TRULY_SATISFIED.get(kind, set())
    assert run.again(tmp_path / "again").same_bytes
