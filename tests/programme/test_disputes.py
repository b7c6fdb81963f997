"""A verdict is disputed and answered; nothing that was concluded changes by that."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from conformance.cli.main import main
from conformance.programme.envelope import read_envelope, sealed
from conformance.programme.signers import signer_of

pytestmark = pytest.mark.needs("assets/gltf")
ROW, PLACE = "AST-GLD-012", "submissions/beta/mirror/1.0.0"
REASON = ["--reason-en", "the exporter of another vendor wrote it", "--reason-zh", "由其他供应方的导出工具写出"]


def dispute(demo: Path, key: str, *words: Any, place: str = PLACE, row: str = ROW) -> int:
    about = [demo / "pilot", place, "--requirement", row, "--key", demo / "keys" / f"{key}.pem"]
    return main(["programme", "dispute", *map(str, about), *REASON, *words, "--lang", "en"])


def record(demo: Path, kind: str) -> Path:
    return demo / "pilot" / kind / "beta" / "mirror" / "1.0.0" / "001.dsse.json"


def test_a_dispute_is_recorded_and_answered_and_the_outcome_stays(demo: Path, capsys) -> None:
    register = (demo / "pilot" / "trust" / "register.jsonl").read_bytes()
    assert dispute(demo, "alpha") == 0
    assert "the dispute is recorded, the outcome stays" in capsys.readouterr().out
    told = read_envelope(record(demo, "disputes")).predicate
    assert (told["requirement"], told["conclusion"], told["by"]) == (ROW, "violated", "https://alpha.example")
    assert main(["surveil", str(demo / "pilot"), "--lang", "en"]) == 1
    assert f"the dispute of {ROW}" in capsys.readouterr().out

    assert dispute(demo, "reviewer", "--answer", "upheld") == 0
    assert "correct the requirement and see what that touches: conformance recall" in capsys.readouterr().out
    assert read_envelope(record(demo, "answers")).predicate["answer"] == "upheld"
    assert main(["surveil", str(demo / "pilot")]) == 0
    assert main(["programme", "check", str(demo / "pilot")]) == 0
    assert (demo / "pilot" / "trust" / "register.jsonl").read_bytes() == register


@pytest.mark.parametrize(
    ("key", "words", "place", "row", "said"),
    [
        ("lab", [], PLACE, ROW, "Test Laboratory signed it, but may not dispute verdicts"),
        ("stranger", [], PLACE, ROW, "signed by a key that nobody here vouches for"),
        ("alpha", [], PLACE, "AST-GLD-999", "the report has no requirement AST-GLD-999"),
        ("reviewer", ["--answer", "rejected"], PLACE, ROW, f"no dispute of {ROW} is open"),
    ],
)
def test_who_may_not_or_has_nothing_to_dispute_is_refused(
    key: str, words: list[str], place: str, row: str, said: str, demo: Path, capsys
) -> None:
    assert dispute(demo, key, *words, place=place, row=row) == 2
    assert said in capsys.readouterr().err
    assert not (demo / "pilot" / "disputes").exists()
    assert not (demo / "pilot" / "answers").exists()


def test_nobody_answers_himself_and_one_dispute_is_enough(demo: Path, capsys) -> None:
    assert dispute(demo, "alpha") == 0
    assert dispute(demo, "alpha") == 2
    assert f"{ROW} is disputed already" in capsys.readouterr().err
    assert dispute(demo, "alpha", "--answer", "upheld") == 2
    assert "Alpha Studio disputed it, and does not answer it" in capsys.readouterr().err
    assert not record(demo, "answers").exists()


def test_a_changed_dispute_and_an_answer_to_another_are_noticed(demo: Path, capsys) -> None:
    assert dispute(demo, "alpha") == 0
    assert dispute(demo, "reviewer", "--answer", "rejected") == 0
    path = record(demo, "disputes")
    content = read_envelope(path).statement
    content["predicate"]["reason"]["en"] = "another reason"
    path.write_text(sealed(content, [signer_of(demo / "keys" / "alpha.pem")]).text, encoding="utf-8")
    assert main(["programme", "check", str(demo / "pilot"), PLACE, "--lang", "en"]) == 1
    assert "the answer is not to the dispute of the same number" in capsys.readouterr().out
    shutil.rmtree(record(demo, "answers").parent)
    path.write_text(sealed(content, [signer_of(demo / "keys" / "stranger.pem")]).text, encoding="utf-8")
    assert main(["programme", "check", str(demo / "pilot"), PLACE, "--lang", "en"]) == 1
    assert "a key that nobody here vouches for" in capsys.readouterr().out
