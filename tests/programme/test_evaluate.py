"""`conformance evaluate`: conclusions over many reports, by class of vendor and month, with small cells suppressed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from conformance.cli.main import main
from tests.programme.conftest import judge
from tests.programme.demo_pilot import with_one_fault

pytestmark = pytest.mark.needs("assets/gltf")
FAULT = "AST-GLD-012"
SMALL, LARGE = range(6), range(6, 16)
CONFIG = "least = 5\n[classes]\n" + "".join(f'"vendor {each}" = "large"\n' for each in LARGE)


def written(journal: Path, folder: Path, name: str, vendor: int, month: int) -> None:
    """A report of a product of a vendor in a month, otherwise like the run of the journal."""
    lines = journal.read_bytes().splitlines(keepends=True)
    opening = json.loads(lines[0])
    opening["run"] |= {"id": name, "started": f"2027-{month:02}-{vendor + 1:02}T08:00:00+00:00"}
    opening["product"] |= {"name": "Lamp", "producer": f"vendor {vendor}"}
    (folder / f"{name}.jsonl").write_bytes(json.dumps(opening).encode() + b"\n" + b"".join(lines[1:]))


@pytest.fixture(scope="module")
def reports(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six vendors without a class and ten large ones: three of each violate a row at first, one still does."""
    top = tmp_path_factory.mktemp("evaluated")
    runs, folder = {}, top / "reports"
    folder.mkdir()
    for name, least in (("good", "2.0"), ("faulty", "3.0")):
        model = with_one_fault(models / "good" / "box.glb", top / f"{name}.glb", least)
        runs[name] = judge(top / name, model).with_name("run.jsonl")
    for vendor in (*SMALL, *LARGE):
        faulty = vendor in (0, 1, 2, 6, 7, 8)
        written(runs["faulty" if faulty else "good"], folder, f"{vendor}-first", vendor, 1)
        if faulty:
            written(runs["faulty" if vendor == 6 else "good"], folder, f"{vendor}-now", vendor, 3)
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    return folder


def told(capsys: pytest.CaptureFixture[str], *words: Any) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["evaluate", *map(str, words), "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def cells(found: dict[str, Any], row: str = FAULT) -> dict[tuple[str, str], Any]:
    (one,) = [each for each in found["requirements"] if each["key"] == row]
    return {
        (each["class"], each["when"]): None
        if "suppressed" in each
        else (each["satisfied"], each["violated"], each["unproven"])
        for each in one["cells"]
    }


def test_products_are_counted_by_class_and_month_first_and_now(
    reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, reports, "--config", reports / "config.toml")
    assert (found["reports"], found["products"], found["months"]) == (22, 16, ["2027-01", "2027-03"])
    assert cells(found) == {
        **{("", when): (10, 6, 0) for when in ("2027-01", "first")},
        ("", "2027-03"): (5, 1, 0),
        ("", "now"): (15, 1, 0),
        **{(class_, "2027-03"): None for class_ in ("-", "large")},
        **{("-", when): (3, 3, 0) for when in ("2027-01", "first")},
        ("-", "now"): (6, 0, 0),
        **{("large", when): (7, 3, 0) for when in ("2027-01", "first")},
        ("large", "now"): (9, 1, 0),
    }
    shares = {(each["class"], each["when"]): each for each in found["passed_by_all"]}
    rows = shares["", "now"]["of"]
    assert rows > 10
    assert {where: each["passed"] for where, each in shares.items() if where[1] == "now"} == {
        ("", "now"): rows - 1,
        ("-", "now"): rows,
        ("large", "now"): rows - 1,
    }


def test_a_clause_counts_the_worst_of_its_requirements(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, reports)
    touched = [each for each in found["clauses"] if any(cell.get("violated") for cell in each["cells"])]
    assert touched
    assert found["classes"] == []
    for clause in touched:
        assert {(cell["when"], cell["violated"]) for cell in clause["cells"]} >= {("first", 6), ("now", 1)}


def test_a_run_counts_once_and_too_few_products_are_not_shown(
    reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = [reports / f"{vendor}-first.jsonl" for vendor in range(4)]
    found = told(capsys, *few, *few)
    assert found["reports"] == 4
    assert {each for row in found["requirements"] for each in cells(found, row["key"]).values()} == {None}
    assert found["passed_by_all"] == []


def test_a_programme_brings_its_reports_and_its_rules(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (demo / "pilot" / "programme.toml").open("a", encoding="utf-8") as out:
        out.write('\n[evaluation]\nleast = 3\nclasses = { "Alpha Studio" = "studio" }\n')
    found = told(capsys, demo / "pilot")
    assert (found["reports"], found["products"], found["least"]) == (3, 3, 3)
    assert cells(found)["", "now"] is None  # the third product is so broken that the row has nothing to judge


def test_the_table_has_a_line_for_each_cell(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["evaluate", str(reports), "--format", "csv"]) == 0
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))
    (one,) = [each for each in lines if (each["key"], each["when"]) == (FAULT, "now")]
    assert (one["satisfied"], one["violated"], one["unproven"]) == ("15", "1", "0")
    assert one["title_zh"]


def test_the_page_has_both_languages_and_plots_and_shows_nothing_that_is_suppressed(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "effect.html"
    assert main(["evaluate", str(reports), "--format", "html", "--output", str(page), "--lang", "zh"]) == 0
    text = page.read_text("utf-8")
    assert text.count("<svg") == 2
    assert '<html lang="zh">' in text
    assert "15 satisfied, 1 violated, 0 unproven" in text
    assert "满足 15，不满足 1，未能证实 0" in text
    assert "不予显示" in text


def test_the_lines_say_what_changed(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["evaluate", str(reports), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "Reports: 22; products: 16; cells of fewer than 5 products are suppressed" in out
    assert "first run: 10 satisfied, 6 violated, 0 unproven; now: 15 satisfied, 1 violated, 0 unproven" in out
