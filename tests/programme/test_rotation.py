"""A key is followed by another under both signatures, and whoever trusts the old one learns the new one."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from conformance.cli.main import main
from conformance.programme.envelope import read_envelope, sealed
from conformance.programme.moments import now
from conformance.programme.pilot import Pilot
from conformance.programme.signers import signer_of

pytestmark = pytest.mark.needs("assets/gltf")
REASON = ["--reason-en", "a fault in the field", "--reason-zh", "使用中发现问题"]


def rotate(demo: Path, *keys: str, until: str = "") -> int:
    named = [word for key in keys for word in ("--key", str(demo / "keys" / f"{key}.pem"))]
    return main(
        ["programme", "rotate", str(demo / "pilot"), *named, *(["--until", until] if until else []), "--lang", "en"]
    )


def office(demo: Path, action: str, *words: Any) -> int:
    return main(["programme", action, str(demo / "pilot"), *map(str, words), "--lang", "en"])


def key(demo: Path, name: str) -> list[str]:
    return ["--key", str(demo / "keys" / f"{name}.pem")]


def fetch(demo: Path, published: Path) -> None:
    """A platform that keeps whom it trusts, and copies all else."""
    shutil.copytree(
        demo / "pilot" / "site" / "trust",
        published,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("trust.toml", "*.pem"),
    )


def verify(demo: Path, published: Path, number: str = "C-000001") -> int:
    certificate = demo / "pilot" / "certificates" / f"{number}.vc.json"
    return main(["verify", str(certificate), "--trust", str(published), "--lang", "en"])


def test_who_trusts_the_old_key_learns_the_new_one(demo: Path, published: Path, capsys) -> None:
    assert rotate(demo, "issuer", "stranger") == 0
    assert "Demo pilot: the new key signs from now on" in capsys.readouterr().out
    assert len(read_envelope(demo / "pilot" / "trust" / "head.dsse.json").signatures) == 2
    assert office(demo, "check") == 0
    assert office(demo, "revoke", "C-000002", *key(demo, "stranger"), *REASON) == 0  # by the new key alone
    assert office(demo, "publish", *key(demo, "stranger")) == 0
    fetch(demo, published)
    assert verify(demo, published) == 0
    shutil.rmtree(published / "rotations")
    capsys.readouterr()
    assert verify(demo, published) == 12
    assert "a key that nobody here vouches for" in capsys.readouterr().err


def test_after_its_last_day_the_old_key_signs_no_more(demo: Path) -> None:
    assert rotate(demo, "issuer", "stranger", until=now().date().isoformat()) == 0
    old, new = (
        Pilot(demo / "pilot").trust.parties[signer_of(demo / "keys" / f"{name}.pem").key.id]
        for name in ("issuer", "stranger")
    )
    assert old.ends == now().date()
    assert new.ends is None
    assert (new.id, new.name, new.acts) == (old.id, old.name, old.acts)
    assert main(["surveil", str(demo / "pilot")]) == 0  # another key follows it


@pytest.mark.parametrize(
    ("keys", "until", "said"),
    [
        (("issuer",), "", "a rotation takes two keys"),
        (("stranger", "issuer"), "", "no party is listed with the first key"),
        (("issuer", "lab"), "", "is listed already: make a new one"),
        (("issuer", "stranger"), "2020-01-01", "2020-01-01 is over"),
    ],
)
def test_only_an_old_and_a_new_key_are_rotated(
    keys: tuple[str, ...], until: str, said: str, demo: Path, capsys
) -> None:
    assert rotate(demo, *keys, until=until) == 2
    assert said in capsys.readouterr().err
    assert not (demo / "pilot" / "trust" / "rotations").exists()


def test_a_key_that_is_over_is_not_followed_by_another(demo: Path, capsys) -> None:
    path = demo / "pilot" / "programme.toml"
    yesterday = (now() - timedelta(days=1)).date()
    text = path.read_text("utf-8").replace('"keys/lab.pem"', f'"keys/lab.pem", ends = {yesterday}')
    path.write_text(text, encoding="utf-8")
    assert rotate(demo, "lab", "stranger") == 2
    assert f"the first key ended on {yesterday}" in capsys.readouterr().err


@pytest.mark.parametrize("signers", [["issuer"], ["stranger"], ["issuer", "lab"]])
def test_a_rotation_that_one_of_the_keys_did_not_sign_is_refused(signers: list[str], demo: Path, capsys) -> None:
    assert rotate(demo, "issuer", "stranger") == 0
    path = demo / "pilot" / "trust" / "rotations" / "001.dsse.json"
    content = read_envelope(path).statement
    path.write_text(
        sealed(content, [signer_of(demo / "keys" / f"{each}.pem") for each in signers]).text, encoding="utf-8"
    )
    assert office(demo, "check") == 2
    assert "a key is not followed by another unless both sign it" in capsys.readouterr().err


def test_a_changed_rotation_is_refused(demo: Path, capsys) -> None:
    assert rotate(demo, "issuer", "stranger") == 0
    path = demo / "pilot" / "trust" / "rotations" / "001.dsse.json"
    told = json.loads(path.read_text("utf-8"))
    envelope = read_envelope(path)
    changed = envelope._replace(payload=envelope.payload.replace(b'"until":"20', b'"until":"21'))
    path.write_text(changed.text, encoding="utf-8")
    assert json.loads(path.read_text("utf-8")) != told
    assert office(demo, "check") == 2
    assert "restore the file from the history of the folder" in capsys.readouterr().err
