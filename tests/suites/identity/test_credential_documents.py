"""The role `credential-documents`: an exported wallet is checked by one command, and each level decides something."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conformance.cli.main import main
from conformance.model.profile import LEVELS

for library in ("pyld", "pyoxigraph", "rfc8785", "multiformats", "cryptography", "joserfc"):
    pytest.importorskip(library)
pytestmark = pytest.mark.needs("identity/credential", "identity/data_integrity", "identity/jose", "identity/sd_jwt")

from conformance_suites.identity.data_integrity.reader.signing import Signer, signed  # noqa: E402
from tests.suites.identity.jose import envelope_recipe as jose  # noqa: E402
from tests.suites.identity.sd_jwt import sd_jwt_recipe as sd_jwt  # noqa: E402

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


TOKENS = {
    "member.vc.jwt": jose.token(),
    "shown.vp.jwt": jose.presented(),
    "plain.sd-jwt": sd_jwt.token(),
    "typed.sd-jwt": sd_jwt.vc(),
    "bound.sd-jwt": sd_jwt.shown(),
}


def test_a_wallet_may_hold_every_form(wallet: Path) -> None:
    for name, text in TOKENS.items():
        (wallet / name).write_text(f"{text}\n", encoding="utf-8")
    assert [checked(wallet, level) for level in LEVELS] == [0, 0, 0]


@pytest.mark.parametrize("name", TOKENS)
def test_one_form_alone_is_evidence_if_it_verifies(name: str, wallet: Path) -> None:
    (wallet / "member.json").unlink()
    (wallet / name).write_text(TOKENS[name], encoding="utf-8")
    assert [checked(wallet, level) for level in LEVELS] == [0, 0, 0]


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        (jose.token(typ="JWT"), [0, 1, 1]),
        (jose.token(payload=jose.credential(sub="did:example:other")), [0, 0, 1]),
        (jose.token(payload=jose.credential("https://club.example"), kid="https://club.example#1"), [3, 3, 3]),
        (sd_jwt.token(typ="JWT"), [0, 1, 1]),
        (sd_jwt.vc(payload=sd_jwt.credential(cnf={"jkt": "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"})), [0, 0, 1]),
        (sd_jwt.token(sd_jwt.NICKNAME, sd_jwt.STREET), [1, 1, 1]),
    ],
)
def test_each_level_decides_something_of_tokens(wallet: Path, text: str, reached: list[int]) -> None:
    (wallet / "token.vc.jwt" if "~" not in text else wallet / "token.sd-jwt").write_text(text, encoding="utf-8")
    assert [checked(wallet, level) for level in LEVELS] == reached
