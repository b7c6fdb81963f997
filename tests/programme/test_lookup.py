"""What a platform loads at run time: it answers for one version and level, and only if the programme vouches for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.programme.keys import PublicKey, read_public_key
from conformance.programme.lookup import Register
from conformance.programme.moments import now
from conformance.programme.statuses import Refusal, Status

pytestmark = pytest.mark.needs("assets/gltf")


def key_of(demo: Path, name: str = "issuer") -> PublicKey:
    return read_public_key(demo / "keys" / f"{name}.pub.pem")


def means_of(published: Path, number: str) -> str:
    told = json.loads((published / "lookup.json").read_text("utf-8"))
    (means,) = [each for each, numbers in told["recognised"].items() if number in numbers]
    return str(means)


def test_it_answers_for_a_version_at_a_level_today(demo: Path, published: Path) -> None:
    register, at = Register.load(published / "lookup.json", [key_of(demo)], now()), now()
    means = means_of(published, "C-000001")
    (found,) = register.find(means, at, version="1.0.0", profile="exchange-model")
    assert (found.number, found.state, found.usable, len(register)) == ("C-000001", "valid", True, 2)
    assert register.next_update is not None
    assert register.next_update > at
    assert register.find(means, at, version="2.0.0") == []
    assert register.find(means, at, level="interoperable") == []
    assert [each.state for each in register.find(means, at + timedelta(days=4000))] == ["expired"]
    assert register.certificate("C-000009", at) is None


def changed_file(published: Path) -> None:
    path = published / "lookup.json"
    path.write_bytes(path.read_bytes().replace(b'"basic"', b'"mutual_recognition"'))


def other_head(published: Path) -> None:
    demo = published.parent
    path = demo / "pilot" / "submissions" / "alpha" / "lantern" / "1.0.0" / "evidence.dsse.json"
    (published / "head.dsse.json").write_bytes(path.read_bytes())


@pytest.mark.parametrize(
    ("tamper", "key", "days", "status"),
    [
        (lambda published: None, "issuer", 0, None),
        (lambda published: None, "stranger", 0, Status.UNKNOWN),
        (changed_file, "issuer", 0, Status.DIGEST),
        (other_head, "issuer", 0, Status.UNKNOWN),
        (other_head, "lab", 0, Status.DIGEST),
        (lambda published: None, "issuer", 31, Status.EXPIRED),
    ],
)
def test_only_what_the_programme_signed_and_renewed_is_loaded(
    tamper: Callable[[Path], None], key: str, days: int, status: Status | None, demo: Path, published: Path
) -> None:
    tamper(published)
    at = now() + timedelta(days=days)
    if status is None:
        assert len(Register.load(published / "lookup.json", [key_of(demo, key)], at)) == 2
        return
    with pytest.raises(Refusal) as refused:
        Register.load(published / "lookup.json", [key_of(demo, key)], at)
    assert refused.value.status is status


def test_a_head_that_was_changed_is_not_believed(demo: Path, published: Path) -> None:
    path = published / "head.dsse.json"
    told = json.loads(path.read_text("utf-8"))
    told["signatures"][0]["sig"] = "A" * 86 + "=="
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        Register.load(published / "lookup.json", [key_of(demo)], now())
    assert refused.value.status is Status.SIGNATURE


def test_a_revocation_is_seen_with_the_next_copy(demo: Path, published: Path) -> None:
    key, pilot = ["--key", str(demo / "keys" / "issuer.pem")], str(demo / "pilot")
    means = means_of(published, "C-000001")
    assert main(["programme", "revoke", pilot, "C-000001", *key, "--reason-en", "a", "--reason-zh", "甲"]) == 0
    register = Register.load(demo / "pilot" / "trust" / "lookup.json", [key_of(demo)], now())
    (found,) = register.find(means, now())
    assert (found.state, found.usable) == ("revoked", False)
