"""The examples in the repository are what the program writes today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conformance.drafting.examples import examples, write_workbooks

EXAMPLES = Path(__file__).resolve().parents[2] / "reports" / "examples"


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="no checkout around the tests")
def test_the_examples_are_fresh() -> None:
    stale = []
    for name, text in examples():
        with (EXAMPLES / name).open(encoding="utf-8", newline="") as file:
            stale += [name] if file.read() != text else []
    assert stale == [], "run python -m conformance.drafting.examples"


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="no checkout around the tests")
def test_the_workbooks_hold_what_the_program_writes_today(tmp_path: Path) -> None:
    """Their bytes depend on the library that packs them; what a reader sees does not."""
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    write_workbooks(tmp_path)
    made = sorted(tmp_path.glob("*.xlsx"))
    assert len(made) == 2
    for path in made:
        sheets = [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in openpyxl.load_workbook(path)]
        kept = openpyxl.load_workbook(EXAMPLES / path.name)
        assert sheets == [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in kept], path.name


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="no checkout around the tests")
@pytest.mark.parametrize(("page", "language"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_each_picture_is_shown_by_the_page_of_its_language(page: str, language: str) -> None:
    """Their pixels depend on fonts and on the browser, so that no freshness is tested here."""
    text = (EXAMPLES.parents[1] / page).read_text(encoding="utf-8")
    shown = re.findall(r"!\[[^]]+\]\(reports/examples/([^)]+)\)", text)
    assert sorted(shown) == sorted(path.name for path in EXAMPLES.glob(f"*-{language}.png"))
    assert f"avatar-{language}.png" in shown
