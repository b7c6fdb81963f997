"""Where a gaze points as seen from the head: a dot for each of a few hundred moments, in degrees from its front."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.reporting.drawing import AXIS, TEXT, TOP, WIDTH, figure

SIDE, MARGIN = 280, 20
RINGS = (15, 30, 45, 60, 90, 180)
"""Degrees: rings are drawn up to the first that holds all dots."""
MOST_DOTS, MOST_STREAMS = 240, 4


def gaze_maps(plots: Mapping[str, Any]) -> Iterator[str]:
    """A figure for each stream of a gaze, if there is a head."""
    for name, points in list(plots.get("gazes", {}).items())[:MOST_STREAMS]:
        dots = [(float(right), float(up)) for right, up in points[:MOST_DOTS]]
        if dots:
            yield _map(name, dots)


def _map(name: str, dots: list[tuple[float, float]]) -> str:
    farthest = max((right * right + up * up) ** 0.5 for right, up in dots)
    most = next((at for at, ring in enumerate(RINGS) if ring >= farthest), len(RINGS) - 1)
    scale = (SIDE / 2 - MARGIN) / RINGS[most]
    x, y = WIDTH / 2, TOP + SIDE / 2
    shapes = [
        f'<line x1="{x - SIDE / 2:g}" y1="{y:g}" x2="{x + SIDE / 2:g}" y2="{y:g}" {AXIS}/>',
        f'<line x1="{x:g}" y1="{y - SIDE / 2:g}" x2="{x:g}" y2="{y + SIDE / 2:g}" {AXIS}/>',
    ]
    for ring in RINGS[max(0, most - 1) : most + 1]:
        shapes.append(f'<circle cx="{x:g}" cy="{y:g}" r="{ring * scale:.1f}" fill="none" {AXIS}/>')
        shapes.append(f'<text x="{x + ring * scale + 3:.1f}" y="{y - 4:g}" {TEXT}>{ring}°</text>')
    for right, up in dots:
        across, down = (max(-SIDE / 2, min(each * scale, SIDE / 2)) for each in (right, -up))
        shapes.append(
            f'<circle cx="{x + across:.1f}" cy="{y + down:.1f}" r="2.5" fill="var(--link)" opacity="0.5">'
            f"<title>{right:g}°, {up:g}°</title></circle>"
        )
    return figure("gaze", SIDE + 2 * TOP, shapes, stream=name, count=len(dots))
