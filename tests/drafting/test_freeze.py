"""`conformance freeze`: the same bytes each time, never over what is there; runs by the set judge by its rows alone."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from doubles import changing
from doubles.changing import IDS, PROFILE, changed, write_things, write_world
from doubles.live_runs import SUITES as LIVE
from doubles.live_runs import run_live, shelf_plan
from doubles.ours import CATALOGUE
from doubles.shelf import Shelf, running

from conformance.catalogue import load_catalogue
from conformance.cli.main import main
from conformance.drafting import freeze as freezing
from conformance.drafting.documents import schema_of
from conformance.drafting.freeze import frozen_text
from conformance.engine.plan import Plan, Selection
from conformance.model.profile import LEVELS

NAME = f"{PROFILE}@1.0"
FILE = Path("profiles") / "frozen" / f"{PROFILE}-1.0.toml"


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The suites folder in the current folder."""
    monkeypatch.chdir(tmp_path)
    write_things(tmp_path / "things")
    return write_world(tmp_path / "world")


def freeze(suites: Path, version: str = "1.0") -> int:
    return main(["freeze", PROFILE, "--as", version, "--suites", str(suites), "--lang", "en"])


def test_a_set_is_written_once(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert freeze(world) == 0
    assert f"requirements: {len(IDS)}; to judge by it: --profile {NAME}" in capsys.readouterr().out
    before = (world.parent / FILE).read_bytes()
    assert freeze(world) == 2
    assert "a frozen set is never written over" in capsys.readouterr().err
    assert (world.parent / FILE).read_bytes() == before
    assert freeze(world, "1.1") == 0


def test_an_installed_package_is_not_written_into(
    world: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(freezing, "PACKAGE", world.parent.resolve())
    assert freeze(world) == 2
    assert "part of the installed package" in capsys.readouterr().err
    assert not (world.parent / FILE).exists()


def test_a_set_is_listed_with_the_profiles(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    freeze(world)
    capsys.readouterr()
    assert main(["list", "profiles", "--suites", str(world), "--format", "json"]) == 0
    listed = {each["id"]: each["version"] for each in json.loads(capsys.readouterr().out)["items"]}
    assert (listed[PROFILE], listed[NAME]) == ("1", "1.0")


def test_the_bytes_depend_on_nothing_but_the_rows(world: Path, tmp_path: Path) -> None:
    other = changed(world, tmp_path / "elsewhere")
    assert freeze(world) == freeze(other) == 0
    assert (world.parent / FILE).read_bytes() == (other.parent / FILE).read_bytes()


def test_a_set_is_a_valid_profile(world: Path) -> None:
    jsonschema_rs = pytest.importorskip("jsonschema_rs")
    freeze(world)
    told = tomllib.loads((world.parent / FILE).read_text(encoding="utf-8"))
    jsonschema_rs.validator_for(schema_of("profile")).validate(json.loads(json.dumps(told, default=str)))


def test_nothing_is_written_for_a_profile_with_mistakes(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = world.parent / "profiles" / f"{PROFILE}.toml"
    text = path.read_text(encoding="utf-8")
    for before, after, said in (
        ("TNY-THG-001", "TNY-THG-099", "unknown requirement 'TNY-THG-099'"),
        ("[[level]]", "[parameters]\nlightest = 1\n[[level]]", "unknown parameter 'lightest'"),
    ):
        path.write_text(text.replace(before, after), encoding="utf-8")
        assert freeze(world) == 2
        assert said in capsys.readouterr().err
    (world / changing.SUITE / "checks.py").write_text("1 / 0\n", encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    assert freeze(world) == 2
    assert "cannot be imported" in capsys.readouterr().err
    assert not (world.parent / FILE.parent).exists()


def test_a_link_in_the_place_of_the_folder_is_not_followed(world: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (world.parent / "profiles" / "frozen").symlink_to(tmp_path / "elsewhere")
    assert freeze(world) == 2
    assert not any((tmp_path / "elsewhere").iterdir())


def check(suites: Path, *more: str) -> int:
    return main(["check", "things", "--suites", str(suites), "--profile", NAME, "--lang", "en", *more])


def test_a_later_row_is_shown_and_decides_nothing(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    freeze(world)
    world = changed(world, tmp_path / "later", changing.new_row)
    capsys.readouterr()
    assert check(world) == 0
    said = capsys.readouterr().out
    assert "CONFORMANT" in said.splitlines()[0]
    assert "0 of 5 requirements violated" in said
    assert "came after this version was frozen: 1; violated: 1." in said
    assert "TNY-THG-006  SHALL  Things (added by this specification, not scored)" in said
    assert main(["check", "things", "--suites", str(world), "--profile", PROFILE]) == 1


def test_the_numbers_of_the_set_are_used(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    freeze(world)
    changing.parameter(world)
    assert check(world) == 0
    assert main(["check", "things", "--suites", str(world), "--profile", PROFILE]) == 1
    capsys.readouterr()


def test_a_changed_row_stops_a_run_and_fails_its_proof(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    freeze(world)
    changing.statement(world)
    capsys.readouterr()
    assert check(world) == 2
    assert "but changed: statement" in capsys.readouterr().err
    for row, named in ((IDS["size"], True), (IDS["type"], False)):
        main(["prove", row, "--suites", str(world), "--lang", "en"])
        assert (f"{IDS['size']}: is frozen in {NAME}" in capsys.readouterr().out) is named


def test_evidence_of_a_run_by_a_set_is_judged_again_by_it(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The set travels with private suites."""
    freeze(world)
    assert check(world, "--evidence", "evidence.zip") == 0
    capsys.readouterr()
    shutil.rmtree(world.parent / "profiles")
    assert main(["rejudge", "evidence.zip"]) == 2
    trust = capsys.readouterr().err.split("--trust-suites ")[1].split()[0]
    assert main(["rejudge", "evidence.zip", "--trust-suites", trust, "--lang", "en"]) == 0
    assert "byte for byte" in capsys.readouterr().out


def test_a_profile_of_profiles_is_frozen_after_its_parts(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (world.parent / "profiles" / f"{PROFILE}.toml").read_text(encoding="utf-8")
    head = text.partition("kinds")[0]
    (world.parent / "profiles" / "all-makers.toml").write_text(f'{head}includes = [["{PROFILE}"]]\n', encoding="utf-8")
    assert main(["freeze", "all-makers", "--as", "1.0", "--suites", str(world), "--lang", "en"]) == 2
    assert f"includes {PROFILE}, which is not frozen as 1.0" in capsys.readouterr().err
    assert freeze(world) == 0
    assert main(["freeze", "all-makers", "--as", "1.0", "--suites", str(world)]) == 0
    frozen = load_catalogue([world]).profile("all-makers@1.0")
    assert [part.id for part in frozen.parts] == ["all-makers@1.0", NAME]
    assert frozen.requirements(LEVELS[-1]) == {*IDS.values()}
    assert main(["check", "things", "--suites", str(world), "--profile", "all-makers@1.0"]) == 0


@pytest.mark.parametrize("name", [name for name, _ in CATALOGUE.profiles()])
def test_every_profile_of_ours_could_be_frozen(name: str, tmp_path: Path) -> None:
    """What would be published says what the profile says now."""
    plan = Plan(Selection(profile=name))
    now = plan.catalogue.profile(name)
    path = tmp_path / "set.toml"
    path.write_text(frozen_text(plan, now, "1.0"), encoding="utf-8")
    if now.includes:
        return  # its parts come first
    then = plan.catalogue.profile(str(path))
    assert (then.levels, then.raised, then.needs, then.evidence) == (now.levels, now.raised, now.needs, now.evidence)
    assert {*now.parameters} <= {*then.parameters}


def test_a_live_run_is_judged_by_a_set_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(Path(LIVE).parent, tmp_path / "live")
    suites = str(tmp_path / "live" / "suites")
    assert main(["freeze", "shelf", "--as", "1.0", "--suites", suites]) == 0
    with running(Shelf("always_there")) as shelf:
        done = run_live(tmp_path, shelf_plan(shelf.url, profile="shelf@1.0"), suites)
    profile = done.summary.opening.profile
    assert profile is not None
    assert (profile.id, profile.version) == ("shelf@1.0", "1.0")
    assert done.plan.profile is not None
    assert done.summary.requirements.keys() == done.plan.profile.frozen.rows.keys()  # type: ignore[union-attr]
    assert main(["rejudge", "evidence.zip", "--suites", suites, "--folder", "again"]) in (0, 1, 3)
