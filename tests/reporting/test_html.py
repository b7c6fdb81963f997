"""The HTML view: one file without network, both languages, nothing a product writes becomes markup."""

from __future__ import annotations

import base64
import json
import random
import re
import zlib
from collections.abc import Iterable
from html.parser import HTMLParser
from io import StringIO
from typing import Any

import pytest
from doubles.journals import BLOCKED, blocked, end, failed, finding, opening, profile, requirement, subject, unjudged
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.model.finding import Where
from conformance.model.journal.records import Event
from conformance.model.outcome import Conclusion
from conformance.model.text import Text
from conformance.reporting.html import write_html
from conformance.reporting.page import visible
from conformance.reporting.summary import KEPT_PROBLEMS, KEPT_RESULTS
from conformance.reporting.words import words

ROWS = [requirement("T-1"), requirement("T-2"), requirement("T-3", "should"), requirement("T-4", excluded=True)]
VALUES = {"received": 7, "expected": [8, 9], "corrected": '"x": 8'}
FAILED = subject("FIP-", failed("T-1", finding(**VALUES)), blocked("T-2"))
EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&\x00\x1b\u202e\udcff"
EVENTS = [FAILED, unjudged("unknown_kind", named=False)]
LARGEST_PAGE = 8_000_000
FIRST_NUMBER = {"in_files": 1, "results": 2}
NOT_HERE = ("left_out", "results_of", "subject", "clean", "more_subjects")  # pages of more results show them


def page(events: Iterable[Event] = (*EVENTS, end()), language: str = "en", **members: Any) -> str:
    """The page of a run over these events."""
    out = StringIO()
    write_html((event for part in ([opening(*ROWS, **members)], events) for event in part), out, language)
    return out.getvalue()


