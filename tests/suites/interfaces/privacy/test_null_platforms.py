"""Products that do nothing of what a platform should for its people: none conforms, and no row is satisfied by them."""

from __future__ import annotations

from pathlib import Path

import pytest
from doubles.live_runs import run_live
from doubles.null_products import null_product

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Verdict
from conformance.reference.product import ReferenceProduct, families_with_products

PROFILE = "platform-governance"
PLAN = Plan(Selection(profile=PROFILE))
REFERENCE = ReferenceProduct(families_with_products(PLAN.catalogue, PLAN.sought), PROFILE)
KINDS = ["accepts_everything", "always_404", "echo", "html_error", "nothing", "redirect_off", "wants_token"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_product_that_does_nothing_respects_nobody(kind: str, tmp_path: Path) -> None:
    limits = {"writing": True, "exchange_seconds": 0.7, "body_bytes": 100_000, "concurrency": 16}
    with null_product(kind) as product:
        values = {**REFERENCE.plan(product.url.rstrip("/"), {}), "limits": limits}
        run = run_live(tmp_path, values, suites="", environment=REFERENCE.environment)
    assert run.summary.verdict in (Verdict.NONCONFORMANT, Verdict.UNPROVEN)
    errors = {name: case for name, case in run.results.items() if getattr(case, "outcome", "") == "error"}
    assert errors == {}
    assert [row.record.id for row in run.summary.requirements.values() if row.conclusion == "satisfied"] == []
    found = {row.record.id for row in run.summary.requirements.values() if row.conclusion == "violated"}
    assert not any(name.startswith("IFC-PRV") for name in found)  # no account, so nothing is known
    assert run.again(tmp_path / "again").same_bytes


def test_the_honest_product_is_judged_again_to_the_same_bytes_and_leaves_no_token_behind(tmp_path: Path) -> None:
    """E2: tokens that the product issues are in no record."""
    with REFERENCE.start() as product:
        run = run_live(tmp_path, REFERENCE.plan(product.url, product.servers), "", REFERENCE.environment)
    assert run.summary.verdict is Verdict.CONFORMANT
    assert run.again(tmp_path / "again").same_bytes
    bodies = b"".join(path.read_bytes() for path in (tmp_path / "evidence").rglob("*") if path.is_file())
    assert b'"token":"{secret:issued-' in bodies
    assert bodies.count(b'"token":"') == bodies.count(b'"token":"{secret:issued-')
