"""A run seen against a baseline: what is known, what is new, what is out of date; the verdict never changes."""

from __future__ import annotations

import io
import json
import tomllib
import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from doubles.journals import blocked, end, failed, finding, opening, requirement, subject, unjudged, write

from conformance.engine.baseline_file import read_baseline
from conformance.model.baseline import Baseline, Known
from conformance.model.finding import Where
from conformance.model.journal.records import Event
from conformance.model.outcome import Conclusion, Verdict
from conformance.reporting.baseline import marked, outdated, write_baseline
from conformance.reporting.github import write_github
from conformance.reporting.lines import print_plain
from conformance.reporting.summary import Summary, summarise
from conformance.reporting.terminal import render
from conformance.reporting.views import VIEWS, Run

ROWS = [requirement("T-1"), requirement("T-2"), requirement("T-3", "should")]
DAY = date(2024, 1, 1)
"""The day of the runs of `doubles.journals`."""


def known(id_: str = "T-1", name: str = "a.json", expires: date = DAY, **place: Any) -> Known:
    return Known(id_, name, tuple(place.items()), "supplier corrects it in 2.1", expires, None, "known.toml:1")


def at(*pointers: str) -> list[Any]:
    return [finding(pointer) for pointer in pointers]


def run(*events: Event) -> list[Event]:
    return [opening(*ROWS), *events, end()]


def seen(events: list[Event], *entries: Known) -> Summary:
    return summarise(marked(events, Baseline(entries)))


def told(summary: Summary, language: str = "en") -> str:
    out = io.StringIO()
    print_plain(render(summary, language), out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("entries", "exit_status"),
    [
        ([], 1),
        ([known(pointer="/a"), known(pointer="/b")], 0),
        ([known()], 0),
        ([known(pointer="/a")], 1),
        ([known(pointer="/a"), known(pointer="/c")], 1),
        ([known("T-2")], 1),
        ([known(name="b.json")], 1),
        ([known(expires=date(2023, 12, 31))], 1),
    ],
    ids=["none", "each place", "the subject", "one place", "another place", "another row", "another file", "expired"],
)
def test_only_what_is_new_decides_the_exit_status_and_nothing_changes_the_verdict(
    entries: list[Known], exit_status: int
) -> None:
    found = seen(run(subject("FPP", failed("T-1", *at("/a", "/b")))), *entries)
    assert found.verdict_but_known.exit_status == exit_status
    assert found.verdict is Verdict.NONCONFORMANT
    assert found.requirements["T-1"].conclusion is Conclusion.VIOLATED
    assert found.counts["shall"]["violated"] == 1


def test_a_known_violation_leaves_what_is_open_open() -> None:
    """Known findings hide nothing but themselves: another row without a verdict is still unproven."""
    events = run(subject("FIP", failed("T-1", *at("/a")), blocked("T-2")))
    assert seen(events, known()).verdict_but_known is Verdict.UNPROVEN
    assert seen(run(subject("FEP", failed("T-1", *at("/a")), blocked("T-2", "error"))), known()).verdict_but_known is (
        Verdict.ERROR
    )
    interrupted = [opening(*ROWS), subject("FPP", failed("T-1", *at("/a"))), end("interrupted")]
    assert seen(interrupted, known()).verdict_but_known is Verdict.UNPROVEN


def test_the_same_requirement_in_another_subject_is_new() -> None:
    events = run(subject("FPP", failed("T-1", *at("/a"))), subject("FPP", failed("T-1", *at("/a")), name="b.json"))
    found = seen(events, known())
    assert found.verdict_but_known is Verdict.NONCONFORMANT
    assert (found.requirements["T-1"].new, found.requirements["T-1"].known) == (1, 1)


def test_findings_beyond_those_kept_are_known_only_with_the_whole_subject() -> None:
    events = run(subject("FPP", failed("T-1", *at("/a"), more=50)))
    assert seen(events, known(pointer="/a")).verdict_but_known is Verdict.NONCONFORMANT
    whole = seen(events, known())
    assert (whole.verdict_but_known.exit_status, whole.known_findings) == (0, 51)


