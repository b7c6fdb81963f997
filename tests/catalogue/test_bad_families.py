"""What is wrong with families, suites and profiles of others: one sentence with the place, and exit status 2."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from doubles.small_suites import TEXT, function, row, write_suite

from conformance.cli.main import main

LINES = 'lines = ["/thing"]\njudge = "recordings"'
BLOCK = "from conformance.recordings import Block\n"
STIMULUS = "from conformance.authoring import Stimulus\n"


def family(root: Path, name: str, text: str = "", *, reader: bool = False) -> Path:
    """A family with this in its family.toml, which says whom it uses or what it registers."""
    folder = root / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "family.toml").write_text(f"[family]\ntitle = {TEXT}\n{text}\n", encoding="utf-8")
    if reader:
        (folder / "reader").mkdir()
        (folder / "reader" / "__init__.py").write_text("", encoding="utf-8")
    return folder


def uses(*others: str) -> Callable[[Path], None]:
    """Families that each use the next, the last one those after it."""

    def make(root: Path) -> None:
        for name, used in pairwise(others):
            family(root, name, f'uses = ["{used}"]', reader=True)

    return make


def without_reader(root: Path) -> None:
    write_suite(root)
    family(root, "tiny/user", 'uses = ["tiny/things"]', reader=True)


def too_high(root: Path) -> None:
    path = write_suite(root) / "tiny" / "things"
    (path / "suite.toml").write_text("", encoding="utf-8")


def without_family(root: Path) -> None:
    (write_suite(root) / "tiny" / "things" / "family.toml").unlink()


def another_kind(root: Path) -> None:
    write_suite(root)
    write_suite(root, [row("TNY-OTH-001")], name="tiny/others/other", prefix="TNY-OTH", checks=function("TNY-OTH-001"))


FAMILIES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a used family is not there": (uses("tiny/one", "tiny/two"), "one/family.toml:3: uses: unknown family 'tiny/two'"),
    "a used family has no reader": (without_reader, "user/family.toml:3: uses: tiny/things has no reader/"),
    "a circle": (uses("tiny/a", "tiny/b", "tiny/a"), "a/family.toml:3: uses: is a circle: tiny/a -> tiny/b -> tiny/a"),
    "itself": (uses("tiny/a", "tiny/a"), "a/family.toml:3: uses: is a circle: tiny/a -> tiny/a"),
    "no suite, no reader": (lambda root: family(root, "tiny/a"), "tiny/a: has no suite, no reader/ and no convert/"),
    "no name of a package": (lambda root: family(root, "tiny/a-b", reader=True), "'a-b' is part of a package's name"),
    "no pictures": (lambda root: family(root, "tiny/a", 'pictures = ["x"]', reader=True), "but there is no pictures/"),
    "a misspelt key": (lambda root: family(root, "tiny/a", "use = []", reader=True), "unknown key 'use'"),
    "a suite too high": (too_high, "things/suite.toml: must be at <domain>/<family>/<suite>/suite.toml"),
    "a suite without a family": (without_family, "tiny/things: has suites, but no family.toml"),
    "a kind that another recognises": (another_kind, "says already how thing is recognised"),
    "an id of another": (lambda root: write_suite(root, prefix="TOY-BDG"), "belongs to the suite toy/badges/badge"),
    "a kind of another": (lambda root: write_suite(root, kind="badge"), "says already how badge is recognised"),
    "a family of another": (
        lambda root: write_suite(root, name="toy/badges/x"),
        "a family toy/badges exists already in",
    ),
}


@pytest.mark.parametrize("what", FAMILIES)
def test_a_family_that_cannot_be_used_is_told_in_one_sentence(
    what: str, tmp_path: Path, toy_suites: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, told = FAMILIES[what]
    make(tmp_path)
    assert main(["list", "suites", "--suites", str(toy_suites), "--suites", str(tmp_path)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    (sentence,) = captured.err.splitlines()
    assert told in sentence
    assert str(tmp_path) in sentence


CHECKS: dict[str, tuple[dict[str, str], str]] = {
    "blocks of a document": (
        {"checks": BLOCK + function().replace('")\n', '", each=Block)\n')},
        "its check is declared with each=Block, but the suite judges documents",
    ),
    "stimuli of a document": (
        {"checks": STIMULUS + function().replace('")\n', '", each=Stimulus)\n').replace("document", "document, each")},
        "its check is declared with each=Stimulus, but the suite judges documents",
    ),
    "stimuli of a recording": (
        {
            "checks": STIMULUS
            + function().replace('")\n', '", each=Stimulus)\n').replace("document", "document, each"),
            "recognise": LINES,
        },
        "its check is declared with each=Stimulus, but the suite judges recordings",
    ),
    "parameters that are not there": (
        {"checks": function().replace('")\n', '", parameters=True)\n').replace("document", "document, parameters")},
        "its check asks for parameters, but suite.toml has no [parameters]",
    ),
    "too many arguments": (
        {"checks": function().replace("document", "document, more")},
        "its check takes 2 arguments, but is given 1",
    ),
    "no argument": ({"checks": function().replace("(document)", "()")}, "its check takes 0 arguments, but is given 1"),
}


@pytest.mark.parametrize("what", CHECKS)
def test_a_check_that_does_not_fit_its_suite_is_told_in_one_sentence(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fields, told = CHECKS[what]
    monkeypatch.chdir(tmp_path)
    root = write_suite(tmp_path / "suites", **fields)
    Path("x.json").write_text('{"thing": 1}\n', encoding="utf-8")
    assert main(["check", "x.json", "--suite", "things/thing", "--suites", str(root)]) == 2
    (sentence,) = capsys.readouterr().err.splitlines()
    assert f"{root / 'tiny' / 'things' / 'thing' / 'checks.py'}: TNY-THG-001: {told}" in sentence


def test_a_profile_with_the_name_of_one_that_is_there_replaces_nothing(
    tmp_path: Path, toy_suites: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """E4: a profile of the same name beside a folder of suites silently took precedence."""
    monkeypatch.chdir(tmp_path)
    root = write_suite(tmp_path / "suites", checks=function())
    mine = tmp_path / "profiles" / "badge-issuer.toml"
    mine.parent.mkdir()
    mine.write_text((toy_suites.parent / "profiles" / "badge-issuer.toml").read_text("utf-8"), encoding="utf-8")
    Path("x.json").write_text('{"badge": {"name": "Ada Lovelace"}}', encoding="utf-8")
    options = ["--suites", str(toy_suites), "--suites", str(root)]
    assert main(["check", "x.json", "--profile", "badge-issuer", *options]) == 2
    (sentence,) = capsys.readouterr().err.splitlines()
    assert f"{mine}: a profile badge-issuer exists already in {toy_suites.parent / 'profiles'}" in sentence
