"""`conformance list`: every table, narrowed down to a suite or a profile, for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from doubles.ours import CATALOGUE

from conformance.cli.listings import LISTINGS
from conformance.cli.main import main
from conformance.drafting.documents import schema_of

jsonschema_rs = pytest.importorskip("jsonschema_rs", reason="the fast engine is not installed")
SCHEMA = jsonschema_rs.validator_for(schema_of("list"))
Listed = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def listed(capsys: pytest.CaptureFixture[str]) -> Listed:
    def items(*arguments: str) -> list[dict[str, Any]]:
        assert main(["list", *arguments, "--format", "json"]) == 0
        document = json.loads(capsys.readouterr().out)
        SCHEMA.validate(document)
        assert document["what"] == arguments[0]
        return document["items"]

    return items


@pytest.mark.parametrize("what", LISTINGS)
@pytest.mark.needs("assets/gltf")
def test_the_table_has_the_things_of_the_json_document(
    what: str, listed: Listed, capsys: pytest.CaptureFixture[str]
) -> None:
    items = listed(what)
    assert items
    assert main(["list", what, "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    names = [item.get("id") or item.get("key") or item["code"] for item in items]
    assert all(any(name in line for line in lines) for name in names)
    assert len(lines) == (sum(len(item["levels"]) for item in items) if what == "profiles" else len(items))


def test_everything_is_listed_where_nothing_is_chosen(listed: Listed) -> None:
    assert [item["id"] for item in listed("requirements")] == list(CATALOGUE.requirements)
    assert [item["id"] for item in listed("suites")] == list(CATALOGUE.suites)
    assert [item["id"] for item in listed("kinds")] == list(CATALOGUE.kinds)


@pytest.mark.needs("assets/vrm")
def test_a_profile_lists_what_it_requires_with_the_level(listed: Listed) -> None:
    profile = CATALOGUE.profile("digital-human")
    rows = listed("requirements", "--profile", "digital-human")
    assert {item["id"] for item in rows} == profile.requirements("mutual_recognition")
    assert all(item["id"] in profile.levels[item["level"]] for item in rows)
    suites = listed("suites", "--profile", "digital-human")
    assert {item["id"] for item in suites} == {item["suite"] for item in rows}
    assert sum(item["requirements"] for item in suites) == len(rows)
    assert [item["id"] for item in listed("profiles", "--profile", "digital-human")] == ["digital-human"]


@pytest.mark.needs("assets/vrm")
def test_a_suite_and_a_profile_narrow_each_other_down(listed: Listed) -> None:
    both = listed("requirements", "--profile", "digital-human", "--suite", "vrm/avatar")
    assert both
    assert all(item["suite"] == "assets/vrm/avatar" and item["level"] for item in both)
    cited = {basis.rpartition(":")[0] for item in both for basis in CATALOGUE.requirements[item["id"]].basis}
    standards = listed("standards", "--profile", "digital-human", "--suite", "vrm/avatar")
    assert {item["key"] for item in standards} == cited


@pytest.mark.needs("assets/vrm", "identity/did")
def test_nothing_in_common_is_said_and_is_not_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "requirements", "--profile", "digital-human", "--suite", "did/document", "--lang", "en"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "conformance: nothing to list\n"
