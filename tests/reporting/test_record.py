"""C1, C2: a report states what a laboratory has to, and says that it is a self-test where it does not."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from doubles.journals import end, failed, finding, opening, profile, requirement, subject

from conformance.engine.opening import STATED
from conformance.model.journal.records import Event
from conformance.model.text import LANGUAGES
from conformance.reporting.items import LISTED, Items
from conformance.reporting.record import labelled, record
from conformance.reporting.summary import summarise
from conformance.reporting.views import VIEWS
from conformance.reporting.words import words

ITEMS = 35
"""Those of ISO/IEC 17025:2017, 7.8 and of conformance testing, without the mark at the end, and remarks."""
HEAD = ("Aurora", "AV-7", "3.1.2", "Maker Ltd", "MV-17", "Lab One", "Ada")
SHOWN_ON_PAPER = ("html", "markdown", "junit", "sarif")


def stated() -> dict[str, dict[str, str | None]]:
    """Every member of every table, each with its own text."""
    told = {name: {each: f"{name}:{each}" for each in members} for name, members in STATED.items()}
    told["product"] |= {"name": "Aurora", "model": "AV-7", "version": "3.1.2", "producer": "Maker Ltd"}
    told["order"] |= {"report_number": "MV-17"}
    told["laboratory"] |= {"name": "Lab One"}
    told["persons"] |= {"tested_by": "Ada"}
    return told  # type: ignore[return-value]


def events(*subjects: Event, **members: Any) -> list[Event]:
    rows = requirement("T-1"), requirement("T-2")
    return [opening(*rows, **members), *(subjects or [subject("FP", failed("T-1", finding()))]), end()]


def view(name: str, told: list[Event], language: str = "en") -> str:
    out = io.StringIO()
    VIEWS[name].write(iter(told), out, language)
    return out.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_has_a_name_and_everything_stated_is_in_it(language: str) -> None:
    summary = summarise(iter(events(**stated(), profile=profile(), level="basic")))
    items = Items()
    items.add(subject("PP").subject)
    lines = [labelled(entry, summary, language) for entry in record(summary, items)]
    assert len(lines) == len(dict(lines)) == ITEMS + 1  # who allowed active tests, where the plan says so
    text = "\n".join(f"{label} {told}" for label, told in lines)
    for table in stated().values():
        assert all(each in text for each in table.values() if each)
    assert words()["record"]["blank"][language] not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_is_said_to_be_a_self_test(language: str) -> None:
    summary = summarise(iter(events()))
    told = [text for _, text in (labelled(entry, summary, language) for entry in record(summary, Items()))]
    assert told.count(words()["record"]["blank"][language]) >= 12
    assert words()["record"]["self_test"][language] in re.sub("<[^>]+>", "", view("html", events(), language))


@pytest.mark.parametrize("name", SHOWN_ON_PAPER)
def test_every_view_has_the_head_of_the_report(name: str) -> None:
    """C2: product, version, producer, number, laboratory, tester and date, before anything else."""
    told = view(name, events(**stated()))
    assert all(each in told for each in HEAD)
    assert "2024-01-01" in told
    bare = view(name, events())
    assert words()["record"]["self_test"]["en"] in bare


def test_what_a_laboratory_writes_is_printed_as_it_is() -> None:
    own = "检测报告 CNAS L0001 合格 [x](javascript:alert(1))"
    tables = stated()
    tables["laboratory"]["name"] = own
    told = events(**tables)
    assert own in view("html", told)
    assert own in json.loads(view("sarif", told))["runs"][0]["properties"].values()
    properties = ElementTree.fromstring(view("junit", told)).iter("property")  # noqa: S314 - our own
    assert own in [each.get("value") for each in properties]


def test_many_items_are_named_by_one_digest() -> None:
    items, same, other = Items(), Items(), Items()
    for number in range(LISTED + 1):
        for each in (items, same):
            each.add(subject("PP", name=f"{number}").subject)
        other.add(subject("PP", name="0").subject)
    assert items.digest == same.digest != other.digest
    summary = summarise(iter(events()))
    text = dict(labelled(entry, summary, "en") for entry in record(summary, items))
    assert items.digest in text["Identity of the item"]


def test_a_page_has_a_conclusion_per_subject_worst_first() -> None:
    """B5: a verdict per file."""
    clean = [subject("PP", name=f"clean-{each}.json") for each in "ab"]
    bad = subject("FF", failed("T-1", finding()), failed("T-2", finding()), name="worst.json")
    told = view("html", events(*clean, subject("FP", failed("T-1", finding()), name="bad.json"), bad))
    section = told.partition('id="subjects"')[2].partition("</section>")[0]
    places = [section.index(name) for name in ("worst.json", "bad.json", "<details", "clean-a.json", "clean-b.json")]
    assert places == sorted(places)
    assert 'id="subjects"' not in view("html", events(bad))


def test_a_page_says_the_finding_then_the_fix_then_the_clause_and_folds_the_policy() -> None:
    """C4."""
    article = view("html", events()).partition('<article id="r-T-1"')[2].partition("</article>")[0]
    places = [article.index(text) for text in ('class="case"', 'class="fix"', 'class="clause"', "S1-1")]
    assert places == sorted(places)
    assert article.rindex("<details", 0, places[-1]) > places[-2]
