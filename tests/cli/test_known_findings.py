"""`--baseline`, end to end: nothing new exits 0 without being called conformant; out of date entries fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.cli.main import main

TOY = ("--suites", str(Path(__file__).parents[1] / "doubles" / "suites"))
GOOD = '{"badge":{"name":"Ada","validFor":30}}'
BAD = '{"badge":{"name":"Ada Lovelace","validFor":30}}'


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two files, and a baseline of what was found in them at first."""
    monkeypatch.chdir(tmp_path)
    write("a.json", BAD)
    write("b.json", GOOD)
    assert check("--format", "baseline", "--output", "known.toml") == 1
    text = Path("known.toml").read_text(encoding="utf-8")
    assert text.count("[[known]]") == 1
    write("known.toml", text.replace('reason = ""', 'reason = "printed already"'))


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def check(*arguments: str) -> int:
    return main(["check", "a.json", "b.json", *TOY, "--lang", "en", "--journal", "run/run.jsonl", *arguments])


def known(*arguments: str) -> int:
    return check("--baseline", "known.toml", *arguments)


@pytest.mark.parametrize("format_", ["terminal", "github", "sarif", "html", "json"])
def test_what_is_known_exits_0_in_every_view_and_is_still_not_conformant(format_: str, capsys) -> None:
    capsys.readouterr()
    assert known("--format", format_, "--output", "out.txt") == 0
    out = capsys.readouterr()
    assert out.err == ""
    assert out.out.startswith("NOT CONFORMANT\n")
    assert "Findings known from the baseline: 1. Nothing that decides is new" in out.out


def test_journal_and_report_are_the_same_with_and_without_a_baseline() -> None:
    def told() -> str:
        report = Path("run/report.json").read_text(encoding="utf-8")
        return report[report.index('"harness"') :]

    check()
    before = told()
    known()
    assert told() == before
    assert main(["report", "run", "--lang", "en"]) == 1
    assert main(["report", "run", "--lang", "en", "--baseline", "known.toml"]) == 0


def test_a_new_finding_fails_and_can_be_added_to_the_file(capsys) -> None:
    write("b.json", BAD)
    assert known() == 1
    capsys.readouterr()
    assert known("--format", "baseline") == 1
    added = capsys.readouterr().out
    assert added.count("[[known]]") == 1
    assert 'subject = "b.json"' in added
    text = Path("known.toml").read_text(encoding="utf-8")
    write("known.toml", text + added.replace('reason = ""', 'reason = "printed as well"'))
    assert known() == 0


def test_an_entry_whose_finding_is_corrected_fails_and_is_named_with_its_line(capsys) -> None:
    write("a.json", GOOD)
    assert known() == 2
    out = capsys.readouterr()
    assert out.out.startswith("NO VIOLATION FOUND\n")
    assert "known.toml:4: TOY-BDG-003 is no longer found in a.json: delete the entry" in out.err


def test_an_entry_for_a_file_that_is_gone_fails_one_for_a_file_not_named_does_not(capsys) -> None:
    """A commit hook judges some of the files."""
    assert main(["check", "b.json", *TOY, "--lang", "en", "--baseline", "known.toml"]) == 0
    Path("a.json").unlink()
    assert main(["check", "b.json", *TOY, "--lang", "en", "--baseline", "known.toml"]) == 2
    assert "a.json does not exist: delete or correct the entry" in capsys.readouterr().err


def test_an_expired_entry_fails(capsys) -> None:
    text = Path("known.toml").read_text(encoding="utf-8")
    start, _, _ = text.partition("expires = ")
    write("known.toml", f"{start}expires = 2020-01-01\n")
    assert known() == 2
    out = capsys.readouterr()
    assert "the entry for TOY-BDG-003 has expired: correct the product, or renew reason and date" in out.err
    assert "Findings known" not in out.out


def test_a_mistake_in_the_file_stops_before_anything_is_judged(capsys) -> None:
    write("known.toml", Path("known.toml").read_text(encoding="utf-8").replace("printed already", ""))
    Path("run/run.jsonl").unlink()
    capsys.readouterr()
    assert known() == 2
    out = capsys.readouterr()
    assert "reason is empty: say why the finding is accepted for now" in out.err
    assert out.out == ""
    assert not Path("run/run.jsonl").exists()
