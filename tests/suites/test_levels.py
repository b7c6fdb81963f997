"""Every level of every profile decides something: a product reaches the level below, and not this one (A2)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from doubles.claims import CLAIMS
from doubles.ours import CATALOGUE

from conformance.catalogue.samples import samples
from conformance.cli.main import main
from conformance.model.profile import LEVELS, Profile
from conformance.model.requirement import Obligation, Origin
from conformance.model.sample import Sample

PROFILES = {name: CATALOGUE.profile(name) for name in CATALOGUE.profile_files}


FILES = [(name, level) for name in CLAIMS for level in LEVELS[1:]]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def deciding(profile: Profile, level: str) -> set[str]:
    rows = [CATALOGUE.requirement(row) for row in profile.requirements(level)]
    raised = profile.raised_at(level)
    return {row.id for row in rows if not row.excluded and (row.obligation is Obligation.SHALL or row.id in raised)}


def faults(name: str, level: str) -> list[Sample]:
    """Bad samples of rows that decide at the level and not below: each violates its own row alone."""
    profile = PROFILES[name]
    added = deciding(profile, level) - deciding(profile, LEVELS[LEVELS.index(level) - 1])
    suites = [suite for suite in CATALOGUE.suites.values() if suite.kind in profile.kinds]
    return [each for suite in suites for each in samples(suite) if each.requirement in added]


@pytest.mark.parametrize(("name", "level"), FILES, ids=[f"{name}-{level}" for name, level in FILES])
def test_a_product_reaches_the_level_below_and_not_this_one(name: str, level: str) -> None:
    """A2: a product whose files are enough for a claim, one of them with a fault that counts from this level on."""
    file, made = CLAIMS[name]
    Path(file).write_bytes(made())
    below = LEVELS[LEVELS.index(level) - 1]
    reached = []
    for fault in faults(name, level)[:4]:
        Path(fault.name).write_bytes(fault.data)
        given = ["check", file, fault.name, "--profile", name, "--quiet", "--workers", "1"]
        reached.append([main([*given, "--level", each]) for each in (below, level)])
        if reached[-1] == [0, 1]:
            return
    pytest.fail(f"no fault separates {below} from {level}: {reached}")


@pytest.mark.parametrize("name", PROFILES)
def test_every_level_decides_more_than_the_one_below(name: str) -> None:
    """A2: mutual recognition added recommendations only, and so decided nothing."""
    found = [deciding(PROFILES[name], level) for level in LEVELS]
    assert found[0]
    assert found[0] < found[1] < found[2]


@pytest.mark.parametrize("name", PROFILES)
def test_basic_is_what_the_standards_require(name: str) -> None:
    """A2: that we added rows, only those without which nothing can be read are basic; they are named in the profile."""
    included = [profile.id for some in PROFILES[name].includes for profile in some]
    files = [CATALOGUE.profile_files[each] for each in (name, *included)]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    rows = [CATALOGUE.requirement(row) for row in PROFILES[name].requirements("basic")]
    assert [row.id for row in rows if row.origin is Origin.ADDED and f'"{row.id}"' not in text] == []


def test_every_row_that_is_judged_is_in_a_profile() -> None:
    """A4."""
    listed = {row for profile in PROFILES.values() for row in profile.requirements(LEVELS[-1])}
    assert [row.id for row in CATALOGUE.requirements.values() if not row.excluded and row.id not in listed] == []


def test_what_is_left_out_of_a_profile_exists() -> None:
    import tomllib

    known = {*CATALOGUE.requirements, *(suite.prefix for suite in CATALOGUE.suites.values())}
    for name, path in CATALOGUE.profile_files.items():
        left_out = tomllib.loads(path.read_text(encoding="utf-8"))["profile"].get("without", [])
        known = {row.id for row in CATALOGUE.requirements.values()} | {
            suite.prefix for suite in CATALOGUE.suites.values()
        }
        assert set(left_out) <= known, name


def test_a_raised_recommendation_decides_in_every_view_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    fault, *_ = [each for each in faults("exchange-model", "interoperable") if each.requirement == "AST-BUD-001"]
    Path("wide.glb").write_bytes(fault.data)
    given = ["check", "wide.glb", "--profile", "exchange-model", "--level", "interoperable"]
    assert main([*given, "--format", "junit"]) == 1
    assert 'failures="1"' in capsys.readouterr().out
    assert main([*given, "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    (row,) = [each for each in report["requirements"] if each["conclusion"] == "violated"]
    assert (row["id"], row["obligation"]) == ("AST-BUD-001", "should")
    assert row["raised"] == {
        "en": "a limit that need not be kept promises nothing to those who import",
        "zh": "不必遵守的上限对导入方没有意义",
    }
    assert main([*given, "--format", "sarif"]) == 1
    result, *_ = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert result["level"] == "error"
    for language, reason in row["raised"].items():
        for view in ("terminal", "markdown", "html"):
            main([*given, "--format", view, "--output", "view.txt", "--lang", language])
            assert reason in Path("view.txt").read_text(encoding="utf-8")
    Path("other.glb").write_bytes(fault.data)
    main([given[0], "other.glb", *given[1:], "--format", "html", "--output", "two.html"])
    assert '<td class="place">wide.glb</td><td class="violated">' in Path("two.html").read_text(encoding="utf-8")
