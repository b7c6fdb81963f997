"""`conformance surveil`: everything that falls due is said in time, and an expired waiver suspends one certificate."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from conformance.cli.main import main
from conformance.programme.envelope import read_envelope, sealed, statement
from conformance.programme.moments import now
from conformance.programme.pilot import Pilot
from conformance.programme.register import states
from conformance.programme.signers import signer_of

pytestmark = pytest.mark.needs("assets/gltf")
C1, C2 = "C-000001", "C-000002"


def later(**days: int) -> str:
    return (now() + timedelta(**days)).date().isoformat()


def told(capsys: pytest.CaptureFixture[str], pilot: Path, *words: Any) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    status = main(["surveil", str(pilot), "--format", "json", *map(str, words)])
    return status, json.loads(capsys.readouterr().out)


def kinds(found: dict[str, Any]) -> set[tuple[str, str, bool]]:
    return {(each["kind"], each["about"], each["over"]) for each in found["due"]}


def expire_waiver(demo: Path) -> Path:
    """The only waiver ends yesterday, as both grantors sign it."""
    (path,) = (demo / "pilot" / "waivers").rglob("*.dsse.json")
    content = read_envelope(path).statement
    content["predicate"]["expires"] = later(days=-1)
    keys = [signer_of(demo / "keys" / f"{name}.pem") for name in ("reviewer", "board")]
    path.write_text(sealed(content, keys).text, encoding="utf-8")
    return path


HEAD = "head.dsse.json"
REGISTER = ("register", HEAD, True)


@pytest.mark.parametrize(
    ("days", "status", "expected"),
    [
        (0, 0, set()),
        (25, 3, {("register", HEAD, False)}),
        (80, 1, {REGISTER, ("certificate", C2, False)}),
        (100, 1, {REGISTER, ("certificate", C2, True)}),
        (150, 1, {REGISTER, ("certificate", C2, True), ("rerun", C1, False)}),
        (200, 1, {REGISTER, ("rerun", C1, True)}),
        (330, 1, {REGISTER, ("rerun", C1, True), ("certificate", C1, False)}),
    ],
)
def test_what_falls_due_is_said_in_time(
    days: int, status: int, expected: set[tuple[str, str, bool]], demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, demo / "pilot", "--at", later(days=days))
    assert (found[0], kinds(found[1])) == (status, expected)


def test_the_days_of_notice_are_those_of_the_programme(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = demo / "pilot" / "programme.toml"
    text = path.read_text("utf-8").replace("notice_days         = 60", "notice_days = 200")
    path.write_text(text, encoding="utf-8")
    assert kinds(told(capsys, demo / "pilot")[1]) == {("certificate", C2, False), ("rerun", C1, False)}


def test_an_expired_waiver_suspends_its_certificate_alone_and_names_its_owner(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expire_waiver(demo)
    register = demo / "pilot" / "trust" / "register.jsonl"
    before = register.read_bytes()
    status, found = told(capsys, demo / "pilot")
    assert (status, kinds(found), found["suspended"]) == (1, {("waiver", C2, True)}, [])
    assert found["due"][0]["owner"] == "Beta Works"
    main(["surveil", str(demo / "pilot"), "--lang", "en"])
    assert f"to suspend it: conformance surveil {demo / 'pilot'} --key KEY" in capsys.readouterr().out
    assert register.read_bytes() == before

    assert told(capsys, demo / "pilot", "--key", demo / "keys" / "issuer.pem")[1]["suspended"] == [C2]
    found_states = states(Pilot(demo / "pilot").chain.entries)
    assert {number: state.name for number, state in found_states.items()} == {C1: "valid", C2: "suspended"}
    assert "Beta Works" in found_states[C2].last["reason"]["zh"]
    assert told(capsys, demo / "pilot", "--key", demo / "keys" / "issuer.pem") == (0, {"due": [], "suspended": []})


def test_only_the_issuer_suspends(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expire_waiver(demo)
    before = (demo / "pilot" / "trust" / "register.jsonl").read_bytes()
    assert main(["surveil", str(demo / "pilot"), "--key", str(demo / "keys" / "lab.pem"), "--lang", "en"]) == 2
    assert "Test Laboratory signed it, but may not issue certificates" in capsys.readouterr().err
    assert (demo / "pilot" / "trust" / "register.jsonl").read_bytes() == before


def test_a_key_that_ends_is_said_in_time_unless_another_follows_it(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = demo / "pilot" / "programme.toml"
    plain = path.read_text("utf-8")
    ending = f'"keys/lab.pem", ends = {later(days=30)}'
    path.write_text(plain.replace('"keys/lab.pem"', ending), encoding="utf-8")
    assert kinds(told(capsys, demo / "pilot")[1]) == {("key", "https://lab.example", False)}
    both = f'{ending} }}, {{ file = "keys/next.pem"'
    shutil.copy(demo / "keys" / "stranger.pub.pem", demo / "pilot" / "keys" / "next.pem")
    path.write_text(plain.replace('"keys/lab.pem"', both), encoding="utf-8")
    assert told(capsys, demo / "pilot") == (0, {"due": [], "suspended": []})


def test_a_rerun_moves_the_date_and_a_worse_one_is_said(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pilot, evidence = demo / "pilot", demo / "evidence" / "alpha" / "evidence.zip"
    rerun = ["programme", "rerun", str(pilot), C1, "--evidence", str(evidence)]
    assert main([*rerun, "--lang", "en"]) == 0
    assert f"{C1}: tested again, CONFORMANT" in capsys.readouterr().out
    path = pilot / "reruns" / "alpha" / "lantern" / "1.0.0" / "001.dsse.json"
    content = read_envelope(path).statement
    content["predicate"] |= {"signed": f"{later(days=100)}T00:00:00Z"}
    path.write_text(sealed(content, [signer_of(demo / "keys" / "lab.pem")]).text, encoding="utf-8")
    assert kinds(told(capsys, pilot, "--at", later(days=200))[1]) == {REGISTER}
    content["predicate"]["conclusion"] = "nonconformant"
    path.write_text(sealed(content, [signer_of(demo / "keys" / "lab.pem")]).text, encoding="utf-8")
    assert ("failed", C1, True) in kinds(told(capsys, pilot, "--at", later(days=101))[1])


@pytest.mark.parametrize(
    ("number", "holder", "said"),
    [
        (C1, "beta", "the evidence is about Mirror, submission.toml about Lantern"),
        ("C-000009", "alpha", "the register has no certificate C-000009"),
    ],
)
def test_a_rerun_is_of_the_version_that_has_the_certificate(
    number: str, holder: str, said: str, demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evidence = str(demo / "evidence" / holder / "evidence.zip")
    assert main(["programme", "rerun", str(demo / "pilot"), number, "--evidence", evidence, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err
    assert not (demo / "pilot" / "reruns").exists()


def test_a_waiver_that_was_changed_or_has_one_grantor_settles_nothing(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = expire_waiver(demo)
    content = read_envelope(path).statement
    content["predicate"]["expires"] = later(days=300)
    second = path.with_name("002.dsse.json")
    second.write_text(sealed(content, [signer_of(demo / "keys" / "board.pem")]).text, encoding="utf-8")
    assert kinds(told(capsys, demo / "pilot")[1]) == {("waiver", C2, True)}
    second.write_text(path.read_text("utf-8")[:-40] + "\n", encoding="utf-8")
    assert main(["surveil", str(demo / "pilot"), "--lang", "en"]) == 2
    assert "is not a DSSE envelope" in capsys.readouterr().err


@pytest.mark.parametrize(("key", "status", "said"), [("issuer", 0, ""), ("lab", 1, "may not issue certificates")])
def test_a_case_is_by_the_issuer(
    key: str, status: int, said: str, demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = statement(
        "urn:metaverse-conformance:case:1",
        {"evidence.zip": "sha256:0"},
        {"certificate": C1, "effect": "changed", "text": {"en": "a", "zh": "甲"}, "signed": f"{later()}T00:00:00Z"},
    )
    path = demo / "pilot" / "cases" / C1 / "001.dsse.json"
    path.parent.mkdir(parents=True)
    path.write_text(sealed(content, [signer_of(demo / "keys" / f"{key}.pem")]).text, encoding="utf-8")
    assert main(["programme", "check", str(demo / "pilot"), "--lang", "en"]) == status
    assert said in capsys.readouterr().out
    assert kinds(told(capsys, demo / "pilot")[1]) == {("case", C1, True)}
    path.write_text(sealed({**content, "predicate": {}}, []).text, encoding="utf-8")
    assert main(["surveil", str(demo / "pilot"), "--lang", "en"]) == 2
