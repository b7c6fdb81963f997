"""The HTML view: one file without network, both languages, nothing a product writes becomes markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from doubles.journals import end, finding, opening, requirement, result, subject, unjudged

from conformance.model.outcome import Conclusion
from conformance.reporting.html import write_html
from conformance.reporting.summary import KEPT_PROBLEMS, KEPT_RESULTS
from conformance.reporting.words import words

ROWS = [requirement("T-1"), requirement("T-2"), requirement("T-3", "should"), requirement("T-4", excluded=True)]
BLOCKED = {"key": "blocked_by", "en": "cut off by T-1", "zh": "被 T-1 阻断", "ids": ["T-1"]}
VALUES = {"received": 7, "expected": [8, 9], "corrected": '"x": 8'}
FAILED = subject("FIP-", result("T-1", "fail", finding(**VALUES)), result("T-2", "inconclusive", reason=BLOCKED))
PROFILE = {"id": "p", "title": {"en": "Maker", "zh": "制造者"}, "version": "2"}
EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&\x00\x1b\u202e\udcff"
EVENTS = [FAILED, unjudged("unknown_kind", named=False)]
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def page(events: Iterable[dict[str, Any]] = (*EVENTS, end()), language: str = "en", **members: Any) -> str:
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
        if tag in self.code:
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
        ("en", ["NOT CONFORMANT", "Title of T-1", "added by our draft", "JSON, 4", 'S1-1 "Thing" (Thing, 1)', "8, 9"]),
        ("zh", ["不符合", "T-1 的标题", "本草案增加", "JSON 格式，第 4 条", "S1-1 “事物”（事物，一）", "8、9"]),
        ("en", ["SHALL", "wrong", "mend it", "a.json  /thing", '"x": 8', "inconclusive in 1 files", "cut off by T-1"]),
        ("zh", ["应", "不对", "修好它", "a.json  /thing", '"x": 8', "1 个文件中不确定", "被 T-1 阻断"]),
    ):
        assert [each for each in wanted if each not in parsed.text[told]] == []


def test_every_label_is_there_in_both_languages_and_no_field_is_left_open() -> None:
    made = page(profile=PROFILE, level="basic", laboratory={"name": "L"}, product={"name": "P"})
    parsed = Parsed(made)
    data = [value for _, attributes in parsed.tags for key, value in attributes.items() if key.startswith("data-")]
    for key, texts in words()["html"].items():
        for language, text in texts.items():
            shown = text.format(count=4, version="1")
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
    assert "CONFORMANT" in made
    assert not re.search('id="(violated|unproven|problems)"', made)


def test_hostile_values_stay_text() -> None:
    where = {"file": EVIL, "pointer": EVIL, "line": 3}
    bad = {"where": where, "message": {"en": EVIL, "zh": EVIL}, "values": dict.fromkeys(VALUES, EVIL)}
    blocked = result("T-2", "inconclusive", reason={**BLOCKED, "en": EVIL, "zh": EVIL})
    events = [subject("FIP-", result("T-1", "fail", bad), blocked, name=EVIL)]
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
    bad = subject("FIP-", result("T-1", "fail", *[long] * 50), result("T-2", "inconclusive", reason=BLOCKED))
    events = (unjudged("unreadable", named=True) if at % 2 else bad for at in range(100_000))
    made = page(events)
    assert len(made.encode()) < 1_000_000
    assert f"and {50_000 - KEPT_RESULTS} more files" in made
    assert f"and {50_000 - KEPT_PROBLEMS} more" in made
    assert "and 47 more places" in made


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on PATH")
def test_a_browser_runs_the_page_and_honours_the_language_of_the_address(tmp_path: Path) -> None:
    made = tmp_path / "report.html"
    made.write_text(page(), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    address = f"{made.as_uri()}#lang=zh"
    command = [str(BROWSER), *options, f"--user-data-dir={tmp_path / 'user'}", "--dump-dom", address]
    shown = subprocess.run(command, capture_output=True, timeout=120).stdout.decode()
    parsed = Parsed(shown)
    assert parsed.tags[0] == ("html", {"lang": "zh", "data-ready": "true"})
    assert "一致性测试报告：不符合</title>" in shown
    assert "全部结论</option>" in shown
