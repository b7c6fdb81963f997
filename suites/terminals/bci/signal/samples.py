"""Samples of EEG: a small cap, and what may be wrong with one of its signals."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from conformance_suites.terminals.bci.writer.edf import Channel
from conformance_suites.terminals.bci.writer.eeg import RATE, STEP, cap, digitised

SECONDS = 6
Samples = NDArray[np.int32]


def _with(change: Callable[[Samples], Samples] | None = None, label: str = "", **fields: str) -> bytes:
    """The cap with its first signal changed."""
    take = cap(SECONDS, 2)
    first = take.channels[0]
    if change is not None and first.samples is not None:
        first.samples = change(first.samples.copy())
    first.label = label or first.label
    first.fields |= fields
    return take.data()


def _mains(samples: Samples) -> Samples:
    time = np.arange(len(samples)) / RATE
    return samples + np.round(20 / STEP * np.sin(2 * np.pi * 50 * time)).astype(np.int32)


def _noise(samples: Samples) -> Samples:
    return np.round(np.random.RandomState(7).normal(0, 20 / STEP, len(samples))).astype(np.int32)


def _stopped(samples: Samples) -> Samples:
    samples[500:800] = samples[500]
    return samples


def _slow() -> bytes:
    take = cap(SECONDS, 2)
    take.channels[:2] = [Channel(f"EEG {name}", digitised(at, SECONDS, 64)) for at, name in enumerate(("C3", "C4"))]
    return take.data()


def _twice() -> bytes:
    take = cap(SECONDS, 3)
    take.channels[2].samples = take.channels[0].samples
    return take.data()


def _at_the_bounds() -> bytes:
    """A signal of the least rate, one that stays the same for a second, and one with 1 % of it at its maximum."""
    still, clipped = digitised(1, SECONDS), digitised(2, SECONDS)
    still[500:750] = still[500]
    most = int(np.sort(clipped)[-len(clipped) // 100])
    take = cap(SECONDS, 3)
    take.channels[:3] = [
        Channel("EEG C3", digitised(0, SECONDS, 100)),
        Channel("EEG C4", still),
        Channel("EEG Cz", np.minimum(clipped, most), fields={"digital_maximum": str(most)}),
    ]
    return take.data()


def good() -> dict[str, bytes]:
    """File name -> bytes of recordings that satisfy every row."""
    bare = cap(SECONDS, 2, wide=True)
    for name, channel in zip(("Fpz-A1", "cz"), bare.channels, strict=False):
        channel.label = name
        channel.fields = {"prefiltering": "HP: DC; LP: 410 Hz", "dimension": "mV", "physical_minimum": "0.5"}
        channel.fields["physical_maximum"] = "-0.5"
    unfiltered = cap(SECONDS, 2)
    unfiltered.channels[1].fields = {"prefiltering": ""}
    return {"cap.edf": cap(SECONDS).data(), "bare_labels.bdf": bare.data(), "unfiltered.edf": unfiltered.data()} | {
        "at_the_bounds.edf": _at_the_bounds()
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes of recordings, each of which violates one row."""
    return {
        "TRM-EEG-001_number.edf": _with(label="EEG 1"),
        "TRM-EEG-001_no_electrode.edf": _with(label="EEG"),
        "TRM-EEG-002_same.edf": _with(label="EEG Fp2"),
        "TRM-EEG-003_percent.edf": _with(dimension="%"),
        "TRM-EEG-003_none.edf": _with(dimension=""),
        "TRM-EEG-004_words.edf": _with(prefiltering="band pass, 0.1 to 75"),
        "TRM-EEG-005_slow.edf": _slow(),
        "TRM-EEG-006_weak.edf": _with(lambda samples: samples // 100),
        "TRM-EEG-007_stops.edf": _with(_stopped),
        "TRM-EEG-008_low.edf": _with(lambda samples: np.maximum(samples, -1000), digital_minimum="-1000"),
        "TRM-EEG-008_high.edf": _with(lambda samples: np.minimum(samples, 1000), digital_maximum="1000"),
        "TRM-EEG-009_millivolts.edf": _with(dimension="mV"),
        "TRM-EEG-010_mains.edf": _with(_mains),
        "TRM-EEG-011_noise.edf": _with(_noise),
        "TRM-EEG-012_twice.edf": _twice(),
    }
