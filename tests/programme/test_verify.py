"""`conformance verify` on results: what it says, and the exit status of each class of reasons."""

from __future__ import annotations

import base64
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from conformance.cli.main import main
from conformance.programme.envelope import read_envelope, sealed
from conformance.programme.signers import signer_of

pytestmark = pytest.mark.needs("assets/gltf")


def verify(path: Path, *options: Any) -> int:
    return main(["verify", str(path), *map(str, options), "--lang", "en"])


@pytest.fixture
def signed(evidence: Path, keys: Path) -> Path:
    """The evidence with signatures beside it."""
    assert main(["sign", str(evidence), "--key", str(keys / "ed25519.pem"), "--key", str(keys / "sm2.pem")]) == 0
    return evidence


def envelope_path(evidence: Path) -> Path:
    return evidence.with_suffix(".dsse.json")


def test_a_signed_result_is_vouched_for_by_who_is_trusted(signed: Path, trust: Path, capsys) -> None:
    for path in (signed, envelope_path(signed)):
        assert verify(path, "--trust", trust) == 0
        told = capsys.readouterr().out
        assert "a self-test" in told
        assert "ed25519 vouches for it" in told
        assert "sm2 vouches for it" in told


def test_it_is_judged_again_on_request(signed: Path, trust: Path, capsys) -> None:
    assert verify(signed, "--trust", trust, "--rejudge") == 0
    assert "judged again: the same verdicts" in capsys.readouterr().out


def test_evidence_that_is_only_consistent_is_vouched_for_by_nobody(evidence: Path, trust: Path, capsys) -> None:
    assert verify(evidence, "--trust", trust, "--rejudge") == 18
    shown = capsys.readouterr()
    assert not shown.out
    assert "nobody vouches for it" in shown.err


def test_without_trusted_keys_the_issuer_is_unknown(signed: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "empty").mkdir()
    assert verify(signed) == 12
    assert verify(signed, "--trust", tmp_path / "empty") == 12
    assert "a key that nobody here vouches for" in capsys.readouterr().err


def test_a_signature_of_a_stranger_beside_a_trusted_one_changes_nothing(signed: Path, trust: Path, keys: Path) -> None:
    assert main(["sign", str(signed), "--add", "--key", str(keys / "stranger.pem")]) == 0
    assert verify(signed, "--trust", trust) == 0


def test_a_changed_statement_does_not_verify(signed: Path, trust: Path, capsys) -> None:
    path = envelope_path(signed)
    told = json.loads(path.read_text("utf-8"))
    payload = base64.b64decode(told["payload"]).replace(b'"level":"basic"', b'"level":"mutual_recognition"')
    path.write_text(json.dumps({**told, "payload": base64.b64encode(payload).decode()}), encoding="utf-8")
    assert verify(signed, "--trust", trust) == 10
    assert "does not verify" in capsys.readouterr().err


def test_one_bad_signature_of_a_trusted_key_is_enough(signed: Path, trust: Path) -> None:
    path = envelope_path(signed)
    told = json.loads(path.read_text("utf-8"))
    told["signatures"][1]["sig"] = told["signatures"][0]["sig"]
    path.write_text(json.dumps(told), encoding="utf-8")
    assert verify(signed, "--trust", trust) == 10


def test_a_changed_bundle_has_another_digest(signed: Path, trust: Path, capsys) -> None:
    with zipfile.ZipFile(signed, "a") as out:
        out.comment = b"x"
    assert verify(signed, "--trust", trust) == 11
    assert "is not the file that was signed" in capsys.readouterr().err


def test_signatures_without_their_bundle(signed: Path, trust: Path) -> None:
    signed.unlink()
    assert verify(envelope_path(signed), "--trust", trust) == 11


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("level", "mutual_recognition"),
        ("conclusion", "nonconformant"),
        ("product", {"name": "Lantern", "version": "2.0.0"}),
        ("counts", {}),
        ("catalogue", "sha256:0"),
        ("profile", None),
    ],
)
def test_a_trusted_key_may_not_say_more_than_the_evidence(
    member: str, value: Any, signed: Path, trust: Path, keys: Path, capsys
) -> None:
    path = envelope_path(signed)
    content = read_envelope(path).statement
    content["predicate"][member] = value
    path.write_text(sealed(content, [signer_of(keys / "ed25519.pem")]).text, encoding="utf-8")
    assert verify(signed, "--trust", trust) == 16
    assert member in capsys.readouterr().err


def test_a_statement_of_another_kind_is_not_a_result(signed: Path, trust: Path, keys: Path) -> None:
    path = envelope_path(signed)
    content = {**read_envelope(path).statement, "predicateType": "https://slsa.dev/provenance/v1"}
    path.write_text(sealed(content, [signer_of(keys / "ed25519.pem")]).text, encoding="utf-8")
    assert verify(signed, "--trust", trust) == 10


def test_a_clock_that_is_wrong_is_noticed(signed: Path, trust: Path, capsys) -> None:
    assert verify(signed, "--trust", trust, "--at", "2020-01-01") == 13
    assert "one of the two clocks is wrong" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("acts", "more", "status"),
    [
        ('"test"', "", 0),
        ('"review"', "", 12),
        ('"test"', ", ends = 2020-01-01", 13),
        ('"test"', ", starts = 2120-01-01", 13),
    ],
)
def test_a_key_vouches_for_what_it_may_and_while_it_is_valid(
    acts: str, more: str, status: int, signed: Path, keys: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "trusted"
    folder.mkdir()
    shutil.copy(keys / "ed25519.pub.pem", folder / "key.pem")
    told = (
        f'[[party]]\nid = "https://lab.example"\nname = "Lab"\nacts = [{acts}]\nkeys = [{{ file = "key.pem"{more} }}]\n'
    )
    (folder / "trust.toml").write_text(told, encoding="utf-8")
    assert verify(signed, "--trust", folder) == status
