"""Samples of moving pictures: flashes that are few, small or faint, and some that are none of these."""

from __future__ import annotations

from conformance_suites.terminals.flashes.writer import BLACK, DARK, GREY, RED, WHITE, animation

ORANGE = (255, 160, 60)


def good() -> dict[str, bytes]:
    """Three flashes in a second; many that are faint or bright; and a fade in steps."""
    fade = [(level, level, level) for level in range(0, 255, 10)]
    return {
        "three.png": animation([BLACK, WHITE] * 3 + [BLACK] * 4, 140),
        "slow.gif": animation([BLACK, WHITE] * 6, 250, form="GIF"),
        "faint.png": animation([GREY, DARK] * 10, 50),
        "bright.png": animation([WHITE, (236, 236, 236)] * 10, 50),
        "fade.png": animation(fade, 40),
        "orange.png": animation([ORANGE, (255, 166, 70)] * 10, 50),
    }


def bad() -> dict[str, bytes]:
    """More than three flashes in a second, of the luminance and of a red as bright as what it changes with."""
    as_bright = (127, 127, 127)
    return {
        "TRM-FLS-001_strobe.png": animation([BLACK, WHITE] * 10, 50),
        "TRM-FLS-001_quarter.png": animation([BLACK, WHITE] * 10, 50, share=0.1),
        "TRM-FLS-001_four.gif": animation([BLACK, WHITE] * 4, 120, form="GIF"),
        "TRM-FLS-001_gray.webp": animation([GREY, WHITE] * 10, 50, form="WEBP"),
        "TRM-FLS-003_no_delay.gif": animation([BLACK, GREY] * 2, 0, form="GIF"),
        "TRM-FLS-004_small.png": animation([BLACK, WHITE] * 10, 50, share=0.07),
        "TRM-FLS-002_red.png": animation([RED, as_bright] * 10, 50),
    }
