"""The DID document that is published beside the register leads to the keys of the certificates."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.programme.issuer_document import issuer_files
from conformance.programme.pilot import Pilot

BESIDE = "certificates/did.json"
pytestmark = pytest.mark.needs("assets/gltf")


def test_the_key_of_a_certificate_is_in_it_and_our_own_suites_accept_it(demo: Path, published: Path) -> None:
    path = demo / "pilot" / "site" / ".well-known" / "did.json"
    told = json.loads(path.read_text("utf-8"))
    proof = json.loads((demo / "pilot" / "certificates" / "C-000001.vc.json").read_text("utf-8"))["proof"]
    assert proof["verificationMethod"] in told["assertionMethod"]
    assert proof["verificationMethod"] in [each["id"] for each in told["verificationMethod"]]
    journal = ["--journal", str(demo / "run.jsonl")]
    assert main(["check", str(path), *journal, "--quiet"]) == 0


@pytest.mark.needs("identity/portability")
def test_beside_a_certificate_it_lets_our_own_suites_verify_the_proof(demo: Path, published: Path) -> None:
    """Without it the key is elsewhere, and the certificate is unproven: nothing is downloaded."""
    folder = demo / "pilot" / "site" / "certificates"
    told = ["--profile", "portable-identity", "--journal", str(demo / "run.jsonl"), "--quiet"]
    assert main(["check", str(folder), *told]) == 0
    path = folder / "C-000001.vc.json"
    path.write_text(path.read_text("utf-8").replace("Lantern", "Lanterm"), encoding="utf-8")
    assert main(["check", str(folder), *told]) == 1
    (folder / "did.json").unlink()
    assert main(["check", str(path), "--journal", str(demo / "run.jsonl"), "--quiet"]) == 3


@pytest.mark.parametrize(
    ("issuer", "url", "names"),
    [
        ("did:web:pilot.example", "https://pilot.example", [BESIDE, ".well-known/did.json"]),
        ("did:web:pilot.example:programme", "https://pilot.example/programme", [BESIDE, "did.json"]),
        ("did:web:pilot.example%3A8443", "https://pilot.example:8443", [BESIDE, ".well-known/did.json"]),
        ("did:web:pilot.example", "https://elsewhere.example", [BESIDE]),
        ("https://pilot.example", "https://pilot.example", []),
    ],
)
def test_it_is_where_the_did_leads_and_nowhere_else(issuer: str, url: str, names: list[str], demo: Path) -> None:
    path = demo / "pilot" / "programme.toml"
    text = path.read_text("utf-8").replace("did:web:pilot.example", issuer)
    path.write_text(text.replace('"https://pilot.example"', f'"{url}"'), encoding="utf-8")
    assert list(issuer_files(Pilot(demo / "pilot"))) == names
