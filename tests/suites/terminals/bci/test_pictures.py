"""Strips of EEG in the report: which signals they show, which are red, and that each fits into the page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from conformance.cli.main import main
from conformance.readers.source import Source, open_source
from conformance_suites.terminals.bci.pictures import marks
from conformance_suites.terminals.bci.pictures.strip import MOST_BYTES, drawn, shown
from conformance_suites.terminals.bci.pictures.worker import pictures
from conformance_suites.terminals.bci.reader.edf import read_edf
from conformance_suites.terminals.bci.writer.edf import Channel
from conformance_suites.terminals.bci.writer.eeg import cap

RED = (200, 30, 30)


def red(data: bytes) -> int:
    """How many points of a picture are red."""
    return int((np.array(Image.open(BytesIO(data)).convert("RGB")) == RED).all(axis=2).sum())


def test_marked_signals_are_red_and_no_other() -> None:
    edf = read_edf(Source("x", cap(4, 3).data()))
    assert red(drawn(edf, set())) == 0
    assert red(drawn(edf, {1})) > 500


def test_a_place_leads_to_its_signal() -> None:
    at = marks(Source("x", cap(2, 2).data()))
    assert [mark.as_record() for mark in at("/signals/1/label")] == [
        {"index": 1, "name": "EEG Fp2", "kind": "signal", "part": None}
    ]
    assert at("/header/records") == at("/signals/99") == at("") == []


def test_many_signals_of_noise_fit_into_a_page_with_the_marked_ones() -> None:
    take, dice = cap(12, 1), np.random.RandomState(2)
    noise = [Channel(f"EEG C{at}", dice.randint(-2000, 2000, 3000)) for at in range(40)]
    take.channels[:1] = noise
    edf = read_edf(Source("x", take.data()))
    assert 39 in {signal.index for signal in shown(edf, {39}, 4)}
    assert len(drawn(edf, {39})) <= MOST_BYTES


def test_the_worker_draws_what_it_is_asked_for_and_nothing_of_a_file_that_changed(tmp_path: Path) -> None:
    path = tmp_path / "cap.edf"
    path.write_bytes(cap(3, 2).data())
    job = {
        "path": str(path),
        "name": path.name,
        "folder": str(tmp_path),
        "stem": "strip",
        "pictures": [[], [{"index": 0}]],
    }
    digest = open_source(str(path), path.name).digest
    assert pictures({**job, "digest": digest}) == [{"file": "strip-0.webp"}, {"file": "strip-1.webp"}]
    assert red((tmp_path / "strip-1.webp").read_bytes()) > 0
    assert pictures({**job, "digest": "sha256:0"}) == [{"reason": "picture_changed"}] * 2


def test_the_report_has_strips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    take = cap(4, 2)
    take.channels[1].samples = np.zeros(1000, np.int32)
    Path("cap.edf").write_bytes(take.data())
    assert main(["check", "cap.edf", "--pictures", "--format", "html", "--output", "page.html", "--workers", "1"]) == 0
    page = Path("page.html").read_text(encoding="utf-8")
    assert page.count("data:image/webp;base64,") >= 2
    assert "the signal, over the first 10 seconds" in page
