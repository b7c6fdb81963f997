"""A cap of EEG electrodes that never sat on a head: waves of all rhythms, weaker the faster they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from conformance_suites.terminals.bci.writer.edf import Channel, Take, times

CAP = ("Fp1", "Fp2", "F3", "F4", "C3", "C4", "O1", "O2")
RATE = 250
STEP = 1000 / 65535
"""Microvolts of one step of the samples that the writer declares."""
WAVES = 78
"""Waves of half a hertz distance from 1 Hz on; the alpha rhythm is stronger at the back."""


def microvolts(channel: int, seconds: float, rate: float = RATE) -> NDArray[np.float64]:
    """The voltage of an electrode."""
    time = np.arange(round(seconds * rate)) / rate
    total = np.zeros(len(time))
    for wave in range(WAVES):
        hertz = 1 + wave / 2
        strength = 18 / hertz + (6 if hertz == 10 else 0) * (1 + channel) / 4
        total += strength * np.sin(2 * np.pi * hertz * time + (wave + 1) * (wave + 3) * (channel + 1) * 0.37)
    return total


def digitised(channel: int, seconds: float, rate: float = RATE) -> NDArray[np.int32]:
    """The same as samples of 16 bits."""
    return np.round(microvolts(channel, seconds, rate) / STEP).astype(np.int32)


def cap(seconds: int = 6, electrodes: int = 4, *, wide: bool = False) -> Take:
    """A continuous recording with a marker in it."""
    channels = [
        Channel(f"EEG {name}", digitised(at, seconds) * (256 if wide else 1))
        for at, name in enumerate(CAP[:electrodes])
    ]
    family = "BDF" if wide else "EDF"
    lists = times(seconds, also=[(1, b"+1.25\x150.5\x14Stimulus\x14\x00")])
    return Take(
        [*channels, Channel(f"{family} Annotations", lists=lists, room=30)], seconds, wide=wide, plus=f"{family}+C"
    )
