"""The demo of the profile bci-device: twelve seconds of a cap of eight electrodes, faultless and faulty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def takes(_: Iterable[Any]) -> dict[str, bytes]:
    """The recordings by file name; the faulty one is cut off, and has a flat signal and one with the mains."""
    import numpy as np

    from conformance_suites.terminals.bci.writer.eeg import RATE, STEP, cap

    take = cap(12, 8)
    faultless = take.data()
    flat, mains = take.channels[2], take.channels[5]
    if flat.samples is not None and mains.samples is not None:
        time = np.arange(len(mains.samples)) / RATE
        mains.samples = mains.samples + np.round(40 / STEP * np.sin(2 * np.pi * 50 * time)).astype(np.int32)
        flat.samples = flat.samples * 0
    return {"cap.edf": faultless, "cap-faulty.edf": take.data()[:-900]}


DEMOS = {"bci-device": takes}
