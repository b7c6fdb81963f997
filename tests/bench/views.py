"""Rendering: every view of a journal of 1,000,000 cases, and a page of 100,000 results in a browser."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from conformance.reporting.views import VIEWS
from tests.bench.journals import write_journal
from tests.bench.measure import Figure, command, peak_megabytes

CASES = 1_000_000
FILTER = """(async () => {
  const field = one('#result-words');
  let slowest = 0;
  for (const text of ['t', 'ti', 'ticket-0499', 'BEN-TKT-003', '9973', '']) {
    const started = performance.now();
    field.value = text;
    field.dispatchEvent(new Event('input'));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    slowest = Math.max(slowest, performance.now() - started);
  }
  return slowest;
})()"""


def views(folder: Path) -> Iterator[Figure]:
    """All cases have something to tell: the worst journal of its size."""
    journal = write_journal(folder / "views", CASES, CASES)
    out = folder / "view"
    jobs = {
        name: ["report", str(journal), "--format", name] for name, view in VIEWS.items() if view.needs != "exchanges"
    }
    jobs |= {f"matrix {name}": ["matrix", str(journal), str(journal), "--format", name] for name in ("html", "xlsx")}
    for name, arguments in jobs.items():
        yield from _both(name, [command(), *arguments, "--output", str(out)])
    yield from _both("compare", [command(), "compare", str(journal), str(journal)])


def _both(name: str, started: list[str]) -> Iterator[Figure]:
    begun = time.perf_counter()
    megabytes = peak_megabytes(started)
    took = time.perf_counter() - begun
    told = f"{CASES:,} cases with results"
    yield Figure(f"{name}, seconds", took, "<=", 60, told)
    yield Figure(f"{name}, MB", megabytes, "<=", 200, told)


def page_of_results(folder: Path) -> Iterator[Figure]:
    """100,000 results among 1,000,000 cases: size of the page, time to open it, to unpack it and to filter."""
    sys.path.append(str(Path(__file__).parents[1]))
    from doubles.browser import browser, missing

    journal = write_journal(folder / "page", CASES, 100_000)
    page = folder / "page.html"
    peak_megabytes([command(), "report", str(journal), "--format", "html", "--output", str(page)])
    yield Figure("page of 100,000 results, MB", page.stat().st_size / 1e6, "<=", 8, "")
    if why := missing():
        print(f"skip page of 100,000 results in a browser: {why}")
        return
    with browser(folder / "profile") as tab:
        tab.open("about:blank")
        yield Figure("the same, seconds to open", tab.open(page.as_uri()), "<=", 3, "")
        begun = time.perf_counter()
        tab.click("#results > summary")
        shown = "results.texts.length && one('#range').textContent"
        tab.run(f"new Promise((done) => {{ const look = () => {shown} ? done(1) : setTimeout(look, 5); look(); }})")
        yield Figure("the same, seconds to show all results", time.perf_counter() - begun, "<=", 3, "")
        count = tab.run("results.rows.length")
        yield Figure("the same, slowest filter, milliseconds", tab.run(FILTER), "<=", 100, f"{count:,} results")