def test_known_cases_do_not_crowd_out_new_ones() -> None:
    names = [f"{number}.json" for number in range(9)]
    events = run(*(subject("FPP", failed("T-1", *at("/a")), name=name) for name in names))
    text = told(seen(events, *(known(name=name) for name in names[:8])))
    violated, _, rest = text.partition("Known findings\n")
    assert "8.json  /a" in violated
    assert "0.json  /a" not in violated
    assert "0.json  /a" in rest
    assert "known until 2024-01-01: supplier corrects it in 2.1" in rest


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Nothing that decides is new"), ("zh", "起决定作用的问题均已列入")]
)
def test_the_terminal_says_that_only_known_findings_decide(language: str, words: str) -> None:
    events = run(subject("FPP", failed("T-1", *at("/a"))))
    assert words in told(seen(events, known()), language)
    assert words not in told(seen(events, known(pointer="/b")), language)
    assert told(seen(events, known()), "en").startswith("NOT CONFORMANT\n")


def gone(events: list[Event], *entries: Known, missing: str = "") -> list[tuple[Known, str]]:
    return [(entry, why.en.split(":")[0]) for entry, why in outdated(events, Baseline(entries), missing.__eq__)]


def test_an_entry_is_stale_where_its_requirement_was_judged_without_it() -> None:
    events = run(subject("FPP", failed("T-1", *at("/a"))))
    here, there, passed = known(pointer="/a"), known(pointer="/b"), known("T-2")
    assert gone(events, here, there, passed) == [
        (there, "T-1 is no longer found in a.json"),
        (passed, "T-2 is no longer found in a.json"),
    ]


def test_an_entry_is_not_stale_where_nothing_was_judged() -> None:
    """A commit hook judges some files; a row may be blocked, unselected or cut off at 100 findings."""
    events = run(
        subject("I--", blocked("T-1")),
        subject("FPP", failed("T-1", *at("/a"), more=1), name="b.json"),
        unjudged("x", named=True),
    )
    others = [known(), known(name="b.json", pointer="/z"), known(name="other.json"), known(name="a.txt"), known("T-9")]
    assert gone(events, *others) == []
    assert gone(events, *others, missing="other.json") == [(others[2], "other.json does not exist")]


def test_an_expired_entry_is_named_until_it_is_stale_as_well() -> None:
    events = run(subject("FPP", failed("T-1", *at("/a"))))
    yesterday = date(2023, 12, 31)
    old, older = known(pointer="/a", expires=yesterday), known(pointer="/b", expires=yesterday)
    elsewhere = known(name="other.json", expires=yesterday)
    assert gone(events, old, older, elsewhere, known("T-1", pointer="/a")) == [
        (old, "the entry for T-1 has expired"),
        (older, "T-1 is no longer found in a.json"),
        (elsewhere, "the entry for T-1 has expired"),
    ]


PLACES = [
    Where(pointer="/a/0"),
    Where(pointer="/a", line=7),
    Where(pointer=""),
    Where(byte=12),
    Where(line=3),
    Where(pointer="/pose", line=9, frame=7),
    Where(exchange="ID-1#1"),
    Where(pointer='/"\\\n\t\x7f\x1b\u202e#[x]\U0001f600', exchange="模型"),
]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_written_baseline_covers_what_was_found_once_the_reasons_are_filled_in(tmp_path: Path, language: str) -> None:
    """Whatever names and values a product has."""
    names = ["a.json", 'models/"é"\\ 模型\x07.glb', "\u2028#.glb"]
    hostile = finding(en='\n[[known]]\nexpires = 2999-01-01\x1b\u2028"', zh='"\n' * 3)
    cases = [failed("T-1", *(finding(where=where) for where in PLACES), hostile), failed("T-2", *at("/a"), more=7)]
    events = run(*(subject("FFP", *cases, name=name) for name in names))
    out = io.StringIO()
    write_baseline(iter(events), out, language)
    path = tmp_path / "known.toml"
    path.write_text(out.getvalue().replace('reason = ""', 'reason = "because"'), encoding="utf-8")
    baseline = read_baseline(path)
    assert len(baseline.entries) == len(names) * (len(PLACES) + 1 + 1)
    assert {entry.expires for entry in baseline.entries} == {date(2024, 3, 31)}
    assert summarise(marked(events, baseline)).verdict_but_known.exit_status == 0
    assert gone(events, *baseline.entries) == []
    again = io.StringIO()
    write_baseline(marked(events, baseline), again, language)
    assert tomllib.loads(again.getvalue()) == {}


