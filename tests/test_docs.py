"""The pages are right: their commands run and print what is shown, links lead somewhere, figures hold.

A page whose output is out of date is renewed by `python -m tests.doc_pages`.
"""

from __future__ import annotations

import os
import re
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from changelog import ENTRY, PATH, entry, missing, spelled_out
from doc_pages import CHECKOUT, SHOWN_HOST, blocks, furnish, pages, product, run_page, settled
from doubles.ours import CATALOGUE

from conformance.catalogue import Catalogue
from conformance.catalogue.samples import samples
from conformance.cli.main import COMMANDS, main
from conformance.reporting.views import VIEWS

DOCS = CHECKOUT / "docs"
PAGES = pages() if DOCS.is_dir() else []
FAMILIES = tuple(CATALOGUE.families)
LINK = re.compile(r"\]\(([^()\s]+)\)")
pytestmark = pytest.mark.skipif(not PAGES, reason="no checkout around the tests")


def name_of(page: Path) -> str:
    return page.relative_to(CHECKOUT).as_posix()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return CATALOGUE


@pytest.fixture
def site(monkeypatch) -> SimpleNamespace:
    """The modules that make pages; they are not in a package."""
    monkeypatch.setattr(sys, "path", [str(DOCS / "site"), *sys.path])
    names = ("family_pages", "command_page", "bounds", "markup", "build_site")
    return SimpleNamespace(**{name: import_module(name) for name in names})


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_a_page_shows_runs_and_prints_what_it_says(page: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    furnish(tmp_path)
    wrong = []
    with product(SHOWN_HOST in page.read_text(encoding="utf-8")) as host:
        for block, command, problem, told in run_page(page, host):
            if problem:
                wrong.append(f"{block.place}: {command}: {problem}\n{told}")
            elif block.language == "console" and settled(block.cut(told)) != settled(block.output):
                wrong.append(f"{block.place}: {command}: prints something else (python -m tests.doc_pages)\n{told}")
    assert not wrong, "\n".join(wrong)


def test_what_is_not_run_says_why() -> None:
    """The list, so that it does not grow unseen."""
    skipped = {
        (name_of(page), block.options["skip"]) for page in PAGES for block in blocks(page) if "skip" in block.options
    }
    reasons = {
        "installs packages; the tests of the built package do the same",
        "sets up an environment; the tests of the built package do the same",
        "runs the tests themselves",
        "its reader is yours to write",
        "builds the site itself",
        "needs a container engine",
        "installs a server from a package registry",
        "needs the server",
        "needs a headset",
        "needs a compiler of C++",
        "needs a program that sends a body",
        "needs a product",
        "needs two products",
        "needs an outlet",
        "an outline",
        "part of a plan",
    }
    assert {reason for _, reason in skipped} == reasons
    assert len(skipped) == 38


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_links_of_a_page_lead_to_files_and_headings(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        place, _, anchor = target.partition("#")
        if ":" in place:
            continue
        path = Path(os.path.normpath(page.parent / place)) if place else page
        assert path.exists(), f"{name_of(page)}: {target}"
        assert not anchor or anchor in anchors(path), f"{name_of(page)}: {target}"


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts and the site make them."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    named = set(re.findall(r"^\((.+)\)=$", text, re.M))
    return named | {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", [each for each in PAGES if each.parent == DOCS], ids=name_of)
def test_a_page_says_in_chinese_what_it_says_in_english(page: Path) -> None:
    def shown(path: Path) -> list[tuple[str, list[str]]]:
        return [(each.language, [line.replace(" --lang zh", "") for line in each.commands]) for each in blocks(path)]

    def shape(path: Path) -> list[int]:
        return [len(marks) for marks in re.findall(r"^(#+) ", path.read_text(encoding="utf-8"), re.M)]

    chinese = DOCS / "zh" / page.name
    assert chinese.is_file()
    assert shown(page) == shown(chinese)
    assert shape(page) == shape(chinese)


@pytest.mark.parametrize("name", ["vendor-of-files", "vendor-of-a-service", "laboratory", "drafter"])
def test_a_tutorial_is_short(name: str) -> None:
    for page in (DOCS / f"{name}.md", DOCS / "zh" / f"{name}.md"):
        assert len(page.read_text(encoding="utf-8").splitlines()) <= 160, name_of(page)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_site_has_a_page_for_every_family_and_a_place_for_every_requirement(site, catalogue, language: str) -> None:
    made = site.family_pages.generated_pages(catalogue, language)
    for suite in catalogue.suites.values():
        text = made[f"{site.family_pages.page_name(catalogue.family_of(suite).id)}.md"]
        for row in suite.requirements:
            assert text.count(f"\n### {row.id} ") == 1
            assert all(site.markup.literal(each[language]) in text for each in row.findings.values())
            assert f"#{row.id.lower()})" in made["ids.md"]
        assert suite.id in text
    assert len([name for name in made if name.startswith("families/")]) == len(catalogue.families)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_commands_on_the_page_of_a_family_judge_its_samples(
    site, catalogue, family: str, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = site.family_pages.family_page(catalogue.families[family], catalogue, "en")
    commands = re.findall(r"^conformance ((?:check|init) .*)$", text, re.M)
    suites = [suite for suite in catalogue.suites.values() if catalogue.family_of(suite).id == family]
    assert bool(commands) == bool(suites)
    sample = next((sample for suite in suites for sample in samples(suite) if sample.requirement is None), None)
    if sample:
        (tmp_path / sample.name).write_bytes(sample.data)
    for command in commands:
        words = command.replace("FILE_OR_FOLDER", sample.name if sample else "").split()
        (tmp_path / "plan.toml").unlink(missing_ok=True)  # of another profile
        # A sample may lack what a role needs, or files beside it; it is known and judged.
        assert main(words) in (0, 1, 3), command


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_links_of_the_site_lead_to_its_pages(site, catalogue, language: str, tmp_path: Path) -> None:
    site.build_site.stage(language, catalogue, tmp_path)
    staged = sorted(tmp_path.rglob("*.md"))
    known = {path: anchors(path) for path in staged}
    wrong = []
    for page in staged:
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            place, _, anchor = target.partition("#")
            path = Path(os.path.normpath(page.parent / place)) if place else page
            if ":" not in place and (not path.is_file() or (anchor and anchor not in known[path])):
                wrong.append(f"{page.relative_to(tmp_path)}: {target}")
    assert wrong == []
    # Every document is a page that can be reached; what is linked from a page as a file is something else.
    assert [path.name for path in staged if path.parent.name == "files"] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_of_commands_has_the_help_of_each_and_every_view(site, language: str) -> None:
    text = site.command_page.commands_section(language)
    assert all(f"usage: conformance {command}" in text or f"conformance {command} [" in text for command in COMMANDS)
    assert all(f"* `{view}`" in text for view in VIEWS)


def test_bounds_are_shown_with_their_reasons(site, catalogue: Catalogue) -> None:
    found = {name: (value, reason) for name, value, reason in site.bounds.bounds(catalogue.families["assets/gltf"])}
    assert found["GLB_CHUNKS"][0] == "10,000"
    assert all(reason for _, reason in found.values())


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_counts_in_the_readme_are_those_of_the_catalogue(name: str, catalogue: Catalogue) -> None:
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    counts: dict[str, int] = {}
    for key, suite in catalogue.suites.items():
        domain = key.partition("/")[0]
        counts[domain] = counts.get(domain, 0) + len(suite.requirements)
    shown = [int(each) for each in re.findall(r"^\| [^|]+ \| (\d+) \|", text, re.M)]
    assert sorted(shown) == sorted(counts.values())
    totals = re.search(r"^(\d+) requirements in (\d+) suites|^(\d+) 个测试套，共 (\d+) 条要求", text, re.M)
    assert totals
    assert {int(each) for each in totals.groups() if each} == {len(catalogue.requirements), len(catalogue.suites)}


@pytest.mark.parametrize(("page", "language"), [("families.md", "en"), ("zh/families.md", "zh")])
def test_every_profile_is_named_with_its_title(page: str, language: str, catalogue: Catalogue) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    assert len(re.findall(r"^\| `[^`]+` \|", text, re.M)) == len(list(catalogue.profiles()))
    assert [
        name for name, each in catalogue.profiles() if f"\n| `{name}` | {getattr(each.title, language)}" not in text
    ] == []


def test_the_changelog_names_every_requirement_once_with_its_suite(catalogue: Catalogue) -> None:
    """A new one is named by the lines that `python -m tests.changelog` prints."""
    text = PATH.read_text(encoding="utf-8")
    assert missing(catalogue, text) == []
    added = [(suite, each) for suite, ids, _ in ENTRY.findall(text) for each in spelled_out(ids)]
    assert sorted(added) == sorted(
        (key, row.id) for key, suite in catalogue.suites.items() for row in suite.requirements
    )
    excluded = {each for _, _, ids in ENTRY.findall(text) for each in spelled_out(ids)}
    # One that was excluded may be judged since.
    assert excluded >= {row.id for row in catalogue.requirements.values() if row.excluded}


def test_a_requirement_that_the_changelog_lacks_is_named_as_part_of_a_range(catalogue: Catalogue) -> None:
    suite = catalogue.suite("gltf/container")
    rows = [suite[f"AST-GLC-{number:03}"] for number in (16, 17, 18, 20)]
    line = entry(suite, rows)
    assert line.endswith(": AST-GLC-016 to AST-GLC-018, AST-GLC-020. Excluded: AST-GLC-017.")
    assert spelled_out(ENTRY.findall(line)[0][1]) == [row.id for row in rows]
