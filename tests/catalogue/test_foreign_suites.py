"""Suites from outside come through the same door: a folder named on the command line, or an installed package."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from conformance.catalogue import CatalogueError, load_catalogue
from conformance.cli.main import main

pytestmark = pytest.mark.versions


@pytest.fixture
def installed(tmp_path: Path, toy_suites: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with suites, installed on sys.path with an entry point."""
    site = tmp_path / "site"
    shutil.copytree(toy_suites, site / "toy_suites")
    (site / "toy_suites" / "__init__.py").write_text("", encoding="utf-8")
    about = site / "toy-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: toy\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[conformance.suites]\ntoy = toy_suites\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    return site


def test_a_suite_outside_the_checkout_judges_and_the_report_says_whose_it_is(
    tmp_path, toy_suites, monkeypatch, capsys
) -> None:
    suites = shutil.copytree(toy_suites, tmp_path / "elsewhere" / "suites")
    monkeypatch.chdir(tmp_path)
    good = next((suites / "toy" / "badges" / "badge" / "samples" / "good").iterdir())
    assert main(["check", str(good), "--suites", str(suites), "--format", "json", "--output", "out.json"]) == 0
    report = json.loads(Path("out.json").read_text(encoding="utf-8"))
    toy = next(suite for suite in report["suites"] if suite["id"] == "toy/badges/badge")
    assert toy["owner"] == "Toy"
    assert report["classes"][report["subjects"][0]["class"]]["kind"] == "badge"


def test_an_installed_package_brings_its_suites(installed: Path) -> None:
    assert load_catalogue().suite("toy/badges/badge").owner == "Toy"


def test_the_same_suite_from_two_places_is_refused(installed: Path, toy_suites: Path) -> None:
    with pytest.raises(CatalogueError, match="exists already"):
        load_catalogue([toy_suites])


def test_an_entry_point_to_nothing_is_refused_in_a_sentence(installed: Path) -> None:
    (installed / "toy-1.0.dist-info" / "entry_points.txt").write_text(
        "[conformance.suites]\ntoy = nowhere\n", encoding="utf-8"
    )
    with pytest.raises(CatalogueError, match="nowhere is not an importable package of suites"):
        load_catalogue()


def test_a_folder_that_is_none_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="no such folder of suites"):
        load_catalogue([tmp_path / "nowhere"])


def test_worker_processes_find_foreign_suites_too(tmp_path, toy_suites, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    good = str(toy_suites / "toy" / "badges" / "badge" / "samples" / "good")
    arguments = [
        "check",
        good,
        "--suites",
        str(toy_suites),
        "--workers",
        "2",
        "--format",
        "json",
        "--output",
        "out.json",
    ]
    assert main(arguments) == 0
