"""The other commands, end to end, and that help and documentation agree with what exists."""

from __future__ import annotations

import argparse
import contextlib
import io
import subprocess
import sys
from itertools import cycle
from pathlib import Path

import pytest
from doubles.ours import CATALOGUE

from conformance.cli.listings import LISTINGS
from conformance.cli.main import COMMANDS, main
from conformance.reporting.lines import width
from conformance.version import __version__

CHECKOUT = Path(__file__).resolve().parents[2]
LAST_OF_A_FAMILY = {each.id.rpartition("/")[0]: each.requirements[-1].id for each in CATALOGUE.suites.values()}


def test_version_and_help_import_neither_argparse_nor_anything_heavy() -> None:
    program = (
        "import sys; from conformance.cli.main import main; main([sys.argv[1]]);"
        "heavy = {'argparse', 'dataclasses', 'pydantic', 'rich', 'jsonschema_rs', 'tomllib'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    for option in ("--version", "--help"):
        done = subprocess.run([sys.executable, "-c", program, option], capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr


def test_checking_a_document_imports_nothing_that_only_recordings_and_reports_need(tmp_path: Path) -> None:
    (tmp_path / "token.json").write_text('{"name": "a", "image": "https://example.org/a.png"}', encoding="utf-8")
    program = (
        "import sys; from conformance.cli.main import main; main(['check', 'token.json']);"
        "heavy = {'numpy', 'pydantic', 'httpx', 'hypothesis', 'PIL', 'jinja2'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_version(capsys) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"conformance {__version__}\n"


def test_without_a_command_the_help_is_shown_and_the_exit_status_is_2(capsys) -> None:
    assert main([]) == 2
    assert "usage: conformance" in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_of_its_own(command: str, capsys) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    assert f"conformance {command}" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["help"], ["help", "check"]])
def test_help_comes_in_the_chosen_language(arguments: list[str], capsys) -> None:
    with contextlib.suppress(SystemExit):
        assert main([*arguments, "--lang", "zh"]) == 0
    shown = capsys.readouterr()
    assert "用法：conformance" in shown.out
    assert not shown.err


def test_chinese_help_breaks_no_name(capsys) -> None:
    with pytest.raises(SystemExit):
        main(["list", "--help", "--lang", "zh"])
    shown = capsys.readouterr().out
    assert "参数：\n" in shown
    assert all(name in shown for name in LISTINGS)
    assert max(map(width, shown.splitlines())) <= 80


@pytest.mark.parametrize("what", ["suites", "requirements", "profiles", "standards"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_lists_have_a_line_for_each_thing(what: str, language: str, capsys) -> None:
    assert main(["list", what, "--lang", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    expected = {
        "suites": len(CATALOGUE.suites),
        "requirements": len(CATALOGUE.requirements),
        "profiles": sum(len(profile.levels) for _, profile in CATALOGUE.profiles()),
        "standards": len(CATALOGUE.standards),
    }
    assert len(lines) == expected[what]


@pytest.mark.parametrize(
    ("requirement", "language"),
    list(zip(LAST_OF_A_FAMILY.values(), cycle(["en", "zh"]), strict=False)),
)
def test_a_requirement_of_every_family_is_explained_with_both_traces(requirement: str, language: str, capsys) -> None:
    assert main(["explain", requirement, "--lang", language]) == 0
    out = capsys.readouterr().out
    row = CATALOGUE.requirements[requirement]
    assert row.statement[language] in out
    assert all(key in out for key in row.policy)
    for basis in row.basis:
        assert CATALOGUE.standards[basis.rpartition(":")[0]].title[language] in out


def test_proving_one_requirement_shows_its_samples(toy_suites: Path, capsys) -> None:
    row = "TOY-BDG-003"
    assert main(["prove", row, "--suites", str(toy_suites), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert f"{row}_" in out
    assert "1 of 1 requirements proven" in out
    assert "in no profile" not in out


def test_a_requirement_that_catches_nothing_fails_the_proof(tmp_path: Path, toy_suites: Path, capsys) -> None:
    import shutil

    suites = shutil.copytree(toy_suites, tmp_path / "suites")
    for sample in suites.rglob("samples/bad/TOY-BDG-002*"):
        sample.unlink()
    assert main(["prove", "TOY-BDG-002", "--suites", str(suites), "--lang", "en"]) == 1
    assert "NOT PROVEN" in capsys.readouterr().out


def test_a_bug_of_ours_is_one_sentence_and_exit_4(tmp_path: Path, monkeypatch, capsys) -> None:
    def broken(options: argparse.Namespace) -> int:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("conformance.cli.list_command.run", broken)
    assert main(["list", "suites"]) == 4
    err = capsys.readouterr().err
    assert "internal error: ZeroDivisionError: planted" in err
    assert "Traceback" not in err


@pytest.mark.needs("assets/gltf")
def test_a_closed_output_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())
    assert main(["list", "profiles"]) == 141
