"""The DID document that is published beside the register leads to the keys of the certificates."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.programme.issuer_document import issuer_files
from conformance.programme.pilot import Pilot

pytestmark = pytest.mark.needs("assets/gltf")


def test_the_key_of_a_certificate_is_in_it_and_our_own_suites_accept_it(demo: Path, published: Path) -> None:
    path = demo / "pilot" / "site" / ".well-known" / "did.json"
    told = json.loads(path.read_text("utf-8"))
    proof = json.loads((demo / "pilot" / "certificates" / "C-000001.vc.json").read_text("utf-8"))["proof"]
    assert proof["verificationMethod"] in told["assertionMethod"]
    assert proof["verificationMethod"] in [each["id"] for each in told["verificationMethod"]]
    journal = ["--journal", str(demo / "run.jsonl")]
    assert main(["check", str(path), *journal, "--quiet"]) == 0


@pytest.mark.parametrize(
    ("issuer", "url", "names"),
    [
        ("did:web:pilot.example", "https://pilot.example", [".well-known/did.json"]),
        ("did:web:pilot.example:programme", "https://pilot.example/programme", ["did.json"]),
        ("did:web:pilot.example%3A8443", "https://pilot.example:8443", [".well-known/did.json"]),
        ("did:web:pilot.example", "https://elsewhere.example", []),
        ("https://pilot.example", "https://pilot.example", []),
    ],
)
def test_it_is_where_the_did_leads_and_nowhere_else(issuer: str, url: str, names: list[str], demo: Path) -> None:
    path = demo / "pilot" / "programme.toml"
    text = path.read_text("utf-8").replace("did:web:pilot.example", issuer)
    path.write_text(text.replace('"https://pilot.example"', f'"{url}"'), encoding="utf-8")
    assert list(issuer_files(Pilot(demo / "pilot"))) == names
