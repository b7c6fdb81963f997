"""SARIF and JUnit XML are what their published schemas say, and a SARIF region is where the finding is."""

from __future__ import annotations

import io
import json
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
from doubles.journals import BLOCKED, blocked, end, failed, finding, opening, requirement, subject, unjudged

from conformance.cli.main import main
from conformance.model.finding import Where
from conformance.model.journal.records import Event
from conformance.model.text import Text
from conformance.reporting.junit import write_junit
from conformance.reporting.sarif import write_sarif

PUBLISHED = Path(__file__).with_name("published")
EXAMPLES = Path(__file__).resolve().parents[2] / "reports" / "examples"
SARIF = jsonschema.Draft4Validator(json.loads((PUBLISHED / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")))
EVIL = '=cmd|"<script>&]]>\x00\x1b`|\udcff\n# heading'


@pytest.fixture(scope="module")
def junit():  # type: ignore[no-untyped-def]
    xmlschema = pytest.importorskip("xmlschema")
    return xmlschema.XMLSchema(str(PUBLISHED / "junit-10.xsd"))


def every_member_of_a_place() -> list[Event]:
    """A run whose findings use every member of `where`, and whose texts are nobody's friend."""
    rows = [requirement(f"T-{n}", obligation) for n, obligation in enumerate(("shall", "should", "may", "shall"), 1)]
    places = [Where("/a", line=3), Where(byte=7), Where(frame=2, line=4), Where(exchange="login:2"), Where()]
    found = [*(finding(where=place) for place in places), finding(en=EVIL, zh=EVIL, where=Where(EVIL))]
    cut = blocked("T-2", reason=BLOCKED._replace(text=Text(EVIL, EVIL)))
    return [
        opening(*rows, requirement("T-5", excluded=True)),
        subject("FIPP-", failed("T-1", *found), cut, name=EVIL),
        subject("FIPP-", failed("T-1", finding()), name="C:\\模型\\a b.gltf"),
        unjudged("unreadable", named=True, name=EVIL),
        end(),
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_whatever_a_run_found_the_sarif_is_valid(language: str) -> None:
    out = io.StringIO()
    write_sarif(every_member_of_a_place(), out, language)
    document = json.loads(out.getvalue())
    assert [error.message for error in SARIF.iter_errors(document)] == []
    kinds = {
        place["kind"]
        for each in document["runs"][0]["results"]
        for place in each["locations"][0].get("logicalLocations", ())
    }
    assert kinds == {"member", "frame", "exchange"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_whatever_a_run_found_the_junit_xml_is_valid(language: str, junit) -> None:  # type: ignore[no-untyped-def]
    out = io.StringIO()
    write_junit(every_member_of_a_place(), out, language)
    junit.validate(out.getvalue())


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="no checkout around the tests")
def test_the_examples_are_valid(junit) -> None:  # type: ignore[no-untyped-def]
    sarif, xml = sorted(EXAMPLES.glob("*.sarif")), sorted(EXAMPLES.glob("junit*.xml"))
    assert len(sarif) >= 2
    assert len(xml) >= 2
    for path in sarif:
        assert [error.message for error in SARIF.iter_errors(json.loads(path.read_text(encoding="utf-8")))] == []
    for path in xml:
        junit.validate(str(path))


def test_the_schemas_refuse_what_is_wrong(junit) -> None:  # type: ignore[no-untyped-def]
    assert list(SARIF.iter_errors({"version": "2.1.0", "runs": [{"results": [{"level": "fatal"}]}]}))
    assert not junit.is_valid('<testsuites><testsuite name="a"><case name="b"/></testsuite></testsuites>')


def test_a_region_is_the_line_of_the_member_however_the_file_is_laid_out(
    tmp_path: Path, toy_suites: Path, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    layouts = {  # each with the line of the value that the finding is about
        "one-line.json": ('{"badge":{"name":"Ada","edge":["red"],"validFor":-3}}', 1),
        "spread.json": (
            '\n\n{\n "badge": {\n  "name": "Ada",\n "edge": ["red"],\n "colour": [],\n\n "validFor"\n  :\n   -3\n}\n}',
            11,
        ),
        "windows.json": ('{\r\n"badge":{"name":"Ada",\r\n"edge":["red"],"note":"a\\nb",\r\n"validFor":-3\r\n}}', 4),
        "中文.json": ('{"extras": "第一行",\n"badge":{"name":"甲，\u2028乙",\n"validFor":-3}}', 3),
    }
    for name, (text, _) in layouts.items():
        Path(name).write_bytes(text.encode())
    assert main(["check", *layouts, "--suites", str(toy_suites), "--format", "sarif", "--output", "o.sarif"]) == 1
    found = {}
    for each in json.loads(Path("o.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]:
        if each["ruleId"] == "TOY-BDG-005":
            place = each["locations"][0]["physicalLocation"]
            found[unquote(place["artifactLocation"]["uri"])] = place["region"]["startLine"]
    assert found == {name: line for name, (_, line) in layouts.items()}
    for name, line in found.items():
        assert b"-3" in Path(name).read_bytes().split(b"\n")[line - 1]
