"""What becomes of a register and of a site that were edited, or whose command was cut short."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from conformance.cli.main import main
from conformance.model.digest import digest
from conformance.programme.libraries import canonical
from tests.programme.demo_pilot import ISSUER
from tests.programme.test_hostile import REASON, Entry, files, key

pytestmark = pytest.mark.needs("assets/gltf")


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


def test_each_requirement_that_a_certificate_depends_on_has_a_feed(demo: Path, published: Path) -> None:
    feeds = demo / "pilot" / "site" / "requirements"
    assert [each.name for each in feeds.iterdir()] == ["AST-GLD-012"]
    root = ElementTree.fromstring((feeds / "AST-GLD-012" / "feed.atom").read_bytes())  # noqa: S314 - we wrote it
    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert root.findtext("a:id", None, atom) == "https://pilot.example/requirements/AST-GLD-012/feed.atom"
    assert len(root.findall("a:entry", atom)) == 1
    assert "Mirror 1.0.0" in str(root.findtext("a:entry/a:title", None, atom))
