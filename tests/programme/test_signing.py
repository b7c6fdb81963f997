"""Signing a result with keys of each kind, and what other programs make of the signatures."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from conformance.cli.main import main
from conformance.programme.envelope import encoded, envelope_of, read_envelope
from conformance.programme.keys import read_public_key
from conformance.programme.signers import signer_of

pytestmark = pytest.mark.needs("assets/gltf")


def sign(evidence: Path, *options: Any) -> int:
    return main(["sign", str(evidence), *map(str, options), "--lang", "en"])


@pytest.mark.parametrize("kind", ["ed25519", "p256", "sm2"])
def test_a_signature_verifies_and_that_of_another_message_does_not(kind: str, keys: Path) -> None:
    signer = signer_of(keys / f"{kind}.pem")
    signature = signer.sign(b"message")
    assert signer.key == read_public_key(keys / f"{kind}.pub.pem")
    assert signer.key.verifies(b"message", signature)
    assert not signer.key.verifies(b"messagf", signature)
    assert not signer.key.verifies(b"message", b"")
    assert not signer.key.verifies(b"message", bytes(64))


@pytest.mark.parametrize("kind", ["ed25519", "p256", "sm2"])
def test_openssl_verifies_what_is_signed(kind: str, keys: Path, evidence: Path, openssl: Any) -> None:
    assert sign(evidence, "--key", keys / f"{kind}.pem") == 0
    envelope = read_envelope(evidence.with_suffix(".dsse.json"))
    told = json.loads(evidence.with_suffix(".dsse.json").read_text("utf-8"))
    assert encoded(told["payloadType"], envelope.payload) == envelope.signed
    message, signature = evidence.with_suffix(".message"), evidence.with_suffix(".signature")
    message.write_bytes(envelope.signed)
    signature.write_bytes(envelope.signatures[0].value)
    key = ["-pubin", "-inkey", keys / f"{kind}.pub.pem", "-sigfile", signature, "-in", message, "-rawin"]
    more = {"sm2": ["-digest", "sm3", "-pkeyopt", "distid:1234567812345678"], "p256": ["-digest", "sha256"]}
    done = openssl("pkeyutl", "-verify", *key, *more.get(kind, []))
    assert done.returncode == 0, done
    message.write_bytes(envelope.signed.replace(b"Lantern", b"Lantenr"))
    assert openssl("pkeyutl", "-verify", *key, *more.get(kind, [])).returncode


@pytest.mark.parametrize("kind", ["ED25519", "SM2"])
def test_keys_that_openssl_makes_sign(kind: str, tmp_path: Path, evidence: Path, openssl: Any) -> None:
    openssl("genpkey", "-algorithm", kind, "-out", tmp_path / "key.pem")
    assert sign(evidence, "--key", tmp_path / "key.pem") == 0


def test_the_statement_says_what_was_judged_by_what_and_who_says_so(keys: Path, evidence: Path) -> None:
    told = ["--chosen-by", "the laboratory", "--rule", "three at random", "--claim", "witnessed", "--witness", "W"]
    assert sign(evidence, "--key", keys / "ed25519.pem", *told) == 0
    statement = read_envelope(evidence.with_suffix(".dsse.json")).statement
    predicate = statement["predicate"]
    assert statement["subject"][0]["name"] == "evidence.zip"
    assert len(statement["subject"]) == 2
    assert predicate["testing"] == {
        "claim": "witnessed",
        "laboratory": None,
        "witness": "W",
        "subjects_chosen_by": "the laboratory",
        "selection_rule": "three at random",
        "product_identified_by": "file digest",
    }
    assert predicate["product"]["version"] == "1.2.0"
    assert predicate["level"] == "basic"
    assert {*predicate["counts"]} == {"shall", "should", "may"}
    assert {len(each) for each in predicate["counts"].values()} == {5}
    assert all(predicate[name].startswith("sha256:") for name in ("journal", "catalogue"))


def test_one_envelope_carries_several_signatures_and_a_key_signs_once(keys: Path, evidence: Path) -> None:
    assert sign(evidence, "--key", keys / "ed25519.pem", "--key", keys / "sm2.pem") == 0
    assert sign(evidence, "--add", "--key", keys / "p256.pem", "--key", keys / "sm2.pem") == 0
    assert len(read_envelope(evidence.with_suffix(".dsse.json")).signatures) == 3


def test_the_twins_for_other_programs(keys: Path, evidence: Path, tmp_path: Path) -> None:
    twins = ["--sigstore", tmp_path / "a.json", "--test-result", tmp_path / "b.json"]
    assert sign(evidence, "--key", keys / "ed25519.pem", "--key", keys / "sm2.pem", *twins) == 0
    bundle = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert len(bundle["dsseEnvelope"]["signatures"]) == 1
    result = read_envelope(tmp_path / "b.json")
    assert result.statement["predicateType"].endswith("/test-result/v0.1")
    assert result.predicate["result"] == "PASSED"


def test_a_program_signs_where_the_key_is_elsewhere(keys: Path, evidence: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "device.py").write_text(
        "import sys\nfrom pathlib import Path\nfrom conformance.programme.signers import signer_of\n"
        f"sys.stdout.buffer.write(signer_of(Path({str(keys / 'p256.pem')!r})).sign(sys.stdin.buffer.read()))\n",
        encoding="utf-8",
    )
    key = tmp_path / "office.toml"
    python, public = Path(sys.executable).as_posix(), (keys / "p256.pub.pem").as_posix()
    told = f'public_key = "{public}"\ncommand = ["{python}", "device.py"]\n'
    key.write_text(told, encoding="utf-8")
    assert sign(evidence, "--key", key) == 0
    key.write_text(told.replace("p256.pub", "ed25519.pub"), encoding="utf-8")
    assert sign(evidence, "--key", key) == 2
    assert "do not belong together" in capsys.readouterr().err
    key.write_text(told.replace("device.py", "nothing.py"), encoding="utf-8")
    assert sign(evidence, "--key", key) == 2
    assert "does not sign" in capsys.readouterr().err


def test_a_key_with_a_passphrase_asks_for_it(tmp_path: Path, evidence: Path, openssl: Any, monkeypatch, capsys) -> None:
    key = tmp_path / "key.pem"
    openssl("genpkey", "-algorithm", "ED25519", "-aes256", "-pass", "pass:word", "-out", key)
    assert sign(evidence, "--key", key) == 2
    assert "CONFORMANCE_KEY_PASSPHRASE" in capsys.readouterr().err
    monkeypatch.setenv("CONFORMANCE_KEY_PASSPHRASE", "word")
    assert sign(evidence, "--key", key) == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b'{"payloadType": "x", "payload": "e30=", "signatures": []}',
        b'{"payloadType": "application/vnd.in-toto+json", "payload": "e30=", "signatures": [{"keyid": "", "sig": ""}]}',
        b'{"payloadType": "application/vnd.in-toto+json", "payload": "!", "signatures": [{"keyid": "", "sig": ""}]}',
        b'{"payloadType": "application/vnd.in-toto+json", "payload": 1, "signatures": 1}',
        b"[" * 100_000,
        b" " * (1 << 20),
    ],
)
def test_what_is_not_an_envelope_is_none(data: bytes) -> None:
    assert envelope_of(data) is None
