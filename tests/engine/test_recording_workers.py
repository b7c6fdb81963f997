"""A worker whose recording has gone away."""

from __future__ import annotations

import pytest

from conformance.engine.judges import recording_workers
from conformance.recordings.pieces import Shrunk


def test_a_worker_without_its_recording_says_that_it_became_shorter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording_workers, "_order", None)
    with pytest.raises(Shrunk):
        recording_workers._judge(0, 1)
