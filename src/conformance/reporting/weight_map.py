"""The weights of a face over time: a row for each shape, whose cells are the fuller the more the shape is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.reporting.drawing import AXIS, TEXT, TOP, figure, place, seconds_axis
from conformance.reporting.page import safe

NAMES = 200
ROW, MOST_ROWS, MOST_CELLS, MOST_STREAMS = 16, 24, 240, 4
LONGEST = 26


def weight_maps(plots: Mapping[str, Any]) -> Iterator[str]:
    """A figure for each stream with weights."""
    for name, found in list(plots.get("weights", {}).items())[:MOST_STREAMS]:
        seconds = [float(second) for second in found["seconds"][:MOST_CELLS]]
        rows = list(found["weights"].items())[:MOST_ROWS]
        if len(seconds) > 1 and rows:
            yield _map(name, seconds, rows)


def _map(name: str, seconds: list[float], rows: list[tuple[str, list[float | None]]]) -> str:
    start, end = seconds[0], 2 * seconds[-1] - seconds[-2]
    places = [place(second, start, end, NAMES) for second in (*seconds, end)]
    down, shapes = TOP, list[str]()
    for shape, values in rows:
        shapes.append(f'<text x="0" y="{down + 12}" {TEXT}>{safe(shape, LONGEST)}</text>')
        for second, x, to, value in zip(seconds, places, places[1:], values, strict=False):
            if value is None:
                shapes.append(f'<line x1="{x}" y1="{down + ROW - 2}" x2="{to}" y2="{down}" {AXIS}/>')
            elif value > 0:
                full = max(0.0, min(float(value), 1.0))
                shapes.append(
                    f'<rect x="{x}" y="{down}" width="{to - x:.1f}" height="{ROW - 2}" fill="var(--link)" '
                    f'opacity="{full:.2f}"><title>{second - start:.2f} s: {full:.2f}</title></rect>'
                )
        down += ROW
    shapes += seconds_axis(start, end, down, NAMES)
    return figure("weights", down + 28, shapes, stream=name)
