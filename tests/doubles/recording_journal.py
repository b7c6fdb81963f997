"""The events of a run over one recording, with plots and findings at places along its time axis."""

from __future__ import annotations

from doubles.journals import end, failed, finding, opening, requirement, subject

from conformance.model.finding import Where
from conformance.model.journal.records import Event

SECONDS = 8.0


def recording_events() -> list[Event]:
    """Eight seconds at 72 Hz; T-1 is violated at two places, T-2 at one."""
    step = SECONDS / 64
    plots = {
        "frames": 576,
        "unit_s": 0.001,
        "presence": {"left": [[n * step, 0.0 if 20 < n < 30 else 1.0] for n in range(64)]},
        "period_ms": 13.9,
        "interval": [[n * step, 12.0, 13.9, 60.0 if n == 40 else 15.0] for n in range(64)],
        "histogram": {"counts": [0, 4, 500, 60, 0, 1], "top_ms": 60.0},
        "validity": {"left": {"wrist": 1.0, "thumb": 0.4}, "right": {"wrist": 0.985, "thumb": 1.0}},
        "track": [[0.0, 0.0, False], [0.5, 0.2, True], [1.0, 0.1, False]],
    }
    findings = [finding(where=Where(line=at, frame=at - 2)) for at in (90, 362)]
    rows = requirement("T-1"), requirement("T-2"), requirement("T-3")
    second = failed("T-2", finding(where=Where(line=202, frame=200)))
    judged = subject("FFP", failed("T-1", *findings), second, name="a.jsonl")
    return [opening(*rows), judged._replace(plots=plots), end()]
