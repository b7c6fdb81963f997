"""Bad input gets one sentence with what to do, in both languages, and nothing is written of it."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conformance.cli.main import main
from conformance.model.digest import digest
from conformance.programme.envelope import read_envelope, sealed
from conformance.programme.signers import signer_of

pytestmark = pytest.mark.needs("assets/gltf")
LANTERN, MIRROR = "submissions/alpha/lantern/1.0.0", "submissions/beta/mirror/1.0.0"
REASON = ["--reason-en", "later", "--reason-zh", "以后"]
Words = list[Any]


def key(demo: Path, name: str) -> Words:
    return ["--key", demo / "keys" / f"{name}.pem"]


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def submit(demo: Path) -> Words:
    """The lantern's evidence is submitted again; what was submitted is taken out before."""
    shutil.rmtree(demo / "pilot" / LANTERN)
    folder = demo / "evidence" / "alpha"
    return ["submit", demo / "pilot", folder / "submission.toml", "--evidence", folder / "evidence.zip"]


def repacked(demo: Path, change: Callable[[dict[str, Any], list[dict[str, Any]]], None]) -> Words:
    """Evidence with another index or journal, which fit together, signed by the laboratory."""
    bundle = demo / "evidence" / "alpha" / "evidence.zip"
    with zipfile.ZipFile(bundle) as opened:
        members = {each.filename: (each, opened.read(each)) for each in opened.infolist()}
    index = json.loads(members["bundle.json"][1])
    journal = [json.loads(line) for line in members["run.jsonl"][1].splitlines()]
    change(index, journal)
    text = b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in journal)
    index["members"]["run.jsonl"] = digest(text)
    new = {"run.jsonl": text, "bundle.json": json.dumps(index).encode()}
    with zipfile.ZipFile(bundle, "w") as out:
        for name, (member, data) in members.items():
            out.writestr(member, new.get(name, data))
    assert main(["sign", str(bundle), "--claim", "laboratory", *map(str, key(demo, "lab"))]) == 0
    return submit(demo)


def without_a_row(index: dict[str, Any], journal: list[dict[str, Any]]) -> None:
    suite = journal[0]["suites"][0]
    suite["requirements"] = suite["requirements"][1:]


def with_other_verdicts(index: dict[str, Any], journal: list[dict[str, Any]]) -> None:
    """One verdict that nobody reached, in evidence that is consistent and signed."""
    outcomes = next(each["outcomes"] for each in journal if each["event"] == "class")
    outcomes["assets/gltf/budget"] = outcomes["assets/gltf/budget"].replace("P", "-", 1)


def by_others(index: dict[str, Any], journal: list[dict[str, Any]]) -> None:
    index["catalogue"]["digest"] = "sha256:" + 64 * "0"


def unknown_key(demo: Path) -> Words:
    return ["review", demo / "pilot", LANTERN, *key(demo, "stranger")]


def expired_key(demo: Path) -> Words:
    edit(demo / "pilot" / "programme.toml", '"keys/reviewer.pem"', '"keys/reviewer.pem", ends = 2020-01-01')
    return ["review", demo / "pilot", LANTERN, *key(demo, "reviewer")]


def clock_ahead(demo: Path) -> Words:
    path = demo / "evidence" / "alpha" / "evidence.dsse.json"
    content = read_envelope(path).statement
    content["predicate"]["signed"] = "2099-01-01T00:00:00Z"
    path.write_text(sealed(content, [signer_of(demo / "keys" / "lab.pem")]).text, encoding="utf-8")
    return submit(demo)


def two_products(demo: Path) -> Words:
    shutil.copy(demo / "evidence" / "beta" / "evidence.zip", demo / "pilot" / LANTERN / "mirror.zip")
    return ["check", demo / "pilot", LANTERN]


def other_folder(demo: Path) -> Words:
    (demo / "pilot" / LANTERN).rename(demo / "pilot" / LANTERN.replace("1.0.0", "1.1.0"))
    return ["check", demo / "pilot", LANTERN.replace("1.0.0", "1.1.0")]


