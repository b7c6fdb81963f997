"""E6: whatever a product calls its files, members and values, no view lets it steer the medium it is written to."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from doubles.journals import end, failed, finding, opening, requirement, subject, unjudged

from conformance.model.finding import Where
from conformance.model.journal.records import Event
from conformance.reporting import neutral
from conformance.reporting.summary import summarise
from conformance.reporting.views import VIEWS

pytestmark = pytest.mark.versions

VERDICT_LINE = "a.json\nCONFORMANT\n"
STEERING = (
    *("\x1b[2J\x1b[32mCONFORMANT", "\x9b2J", "\x07\x08\x7f", VERDICT_LINE, "a\rCONFORMANT", "a\u2028b\u2029c\x85d"),
    *("\u202egnp.exe", "\u2066x\u2069", "\u200f\u061c", "\ufeff\u00ad", "\U000e0041", "\udcff", "\ufffe"),
)
MEANING = (
    *("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", " =1", "\uff1d1", "\n=1"),
    *("[here](javascript:alert(1))", "![x](https://e.example/x)", "https://e.example", "www.e.example", "@everyone #1"),
    *("<script>alert(1)</script>", "</script><b>", "`x` <b>", "& &lt;", "]]>", "::error::x", "%0A::stop", "{0} {1}"),
)
OF_JOURNALS = [view for view in VIEWS.values() if view.needs != "exchanges" and not view.binary]


def events(text: str) -> list[Event]:
    found = finding(en=f"got {text}", zh=f"实际 {text}", where=Where(pointer=f"/{text}"), values={"received": text})
    plain = finding(en=text, zh=text, where=Where(exchange=text), values={"reproduce": text, "corrected": text})
    return [
        opening(requirement("T-1"), requirement("T-2")),
        subject("FP", failed("T-1", found, plain), name=text),
        unjudged("unreadable", named=True, name=text),
        end(),
    ]


def written(name: str, told: list[Event], language: str = "en") -> str:
    """The view as the bytes of its file, decoded."""
    view, raw = VIEWS[name], io.BytesIO()
    out = io.TextIOWrapper(raw, "utf-8", "backslashreplace", newline="\n")
    view.write(summarise(iter(told)) if view.needs == "summary" else iter(told), out, language)
    out.flush()
    return raw.getvalue().decode("utf-8")


@pytest.mark.parametrize("view", OF_JOURNALS, ids=lambda view: view.name)
def test_no_view_holds_a_character_that_a_terminal_obeys(view: Any) -> None:
    for text in STEERING:
        told = written(view.name, events(text)).removeprefix("\ufeff")
        unseen = {each for each in told if neutral.visible(each) != each} - {"\n", "\r", "\t"}
        assert not unseen, ascii(text)
        assert not any(line.strip(" -*") == "CONFORMANT" for line in told.splitlines()), ascii(text)


@pytest.mark.parametrize("text", STEERING, ids=ascii)
@pytest.mark.parametrize("name", ["json", "sarif", "earl"])
def test_json_still_says_exactly_what_the_product_says(name: str, text: str) -> None:
    names = json.dumps(json.loads(written(name, events(text))))
    asked = json.dumps(text)[1:-1]
    if name != "sarif":  # which percent-encodes the names of files, and shows escapes in messages
        assert asked in names


@pytest.mark.parametrize("text", [*STEERING, *MEANING], ids=ascii)
def test_no_cell_begins_a_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(written("csv", events(text)).removeprefix("\ufeff"))))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in tuple("=+-@\uff1d\uff0b\uff0d\uff20")]


@pytest.mark.parametrize("text", MEANING, ids=ascii)
def test_a_sarif_message_has_no_link_and_no_placeholder(text: str) -> None:
    results = json.loads(written("sarif", events(text)))["runs"][0]["results"]
    for message in (each["message"]["text"] for each in results):
        assert not re.search(r"(?<!\\)\[[^\[\]]*(?<!\\)\]\(", message)
        assert not re.search(r"(?<!\{)\{\d+\}(?!\})", message)
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results]
    assert not [uri for uri in uris if re.match("[A-Za-z][A-Za-z0-9+.-]*:", uri) and not uri.startswith("file:///")]


@pytest.mark.parametrize("text", MEANING, ids=ascii)
def test_markdown_has_no_markup_link_or_mention_of_the_product(text: str) -> None:
    plain = re.sub(r"`[^`\n]*`", "", written("markdown", events(text)).replace("\\`", ""))
    assert not re.search(r"(?<!\\)<(?:script|b|/)", plain)
    assert not re.search(r"(?<!\\)\]\(|://|www\.|@(?!&#8203;)", plain)


@pytest.mark.parametrize("text", [*STEERING, *MEANING], ids=ascii)
def test_junit_stays_whole(text: str) -> None:
    root = ElementTree.fromstring(written("junit", events(text)))  # noqa: S314 - our own
    assert [child.tag for case in root.iter("testcase") for child in case] == ["failure"]


def test_ordinary_names_are_left_alone() -> None:
    for text in ("模型　一.glb", "à la carte.vrm", "👩\u200d💻.glb", "a\u00a0b"):
        assert neutral.visible(text) == text
    assert neutral.sarif("accessors[3] of {key}") == "accessors[3] of {key}"
    assert neutral.cell(-3) == -3
