"""The time axis of a recording: a lane per violated requirement with its findings, and what is missing per stream."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from conformance.model.journal.records import Located
from conformance.model.text import LANGUAGES
from conformance.reporting.cases import Case
from conformance.reporting.drawing import AXIS, TEXT, TOP, WIDTH, figure, place, seconds_axis
from conformance.reporting.page import safe
from conformance.reporting.summary import OBLIGATIONS

NAMES = 120
LANE, MOST_LANES, MOST_STREAMS = 22, 12, 8
TONES = {"shall": "bad", "should": "open", "may": "plain"}


def timeline(plots: Mapping[str, Any], cases: Sequence[Case]) -> str:
    """The lanes, worst first: each finding is a mark that links to its requirement."""
    times = [point[0] for point in plots["interval"] if point[0] is not None]
    lanes = [case for case in cases if case.findings]
    streams = [each for each in plots.get("presence", {}).items() if any((part or 0) < 1 for _, part in each[1])]
    if len(times) < 2 or not (lanes or streams):
        return ""
    lanes.sort(key=lambda case: (OBLIGATIONS.index(case.row.obligation), -len(case.findings) - case.more))
    start, end = times[0], times[-1]
    shapes, down = list[str](), float(TOP)
    for case in lanes[:MOST_LANES]:
        shapes += _lane(case, down, times, plots)
        down += LANE
    for name, points in streams[:MOST_STREAMS]:
        shapes += _stream(name, points, down, start, end)
        down += LANE
    shapes.append(f'<line x1="{NAMES}" y1="{down + 4}" x2="{WIDTH}" y2="{down + 4}" {AXIS}/>')
    shapes += seconds_axis(start, end, down + 4, NAMES)
    return figure(
        "timeline", round(down) + 28, shapes, role="group", count=sum(len(case.findings) + case.more for case in lanes)
    )


def _lane(case: Case, down: float, times: Sequence[float], plots: Mapping[str, Any]) -> list[str]:
    id_, tone = safe(case.row.id), TONES[case.row.obligation]
    shapes = [
        f'<a href="#r-{id_}"><text x="0" y="{down + 14}" font-size="12" fill="var(--link)">{id_}</text></a>',
        f'<line x1="{NAMES}" y1="{down + 10}" x2="{WIDTH}" y2="{down + 10}" {AXIS}/>',
    ]
    for finding in case.findings:
        seconds = _time(finding, times, plots)
        if seconds is None:
            continue
        x = place(seconds, times[0], times[-1], NAMES)
        wide = _length(finding, plots) / ((times[-1] - times[0]) or 1.0) * (WIDTH - NAMES)
        said = " / ".join(safe(finding.message[each], 200) for each in LANGUAGES)
        shapes.append(
            f'<a href="#r-{id_}"><rect x="{x - 2:.1f}" y="{down + 3}" width="{max(4.0, wide):.1f}" height="14" '
            f'fill="var(--{tone})"><title>{seconds - times[0]:.2f} s: {said}</title></rect></a>'
        )
    return shapes


def _time(finding: Located, times: Sequence[float], plots: Mapping[str, Any]) -> float | None:
    """The seconds of a finding: its time in the unit of the recording, else about where its frame is."""
    time, unit = finding.values.get("time"), plots.get("unit_s")
    if isinstance(time, int | float) and unit and times[0] <= time * unit <= times[-1]:
        return float(time * unit)
    frame, frames = finding.where.frame, plots["frames"]
    if frame is None or frames < 2:
        return None
    at = min(max(frame / (frames - 1), 0.0), 1.0) * (len(times) - 1)
    low = min(int(at), len(times) - 2)
    return float(times[low] + (at - low) * (times[low + 1] - times[low]))


def _length(finding: Located, plots: Mapping[str, Any]) -> float:
    """The seconds that the consecutive frames of a finding take."""
    count, period = finding.values.get("count"), plots["period_ms"]
    return count * period / 1000 if isinstance(count, int) and period else 0.0


def _stream(name: str, points: Sequence[Sequence[Any]], down: float, start: float, end: float) -> list[str]:
    """A stream over time: a bar where all positions are there, lower and amber or red where some or all are missing."""
    shapes = [f'<text x="0" y="{down + 14}" {TEXT}>{safe(name, 18)}</text>']
    known = [(point[0], point[1]) for point in points if point[0] is not None and point[1] is not None]
    starts = [seconds for seconds, _ in known]
    for at, (seconds, part) in enumerate(known):
        following = starts[at + 1] if at + 1 < len(known) else end
        left, right = place(seconds, start, end, NAMES), place(following, start, end, NAMES)
        tall = max(2.0, 14 * part)
        tone = "good" if part >= 1 else "open" if part > 0 else "bad"
        shapes.append(
            f'<rect x="{left}" y="{down + 17 - tall:.1f}" width="{max(right - left, 0.6):.1f}" height="{tall:.1f}" '
            f'fill="var(--{tone})" opacity="0.8"/>'
        )
    return shapes
