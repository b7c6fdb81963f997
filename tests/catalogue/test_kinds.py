"""How a kind is recognised: every mistake in its tables is refused, and told where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from doubles.small_suites import TEXT, function, row, write_suite

from conformance.catalogue import CatalogueError
from conformance.engine.plan import Plan, Selection
from conformance.readers.source import Source

SERVICE = f'[service]\ntitle = {TEXT}\nendpoint = "shelf"\n'
FACTS = f"[facts]\nthings = {TEXT}\n"
MISTAKES = {
    "files and a service": ('json = ["/thing"]', SERVICE, "has both [recognise] and [service]"),
    "facts of no files": ("", SERVICE + FACTS, "has [facts], but judges a live service"),
    "YAML by its first bytes": ('magic = ["abc"]\nyaml = true', "", "yaml = true: say by json which places"),
    "TOML by its first bytes": ('magic = ["abc"]\ntoml = true', "", "toml = true: say by json which places"),
    "YAML of another kind": ('json = ["/thing"]\nyaml = true\nof = "it"', "", "yaml = true: say by json which"),
    "another kind by its first bytes": ('json = ["/a"]\nmagic = ["a"]\nof = "it"', "", "a kind of it is known by json"),
    "another kind by its lines": ('json = ["/a"]\nlines = ["/a"]\nof = "it"', "", "a kind of it is known by json"),
    "another kind by an element": ('json = ["/a"]\nxml = ["a"]\nof = "it"', "", "a kind of it is known by json"),
    "another kind by nothing": ('lines = ["/a"]\nof = "it"', "", "a kind of it is known by json"),
    "a place without a slash": ('json = ["thing"]', "", "json: 'thing' must start with /"),
    "lines without a slash": ('lines = ["thing=1"]', "", "lines: 'thing=1' must start with /"),
    "a wrong escape": ('json = ["/a~2"]', "", "json: '/a~2' has a ~ that is not part of ~0 or ~1"),
    "an unknown word": ('json = ["/thing"]\nyalm = true', "", "unknown key 'yalm'; did you mean yaml?"),
    "no first byte": ('magic = [""]', "", "magic: '' must be at least one byte"),
    "a first byte too far behind": ('magic = ["@64:a"]', "", "magic: '@64:a' must be at least one byte"),
    "a sign of two bytes": ('magic = ["物"]', "", "magic: '物' must be at least one byte"),
}


def refusal(root: Path) -> CatalogueError:
    with pytest.raises(CatalogueError) as found:
        Plan(Selection(folders=(str(root),))).suites_for("thing")
    return found.value


@pytest.mark.parametrize(("recognise", "rest", "problem"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_refused_with_its_line(tmp_path: Path, recognise: str, rest: str, problem: str) -> None:
    found = refusal(write_suite(tmp_path, checks=function(), recognise=recognise, rest=rest))
    assert found.problem.en.startswith(problem)
    assert "suite.toml:" in found.place


@pytest.mark.parametrize(
    ("of", "problem"),
    [
        ("thing", "[recognise] of thing: is a kind of itself"),
        ("it", "[recognise] of thing: no suite recognises the kind it"),
    ],
)
def test_a_kind_is_of_another_one_that_is_known(tmp_path: Path, of: str, problem: str) -> None:
    recognise = f'json = ["/thing"]\nof = "{of}"'
    assert refusal(write_suite(tmp_path, checks=function(), recognise=recognise)).problem.en == problem


def test_a_suite_judges_a_kind_that_some_suite_recognises(tmp_path: Path) -> None:
    found = refusal(write_suite(tmp_path, checks=function(), recognise=""))
    assert found.problem.en == "no suite has a [recognise] table for the kind thing"


@pytest.mark.parametrize(
    ("magic", "start", "is_known"),
    [
        ("ab", b"abc", True),
        ("ab", b"cab", False),
        ("@2:ab", b"..ab", True),
        ("@2:ab", b".ab.", False),
        ("@63:a", b"." * 63 + b"a", True),
        ("\\u00ff", b"\xff", True),
    ],
)
def test_the_first_bytes_are_looked_for_where_the_suite_says(
    tmp_path: Path, magic: str, start: bytes, is_known: bool
) -> None:
    write_suite(tmp_path / "suites", [row()], checks=function(), recognise=f'magic = ["{magic}"]')
    found, _ = Plan(Selection(folders=(str(tmp_path / "suites"),))).recognise(Source("file", start))
    assert ("thing" in found) is is_known