def test_a_generated_request_is_known_whatever_is_generated_next() -> None:
    def run_with(exchange: str) -> list[Event]:
        return run(subject("FPP", failed("T-1", finding(where=Where(exchange=exchange), stimulus={"id": exchange}))))

    out = io.StringIO()
    write_baseline(iter(run_with("T-1#7")), out, "en")
    (entry,) = tomllib.loads(out.getvalue())["known"]
    assert entry.keys() == {"requirement", "subject", "reason", "expires"}


def test_a_name_that_toml_cannot_hold_is_left_out_with_a_remark() -> None:
    out = io.StringIO()
    write_baseline(iter(run(subject("FPP", failed("T-1", *at("/a")), name="\udcff.json"))), out, "en")
    text = out.getvalue().encode("utf-8", "backslashreplace").decode()
    assert tomllib.loads(text) == {}
    assert "not valid Unicode" in text


def test_the_views_for_machines_tell_known_findings_apart_and_lose_none(tmp_path: Path) -> None:
    events = run(
        subject("FPP", failed("T-1", *at("/a", "/b"))), subject("PFP", failed("T-2", *at("/c")), name="b.json")
    )
    journal = write(tmp_path / "run.jsonl", *events)
    baseline = Baseline([known(pointer="/a"), known("T-2", "b.json")])
    texts = {}
    for name in ("github", "sarif", "junit", "json", "csv", "html", "markdown"):
        out = io.StringIO()
        VIEWS[name].show(Run(journal, baseline=baseline), out, "en")
        texts[name] = out.getvalue()
    results = json.loads(texts["sarif"])["runs"][0]["results"]
    suppressed = {
        each["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]: each.get("suppressions") for each in results
    }
    justified = [
        {"kind": "external", "justification": "supplier corrects it in 2.1", "properties": {"expires": "2024-01-01"}}
    ]
    assert suppressed == {"/a": justified, "/b": None, "/c": justified}
    assert [line.partition(" ")[0] for line in texts["github"].splitlines()] == [
        "::error",
        "::error",
        "::notice",
        "::notice",
    ]
    first, second, _ = ElementTree.fromstring(texts["junit"]).iter("testcase")  # noqa: S314 - our own file
    assert [each.tag for each in (first[0], second[0])] == ["failure", "skipped"]
    assert "known until" in (second[0].text or "")
    for name in ("html", "markdown"):
        assert "Findings known from the baseline: 2." in texts[name], name
        assert texts[name].count("known until 2024-01-01: supplier corrects it in 2.1") >= 2, name
    for name in ("json", "csv"):
        out = io.StringIO()
        VIEWS[name].show(Run(journal), out, "en")
        assert texts[name] == out.getvalue(), "these show a run as it is"


def test_known_findings_that_are_not_listed_are_counted_and_bracketed_as_the_language_does() -> None:
    """B1: of many known findings of a requirement five were listed and the others not mentioned."""
    names = [f"{at}.json" for at in range(8)]
    events = run(*(subject("FPP", failed("T-1", finding("/a")), name=name) for name in names))
    entries = [known(name=name) for name in names]
    assert "more subjects: 3" in told(seen(events, *entries))
    assert "另有 3 个对象" in told(seen(events, *entries), "zh")
    out = io.StringIO()
    write_github(seen(events, *entries), out, "zh")
    assert "（已知问题" in out.getvalue()
    assert " (" not in out.getvalue()
