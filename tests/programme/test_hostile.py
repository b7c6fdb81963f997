"""What participants, tools and visitors put into the folder of a programme: none of it is obeyed, or half-written."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conformance.cli.main import main
from conformance.model.digest import digest
from conformance.programme import store
from conformance.programme.envelope import read_envelope, sealed
from conformance.programme.libraries import canonical
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


def with_line(demo: Path, change: Callable[[Entry], Any]) -> Path:
    """A register whose last line somebody without a key has added: that of the first certificate, changed."""
    path = demo / "pilot" / "trust" / "register.jsonl"
    lines = path.read_bytes().splitlines()
    entry = {**json.loads(lines[0]), "number": len(lines) + 1, "previous": digest(lines[-1])}
    change(entry)
    path.write_bytes(b"".join(each + b"\n" for each in (*lines, canonical(entry))))
    return path


@pytest.mark.parametrize("action", ["publish", "suspend", "certify"])
def test_a_line_that_nobody_signed_is_not_signed_with_the_next(
    action: str, demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_line(demo, lambda entry: entry.update(certificate="C-000009", version="9.0.0", index=9))
    there = files(demo / "pilot")
    what = {"publish": [], "suspend": ["C-000001", *REASON], "certify": ["submissions/gamma/noise/1.0.0"]}[action]
    assert main(["programme", action, str(demo / "pilot"), *what, *key(demo, "issuer")]) == 2
    assert "the register is not the one that its head vouches for" in capsys.readouterr().err
    assert files(demo / "pilot") == there


def test_a_line_that_was_removed_is_missed(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = demo / "pilot" / "trust" / "register.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert main(["programme", "publish", str(demo / "pilot"), *key(demo, "issuer")]) == 2
    path.unlink()
    assert main(["programme", "publish", str(demo / "pilot"), *key(demo, "issuer")]) == 2
    assert main(["programme", "check", str(demo / "pilot")]) == 1
    shown = capsys.readouterr()
    assert (shown.out + shown.err).count("restore the folder trust/ from its history") == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.update(index=10**12),
        lambda entry: entry.update(index=-1),
        lambda entry: entry.update(until="never"),
        lambda entry: entry.update(time="\u0001"),
        lambda entry: entry.update(level="highest"),
        lambda entry: entry.update(holder="../../.."),
        lambda entry: entry.update(certificate="../C-000001"),
    ],
)
@pytest.mark.parametrize("command", ["surveil", "programme publish"])
def test_a_line_that_is_no_entry_is_named(
    command: str, change: Callable[[Entry], Any], demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_line(demo, change)
    signer = key(demo, "issuer") if command.endswith("publish") else []
    assert main([*command.split(), str(demo / "pilot"), *signer]) in (1, 2)
    shown = capsys.readouterr()
    assert "line 4 is not an entry of a register" in shown.out + shown.err


@pytest.mark.parametrize("seen", ["[]", '{"%s": 5}', '{"%s": ["a", 3]}', '{"%s": [-7, "x"]}', "{", "\ufeff"])
def test_a_note_of_what_was_seen_that_cannot_be_read_is_made_anew(seen: str, demo: Path, published: Path) -> None:
    note = published / "seen.json"
    note.write_text(seen.replace("%s", ISSUER), encoding="utf-8")
    certificate = demo / "pilot" / "certificates" / "C-000001.vc.json"
    assert main(["verify", str(certificate), "--trust", str(published)]) == 0
    assert json.loads(note.read_text("utf-8"))[ISSUER][0] == 3


@pytest.mark.parametrize("content", ["", "[]", '{"type": "VerifiableCredential", "type": 1}', "[" * 9000, "{" * 9])
def test_a_certificate_that_cannot_be_read_is_named_as_one(
    content: str, demo: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate = demo / "pilot" / "certificates" / "C-000001.vc.json"
    certificate.write_text(content, encoding="utf-8")
    assert main(["verify", str(certificate), "--trust", str(published)]) == 10
    assert "is not a certificate in JSON that can be read: get it again" in capsys.readouterr().err


def test_a_number_without_a_canonical_form_is_no_certificate_of_the_register(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate = demo / "pilot" / "certificates" / "C-000001.vc.json"
    told = json.loads(certificate.read_text("utf-8"))
    certificate.write_text(json.dumps({**told, "more": 2**60}), encoding="utf-8")
    assert main(["programme", "check", str(demo / "pilot")]) == 1
    assert "the file is not the one that the register lists" in capsys.readouterr().out
    paper = ["programme", "paper", str(demo / "pilot"), "C-000001", "--output", str(demo / "paper.pdf")]
    assert main(paper) == 2
    assert not (demo / "paper.pdf").exists()


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
    assert f"{option[2:].replace('-', '.')}: is " in capsys.readouterr().err
    assert not (demo / "new").exists()


def test_a_command_that_no_system_can_start_does_not_sign(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (demo / "keys" / "device.toml").write_text(
        'command = ["a\\u0000b"]\npublic_key = "lab.pub.pem"\n', encoding="utf-8"
    )
    evidence = demo / "evidence" / "alpha" / "evidence.zip"
    assert main(["sign", str(evidence), "--claim", "laboratory", "--key", str(demo / "keys" / "device.toml")]) == 2
    assert "does not sign" in capsys.readouterr().err


def test_one_command_at_a_time_changes_the_folder(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("fcntl")
    publish = ["programme", "publish", str(demo / "pilot"), *key(demo, "issuer")]
    with store.alone(demo / "pilot"):
        assert main(publish) == 2
        assert main(["programme", "check", str(demo / "pilot")]) == 0
    assert "another command is changing this folder: wait" in capsys.readouterr().err
    assert main(publish) == 0


def test_ctrl_c_waits_until_all_files_have_taken_their_places(
    demo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = Path.replace

    def interrupted(path: Path, target: Path) -> Path:
        os.kill(os.getpid(), signal.SIGINT)
        return real(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    suspend = ["programme", "suspend", str(demo / "pilot"), "C-000001", *REASON, *key(demo, "issuer")]
    assert main(suspend) == 130
    monkeypatch.undo()
    assert main(["programme", "check", str(demo / "pilot")]) == 0
    assert main([*suspend, "--lift"]) == 0
    assert "interrupted" in capsys.readouterr().err


def test_a_site_that_cannot_be_written_leaves_the_one_before(
    demo: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = demo / "pilot" / "site"
    before = files(site)

    def full(files: Any) -> None:
        if any(site.name in path.parts[-3:-1] or ".part" in str(path.parent) for path in files):
            raise OSError(28, "No space left on device", str(site))
        real(files)

    real = store.write_all
    monkeypatch.setattr(store, "write_all", full)
    assert main(["programme", "publish", str(demo / "pilot"), *key(demo, "issuer")]) == 2
    assert files(site) == before
    assert [each.name for each in site.parent.iterdir() if each.name.startswith(".")] == []
