"""C5: the page of a recording shows when what went wrong, linked both ways."""

from __future__ import annotations

import io
import re

import pytest
from doubles.journals import finding
from doubles.recording_journal import SECONDS, recording_events

from conformance.model.finding import Where
from conformance.model.journal.records import SubjectJudged
from conformance.reporting.cases import Case
from conformance.reporting.drawing import LEFT, WIDTH, place, seconds_axis
from conformance.reporting.html import write_html
from conformance.reporting.timeline import NAMES, timeline


def page() -> str:
    out = io.StringIO()
    write_html(iter(recording_events()), out, "en")
    return out.getvalue()


def marks(markup: str) -> list[float]:
    """Where the findings are, in seconds from the start."""
    xs = (float(x) for x in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="[\d.]+" height="14"', markup))
    return [(x + 2 - NAMES) / (WIDTH - NAMES) * SECONDS * 63 / 64 for x in xs]


def drawn(**values: object) -> str:
    opening, judged, _ = recording_events()
    assert isinstance(judged, SubjectJudged)
    row = opening.suites[0].requirements[0]  # type: ignore[union-attr]
    case = Case(row, judged.subject, "thing", None, None, (finding(where=Where(frame=288), **values),))  # type: ignore[arg-type]
    return timeline(judged.plots or {}, [case])


def test_each_finding_is_a_mark_that_links_to_its_requirement_and_back() -> None:
    made = page()
    section = made.partition('id="plots"')[2].partition("</section>")[0]
    assert section.count('<a href="#r-T-1"><rect') == 2
    assert section.count('<a href="#r-T-2"><rect') == 1
    article = made.partition('<article id="r-T-1"')[2].partition("</article>")[0]
    assert 'href="#t-0"' in article
    assert 'id="t-0"' in section


def test_a_mark_is_at_the_time_of_its_finding() -> None:
    assert marks(drawn(time=2000.0)) == pytest.approx([2.0], abs=0.02)
    assert marks(drawn()) == pytest.approx([SECONDS / 2], abs=0.1)  # from its frame alone
    wide = re.findall(r'width="([\d.]+)" height="14"', drawn(time=2000.0, count=72))
    assert float(wide[0]) == pytest.approx((WIDTH - NAMES) / (SECONDS * 63 / 64), rel=0.02)


def test_only_streams_with_missing_positions_have_a_lane() -> None:
    section = page().partition('id="plots"')[2].partition("</figure>")[0]
    assert ">left<" in section
    assert ">right<" not in section


@pytest.mark.parametrize("span", [0.004, 0.3, 1.0, 7.9, 61.0, 5400.0])
def test_the_axis_has_a_few_ticks_at_round_times(span: float) -> None:
    shown = [float(text) for text in re.findall(r">([\d.e-]+) s<", "".join(seconds_axis(100.0, 100.0 + span, 0)))]
    assert shown[0] == 0
    assert 3 <= len(shown) <= 12
    assert shown[-1] <= span


def test_the_ends_of_the_axis_are_the_ends_of_the_plot() -> None:
    assert (place(3.0, 3.0, 9.0), place(9.0, 3.0, 9.0)) == (LEFT, WIDTH)
