"""A strip of EEG: each signal on a line over the first seconds, in the order of the file."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from conformance_suites.terminals.bci.reader.edf import Edf, Signal
from conformance_suites.terminals.bci.reader.electrodes import electrode

if TYPE_CHECKING:
    from numpy.typing import NDArray

SECONDS = 10.0
MOST_SIGNALS = (16, 8, 4)
WIDTH, LEFT, LINE, FOOT = 900, 110, 34, 18
PAPER, INK, PALE, BAD = "#ffffff", "#1f2937", "#d1d5db", "#c81e1e"
MOST_BYTES = 30_000
"""Larger pictures are not embedded in a page."""


def drawn(edf: Edf, marked: set[int]) -> bytes:
    """The strip as WebP, with marked signals in red; a file without EEG has its other signals.

    Of many signals so many are drawn that the picture fits into a page of results.
    """
    data = b""
    for most in MOST_SIGNALS:
        data = _strip(edf, shown(edf, marked, most), marked)
        if len(data) <= MOST_BYTES:
            break
    return data


def _strip(edf: Edf, signals: list[Signal], marked: set[int]) -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, LINE * max(1, len(signals)) + FOOT), PAPER)
    draw = ImageDraw.Draw(image)
    for second in range(int(SECONDS) + 1):
        x = LEFT + second / SECONDS * (WIDTH - LEFT - 1)
        draw.line((x, 0, x, image.height - FOOT), fill=PALE)
        draw.text((min(x + 2, WIDTH - 20), image.height - FOOT + 3), f"{second} s", fill=INK)
    for row, signal in enumerate(signals):
        colour = BAD if signal.index in marked else INK
        draw.text((4, row * LINE + 10), signal.name.encode("ascii", "replace").decode()[:16], fill=colour)
        draw.line(_points(edf, signal, row), fill=colour)
    out = BytesIO()
    image.save(out, "WEBP", lossless=True)
    return out.getvalue()


def shown(edf: Edf, marked: set[int], most: int) -> list[Signal]:
    """The signals of a strip: those of EEG, or all if there is none; marked ones come before others are left out."""
    sampled = [signal for signal in edf.signals if not signal.annotates and edf.rate(signal)]
    eeg = [signal for signal in sampled if electrode(signal.label) is not None or signal.index in marked] or sampled
    kept = sorted(eeg, key=lambda signal: signal.index not in marked)[:most]
    return sorted(kept, key=lambda signal: signal.index)


def _points(edf: Edf, signal: Signal, row: int) -> list[Any]:
    """The line of a signal: the least and the greatest sample of each column, about the middle of its row."""
    samples = edf.samples(signal)[: max(2, round(SECONDS * edf.rate(signal)))].astype(np.float64)
    centred = samples - np.median(samples)
    scale = float(np.percentile(abs(centred), 99)) or 1.0
    wide = round(len(samples) / edf.rate(signal) / SECONDS * (WIDTH - LEFT - 1))
    columns = np.array_split(centred, max(1, min(wide, len(centred))))
    middle = row * LINE + LINE / 2
    ends = [
        (LEFT + at * max(1, wide) / len(columns), end) for at, column in enumerate(columns) for end in _ends(column)
    ]
    return [(x, middle - float(np.clip(value / scale, -1.2, 1.2)) * LINE * 0.38) for x, value in ends]


def _ends(column: NDArray[np.float64]) -> tuple[float, float]:
    return float(column.min()), float(column.max())
