"""EDF and BDF files that edfio writes are satisfied, and read as it reads them."""

from __future__ import annotations

import datetime
import io

import numpy as np
import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance_suites.terminals.bci.reader.edf import read_edf
from conformance_suites.terminals.bci.writer.eeg import CAP, RATE, microvolts

edfio = pytest.importorskip("edfio")


@pytest.mark.parametrize("family", ["edf", "bdf"])
def test_what_edfio_writes_is_satisfied_and_read_alike(family: str) -> None:
    made = edfio.EdfSignal if family == "edf" else edfio.BdfSignal
    whole = edfio.Edf if family == "edf" else edfio.Bdf
    signals = [
        made(microvolts(at, 6), RATE, label=f"EEG {name}", physical_dimension="uV", prefiltering="HP:0.1Hz LP:75Hz")
        for at, name in enumerate(CAP)
    ]
    notes = [edfio.EdfAnnotation(1.5, 0.25, "眨眼"), edfio.EdfAnnotation(2, None, "Stimulus")]
    when = {"starttime": datetime.time(9, 30), "recording": edfio.Recording(startdate=datetime.date(2026, 11, 24))}
    out = io.BytesIO()
    whole(signals, annotations=notes, **when).write(out)
    source = Source(f"x.{family}", out.getvalue())
    outcomes = {
        row.id: BY_LETTER[each]
        for loaded, letters, _ in PLAN.judge(source, "edf").verdicts
        for row, each in zip(loaded.suite.requirements, letters, strict=True)
    }
    assert {row for row, each in outcomes.items() if each not in (Outcome.PASS, Outcome.NOT_APPLICABLE)} == set()
    edf = read_edf(source)
    for mine, theirs in zip(edf.signals, signals, strict=False):
        np.testing.assert_array_equal(edf.samples(mine), theirs.digital)
