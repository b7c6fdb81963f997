"""`demo` and `doctor` of an identity service."""

from __future__ import annotations

from pathlib import Path

import pytest
from doubles.ours import CATALOGUE

from conformance.cli.main import main
from conformance.reference.product import ReferenceProduct

IDENTITY = """
profile = "identity-service"
[product]
name = "Reference"
version = "1"
[endpoints]
resolver = "{base}/1.0/identifiers/"
registrar = "{base}/1.0/"
issuer = "{base}/op{slash}"
[statement]
edition = "v1"
registry = true
deactivation = true
registrar = true
updates = true
oauth_metadata = true
[information]
did = "did:example:alice"
{more}
"""


def test_an_unknown_fault_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--profile", "identity-service", "--fault", "ID-OID-001_not_ther"]) == 2
    assert "ID-OID-001_not_there" in capsys.readouterr().err


def test_doctor_tells_what_the_plan_says_wrong_of_the_product(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """D2, D3: each before a run; the embedded products are ready, and every endpoint has URL and status."""
    monkeypatch.chdir(tmp_path)
    families = [each for each in CATALOGUE.families.values() if each.id in ("identity/did", "identity/openid")]
    good = 'unknown_did = "did:example:nobody"\ndeactivated_did = "did:example:gone"\nregistration_method = "example"'
    bad = 'unknown_did = "did:example:bob"'
    with ReferenceProduct(families, profile="proof").start() as product:

        def doctor(**values: str) -> tuple[int, str]:
            Path("plan.toml").write_text(IDENTITY.format(base=product.url, **values), encoding="utf-8")
            status = main(["doctor", "plan.toml", "--lang", "en"])
            return status, capsys.readouterr().out

        ready, told = doctor(slash="", more=good)
        assert ready == 0, told
        for name in ("resolver", "registrar", "issuer"):
            assert f"[ok] {name} answers at {product.url}/" in told
        assert "with status" in told
        wrong, told = doctor(slash="/", more=bad)
    assert wrong == 2
    assert "write it in the plan as the provider does" in told
    assert "did:example:bob resolves to a document, although the plan gives it as unknown_did" in told
    assert "the plan does not give the information item deactivated_did" in told
    assert "Not ready" in told
