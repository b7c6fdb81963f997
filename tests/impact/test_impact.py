"""`conformance impact`: every planted change is found, with each verdict that it changes, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from doubles import changing
from doubles.changing import IDS, PROFILE, THINGS, changed, write_things, write_world
from doubles.checkouts import CHECKOUT, NO_PART, checkout_without
from doubles.live_runs import SUITES as LIVE
from doubles.live_runs import changed_suites, run_live, shelf_plan
from doubles.shelf import Shelf, running

from conformance.catalogue import load_catalogue
from conformance.catalogue.families import closure
from conformance.cli.main import main
from conformance.model.requirement import Suite

Change = Callable[[Path], None]
LATER = "TNY-THG-006"
# By change: the rows that differ and how, and (thing, row) of each verdict with what it becomes.
PLANTED: list[tuple[Change, dict[str, tuple[str, list[str]]], dict[tuple[str, str], tuple[str, str]]]] = [
    (changing.obligation, {IDS["size"]: ("changed", ["obligation"])}, {}),
    (changing.statement, {IDS["size"]: ("changed", ["statement"])}, {}),
    (
        changing.helper,
        {IDS["name"]: ("changed", ["schema"])},
        {("heavy", IDS["name"]): ("pass", "fail")},
    ),
    (changing.stricter_check, {}, {("green", IDS["size"]): ("pass", "fail")}),
    (changing.other_code, {}, {}),
    (
        changing.parameter,
        {IDS["most"]: ("changed", ["parameters"])},
        {("heavy", IDS["most"]): ("pass", "fail")},
    ),
    (
        changing.new_row,
        {LATER: ("added", [])},
        {**{(thing, LATER): ("-", "fail") for thing in ("plain", "green", "small")}, ("heavy", LATER): ("-", "pass")},
    ),
    (
        changing.withdrawn,
        {IDS["size"]: ("withdrawn", [])},
        {(thing, IDS["size"]): ("pass", "-") for thing in ("plain", "green", "small")},
    ),
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The suites folder, with a bundle of each thing in evidence/."""
    top = tmp_path_factory.mktemp("world")
    suites = write_world(top / "a")
    things, before = write_things(top / "things"), Path.cwd()
    os.chdir(top)
    try:
        for name in THINGS:
            bundle = ["--evidence", f"evidence/{name}.zip", "--journal", f"runs/{name}.jsonl"]
            assert (
                main(["check", str(things / f"{name}.json"), "--suites", str(suites), "--profile", PROFILE, *bundle])
                == 0
            )
    finally:
        os.chdir(before)
    return suites


def evidence(world: Path) -> Path:
    return world.parents[1] / "evidence"


def impact(*words: object) -> int:
    return main(["impact", *map(str, words), "--lang", "en"])


