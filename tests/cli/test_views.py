"""Every format of `check` and `report`, end to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.reporting.views import VIEWS

FORMATS = [name for name, view in VIEWS.items() if view.needs != "exchanges"]

TOY = ("--suites", str(Path(__file__).parents[1] / "doubles" / "suites"))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", FORMATS)
def test_check_writes_each_format_and_the_journal_gives_it_again(
    name: str, language: str, tmp_path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_text('{"badge":{"name":"Ada Lovelace"}}', encoding="utf-8")
    options = ["--format", name, "--lang", language]
    assert main(["check", "a.json", *TOY, "--journal", "run/run.jsonl", "--output", "first", *options]) == 1
    assert main(["report", "run", "--output", "again", *options]) == 1
    first, again = (Path(each).read_text(encoding="utf-8") for each in ("first", "again"))
    assert first == again
    assert "TOY-BDG-003" in first
