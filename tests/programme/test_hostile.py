"""What participants, tools and visitors put into the folder of a programme: none of it is obeyed, or half-written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conformance.cli.main import main
from conformance.programme.envelope import read_envelope, sealed
from conformance.programme.signers import signer_of
from tests.programme.demo_pilot import ISSUER

pytestmark = pytest.mark.needs("assets/gltf")
LANTERN = "submissions/alpha/lantern/1.0.0"
REASON = ["--reason-en", "later", "--reason-zh", "以后"]
Entry = dict[str, Any]


def key(demo: Path, name: str) -> list[str]:
    return ["--key", str(demo / "keys" / f"{name}.pem")]


def files(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def submitted(demo: Path, before: str, after: str) -> int:
    """Submit the lantern, with other words in its description."""
    folder = demo / "evidence" / "alpha"
    text = (folder / "submission.toml").read_text("utf-8")
    assert before in text
    (folder / "other.toml").write_text(text.replace(before, after), encoding="utf-8")
    words = ["submit", demo / "pilot", folder / "other.toml", "--evidence", folder / "evidence.zip"]
    return main(["programme", *map(str, words)])


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('holder = "alpha"', 'holder = "../../../alpha"', 'holder: is "../../../alpha", expected small letters'),
        ('product = "lantern"', 'product = "/lantern"', 'product: is "/lantern", expected small letters'),
        ('version = "1.0.0"', 'version = "1.0.0\\n"', "version: is"),
        ('name = "Lantern"', 'name = "Lan\\u202enret"', "expected a text without invisible characters"),
        ('organisation = "Alpha Studio"', 'organisation = "Alpha\\u0007"', "expected a text without invisible"),
        ('"https://alpha.example"', '"https://other.example"', "Alpha Studio is listed by the programme as"),
    ],
)
def test_a_submission_stays_in_its_folder_and_reads_as_it_is(
    before: str, after: str, said: str, demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (demo / "pilot" / LANTERN / "submission.toml").unlink()
    there = files(demo / "pilot")
    assert submitted(demo, before, after) == 2
    assert said in capsys.readouterr().err
    assert files(demo / "pilot") == there
    assert not (demo / "alpha").exists()


def test_a_holder_under_another_spelling_of_its_id_reviews_nothing_of_its_own(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert submitted(demo, 'version = "1.0.0"', 'version = "1.0.0"') == 2  # it is there already
    description = demo / "pilot" / LANTERN / "submission.toml"
    text = description.read_text("utf-8").replace("https://alpha.example", "HTTPS://Alpha.example/")
    description.write_text(text, encoding="utf-8")
    assert main(["programme", "review", str(demo / "pilot"), LANTERN, *key(demo, "alpha")]) == 2
    assert "nobody reviews their own product" in capsys.readouterr().err


def test_a_self_test_that_another_party_signed_is_none(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (demo / "pilot" / LANTERN / "submission.toml").unlink()
    evidence = demo / "evidence" / "alpha" / "evidence.zip"
    (evidence.parent / "evidence.dsse.json").unlink()
    assert main(["sign", str(evidence), *key(demo, "lab"), "--claim", "self"]) == 0
    assert submitted(demo, 'level = "basic"', 'level = "basic"') == 2
    assert "Test Laboratory signed it and not the holder" in capsys.readouterr().err


def signed_anew(demo: Path, change: Callable[[Entry], Any]) -> None:
    """The signed result of the lantern, with another predicate that the laboratory signs."""
    path = demo / "evidence" / "alpha" / "evidence.dsse.json"
    content = read_envelope(path).statement
    change(content["predicate"])
    path.write_text(sealed(content, [signer_of(demo / "keys" / "lab.pem")]).text, encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.update(testing="laboratory"),
        lambda told: told["testing"].pop("claim"),
        lambda told: told["testing"].update(claim=["laboratory"]),
        lambda told: told["testing"].update(claim="official"),
        lambda told: told.update(signed="0001-01-01T00:00:00+14:00"),
        lambda told: told.update(signed="9999-12-31T23:59:59-14:00"),
    ],
)
def test_a_result_that_says_nothing_known_of_who_tested_is_none(
    change: Callable[[Entry], Any], demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed_anew(demo, change)
    (demo / "pilot" / LANTERN / "submission.toml").unlink()
    evidence = demo / "evidence" / "alpha" / "evidence.zip"
    assert main(["verify", str(evidence), "--trust", str(demo / "pilot")]) == 10
    assert submitted(demo, 'level = "basic"', 'level = "basic"') == 2
    assert capsys.readouterr().err.count("this statement is not a result of a run") == 2


def test_a_key_that_signed_twice_vouches_once(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = demo / "evidence" / "alpha" / "evidence.dsse.json"
    told = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**told, "signatures": told["signatures"] * 2}), encoding="utf-8")
    assert main(["verify", str(path.with_name("evidence.zip")), "--trust", str(demo / "pilot")]) == 0
    assert capsys.readouterr().out.count("vouches for it") == 1


def test_an_issuer_that_is_no_party_is_named(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = demo / "pilot" / "programme.toml"
    text = path.read_text("utf-8").replace(f'issuer = "{ISSUER}"', 'issuer = "did:web:other.example"')
    path.write_text(text, encoding="utf-8")
    assert main(["programme", "check", str(demo / "pilot")]) == 1
    assert "no party has the id did:web:other.example" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("option", "value"), [("--url", "http://pilot.example"), ("--name-en", "a\nb"), ("--name-zh", "\u202e")]
)
def test_a_programme_that_could_not_be_read_is_not_made(
    option: str, value: str, demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {"--url": "https://pilot.example", "--name-en": "Pilot", "--name-zh": "试点", "--issuer": ISSUER}
    words = [word for pair in {**told, option: value}.items() for word in pair]
    made = ["programme", "init", str(demo / "new"), "--profile", "exchange-model", *key(demo, "issuer"), *words]
    assert main(made) == 2
    assert option[2:] in capsys.readouterr().err
    assert not (demo / "new").exists()


def test_a_command_that_no_system_can_start_does_not_sign(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (demo / "keys" / "device.toml").write_text(
        'command = ["a\\u0000b"]\npublic_key = "lab.pub.pem"\n', encoding="utf-8"
    )
    evidence = demo / "evidence" / "alpha" / "evidence.zip"
    assert main(["sign", str(evidence), "--claim", "laboratory", "--key", str(demo / "keys" / "device.toml")]) == 2
    assert "does not sign" in capsys.readouterr().err


def signed_record(path: Path, change: Callable[[Entry], Any], demo: Path, *names: str) -> None:
    content = read_envelope(path).statement
    change(content["predicate"])
    path.write_text(sealed(content, [signer_of(demo / "keys" / f"{each}.pem") for each in names]).text, "utf-8")


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        (lambda told: told.update(requirement=["AST-GLD-012"]), 10, "does not name its requirement"),
        (lambda told: told.update(reason="later"), 10, "does not name its reason"),
        (lambda told: told.update(expires="9999-12-31"), 13, "expired on 9999-12-31"),
        (lambda told: told.update(expires=5), 10, "does not name its expires"),
    ],
)
def test_a_waiver_of_another_shape_is_none_though_it_is_signed(
    change: Callable[[Entry], Any], status: int, said: str, demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = demo / "pilot" / "waivers" / "beta" / "mirror" / "1.0.0" / "001.dsse.json"
    signed_record(path, change, demo, "reviewer", "board")
    assert main(["verify", str(path), "--trust", str(demo / "pilot")]) == status
    assert said in capsys.readouterr().err
    assert main(["programme", "check", str(demo / "pilot")]) == 1
    assert said in capsys.readouterr().out
    assert main(["surveil", str(demo / "pilot")]) in (0, 1)


@pytest.mark.parametrize("result", [None, ["PASSED"], "passed"])
def test_a_review_without_a_result_passes_nothing(result: Any, demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = demo / "pilot" / "reviews" / "gamma" / "noise" / "1.0.0" / "001.dsse.json"
    signed_record(path, lambda told: told.update(verificationResult=result), demo, "reviewer")
    assert main(["verify", str(path), "--trust", str(demo / "pilot")]) == 10
    certify = ["programme", "certify", str(demo / "pilot"), "submissions/gamma/noise/1.0.0", *key(demo, "issuer")]
    assert main(certify) == 2
    assert capsys.readouterr().err.count("the review has no result: review it again") == 2


def test_evidence_that_is_gone_or_behind_a_link_is_missed(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (demo / "pilot" / "submissions" / "alpha").rename(demo / "alpha")
    assert main(["programme", "check", str(demo / "pilot")]) == 1
    assert f"{LANTERN}/evidence.zip, is missing or another" in capsys.readouterr().out


def test_a_key_grants_once(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add = ["waive", str(demo / "pilot"), "submissions/beta/mirror/1.0.0", "--requirement", "AST-GLD-012", "--add"]
    assert main(["programme", *add, *key(demo, "reviewer")]) == 2
    assert "this key has signed the waiver of AST-GLD-012 already" in capsys.readouterr().err


def test_what_was_reviewed_in_private_is_decided_when_it_is_released(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    private, place = demo / "private", "gamma/noise/1.0.0"
    shutil.copytree(demo / "pilot", private)
    for kind in ("submissions", "reviews"):
        shutil.rmtree(demo / "pilot" / kind / "gamma")
    certify = ["programme", "certify", str(demo / "pilot"), f"submissions/{place}", *key(demo, "issuer")]
    assert main(certify) == 2
    shutil.rmtree(private / "reviews" / "gamma")
    assert main(["programme", "review", str(private), f"submissions/{place}", *key(demo, "reviewer")]) == 0
    for kind in ("submissions", "reviews"):
        shutil.copytree(private / kind / place, demo / "pilot" / kind / place)
    assert main(certify) == 1
    assert "refused: too little was judged" in capsys.readouterr().out


@pytest.mark.parametrize("reason", ["\u202egnorts", "a\x1b[2J", "a\nb", "\udc80"])
def test_a_reason_reads_as_it_is(reason: str, demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["revoke", str(demo / "pilot"), "C-000001", "--reason-en", reason, "--reason-zh", "以后"]
    assert main(["programme", *words, *key(demo, "issuer")]) == 2
    assert "--reason-en has characters that cannot be seen" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999-12-31T23:59:59-14:00"])
def test_a_day_that_no_calendar_reaches_is_refused(day: str, demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["surveil", str(demo / "pilot"), "--at", day]) == 2
    assert f"{day} is not a date" in capsys.readouterr().err