def told(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    status = impact(*words, "--format", "json")
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(("change", "rows", "verdicts"), PLANTED, ids=lambda each: getattr(each, "__name__", ""))
def test_a_planted_change_is_found_without_a_miss_and_without_an_extra(
    change: Change,
    rows: dict[str, tuple[str, list[str]]],
    verdicts: dict[tuple[str, str], tuple[str, str]],
    world: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    suites = changed(world, tmp_path / "b", change)
    status, found = told(capsys, "--from", world, "--to", suites, evidence(world))
    assert {each["requirement"]: (each["how"], each["parts"]) for each in found["rows"]} == rows
    assert {
        (Path(each["subject"]).stem, each["requirement"]): (each["before"], each["after"]) for each in found["changes"]
    } == verdicts
    failed = {thing for (thing, _), (_, after) in verdicts.items() if after == "fail"}
    assert {Path(each["bundle"]).stem for each in found["levels"]} == failed
    assert {(each["before"], each["after"]) for each in found["levels"]} <= {("conformant", "nonconformant")}
    assert (found["bundles"], found["documents"]) == (len(THINGS), len(THINGS))
    touched = {*rows, *(row for _, row in verdicts)}
    assert {row for clause in found["clauses"] for row in clause["requirements"]} == touched
    assert (found["needs_new_run"], found["unread"]) == ([], [])
    assert status == (1 if touched else 0)


def test_all_changes_at_once_are_told_apart(world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    several = (changing.statement, changing.helper, changing.stricter_check, changing.parameter, changing.new_row)
    suites = changed(world, tmp_path / "b", *several)
    _, found = told(capsys, "--from", world, "--to", suites, evidence(world))
    wanted = [each for each in PLANTED if each[0] in several]
    assert {each["requirement"] for each in found["rows"]} == {row for _, rows, _ in wanted for row in rows}
    assert {(Path(each["subject"]).stem, each["requirement"]) for each in found["changes"]} == {
        case for _, _, verdicts in wanted for case in verdicts
    }


def test_the_same_requirements_change_nothing(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert impact("--from", world, "--to", world, evidence(world)) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Bundles: 4; documents: 4; changes: 0"


def test_a_level_that_a_row_moves_to_is_a_change(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suites = changed(world, tmp_path / "b")
    profile = suites.parent / "profiles" / f"{PROFILE}.toml"
    changing.edit(profile, f'"{IDS["size"]}", ', "")
    with profile.open("a", encoding="utf-8") as out:
        out.write(f'[[level]]\nid = "interoperable"\nrequirements = ["{IDS["size"]}"]\n')
    _, found = told(capsys, "--from", world, "--to", suites, evidence(world))
    assert [(each["requirement"], each["how"]) for each in found["rows"]] == [(IDS["size"], "not_counted")]


def live(tmp_path: Path) -> Path:
    """The bundle of a live run."""
    with running(Shelf("always_there")) as shelf:
        return run_live(tmp_path, shelf_plan(shelf.url)).bundle


def test_what_the_evidence_cannot_answer_needs_a_new_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A request that was never sent is not taken for an unchanged verdict."""
    bundle = live(tmp_path)
    status, found = told(capsys, "--from", LIVE, "--to", LIVE, bundle)
    assert (status, found["changes"], found["needs_new_run"]) == (0, [], [])
    checks = "toy/shelves/shelf/checks.py"
    suites = changed_suites(tmp_path, checks, 'shelf.thing(shelf.service.information("thing"))', 'shelf.thing("other")')
    status, found = told(capsys, "--from", LIVE, "--to", suites, bundle)
    assert [each["requirement"] for each in found["needs_new_run"]] == ["TOY-SHF-002"]
    assert found["changes"] == []
    assert status == (1 if found["levels"] else 3)


def test_a_file_that_was_never_asked_for_needs_a_new_run(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may have been beside the document when the run took place: the evidence does not say that it was not."""

    def asks(suites: Path) -> None:
        path = suites / changing.SUITE
        path.joinpath("view.py").write_text(
            "from conformance.readers.beside import file_beside\n"
            "from conformance.readers.json import read_document\n\n\n"
            "def view(source):\n"
            "    document = source.once(read_document)\n"
            '    document["there"] = source.folder and not isinstance(file_beside(source.folder, "more.json"), str)\n'
            "    return document\n",
            encoding="utf-8",
        )
        changing.edit(path / "checks.py", "> 100", "> 100 or not document['there']")

    suites = changed(world, tmp_path / "b", asks)
    status, found = told(capsys, "--from", world, "--to", suites, evidence(world) / "plain.zip")
    assert [each["requirement"] for each in found["needs_new_run"]] == [IDS["size"]]
    assert found["changes"] == []
    assert status in (1, 3)


def test_a_withheld_subject_needs_a_new_run_unless_its_file_is_supplied(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    things, bundle = world.parents[1] / "things", tmp_path / "withheld.zip"
    options = ["--suites", world, "--profile", PROFILE, "--evidence", bundle, "--withhold", "all"]
    main(["check", *map(str, [things / "plain.json", *options, "--journal", tmp_path / "run.jsonl"])])
    status, found = told(capsys, "--from", world, "--to", world, bundle)
    assert [each["requirement"] for each in found["needs_new_run"]] == [None]
    assert status == 3
    status, found = told(capsys, "--from", world, "--to", world, bundle, "--subjects", things)
    assert (status, found["needs_new_run"]) == (0, [])


def test_a_bundle_that_cannot_be_read_costs_itself_alone(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Broken ones, a journal that is none, and one whose suites kill the process that judges it."""
    folder = tmp_path / "evidence"
    shutil.copytree(evidence(world), folder)
    (folder / "broken.zip").write_bytes((folder / "plain.zip").read_bytes()[:-40])
    (folder / "no.zip").write_text("hello", encoding="utf-8")
    with zipfile.ZipFile(folder / "other.zip", "w") as out:
        out.writestr("readme.txt", "hello")

    def deadly(suites: Path) -> None:
        path = suites / changing.SUITE / "checks.py"
        changing.edit(path, "> 100", "> (100 if of(document).get('size') != 10 else __import__('os')._exit(7))")

    suites = changed(world, tmp_path / "b", deadly)
    status, found = told(capsys, "--from", world, "--to", suites, folder)
    told_of = {Path(each["bundle"]).name: each["problem"]["en"] for each in found["unread"]}
    assert {*told_of} == {"broken.zip", "no.zip", "other.zip", "small.zip"}
    assert told_of["small.zip"] == f"by {suites}: the process that judged it ended"
    assert told_of["no.zip"] == "not a zip file, or a truncated one; the evidence of a run is its evidence.zip"
    assert (status, found["bundles"], found["changes"]) == (3, 3, [])


def test_a_profile_that_one_side_lacks_is_named_with_that_side(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suites = changed(world, tmp_path / "b")
    (suites.parent / "profiles" / f"{PROFILE}.toml").unlink()
    status, found = told(capsys, "--from", world, "--to", suites, evidence(world) / "plain.zip")
    (each,) = found["unread"]
    assert each["problem"]["en"].startswith(f"by {suites}: unknown profile '{PROFILE}'")
    assert status == 3


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("view", ["terminal", "markdown", "html"])
def test_every_view_names_row_product_clause_and_side(
    view: str, language: str, world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suites = changed(world, tmp_path / "b", changing.parameter)
    words = ["--from", world, "--to", suites, evidence(world), "--format", view]
    assert main(["impact", *map(str, words), "--output", str(tmp_path / "out"), "--lang", language]) == 1
    said = (tmp_path / "out").read_text(encoding="utf-8").replace("\\", "")
    for wanted in (IDS["most"], "heavy.zip", "S1-3.1.3-identity", str(suites)):
        assert wanted in said
    assert {"en": "changed: parameters", "zh": "更改：参数"}[language] in said
    assert capsys.readouterr().out == ""


def without_families(place: Path) -> Path:
    return checkout_without(load_catalogue().families, place)


@pytest.mark.skipif(not (CHECKOUT / "src").is_dir(), reason="no checkout around the tests")
def test_sides_may_be_checkouts_and_wheels(world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each side answers by its own code, here by another version."""
    place = without_families(tmp_path / "checkout")
    version = place / "src" / "conformance" / "version.py"
    text = version.read_text(encoding="utf-8")
    version.unlink()  # a link to ours
    version.write_text(text + '\n__version__ = "9.9"\n', encoding="utf-8")
    wheel = tmp_path / "metaverse_conformance-9.9-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as out:
        parts = {"src/conformance": "conformance", "suites": "conformance_suites"}
        parts |= {name: f"conformance/{name}" for name in ("schemas", "profiles", "reports")}
        for name, inside in parts.items():
            for path in (each for each in (place / name).rglob("*") if each.is_file()):
                out.write(path, f"{inside}/{path.relative_to(place / name).as_posix()}")
    for sides in ((place, wheel), (wheel, CHECKOUT)):
        ends = ("--from", sides[0], "--to", sides[1])
        status, found = told(capsys, *ends, "--suites", world, evidence(world) / "plain.zip")
        assert (status, found["changes"], found["unread"]) == (0, [], [])
        versions = [found[end]["version"] for end in ("from", "to")]
        assert versions[0] == "9.9"
        assert (versions[1] == "9.9") is (sides[1] is wheel)


@pytest.mark.skipif(not (CHECKOUT / "src").is_dir(), reason="no checkout around the tests")
def test_a_version_without_this_is_told_so(world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = without_families(tmp_path / "checkout")
    (place / "src" / "conformance" / "impact" / "worker.py").unlink()
    assert impact("--from", place, "--to", place, evidence(world)) == 2
    assert "cannot judge for others: 0.2.0 or newer is needed" in capsys.readouterr().err


@pytest.mark.skipif(not (CHECKOUT / "src").is_dir(), reason="no checkout around the tests")
@pytest.mark.needs("assets/odrl")
def test_a_side_may_be_a_changed_copy_of_our_own_suites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the checkout to a copy of its suites folder, schemas beside it: the changed rows of a shipped suite."""
    place = without_families(tmp_path / "copy")
    catalogue = load_catalogue()
    suite = catalogue.suites["assets/odrl/usage_policy"]
    family = catalogue.family_of(suite)
    for used in (family.id, *closure(family, catalogue.families)):
        shutil.copytree(CHECKOUT / "suites" / used, place / "suites" / used, ignore=NO_PART)
        if (CHECKOUT / "schemas" / used).is_dir():
            shutil.copytree(CHECKOUT / "schemas" / used, place / "schemas" / used)
    rows = [row for row in suite.requirements if row.obligation == "shall" and not row.excluded]
    definitions = json.loads((place / "schemas" / f"{suite.id}.json").read_text(encoding="utf-8"))
    stricter = next(row.id for row in rows if row.id in definitions["$defs"])
    weaker = next(row for row in rows if row.id != stricter)
    definitions["$defs"][stricter]["maxProperties"] = 0
    (place / "schemas" / f"{suite.id}.json").write_text(json.dumps(definitions), encoding="utf-8")
    path = place / "suites" / suite.id / "suite.toml"
    before, _, after = path.read_text(encoding="utf-8").partition(f'"{weaker.id}"')
    path.write_text(f'{before}"{weaker.id}"{after.replace(chr(34) + "shall", chr(34) + "should", 1)}', encoding="utf-8")
    shutil.rmtree(place / "src")
    monkeypatch.chdir(tmp_path)
    main(["check", str(_good(suite)[0]), "--suite", suite.id, "--evidence", "e.zip", "--withhold", "none"])
    status, found = told(capsys, "--from", CHECKOUT, "--to", place / "suites", "e.zip")
    assert found["unread"] == []
    assert {each["requirement"]: each["parts"] for each in found["rows"]} == {
        stricter: ["schema"], weaker.id: ["obligation"]
    }  # fmt: skip
    assert {each["requirement"]: each["after"] for each in found["changes"]}[stricter] == "fail"
    assert status == 1


def _good(suite: Suite) -> list[Path]:
    """The good samples that are JSON files."""
    return sorted((suite.folder / "samples" / "good").glob("*.json"))


def test_evidence_of_a_withdrawn_row_is_one_sentence(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suites = changed(world, tmp_path / "b", changing.withdrawn)
    capsys.readouterr()
    bundle = str(evidence(world) / "plain.zip")
    main(["rejudge", bundle, "--suites", str(suites), "--folder", str(tmp_path / "again"), "--lang", "en"])
    said = [line for line in capsys.readouterr().out.splitlines() if IDS["size"] in line]
    assert said == [f"  {IDS['size']} was withdrawn after the run: no longer needed; verdicts on it in the evidence: 1"]
