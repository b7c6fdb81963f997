"""SARIF, JUnit, Markdown, CSV and EARL say what the journal says, and nothing a product writes changes their form."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from typing import Any

import pytest
from doubles.journals import blocked, end, failed, finding, opening, requirement, subject, unjudged

from conformance.model.finding import Where
from conformance.model.journal.records import Event, Located
from conformance.reporting.csv_table import COLUMNS, write_csv
from conformance.reporting.earl import write_earl
from conformance.reporting.junit import write_junit
from conformance.reporting.markdown import write_markdown
from conformance.reporting.sarif import write_sarif

pytestmark = pytest.mark.versions

ROWS = [requirement("T-1"), requirement("T-2"), requirement("T-3", "should"), requirement("T-4", excluded=True)]
WRITERS: dict[str, Callable[..., Any]] = {
    "sarif": write_sarif,
    "junit": write_junit,
    "markdown": write_markdown,
    "csv": write_csv,
    "earl": write_earl,
}
EVIL = '=cmd|"<script>&]]>\x00\x1b`|\udcff\n# heading'


def found(message: str = "is broken", **where: Any) -> Located:
    return finding(en=message, zh=f"{message} 坏了", where=Where(**where))


def journal(*findings: Located, name: str = "a b.json") -> list[Event]:
    return [
        opening(*ROWS),
        subject("FIP-", failed("T-1", *findings), blocked("T-2"), name=name),
        unjudged("unknown_kind", named=False),
        end(),
    ]


def written(name: str, events: list[Event], language: str = "en") -> str:
    out = io.StringIO()
    WRITERS[name](iter(events), out, language)
    return out.getvalue()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_sarif_has_a_result_per_finding_with_its_line_and_an_open_one_per_reason(language: str) -> None:
    events = journal(found(pointer="/a", line=3), found(byte=7))
    run = json.loads(written("sarif", events, language))["runs"][0]
    first, second, third = run["results"]
    assert [first["kind"], second["kind"], third["kind"]] == ["fail", "fail", "open"]
    assert [first["level"], third["level"]] == ["error", "none"]
    place = first["locations"][0]
    assert place["physicalLocation"] == {"artifactLocation": {"uri": "a%20b.json"}, "region": {"startLine": 3}}
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "/a"
    assert second["locations"][0]["physicalLocation"]["region"]["byteOffset"] == 7
    assert first["message"]["text"] == ("is broken" if language == "en" else "is broken 坏了")
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["T-1", "T-2", "T-3", "T-4"]
    assert {each["ruleId"] for each in run["results"]} <= {rule["id"] for rule in rules}


def test_sarif_names_where_the_standard_is_and_only_on_the_web() -> None:
    """H7; a journal may come from anyone."""
    clause = ROWS[0].basis[0]
    rows = [
        requirement(f"T-{at}")._replace(basis=(clause._replace(url=url),))
        for at, url in enumerate(("https://www.rfc-editor.org/rfc/rfc8259", "javascript:alert(1)", None))
    ]
    rules = json.loads(written("sarif", [opening(*rows), subject("PPP"), end()]))["runs"][0]["tool"]["driver"]["rules"]
    assert [rule.get("helpUri") for rule in rules] == ["https://www.rfc-editor.org/rfc/rfc8259", None, None]


def test_a_sarif_fingerprint_stays_while_the_rest_of_a_file_changes_and_differs_within_it() -> None:
    """H7."""

    def marks(*findings: Located) -> list[str]:
        run = json.loads(written("sarif", journal(*findings)))["runs"][0]
        told = [each["partialFingerprints"] for each in run["results"] if each["kind"] == "fail"]
        assert all(each["primaryLocationLineHash"] == each["conformance/v1"] for each in told)
        return [each["conformance/v1"] for each in told]

    before = marks(
        found("is 3", pointer="/a", line=3), found("is 4", pointer="/b", line=4), found(byte=7), found(byte=8)
    )
    after = marks(
        found("is 5", pointer="/a", line=9), found("is 4", pointer="/b", line=10), found(byte=2), found(byte=9)
    )
    assert before == after
    assert len(set(before)) == 4


def test_sarif_without_a_finding_is_still_whole() -> None:
    run = json.loads(written("sarif", [opening(*ROWS), subject("PPP-"), end()]))["runs"][0]
    assert run["results"] == []


def test_junit_passes_only_what_is_satisfied() -> None:
    (suite,) = ElementTree.fromstring(written("junit", journal(found(pointer="/a"))))  # noqa: S314 - our own
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "4", "failures": "1", "errors": "1", "skipped": "1",
    }  # fmt: skip
    cases = suite.findall("testcase")
    states = {case.get("name", "").split()[0]: [child.tag for child in case] for case in cases}
    assert states == {"T-1": ["failure"], "T-2": ["error"], "T-3": [], "T-4": ["skipped"]}
    assert "a b.json  /a: is broken" in "".join(suite.itertext())


def test_markdown_tells_conclusion_counts_then_findings() -> None:
    text = written("markdown", journal(found(pointer="/a")))
    assert text.startswith("## NOT CONFORMANT\n")
    assert text.index("| SHALL |") < text.index("### Violated requirements") < text.index("### Unproven requirements")
    assert "- `a b.json /a` is broken" in text


def test_csv_has_a_line_per_finding_or_reason_and_a_mark_for_spreadsheets() -> None:
    text = written("csv", journal(found(pointer="/a", line=3), found(byte=7)))
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["requirement"], row["line"], row["byte"], row["message_en"]) for row in rows] == [
        ("T-1", "3", "", "is broken"),
        ("T-1", "", "7", "is broken"),
        ("T-2", "", "", "not judged: blocked by T-1"),
    ]


@pytest.mark.parametrize("name", WRITERS)
def test_what_a_product_says_cannot_change_the_form(name: str) -> None:
    text = written(name, journal(found(EVIL, pointer=EVIL), name=EVIL))
    encoded = text.encode("utf-8", "backslashreplace").decode()
    if name == "sarif":
        assert len(json.loads(encoded)["runs"][0]["results"]) == 2
    elif name == "junit":
        assert len(ElementTree.fromstring(encoded)[0].findall("testcase")) == 4  # noqa: S314 - our own
    elif name == "csv":
        cells = [cell for row in csv.reader(io.StringIO(encoded.removeprefix("\ufeff"))) for cell in row]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    elif name == "earl":
        assert sum(node["@type"] == "earl:Assertion" for node in json.loads(encoded)["@graph"]) == 4
    else:
        plain = re.sub(r"`[^`]*`", "", encoded.replace("\\`", ""))  # code is shown as it is
        assert "<script>" not in plain
        assert "\n# heading" not in encoded


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_gives_the_same_verdict(name: str) -> None:
    events = journal(found())
    assert WRITERS[name](iter(events), io.StringIO(), "en").verdict.value == "nonconformant"
