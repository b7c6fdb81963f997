"""What the pages in docs/ show works as it stands there: their files are written out and their commands run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from conformance.cli.main import main

CHECKOUT = Path(__file__).resolve().parents[1]
PAGES = sorted((CHECKOUT / "docs").glob("*.md")) if (CHECKOUT / "docs").is_dir() else []
pytestmark = pytest.mark.skipif(not PAGES, reason="no checkout around the tests")


def blocks(page: str) -> list[tuple[str, str]]:
    """(language, text) of the code blocks of a page in docs/."""
    text = (CHECKOUT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def commands(page: str) -> list[list[str]]:
    """The `conformance` commands that a page shows."""
    lines = (line for language, text in blocks(page) if language == "sh" for line in text.splitlines())
    return [shlex.split(line)[1:] for line in lines if line.startswith("conformance ")]


def write_family(into: Path) -> None:
    """The family of badges as the page has it, file by file."""
    family = into / "acme" / "suites" / "toy" / "badges"
    named = {
        "family.toml": family / "family.toml",
        "badge/suite.toml": family / "badge" / "suite.toml",
        "badge/checks.py": family / "badge" / "checks.py",
    }
    told = blocks("adding-a-family.md")
    (family / "badge" / "samples" / "good").mkdir(parents=True)
    (family / "badge" / "samples" / "bad").mkdir()
    for name, path in named.items():
        (text,) = (text for _, text in told if text.startswith(f"# acme/suites/toy/badges/{name}"))
        path.write_text(text, encoding="utf-8")
    schema, good, twice = (text for language, text in told if language == "json")
    (family / "badge" / "schema.json").write_text(schema, encoding="utf-8")
    (family / "badge" / "samples" / "good" / "plain.json").write_text(good, encoding="utf-8")
    bad = family / "badge" / "samples" / "bad"
    (bad / "ACME-BDG-001_long_name.json").write_text(good.replace("plain", "rather long"), encoding="utf-8")
    (bad / "ACME-BDG-002_twice.json").write_text(twice, encoding="utf-8")
    (into / "my-badge.json").write_text(good, encoding="utf-8")


def test_the_family_of_the_page_is_proven_and_judges(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    write_family(tmp_path)
    shown = commands("adding-a-family.md")
    assert [each[0] for each in shown] == ["prove", "check"]
    assert [main(each) for each in shown] == [0, 0]
    assert "2 of 2 requirements proven" in capsys.readouterr().out


def test_the_links_of_all_pages_lead_to_files() -> None:
    for page in [*PAGES, CHECKOUT / "README.md", CHECKOUT / "README.zh.md", CHECKOUT / "suites" / "README.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_programs_of_the_page_on_embedding_run_one_after_the_other(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    models = tmp_path / "models"
    models.mkdir()
    (models / "good.gltf").write_text('{"asset": {"version": "2.0"}}', encoding="utf-8")
    (models / "bad.gltf").write_text('{"asset": {"version": "2.0"}, "scene": 3}', encoding="utf-8")
    programs = [text for language, text in blocks("embedding.md") if language == "python"]
    assert len(programs) == 6
    for program in programs:
        exec(compile(program, "docs/embedding.md", "exec"), {"__name__": "example"})  # noqa: S102 - our own page
    told = capsys.readouterr().out
    assert "AST-GLD-013 models/bad.gltf /scene" in told
    assert "did you mean exchange-model?" in told
    assert (tmp_path / "report.html").is_file()
