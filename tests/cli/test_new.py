"""Scaffolds prove at once, in a folder of one's own and in a copy of our suites, and after an edit as well."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conformance.catalogue import load_catalogue
from conformance.catalogue.packages import forget_code
from conformance.cli.main import main
from conformance.drafting.scaffold_code import with_check

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A suites folder with a new family, a new suite and a new requirement in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for arguments in (
        ["family", "toy/medals"],
        ["suite", "toy/medals/ribbon"],
        ["requirement", "ribbon", "Ribbons are short", "--zh", "绶带长度有限"],
    ):
        assert main(["new", *arguments, "--into", "acme/suites"]) == 0
    return tmp_path / "acme" / "suites"


def test_what_is_scaffolded_loads_and_proves(acme: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalogue = load_catalogue([acme])
    own = [suite for suite in catalogue.suites.values() if suite.id.startswith("toy/medals/")]
    assert [suite.id for suite in own] == ["toy/medals/document", "toy/medals/ribbon"]
    assert [len(suite.requirements) for suite in own] == [1, 2]
    assert {suite.owner for suite in own} == {"acme"}
    title = own[1].requirements[1].title
    assert (title.en, title.zh) == ("Ribbons are short", "绶带长度有限")
    capsys.readouterr()
    assert main(["prove", "medals", "--suites", str(acme), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "3 of 3 requirements proven" in out
    assert f"in no profile, so that no claim depends on them: {own[0].requirements[0].id}, " in out
    assert "wording:" not in out


def test_an_edit_of_the_rule_is_proven_by_new_samples_and_accepted(acme: Path) -> None:
    suite = acme / "toy" / "medals" / "ribbon"
    checks = suite / "checks.py"
    text = checks.read_text(encoding="utf-8")
    assert text.count("not name.strip()") == 1
    checks.write_text(text.replace("not name.strip()", "len(name) > 9"), encoding="utf-8")
    (bad,) = suite.glob("samples/bad/*_blank.json")
    bad.write_text('{"ribbon": {"name": "a long, long ribbon"}}', encoding="utf-8")
    row = bad.name.split("_")[0]
    forget_code("conformance_suites.toy.medals.ribbon")
    assert main(["prove", row, "--suites", str(acme)]) == 1
    assert main(["prove", row, "--suites", str(acme), "--accept"]) == 0
    assert "a long, long ribbon" in (suite / "samples" / "expected.toml").read_text(encoding="utf-8")


def test_what_is_there_is_not_written_over(acme: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in acme.rglob("*.toml")}
    for arguments in (["family", "toy/medals"], ["suite", "toy/medals/ribbon"]):
        assert main(["new", *arguments, "--into", str(acme), "--lang", "en"]) == 2
        assert "already" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in acme.rglob("*.toml")} == before


@pytest.mark.parametrize(
    ("arguments", "there"),
    [
        (["family", "toy/medals/"], "toy/medals/family.toml"),
        (["family", "toy/cups"], "toy/cups/document/checks.py"),
        (["suite", "toy/medals/pin"], "toy/medals/pin/samples/good/example.json"),
        (["requirement", "ribbon", "Late"], "toy/medals/ribbon/samples/bad/TOY-RIB-003_draft.json"),
        (["requirement", "ribbon", "Lone \udcff"], "toy/medals/ribbon/suite.toml"),
        (["suite", "toy/medals/reader"], "toy/medals/family.toml"),
        (["family", "toy/con"], "toy/medals/family.toml"),
    ],
)
def test_nothing_is_written_where_anything_is_in_the_way(arguments: list[str], there: str, acme: Path) -> None:
    mine = acme / there
    mine.parent.mkdir(parents=True, exist_ok=True)
    if not mine.exists():
        mine.write_text("# mine\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in acme.rglob("*") if path.is_file()}
    assert main(["new", *arguments, "--into", str(acme), "--lang", "en"]) == 2
    assert {path: path.read_bytes() for path in acme.rglob("*") if path.is_file()} == before


def test_a_requirement_is_not_added_beside_a_broken_expected_file(acme: Path) -> None:
    suite = acme / "toy" / "medals" / "ribbon"
    (suite / "samples" / "expected.toml").write_text("?", encoding="utf-8")
    before = (suite / "suite.toml").read_bytes()
    assert main(["new", "requirement", "ribbon", "Late", "--into", str(acme)]) == 2
    assert (suite / "suite.toml").read_bytes() == before
    assert (suite / "samples" / "expected.toml").read_text(encoding="utf-8") == "?"


@pytest.mark.parametrize(
    "title", ['"""', "a \"b\" 'c'", "}\n[[requirement]]", "\x7f\x1b[31m", "{received} {", "中文 \\", "\u2028"]
)
def test_a_title_may_hold_anything(title: str, acme: Path) -> None:
    assert main(["new", "requirement", "ribbon", title, "--zh", title, "--into", str(acme)]) == 0
    row = load_catalogue([acme]).suite("toy/medals/ribbon").requirements[-1]
    assert (row.title.en, row.title.zh) == (title, title)


@pytest.mark.parametrize("suite", ["gltf/document", "did/document"])
@pytest.mark.needs("assets/gltf", "identity/did")
def test_a_requirement_of_a_suite_of_ours_proves_in_a_checkout(suite: str, tmp_path: Path) -> None:
    if not (CHECKOUT / "src" / "conformance").is_dir():
        pytest.skip("no checkout around the tests")
    for name in ("src", "suites", "schemas", "profiles", "reports"):
        shutil.copytree(CHECKOUT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "examples"))
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "src"), "LANG": "en_US.UTF-8", "LC_ALL": ""}
    for arguments in (["new", "requirement", suite, "A new row"], ["prove", suite]):
        done = subprocess.run(
            [sys.executable, "-m", "conformance", *arguments],
            capture_output=True,
            encoding="utf-8",
            env=environment,
            cwd=tmp_path,
        )
        assert "NOT PROVEN" not in done.stdout, done.stdout
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("text", "imports"),
    [
        ("", ["from __future__ import annotations", "", "from typing import Any", "", "from conformance.authoring"]),
        (
            '"""A."""\n\nfrom __future__ import annotations\n\nimport re\n\nfrom conformance.authoring import Where\n',
            ["import re", "from typing import Any", "", "from conformance.authoring import Finding, Findings, Where"],
        ),
        (
            "from conformance.authoring import check\nfrom .view import View\n",
            ["from typing import Any", "", "from conformance.authoring import Finding, Findings, check", "from .view"],
        ),
        ("from typing import Any\n\nimport numpy\n", ["from typing import Any", "", "from conformance.authoring"]),
    ],
)
def test_imports_are_added_where_they_belong(text: str, imports: list[str]) -> None:
    made = with_check(text, "TOY-RIB-003", "    yield Finding('')\n")
    compile(made, "checks.py", "exec")
    assert "\n".join(imports) in made
    assert made.endswith(
        "@check(\"TOY-RIB-003\")\ndef draft_toy_rib_003(view: Any) -> Findings:\n    yield Finding('')\n"
    )
