"""What a profile may say, and its mistakes: all at once, with line and nearest name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conformance.catalogue import Catalogue, CatalogueError, load_catalogue
from conformance.cli.main import main

HEAD = """[profile]
version = "1"
title = { en = "Badges", zh = "徽章" }
role = { en = "what issues badges", zh = "徽章发放方" }
"""
BADGES = HEAD + 'kinds = ["badge"]\nby_rule = true\n'
REASON = 'reason = { en = "colours are read aloud", zh = "颜色需要朗读" }\n'


@pytest.fixture
def catalogue(tmp_path: Path, toy_suites: Path) -> Catalogue:
    shutil.copytree(toy_suites, tmp_path / "suites")
    shutil.copytree(toy_suites.parent / "profiles", tmp_path / "profiles")
    return load_catalogue([tmp_path / "suites"])


def complaints(catalogue: Catalogue, tmp_path: Path, text: str) -> list[str]:
    """The sentences, without the file before them."""
    path = tmp_path / "profiles" / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as raised:
        catalogue.profile(str(path))
    return [line.replace(str(path), "mine.toml") for line in raised.value.text.en.splitlines()]


def test_rows_are_placed_by_what_they_require_and_where_that_comes_from(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "profiles" / "mine.toml").write_text(BADGES + 'without = ["TOY-BDG-002"]\n', encoding="utf-8")
    levels = catalogue.profile("mine").levels
    assert levels["basic"] == ("TOY-BDG-003",)  # inherited
    assert levels["interoperable"] == ("TOY-BDG-001", "TOY-BDG-005", "TOY-BDG-006")  # added
    assert "TOY-BDG-004" in levels["mutual_recognition"]  # recommended


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + 'kinds = ["badge", "bagde", "medal"]\nby_rule = true\n', ["no suite judges the kind bagde or medal"]),
        (BADGES + "[[raise]]\nlevel = 'basic'\nrequirements = ['TOY-BDG-003']\n" + REASON, ["it cannot be raised"]),
        (
            BADGES + "[[raise]]\nlevel = 'basic'\nrequirements = ['TOY-BDG-04']\n" + REASON,
            ["did you mean TOY-BDG-004"],
        ),
        (BADGES + "[[raise]]\nlevel = 'best'\nrequirements = ['TOY-BDG-004']\n", ["level", "reason"]),
        (BADGES + "[[veto]]\nrequirements = ['TOY-BDG-999']\n" + REASON, ["unknown requirement of the profile"]),
        (BADGES + "[[evidence]]\nkind = 'bagde'\nleast = { colours = 1 }\n", ["did you mean badge"]),
        (BADGES + "[[evidence]]\nkind = 'badge'\nleast = { colours = 1 }\n", ["unknown fact 'colours'"]),
        (HEAD + "includes = ['badge-isuer']\n", ["did you mean badge-issuer"]),
        (HEAD + "includes = [3]\n", ["unknown profile '3'"]),
    ],
)
def test_a_mistake_is_told_with_its_place(catalogue: Catalogue, tmp_path: Path, text: str, expected: list[str]) -> None:
    told = complaints(catalogue, tmp_path, text)
    assert len(told) == len(expected)
    for line, each in zip(told, expected, strict=True):
        assert line.startswith("mine.toml:")
        assert each in line


def test_all_mistakes_of_a_profile_are_told_at_once(catalogue: Catalogue, tmp_path: Path) -> None:
    text = BADGES + (
        "[[raise]]\nlevel = 'basic'\nrequirements = ['TOY-BDG-003']\n"
        + REASON
        + "[[evidence]]\nkind = 'badge'\nlevel = 'lowest'\nleast = { colours = 0 }\n"
        + "[parameters]\nmost = true\n"
    )
    assert len(complaints(catalogue, tmp_path, text)) == 4


@pytest.mark.parametrize(
    ("strange", "told"),
    [
        ('kinds = ["badge", "medal"]\nby_rule = true\nneeds = ["MDL-TOP-001"]\n', "no suite judges the kind medal"),
        ('kinds = ["bagde"]\nby_rule = true\nneeds = ["TOY-BDG-003"]\n', "no suite judges the kind bagde"),
        (
            'kinds = ["badge"]\nneeds = ["MDL-TOP-001"]\n'
            "[[level]]\nid = 'basic'\nrequirements = ['MDL-TOP-001', 'TOY-BDG-003']\n",
            "no suite has the prefix MDL-TOP",
        ),
    ],
)
def test_an_unknown_kind_or_suite_hides_no_other_mistake_and_is_told_once(
    catalogue: Catalogue, tmp_path: Path, strange: str, told: str
) -> None:
    """What follows from it, such as rows and facts that the profile then lacks, is not a further mistake."""
    text = HEAD.replace("[profile]", "[profile]\nrol = 1") + strange
    text += "[[raise]]\nlevel = 'basic'\nrequirements = ['TOY-BDG-004', 'TOY-BDG-999', 'MDL-TOP-002']\n" + REASON
    text += "[[evidence]]\nkind = 'medal'\nleast = { colours = 0 }\n"
    found = complaints(catalogue, tmp_path, text.replace("medal", "bagde") if "bagde" in strange else text)
    expected = [told, "'rol'", "'TOY-BDG-999'", "must be a number above 0"]
    expected += ["unknown kind 'medal'"] if "prefix" in told else []
    assert sorted(each for line in found for each in expected if each in line) == sorted(expected)
    assert len(found) == len(expected)


def test_profiles_that_include_each_other_are_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    for one, other in (("mine", "yours"), ("yours", "mine")):
        text = HEAD + f'includes = ["{other}"]\n'
        (tmp_path / "profiles" / f"{one}.toml").write_text(text, encoding="utf-8")
    found = load_catalogue([tmp_path / "suites"])
    with pytest.raises(CatalogueError, match="includes yours, which includes others"):
        found.profile("mine")
    assert "mine" not in dict(found.profiles())


def test_included_profiles_have_to_agree_on_numbers(catalogue: Catalogue, tmp_path: Path) -> None:
    issuer = tmp_path / "profiles" / "badge-issuer.toml"
    text = issuer.read_text(encoding="utf-8")
    issuer.write_text(text + "\n[parameters]\nmost = 1\n", encoding="utf-8")
    (tmp_path / "profiles" / "other.toml").write_text(text + "\n[parameters]\nmost = 2\n", encoding="utf-8")
    found = load_catalogue([tmp_path / "suites"])
    both = HEAD + 'includes = [["badge-issuer", "other"]]\n'
    (told,) = complaints(found, tmp_path, both)
    assert "most: the included profiles set different values" in told
    (tmp_path / "profiles" / "mine.toml").write_text(both + "[parameters]\nmost = 3\n", encoding="utf-8")
    assert load_catalogue([tmp_path / "suites"]).profile("mine").parameters == {"most": 3}


def test_a_red_line_puts_every_level_out_of_reach(
    catalogue: Catalogue, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The colour is recommended, at the last level; a veto lets it decide at the first one already."""
    badge = tmp_path / "a.badge"
    badge.write_text('{"badge": {"name": "Ada", "colour": ["pink"]}}', encoding="utf-8")
    given = ["check", str(badge), "--suites", str(tmp_path / "suites"), "--profile", "mine", "--level", "basic"]
    profile = tmp_path / "profiles" / "mine.toml"
    profile.write_text(BADGES, encoding="utf-8")
    assert main([*given, "--lang", "en"]) == 0
    profile.write_text(BADGES + "[[veto]]\nrequirements = ['TOY-BDG-004']\n" + REASON, encoding="utf-8")
    capsys.readouterr()
    assert main([*given, "--lang", "en"]) == 1
    assert "colours are read aloud" in capsys.readouterr().out
    assert main([*given, "--lang", "zh"]) == 1
    assert "颜色需要朗读" in capsys.readouterr().out
