"""The role `credential-documents`: an exported wallet is checked by one command, and each level decides something."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conformance.cli.main import main
from conformance.model.profile import LEVELS

for library in ("pyld", "pyoxigraph", "rfc8785", "multiformats", "cryptography"):
    pytest.importorskip(library)
pytestmark = pytest.mark.needs("identity/credential", "identity/data_integrity")

from conformance_suites.identity.data_integrity.writer.signing import Signer, signed  # noqa: E402

CLUB, OTHER = Signer("Ed25519"), Signer("Ed25519", 2)
TERMS = {"Member": "https://club.example/terms#Member", "level": "https://club.example/terms#level"}


def credential(**more: Any) -> dict[str, Any]:
    document = {"@context": ["https://www.w3.org/ns/credentials/v2", TERMS], "type": ["VerifiableCredential", "Member"]}
    return {**document, "issuer": CLUB.did, "credentialSubject": {"id": "did:example:wei", "level": 3}, **more}


def checked(folder: Path, level: str) -> int:
    return main(
        ["check", str(folder), "--profile", "credential-documents", "--level", level, "--quiet", "--workers", "1"]
    )


@pytest.fixture
def wallet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The export of a wallet, with a credential that is signed."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "wallet-export"
    folder.mkdir()
    (folder / "member.json").write_text(json.dumps(signed(credential(), "eddsa-rdfc-2022", CLUB)), encoding="utf-8")
    return folder


def test_an_exported_wallet_reaches_every_level(wallet: Path) -> None:
    assert [checked(wallet, level) for level in LEVELS] == [0, 0, 0]


@pytest.mark.parametrize(
    ("more", "signer", "reached"),
    [
        ({"type": ["VerifiableCredential"]}, CLUB, [0, 1, 1]),
        ({}, OTHER, [0, 0, 1]),
        ({"issuer": "The club"}, CLUB, [1, 1, 1]),
    ],
)
def test_each_level_decides_something(wallet: Path, more: dict[str, Any], signer: Signer, reached: list[int]) -> None:
    document = signed(credential(**more), "eddsa-jcs-2022", signer)
    (wallet / "second.json").write_text(json.dumps(document), encoding="utf-8")
    assert [checked(wallet, level) for level in LEVELS] == reached


def test_credentials_without_a_proof_prove_nothing_beyond_the_first_level(wallet: Path) -> None:
    (wallet / "member.json").write_text(json.dumps(credential()), encoding="utf-8")
    assert [checked(wallet, level) for level in LEVELS] == [0, 3, 3]


def test_a_changed_credential_is_no_evidence(wallet: Path) -> None:
    text = (wallet / "member.json").read_text(encoding="utf-8")
    (wallet / "member.json").write_text(text.replace('"level": 3', '"level": 4'), encoding="utf-8")
    assert [checked(wallet, level) for level in LEVELS] == [1, 1, 1]
