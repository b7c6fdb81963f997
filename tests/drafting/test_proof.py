"""Proof by sentence: each bad sample is found for what expected.toml says, and together they show all of a row."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conformance.catalogue.errors import CatalogueError
from conformance.cli.main import main
from conformance.cli.prove_command import complaints
from conformance.drafting.conditions import conditions_of, lines_of
from conformance.drafting.findings import fits, toml
from conformance.drafting.keywords import keywords_of
from conformance.drafting.proof import prove
from conformance.drafting.watched import WatchedPlan
from conformance.engine.plan import Plan, Selection

Edit = Callable[[str], str]


@pytest.fixture
def badge(tmp_path: Path, toy_suites: Path) -> Path:
    """The folder of a copy of the toy suite."""
    return Path(shutil.copytree(toy_suites, tmp_path / "suites")) / "toy" / "badges" / "badge"


def edited(path: Path, edit: Edit) -> None:
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")


def said(badge: Path, language: str = "en") -> list[str]:
    """What keeps the rows of the copy from being proven, with paths from its folder."""
    plan = WatchedPlan(Plan(Selection((str(badge.parents[2]),))))
    proofs = prove(plan, [plan.catalogue.suite("toy/badges/badge")])
    return [
        line.text.replace(f"{badge}/", "").replace(f"{badge}\\", "").replace("\\", "/")
        for proof in proofs
        for line in complaints(proof, language)
    ]


def accept(badge: Path, *names: str) -> int:
    return main(["prove", *(names or ["badge"]), "--suites", str(badge.parents[2]), "--accept", "--lang", "en"])


def expected(badge: Path) -> str:
    return (badge / "samples" / "expected.toml").read_text(encoding="utf-8")


def test_the_suite_is_proven(badge: Path) -> None:
    assert said(badge) == []


def test_a_sample_without_a_line_is_named(badge: Path) -> None:
    edited(badge / "samples" / "expected.toml", lambda text: "\n".join(text.splitlines()[1:3]) + "\n")
    found = said(badge)
    assert "samples/expected.toml: no line for TOY-BDG-003_long_name.json" in found
    assert any(line.startswith('received { place = "/badge/name", sentence = "finding"') for line in found)
    assert "samples/expected.toml：缺少 TOY-BDG-003_long_name.json 的条目" in said(badge, "zh")


def test_without_the_file_every_sample_lacks_its_line_and_the_command_says_what_to_do(badge: Path, capsys) -> None:
    (badge / "samples" / "expected.toml").unlink()
    assert sum("no line for" in line for line in said(badge)) == 6
    assert main(["prove", "badge", "--suites", str(badge.parents[2]), "--lang", "en"]) == 1
    assert capsys.readouterr().out.rstrip().endswith("--accept")


def test_a_line_without_a_sample_is_named_with_its_line(badge: Path) -> None:
    (badge / "samples" / "bad" / "TOY-BDG-002_badge_is_a_list.json").unlink()
    assert "samples/expected.toml:3: there is no sample TOY-BDG-002_badge_is_a_list.json" in said(badge)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('place = "/badge/name"', 'place = "/badge"'),
        ("expected = 8", "expected = 9"),
        ('"finding"', '"findings.other"'),
    ],
)
def test_a_line_that_does_not_fit_is_named_with_both_sides(badge: Path, old: str, new: str) -> None:
    line = next(line for line in expected(badge).splitlines() if "TOY-BDG-003" in line)
    edited(badge / "samples" / "expected.toml", lambda text: text.replace(line, line.replace(old, new)))
    value = line.partition(" = ")[2]
    assert said(badge) == [
        "samples/expected.toml:5: TOY-BDG-003_long_name.json is not found for what is expected",
        f"received {value}",
        f"expected {value.replace(old, new)}",
    ]


def test_a_line_that_names_no_row_is_an_error_of_the_file(badge: Path) -> None:
    edited(badge / "samples" / "expected.toml", lambda text: text + '"TOY-XXX-001_a.json" = { place = "" }\n')
    with pytest.raises(CatalogueError, match=r"expected\.toml:8: .*TOY-XXX-001_a\.json"):
        said(badge)


def test_a_file_that_is_not_toml_is_an_error_with_its_place(badge: Path) -> None:
    edited(badge / "samples" / "expected.toml", lambda text: text + "what now\n")
    with pytest.raises(CatalogueError, match=r"expected\.toml:8: is not TOML"):
        said(badge)


def test_a_sentence_and_a_condition_that_no_sample_shows_are_named_with_file_and_line(badge: Path) -> None:
    edited(
        badge / "suite.toml",
        lambda text: text.replace("[requirement.findings]", '[requirement.findings]\nodd = { en = "o", zh = "o" }'),
    )
    edited(
        badge / "checks.py",
        lambda text: text.replace(
            "    valid =", '    if "odd" in badge:\n        yield Finding("/badge", "odd")\n    valid ='
        ),
    )
    found = said(badge)
    suite = (badge / "suite.toml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(suite, 1) if "odd" in text)
    assert f"suite.toml:{line}: no bad sample shows findings.odd" in found


def test_a_keyword_that_no_sample_shows_is_named_with_its_line(badge: Path) -> None:
    edited(badge / "schema.json", lambda text: text.replace('"enum": [', '"minLength": 2, "enum": ['))
    (only,) = said(badge)
    assert only.startswith("schema.json:")
    assert only.endswith("no bad sample shows #/$defs/colours/items/minLength")


def test_other_rows_may_be_violated_only_where_the_file_says_so(badge: Path) -> None:
    bad = badge / "samples" / "bad" / "TOY-BDG-003_long_name.json"
    edited(bad, lambda text: text.replace('"name"', '"edge": ["mauve"], "name"'))
    assert said(badge) == ["a bad sample violates other rows as well"]
    edited(badge / "samples" / "expected.toml", lambda text: text + f'\n[also]\n"{bad.name}" = ["TOY-BDG-004"]\n')
    assert said(badge) == []
    assert accept(badge) == 0
    assert expected(badge).endswith(f'\n[also]\n"{bad.name}" = ["TOY-BDG-004"]\n')


def test_what_cannot_be_shown_has_a_reason_as_long_as_nothing_shows_it(badge: Path) -> None:
    edited(badge / "schema.json", lambda text: text.replace('"enum": [', '"minLength": 2, "enum": ['))
    place = "#/$defs/colours/items/minLength"
    edited(badge / "samples" / "expected.toml", lambda text: text + f'\n[cannot.TOY-BDG-004]\n"{place}" = "why"\n')
    assert said(badge) == []
    edited(badge / "schema.json", lambda text: text.replace('"minLength": 2, ', ""))
    assert said(badge) == [f"samples/expected.toml:10: {place} needs no reason: it is shown, or not there"]


def test_accepting_writes_the_same_again_and_changes_no_line_that_fits(badge: Path, capsys) -> None:
    before = expected(badge)
    (badge / "samples" / "expected.toml").unlink()
    assert accept(badge) == 0
    assert expected(badge) == before
    spaced = before.replace("{ place", "{  place")
    (badge / "samples" / "expected.toml").write_text(spaced, encoding="utf-8")
    assert accept(badge) == 0
    assert expected(badge) == spaced


def test_accepting_one_row_leaves_the_lines_of_others(badge: Path) -> None:
    edited(
        badge / "samples" / "expected.toml",
        lambda text: text.replace("expected = 8", "expected = 9").replace('"red"', '"no"'),
    )
    assert accept(badge, "TOY-BDG-003") == 0
    assert "expected = 8" in expected(badge)
    assert '"no"' in expected(badge)


def test_a_sample_may_be_a_patch_on_a_good_one(badge: Path) -> None:
    good = sorted(path.name for path in (badge / "samples" / "good").iterdir() if path.is_file())[0]
    bad = badge / "samples" / "bad" / "TOY-BDG-003_longer.patch.json"
    patch = '[{"op": "replace", "path": "/badge/name", "value": "Augusta Ada King"}]'
    bad.write_text(f'{{"good": "{good}", "patch": {patch}}}', encoding="utf-8")
    assert accept(badge, "TOY-BDG-003") == 0
    assert tomllib.loads(expected(badge))[bad.name]["place"] == "/badge/name"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[]", "must be"),
        ('{"good": "none.json", "patch": []}', "there is no good sample none.json"),
        ('{"good": "GOOD", "patch": [{"op": "remove", "path": "/none"}]}', "the patch does not apply to GOOD: .*none"),
        ('{"good": "GOOD", "patch": [{"op": "cut", "path": "/none"}]}', "must be .*cut"),
        ('{"good": "GOOD", "patch": [], "base": ""}', "must be"),
    ],
)
def test_a_patch_that_cannot_be_used_is_named(badge: Path, text: str, problem: str) -> None:
    good = sorted(path.name for path in (badge / "samples" / "good").iterdir() if path.is_file())[0]
    bad = badge / "samples" / "bad" / "TOY-BDG-003_longer.patch.json"
    bad.write_text(text.replace("GOOD", good), encoding="utf-8")
    with pytest.raises(CatalogueError, match=rf"longer\.patch\.json: {problem.replace('GOOD', good)}"):
        said(badge)


def helper(wanted: bool) -> Iterator[int]:
    if wanted:
        yield 1
    yield 2


def check(wanted: bool) -> Iterator[int]:
    yield from helper(wanted)
    yield (3)


def test_the_conditions_of_a_check_are_its_yields_and_those_of_its_helpers() -> None:
    conditions = conditions_of(check)
    assert [condition.line - helper.__code__.co_firstlineno for condition in conditions] == [7, 2, 3, 8]
    seen = [lines_of(running) for running in [check(False)] for _ in running]
    shown = [[condition.holds(line) for line in lines].count(True) for lines in seen for condition in conditions]
    assert shown == [1, 0, 1, 0, 0, 0, 0, 1]


def test_the_keywords_of_a_row_follow_references_and_leave_out_what_only_decides() -> None:
    schema = {
        "$defs": {
            "text": {"type": "string", "if": {"minLength": 3}, "then": {"pattern": "a"}},
            "ROW": {"properties": {"a/b": {"$ref": "#/$defs/text"}}, "required": ["a/b"], "items": False},
        }
    }
    assert keywords_of(schema, "ROW") == [
        "#/$defs/text/type",
        "#/$defs/text/then/pattern",
        "#/$defs/ROW/required",
        "#/$defs/ROW/items",
    ]


def test_values_are_written_as_toml_and_compared_up_to_the_last_digits() -> None:
    value = {"a b": ['"\\\x7f\x00é', 1, 1.5e-07, True, {}], "c": []}
    read = tomllib.loads(f"value = {toml(value)}")["value"]
    assert read == value
    assert fits(read, value)
    assert fits([0.1 + 0.2], [0.3])
    assert not fits([0.301], [0.3])
    assert not fits([1], [True])
    assert not fits({"a": 1}, {"a": 1, "b": 2})
