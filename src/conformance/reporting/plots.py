"""Plots of recordings as inline SVG: findings and what is missing over time, frame intervals, validity, a head's track.

They need no script, follow the colours of the page and can be printed. The numbers, a few hundred per recording, come
from the journal; see recordings/plots.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conformance.reporting.cases import Case
from conformance.reporting.drawing import AXIS, BOTTOM, HEIGHT, LEFT, TEXT, TOP, WIDTH, figure, seconds_axis
from conformance.reporting.gaze_map import gaze_maps
from conformance.reporting.page import safe, wording
from conformance.reporting.timeline import timeline
from conformance.reporting.weight_map import weight_maps

SHOWN = 10
USUAL = 0.95
"""A pose that has a position in so many frames is as good as always tracked."""
LONGEST_NAME = 60
MILLI = 1000
"""A journal has intervals in milliseconds; people see them as all other times, in seconds."""


class Plots:
    """The plots of the first recordings of a run."""

    def __init__(self) -> None:
        self._subjects: list[tuple[str, Mapping[str, Any], Sequence[Case]]] = []
        self.count = 0

    def add(self, name: str, plots: Mapping[str, Any] | None, cases: Sequence[Case] = ()) -> None:
        """Add a judged subject with its cases if it has plots."""
        if plots:
            self.count += 1
            if len(self._subjects) < SHOWN:
                self._subjects.append((name, plots, cases))

    def link(self, name: str) -> str:
        """A link to the time axis of a recording; empty if the page has none."""
        for at, (known, _, _) in enumerate(self._subjects):
            if known == name:
                return f'<a class="more" href="#t-{at}">{wording("plot", "to_axis")}</a>'
        return ""

    def articles(self) -> Iterator[str]:
        """One article per recording, then the number of recordings left out."""
        for at, (name, plots, cases) in enumerate(self._subjects):
            try:
                drawn = [timeline(plots, cases), _intervals(plots), _histogram(plots), _validity(plots), _track(plots)]
                drawn += [*weight_maps(plots), *gaze_maps(plots)]
            except (ValueError, KeyError, TypeError, IndexError, AttributeError, ArithmeticError):
                continue  # a journal may come from anyone, and a page without plots is better than no page
            yield f'<article class="plots" id="t-{at}"><h3>{safe(name)}</h3>{"".join(filter(None, drawn))}</article>'
        if self.count > SHOWN:
            yield f'<p class="more">{wording("plot", "more", count=self.count - SHOWN)}</p>'


def _frame(top: float, unit: str, left: str, right: str) -> list[str]:
    """The axes of a plot: its maximum at the top left, the ends of its range below."""
    floor = TOP + HEIGHT
    return [
        f'<line x1="{LEFT}" y1="{floor}" x2="{WIDTH}" y2="{floor}" {AXIS}/>',
        f'<line x1="{LEFT}" y1="{TOP}" x2="{LEFT}" y2="{floor}" {AXIS}/>',
        f'<text x="{LEFT - 6}" y="{TOP + 10}" text-anchor="end" {TEXT}>{top:g} {safe(unit)}</text>',
        f'<text x="{LEFT - 6}" y="{floor}" text-anchor="end" {TEXT}>0</text>',
        f'<text x="{LEFT}" y="{floor + 18}" {TEXT}>{safe(left)}</text>',
        f'<text x="{WIDTH}" y="{floor + 18}" text-anchor="end" {TEXT}>{safe(right)}</text>',
    ]


def _intervals(plots: Mapping[str, Any]) -> str:
    """The mean interval as a line, shortest to longest as a band, and the gaps."""
    points = [point for point in plots["interval"] if point[0] is not None and point[2] is not None]
    if not points:
        return ""
    period = plots["period_ms"]
    usual = period or sorted(point[2] for point in points)[len(points) // 2]
    longest = max(point[3] for point in points)
    top = max(longest, 2 * usual) or 1.0
    start, end = points[0][0], points[-1][0]
    span = (end - start) or 1.0

    def x(seconds: float) -> str:
        return f"{LEFT + (seconds - start) / span * (WIDTH - LEFT):.1f}"

    def y(interval: float) -> str:
        return f"{TOP + HEIGHT - max(0.0, min(interval, top)) / top * HEIGHT:.1f}"

    shapes = _frame(float(f"{top / MILLI:.3g}"), "s", "", "") + seconds_axis(start, end, TOP + HEIGHT)
    upper = [f"{x(point[0])},{y(point[3])}" for point in points]
    lower = [f"{x(point[0])},{y(point[1])}" for point in reversed(points)]
    shapes.append(f'<polygon points="{" ".join(upper + lower)}" fill="var(--link)" opacity="0.25"/>')
    line = " ".join(f"{x(point[0])},{y(point[2])}" for point in points)
    shapes.append(f'<polyline points="{line}" fill="none" stroke="var(--link)" stroke-width="1.5"/>')
    if period:
        shapes.append(
            f'<line x1="{LEFT}" y1="{y(period)}" x2="{WIDTH}" y2="{y(period)}" '
            'stroke="var(--good)" stroke-dasharray="4 3"/>'
        )
    gaps = [point for point in points if point[3] > 3 * usual]
    shapes += [f'<circle cx="{x(gap[0])}" cy="{y(gap[3])}" r="3.5" fill="var(--bad)"/>' for gap in gaps]
    return figure(
        "interval", HEIGHT + TOP + BOTTOM, shapes, frames=f"{plots['frames']:,}", longest=f"{longest / MILLI:g}"
    )


def _histogram(plots: Mapping[str, Any]) -> str:
    """How often each interval occurs; the outermost bars count negative intervals and those beyond the scale."""
    counts, top = plots["histogram"]["counts"], plots["histogram"]["top_ms"]
    most = max(counts, default=0)
    if not most:
        return ""
    wide = (WIDTH - LEFT) / len(counts)
    shapes = _frame(most, "", "0 s", f"{top / MILLI:g} s")
    for at, count in enumerate(counts):
        tall = round(count / most * HEIGHT, 1)
        outer = at in (0, len(counts) - 1)
        if count:
            shapes.append(
                f'<rect x="{LEFT + at * wide:.1f}" y="{TOP + HEIGHT - max(tall, 1.5):.1f}" width="{wide * 0.9:.1f}" '
                f'height="{max(tall, 1.5):.1f}" fill="var(--{"bad" if outer else "link"})"/>'
            )
    return figure("histogram", HEIGHT + TOP + BOTTOM, shapes)


def _validity(plots: Mapping[str, Any]) -> str:
    """For each joint, the share of the frames in which it has a position."""
    rows = [(stream, list(items.items())[:LONGEST_NAME]) for stream, items in plots["validity"].items()]
    if not rows:
        return ""
    shapes, down, high = [], TOP, 18
    for stream, items in rows:
        wide = (WIDTH - LEFT - 120) / len(items)
        shapes.append(f'<text x="0" y="{down + 13}" {TEXT}>{safe(stream, 24)}</text>')
        for at, (item, part) in enumerate(items):
            tone = "good" if part >= USUAL else "open" if part > 0 else "bad"
            shapes.append(
                f'<rect x="{LEFT + 120 + at * wide:.1f}" y="{down}" width="{max(wide - 1.5, 1):.1f}" height="{high}" '
                f'fill="var(--{tone})" opacity="{0.35 + 0.65 * part:.2f}">'
                f"<title>{safe(item)}: {part:.1%}</title></rect>"
            )
        down += high + 8
    return figure("validity", down + 4, shapes)


def _track(plots: Mapping[str, Any]) -> str:
    """The path of the head from above; violating frames are red."""
    points = plots["track"]
    if len(points) < 2:
        return ""
    xs, zs = [point[0] for point in points], [point[1] for point in points]
    span = max(max(xs) - min(xs), max(zs) - min(zs), 0.1)
    middle = ((max(xs) + min(xs)) / 2, (max(zs) + min(zs)) / 2)
    side = 280

    def place(point: Sequence[float]) -> tuple[float, float]:
        east, south = ((point[at] - middle[at]) / span * (side - 20) for at in (0, 1))
        return round(WIDTH / 2 + east, 1), round(side / 2 + TOP + south, 1)

    line = " ".join("{},{}".format(*place(point)) for point in points)
    shapes = [f'<polyline points="{line}" fill="none" stroke="var(--link)" stroke-width="1.5"/>']
    marks = [place(point) for point in points if point[2]]
    shapes += [f'<circle cx="{x}" cy="{y}" r="3.5" fill="var(--bad)"/>' for x, y in marks]
    x, y = place(points[0])
    shapes.append(f'<circle cx="{x}" cy="{y}" r="4" fill="none" stroke="var(--good)" stroke-width="2"/>')
    return figure("track", side + 2 * TOP, shapes, span=f"{span:.2g}", count=len(marks))
