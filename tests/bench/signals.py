"""Recordings of signals: judged by all rows, beside what a library for their format needs to read them.

pyedflib reads every sample of EDF, pyxdf those of XDF; a library that is not installed leaves its figure out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from conformance.catalogue import load_catalogue
from conformance.engine.plan import Plan, Selection
from conformance.readers.source import open_source
from conformance_suites.terminals.bci.writer.edf import Channel, Take, times
from conformance_suites.terminals.bci.writer.eeg import CAP, RATE, STEP, digitised
from conformance_suites.terminals.xdf.writer.xdf import Track, whole
from tests.bench.measure import Figure, interleaved

SECONDS = 900
GOAL = 0.5


def signals(folder: Path) -> Iterator[Figure]:
    """A quarter of an hour of eight electrodes, in both formats."""
    made = [np.tile(digitised(at, 30), SECONDS // 30) + at for at in range(len(CAP))]
    plan = Plan(Selection(), load_catalogue(()))
    for kind, library, data, read in (
        ("edf", "pyedflib", _edf(made), _with_pyedflib),
        ("xdf", "pyxdf", _xdf(made), _with_pyxdf),
    ):
        if find_spec(library) is None:
            continue
        path = folder / f"cap.{kind}"
        path.write_bytes(data)

        def ours(path: Path = path, kind: str = kind) -> Any:
            return plan.judge(open_source(str(path), path.name), kind)

        theirs, mine = interleaved(_timed(lambda read=read, path=path: read(path)), _timed(ours))
        detail = f"{len(data) / 1e6:.0f} MB; {library} {theirs:.3f} s, all rows {mine:.3f} s of processor time"
        yield Figure(f"{kind}: reading by {library} / judging", theirs / mine, ">=", GOAL, detail)


def _timed(job: Callable[[], Any]) -> Callable[[], float]:
    """The processor time of a job."""

    def run() -> float:
        started = time.process_time()
        job()
        return time.process_time() - started

    return run


def _edf(made: list[Any]) -> bytes:
    channels = [Channel(f"EEG {name}", samples) for name, samples in zip(CAP, made, strict=True)]
    return Take([*channels, Channel("EDF Annotations", lists=times(SECONDS), room=15)], SECONDS).data()


def _xdf(made: list[Any]) -> bytes:
    values = np.stack(made, axis=1) * STEP
    about = [{"label": name, "unit": "microvolts"} for name in CAP]
    return whole([Track(1, np.arange(len(values)) / RATE, values, RATE, channels=about)])


def _with_pyedflib(path: Path) -> None:
    import pyedflib

    with pyedflib.EdfReader(str(path)) as file:
        for signal in range(file.signals_in_file):
            file.readSignal(signal)
        file.readAnnotations()


def _with_pyxdf(path: Path) -> None:
    import pyxdf

    pyxdf.load_xdf(str(path), synchronize_clocks=False, dejitter_timestamps=False, verbose=False)