def other_version(demo: Path) -> Words:
    edit(demo / "evidence" / "alpha" / "submission.toml", 'version = "1.0.0"', 'version = "1.1.0"')
    return submit(demo)


def mistyped(demo: Path) -> Words:
    edit(demo / "evidence" / "alpha" / "submission.toml", "organisation", "organization")
    return submit(demo)


def unsigned(demo: Path) -> Words:
    (demo / "evidence" / "alpha" / "evidence.dsse.json").unlink()
    return submit(demo)


def waiver(demo: Path, place: str, row: str, *owner: str) -> Words:
    told = ["--cause", "time_limited", "--issue", "https://pilot.example/1", "--until", "2099-01-01", *REASON, *owner]
    return ["waive", demo / "pilot", place, "--requirement", row, *told, *key(demo, "reviewer")]


def broken_chain(demo: Path) -> Words:
    path = demo / "pilot" / "trust" / "register.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0].replace(b"Lantern", b"Lantenr"), *lines[1:]]))
    return ["suspend", demo / "pilot", "C-000001", *REASON, *key(demo, "issuer")]


def again(demo: Path) -> Words:
    return ["certify", demo / "pilot", LANTERN, *key(demo, "issuer")]


CASES: list[tuple[Callable[[Path], Words], int, str]] = [
    (unknown_key, 2, "signed by a key that nobody here vouches for"),
    (expired_key, 2, "the key of Review Office is valid from always until 2020-01-01"),
    (clock_ahead, 2, "one of the two clocks is wrong"),
    (two_products, 1, "the folder holds mirror.zip: submit each product and each version in its own folder"),
    (other_folder, 1, "the folder is alpha/lantern/1.1.0, but submission.toml says alpha/lantern/1.0.0: move it there"),
    (other_version, 2, "the evidence is about version 1.0.0, submission.toml about 1.1.0: test this version"),
    (mistyped, 2, "unknown key 'organization'; did you mean organisation?"),
    (unsigned, 2, "--key KEY writes it"),
    (lambda demo: repacked(demo, without_a_row), 2, "required rows are missing from the report"),
    (lambda demo: repacked(demo, with_other_verdicts), 2, "judged again, 1 verdicts differ, the first: box.glb"),
    (lambda demo: repacked(demo, by_others), 2, "the report is by other requirements (sha256:000000000000)"),
    (lambda demo: waiver(demo, MIRROR, "AST-GLD-012"), 2, "the waiver does not name its owner: grant it again"),
    (
        lambda demo: waiver(demo, LANTERN, "AST-GLD-011", "--owner", "Alpha"),
        2,
        "only a violated requirement can be waived",
    ),
    (lambda demo: ["review", demo / "pilot", LANTERN, *key(demo, "alpha")], 2, "nobody reviews their own product"),
    (lambda demo: ["certify", demo / "pilot", LANTERN, *key(demo, "lab")], 2, "may not issue certificates"),
    (again, 2, "has certificate C-000001, which is valid: revoke it first, or submit another version"),
    (broken_chain, 2, "line 2 does not follow from the line before: the register was edited; restore it"),
]


def files(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize(("prepare", "status", "said"), CASES, ids=[each[2][:40] for each in CASES])
def test_bad_input_is_answered_with_what_to_do_and_leaves_nothing_behind(
    prepare: Callable[[Path], Words], status: int, said: str, demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["programme", *map(str, prepare(demo))]
    before = files(demo / "pilot")
    capsys.readouterr()
    assert main([*words, "--lang", "en"]) == status
    shown = capsys.readouterr()
    assert said in shown.out + shown.err
    assert main([*words, "--lang", "zh"]) == status
    chinese = capsys.readouterr()
    assert re.search("[\u4e00-\u9fff]", chinese.out + chinese.err)
    assert "Traceback" not in shown.err + chinese.err
    assert files(demo / "pilot") == before
