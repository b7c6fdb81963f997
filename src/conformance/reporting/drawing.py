"""What all plots share: their size, a labelled figure, and an axis of seconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from conformance.model.text import LANGUAGES
from conformance.reporting.page import safe, wording
from conformance.reporting.words import word

WIDTH, HEIGHT, LEFT, BOTTOM = 860, 160, 64, 24
TOP = 10
TEXT = 'font-size="12" fill="var(--soft)"'
AXIS = 'stroke="var(--line)" stroke-width="1"'
TICKS = 5
STEPS = (1, 2, 5)


def figure(key: str, height: int, shapes: Sequence[str], *, role: str = "img", **values: Any) -> str:
    """A drawing with its caption in both languages, which is also its label for screen readers.

    What holds links has the role `group`.
    """
    label = " / ".join(safe(word("plot", key, language, **values)) for language in LANGUAGES)
    svg = (
        f'<svg viewBox="0 0 {WIDTH} {height}" width="100%" role="{role}" aria-label="{label}" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="inherit">{"".join(shapes)}</svg>'
    )
    # On a telephone the drawing keeps its size and scrolls, also by keyboard.
    drawn = f'<div class="plot" tabindex="0" role="group" aria-label="{label}">{svg}</div>'
    return f"<figure>{drawn}<figcaption>{wording('plot', key, **values)}</figcaption></figure>"


def place(seconds: float, start: float, end: float, left: float = LEFT) -> float:
    """Where a time is on the axis."""
    return round(left + (seconds - start) / ((end - start) or 1.0) * (WIDTH - left), 1)


def seconds_axis(start: float, end: float, floor: float, left: float = LEFT) -> list[str]:
    """Ticks at round times from the start of the recording, with their seconds below."""
    step = _step(end - start)
    shapes, at = [], 0.0
    while at <= end - start + step / 1000:
        x = place(start + at, start, end, left)
        anchor = "end" if x > WIDTH - 30 else "middle" if x > left else "start"
        shapes.append(f'<line x1="{x}" y1="{floor}" x2="{x}" y2="{floor + 4}" {AXIS}/>')
        shapes.append(f'<text x="{x}" y="{floor + 18}" text-anchor="{anchor}" {TEXT}>{at:g} s</text>')
        at = round(at + step, 9)
    return shapes


def _step(span: float) -> float:
    """A round number of seconds, so that there are about five ticks."""
    if span <= 0:
        return 1.0
    power = 1e-3
    while power * 10 * TICKS < span:
        power *= 10
    return next((round(power * each, 9) for each in STEPS if power * each * (TICKS + 1) >= span), power * 10)
