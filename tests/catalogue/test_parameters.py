"""Numbers and lists of texts that no standard specifies are in a suite or a profile and reach the checks by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from doubles.small_suites import TEXT, row, write_suite

from conformance.catalogue import CatalogueError
from conformance.cli.main import main
from conformance.engine.plan import Plan, Selection
from conformance.readers.source import Source

BODY = """
    if document["thing"] not in parameters["known"] or document["size"] > parameters["most"]:
        yield Finding("/thing", received=parameters)
"""
CHECK = f'@check("TNY-THG-001", parameters=True)\ndef thing(document, parameters):{BODY}'
PARAMETERS = f"""
[parameters.most]
title = {TEXT}
default = 3
unit = "m"

[parameters.known]
title = {TEXT}
default = ["a", "b"]
"""
PROFILE = f"""
[profile]
version = "1"
title = {TEXT}
role = {TEXT}
kinds = ["thing"]

[parameters]
known = ["c"]

[[level]]
id = "basic"
requirements = ["TNY-THG-001"]
"""
NAMING = '{ en = "A thing shall be as `known` says.", zh = "事物应如 `known` 所述。" }'


def suites(tmp_path: Path, parameters: str = PARAMETERS, check: str = CHECK) -> Path:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "tiny.toml").write_text(PROFILE, encoding="utf-8")
    return write_suite(tmp_path / "suites", [row(statement=NAMING)], checks=check, rest=parameters)


def judged(root: Path, data: bytes, profile: str | None = None) -> Any:
    """The parameters of a finding; None without one."""
    plan = Plan(Selection(folders=(str(root),), profile=profile))
    ((_, letters, cases),) = plan.judge(Source("x.json", data), "thing").verdicts
    assert letters in ("P", "F")
    return cases[0].findings[0].values["received"] if cases else None


def test_a_check_is_given_the_parameters_it_asks_for(tmp_path: Path) -> None:
    root = suites(tmp_path)
    assert judged(root, b'{"thing": "b", "size": 3}') is None
    assert judged(root, b'{"thing": "c", "size": 3}') == {"most": 3, "known": ["a", "b"]}
    assert judged(root, b'{"thing": "b", "size": 4}') is not None


def test_a_profile_sets_some_of_them(tmp_path: Path) -> None:
    root = suites(tmp_path)
    assert judged(root, b'{"thing": "c", "size": 3}', "tiny") is None
    assert judged(root, b'{"thing": "b", "size": 3}', "tiny") == {"most": 3, "known": ["c"]}


def test_what_a_check_is_given_hangs_on_its_mark_and_never_on_the_name_of_an_argument(tmp_path: Path) -> None:
    check = '@check("TNY-THG-001")\ndef thing(parameters):\n    return iter(())\n'
    (loaded,) = Plan(Selection(folders=(str(suites(tmp_path, check=check)),))).suites_for("thing")
    assert loaded.rows[0].each is None
    assert list(loaded.rows[0].check("the view")) == []


@pytest.mark.parametrize("default", ["true", '"a"', "[1]", "nan", "{ a = 1 }"])
def test_a_default_that_is_neither_a_number_nor_a_list_of_texts_is_refused(tmp_path: Path, default: str) -> None:
    root = suites(tmp_path, PARAMETERS.replace("default = 3", f"default = {default}"))
    with pytest.raises(CatalogueError) as caught:
        Plan(Selection(folders=(str(root),))).suites_for("thing")
    assert caught.value.problem.en.startswith("default must be a number or a list of texts, not ")
    assert caught.value.place.endswith("parameters.most")


def test_a_check_that_asks_for_what_the_suite_does_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="TNY-THG-001: its check asks for parameters, but"):
        Plan(Selection(folders=(str(suites(tmp_path, "")),))).suites_for("thing")


def test_explaining_a_row_shows_what_it_is_judged_by_and_what_a_profile_sets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "TNY-THG-001", "--suites", str(suites(tmp_path)), "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "known = a, b: Things" in shown
    assert "tiny: known = c" in shown
    assert "most = 3 m" not in shown  # the statement does not name it
