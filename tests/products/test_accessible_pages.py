"""C3: axe finds nothing in any page of ours, light or dark, wide or on a phone.

CONFORMANCE_NODE_MODULES names the node_modules folder in which the npm package axe-core is installed.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from doubles.browser import Page, browser, missing
from doubles.journals import blocked, end, failed, finding, opening, profile, requirement, subject, unjudged
from doubles.ours import CATALOGUE
from doubles.recording_journal import recording_events

from conformance.drafting.trace import as_records
from conformance.model.finding import Where
from conformance.model.journal.records import Event
from conformance.reporting.html import write_html
from conformance.reporting.matrix import read_product
from conformance.reporting.matrix_page import write_matrix
from conformance.reporting.qualification_page import write_qualification
from conformance.reporting.trace_page import write_trace

AXE = Path(os.environ.get("CONFORMANCE_NODE_MODULES", "nowhere")) / "axe-core" / "axe.min.js"
pytestmark = [
    pytest.mark.skipif(bool(missing()), reason=missing() or "a browser is there"),
    pytest.mark.skipif(not AXE.is_file(), reason="no axe-core in CONFORMANCE_NODE_MODULES"),
]
ROWS = [requirement("T-1"), requirement("T-2"), requirement("T-3", "should"), requirement("T-4", excluded=True)]
WIDTHS = {"desktop": 1280, "phone": 390}


def report() -> list[Event]:
    bad = [finding("/a", where=Where("/a", line=3), received=1, expected=2), finding("/b", corrected='"x": 8')]
    return [
        opening(*ROWS, profile=profile(("T-4",)), level="basic", product={"name": "P", "version": "1"}),
        *(subject("FPF-", failed("T-1", *bad, more=7), failed("T-3", *bad), name=f"{each}.json") for each in range(9)),
        subject("PIP-", blocked("T-2")),
        subject("PPP-", name="clean.json"),
        unjudged("unknown_kind", named=False),
        unjudged("unreadable", named=True),
        end(),
    ]


def _matrix() -> str:
    clean = [opening(*ROWS), subject("PPPP", name="a/0.json"), end()]
    return _text(write_matrix, [read_product("Alpha", report()), read_product("Beta", clean)])


def _text(write: Callable[..., object], told: Any) -> str:
    out = io.StringIO()
    write(told, out, "en")
    return out.getvalue()


def _record() -> dict[str, Any]:
    row = {"id": "T-1", "title": {"en": "t", "zh": "题"}, "origin": "added", "excluded": None, "confirmed": False}
    row |= {"problems": ["missed"], "extras": [], "planted": [{"sample": "a", "expected": ["T-1"], "caught_by": []}]}
    suite = {"id": "t/t", "version": "1", "digest": "sha256:0", "owner": "o", "title": {"en": "s", "zh": "套"}}
    harness = {"name": "h", "version": "1", "schema_engine": "e"}
    system = {"host": "h", "system": "s", "python": "3"}
    suites = [{**suite, "requirements": [row, {**row, "id": "T-2", "confirmed": True, "problems": []}]}]
    made = {"confirmed": False, "date": "2024-01-01T00:00:00+00:00", "by": "", "harness": harness, "system": system}
    return {**made, "suites": suites}


PAGES: dict[str, Callable[[], str]] = {
    "report": lambda: _text(write_html, report()),
    "recording": lambda: _text(write_html, recording_events()),
    "matrix": _matrix,
    "trace": lambda: _text(write_trace, as_records(CATALOGUE)),
    "qualify": lambda: _text(write_qualification, _record()),
}


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("browser") / "profile") as page:
        yield page


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(name: str, language: str, tab: Page, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGES[name](), encoding="utf-8")
    found = []
    for width, pixels in WIDTHS.items():
        for scheme in ("light", "dark"):
            tab.resize(pixels, 900)
            tab.emulate(**{"prefers-color-scheme": scheme})
            tab.open(f"{path.as_uri()}#lang={language}")
            tab.run("document.querySelectorAll('details').forEach((each) => { each.open = true })")
            tab.run(AXE.read_text(encoding="utf-8") + "; 0")
            told = tab.run(
                "axe.run().then((done) => done.violations.map((each) => each.id + ': ' + each.nodes.slice(0, 3)"
                ".map((node) => node.target.join(' ') + ' ' + (node.any[0] || node.all[0] || node.none[0]).message)"
                ".join(' | ')))"
            )
            wide = tab.run("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            found += [f"{width}, {scheme}: {each}" for each in told]
            found += [f"{width}: the page is {wide} pixels too wide"] if wide > 0 else []
    assert found == [], "\n" + "\n".join(found)