class Parsed(HTMLParser):
    """The tags of a page with their attributes, and its text by the language of the innermost marked element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = {"en": "", "zh": "", None: ""}
        self.code = {"script": "", "style": ""}
        self.data = ""
        self._open: list[tuple[str, str | None]] = []
        self.feed(text)
        self.close()
        assert self._open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "input"):
            inherited = self._open[-1][1] if self._open and tag != "body" else None
            own = dict(attrs).get("lang") if tag != "html" else None
            self._open.append((tag, own if own in ("en", "zh") else inherited))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tag, language = self._open[-1] if self._open else ("", None)
        if tag == "script" and "type" in self.tags[-1][1]:
            self.data += data
        elif tag in self.code:
            self.code[tag] += data
        else:
            self.text[language] += data + "\n"


def test_the_order_is_conclusion_counts_violated_unproven_unjudged_all_run() -> None:
    ids = [attributes["id"] for _, attributes in Parsed(page()).tags if "id" in attributes]
    wanted = ["conclusion", "counts", "violated", "r-T-1", "unproven", "r-T-2", "problems", "all", "run"]
    assert [each for each in ids if each in wanted] == wanted


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_violated_requirement_tells_all_in_both_languages(language: str) -> None:
    parsed = Parsed(page(language=language))
    assert parsed.tags[0] == ("html", {"lang": language})
    for told, wanted in (
        (
            "en",
            [
                "NOT CONFORMANT",
                "Title of T-1",
                "added by this specification",
                "JSON, 4",
                'S1-1 "Thing" (Thing, 1)',
                "8, 9",
            ],
        ),
        ("zh", ["不符合", "T-1 的标题", "本规范增补", "JSON 格式，第 4 条", "S1-1 “事物”（事物，一）", "8、9"]),
        (
            "en",
            [
                "SHALL",
                "wrong",
                "fix it",
                "a.json  /thing",
                '"x": 8',
                "inconclusive (subjects: 1)",
                "not judged: blocked by T-1",
            ],
        ),
        ("zh", ["应", "不对", "修好它", "a.json  /thing", '"x": 8', "不确定（对象 1 个）", "因 T-1 存在问题而未判定"]),
    ):
        assert [each for each in wanted if each not in parsed.text[told]] == []


def test_every_label_is_there_in_both_languages_and_no_field_is_left_open() -> None:
    made = page(profile=profile(), level="basic", laboratory={"name": "L"}, product={"name": "P"})
    parsed = Parsed(made)
    data = [value for _, attributes in parsed.tags for key, value in attributes.items() if key.startswith("data-")]
    for key, texts in words()["report"].items():
        for language, text in texts.items() if key not in NOT_HERE else ():
            shown = text.format(count=FIRST_NUMBER.get(key, 4), version="1", kept=0)
            assert shown in parsed.text[language] or any(shown in (value or "") for value in data), key
    for conclusion in Conclusion:
        for language, text in words()["requirement"][conclusion.value].items():
            assert text in parsed.text[language]
    assert "Profile Maker 2, level basic" in parsed.text["en"]
    assert "轮廓 制造者 2，等级：基础" in parsed.text["zh"]
    everything = "".join(parsed.text.values()) + "".join(value or "" for value in data)
    assert not re.search(r"\{[a-z_]*\}|\$[a-z{]", everything)
    assert not re.search(r"\$", parsed.code["script"] + parsed.code["style"])


def test_a_partial_run_says_so() -> None:
    assert "this report is partial" in page(EVENTS)
    assert "this report is partial" not in page()


def test_a_run_without_violations_has_no_empty_section() -> None:
    made = page([subject("PPP-"), end()])
    assert "NO VIOLATION FOUND" in made
    assert not re.search('id="(violated|unproven|problems)"', made)


def test_hostile_values_stay_text() -> None:
    bad = finding(en=EVIL, zh=EVIL, where=Where(EVIL, line=3), **dict.fromkeys(VALUES, EVIL))
    cut = blocked("T-2", reason=BLOCKED._replace(text=Text(EVIL, EVIL)))
    events = [subject("FIP-", failed("T-1", bad), cut, name=EVIL)]
    events.append(unjudged("unknown_kind", named=False, name=EVIL))
    made = page([*events, end()], product={"name": EVIL})
    made.encode("utf-8")
    assert not re.search("[\x00\x1b\u202e]", made)
    assert "\\udcff" in made
    parsed, harmless = Parsed(made), Parsed(page())
    assert {tag for tag, _ in parsed.tags} == {tag for tag, _ in harmless.tags}
    assert parsed.code == harmless.code
    assert not any(name.startswith("on") for _, attributes in parsed.tags for name in attributes)
    assert parsed.text["en"].count("<script>alert(1)</script>") >= 7


def test_the_page_refers_to_nothing_outside_itself() -> None:
    made = page()
    parsed = Parsed(made)
    assert not re.search(r"https?:|url\(|@import|src=|//[a-z]", made)
    links = [attributes["href"] for _, attributes in parsed.tags if "href" in attributes]
    anchors = {f"#{attributes['id']}" for _, attributes in parsed.tags if "id" in attributes}
    assert links
    assert set(links) <= anchors
    assert not {"img", "link", "iframe", "object", "form"} & {tag for tag, _ in parsed.tags}
    assert "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:" in made


def test_the_page_claims_no_approval() -> None:
    assert not re.search("认证证书|合格|CNAS|CMA", page())


def test_the_page_stays_small_for_very_many_subjects() -> None:
    long = finding(en="x" * 5000, zh="长" * 5000, received="r" * 5000, expected="e" * 5000, corrected="c" * 5000)
    bad = subject("FIP-", failed("T-1", *[long] * 50), blocked("T-2"))
    events = (unjudged("unreadable", named=True, name=f"{at}.txt") if at % 2 else bad for at in range(100_000))
    made = page(events)
    assert len(made.encode()) < LARGEST_PAGE
    assert f"more subjects: {50_000 - KEPT_RESULTS}" in made
    assert f"and {50_000 - KEPT_PROBLEMS} more" in made
    assert "more places: 47" in made
    assert "all results for this requirement" in made


def test_a_hundred_thousand_results_that_cannot_be_packed_well_stay_below_the_limit_and_the_rest_is_counted() -> None:
    noise = random.Random(7)

    def found(number: int) -> Event:
        text = f"{noise.getrandbits(1600):x}"
        return subject("FPP-", failed("T-1", finding(en=text, zh=text)), name=f"{number}.json")

    made = page([*map(found, range(100_000)), end()])
    assert 4_000_000 < len(made.encode()) < LARGEST_PAGE
    (kept,) = re.findall(r"This page shows only the first ([0-9,]+);", made)
    assert len(unpacked(made)) == int(kept.replace(",", "")) < 100_000
    assert "All 100,000 results" in made


def test_the_page_stays_small_for_very_many_violated_requirements() -> None:
    rows = [requirement(f"T-{number:04}") for number in range(2000)]
    long = Text("word " * 60, "文字" * 60)
    rows = [row._replace(statement=long, fix=long) for row in rows]
    violated = [failed(row.id, *[finding(received="r" * 300, expected="e" * 300)] * 9) for row in rows]
    out = StringIO()
    write_html([opening(*rows), *[subject("F" * 2000, *violated)] * 6, end()], out, "en")
    assert len(out.getvalue().encode()) < LARGEST_PAGE
    assert out.getvalue().count("<article") == 2000


@settings(max_examples=30)
@given(st.lists(st.tuples(st.text(), st.text(), st.text()), min_size=1, max_size=5), st.booleans())
def test_what_a_page_carries_as_data_is_what_the_run_found(texts: list[tuple[str, str, str]], many: bool) -> None:
    times = 2000 if many else 1
    found = ((file, finding(en=en, zh=zh, where=Where(line=3))) for file, en, zh in texts)
    events = [subject("FPP-", failed("T-1", each), name=file) for file, each in found] * times
    found = unpacked(page([*events, end()]))
    assert (
        found
        == [
            ["T-1", "fail", visible(file, 500), "line 3", "第 3 行", *(visible(each, 500) for each in messages)]
            for file, *messages in texts
        ]
        * times
    )


def unpacked(made: str) -> list[list[str]]:
    """The rows of a page's data, read the way its script reads them."""
    rows = []
    for packed, text in re.findall(r'<script type="[a-z/]+" class="rows"( data-packed)?>(.*?)</script>', made):
        rows += json.loads(zlib.decompress(base64.b64decode(text)) if packed else text)
    return rows
