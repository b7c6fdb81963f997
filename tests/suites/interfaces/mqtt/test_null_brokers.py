"""Brokers that do nothing of what they should: none concludes conformant, none holds the run up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from doubles.live_runs import LiveRun, run_live
from doubles.null_brokers import BROKERS, null_broker

from conformance.model.outcome import Verdict

# Rows that a broker satisfies by the very answer it gives, which is all they ask.
TRULY_SATISFIED = {
    "accepts": {"IFC-MQT-001", "IFC-MQT-002", "IFC-MQT-007", "IFC-MQT-024"},
    "floods": {"IFC-MQT-001", "IFC-MQT-002", "IFC-MQT-007"},
    "takes_all": {
        *(f"IFC-MQT-{number:03}" for number in (1, 2, 7, 8, 9, 10, 24)),
        "IFC-MQD-019",
        "IFC-MQP-011",
    },
}
REASONS = {
    "silent": "too_slow",
    "closes": "no_answer",
    "refuses": "not_authorized",
    "mqtt_3": "not_mqtt_5",
    "not_mqtt": "broke_off",
    "echo": "blocked_by",
    "endless_packet": "body_too_large",
    "endless_length": "blocked_by",
    "drip": "too_slow",
    "cuts_off": "broke_off",
}


def judged(folder: Path, url: str) -> LiveRun:
    values: dict[str, Any] = {
        "profile": "mqtt-broker",
        "level": "mutual_recognition",
        "product": {"name": "Null", "version": "1"},
        "endpoints": {"broker": url},
        "statement": {},
        "authorisation": {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"},
        "limits": {"writing": True, "body_bytes": 100_000, "messages": 200, "concurrency": 64},
    }
    return run_live(folder, values, suites="")


@pytest.mark.parametrize("kind", BROKERS)
def test_a_broker_that_does_nothing_is_none(kind: str, tmp_path: Path) -> None:
    with null_broker(kind) as broker:
        run = judged(tmp_path, broker.url)
    assert run.summary.verdict in (Verdict.NONCONFORMANT, Verdict.UNPROVEN)
    rows = run.summary.requirements.values()
    assert {each.record.id for each in rows if each.conclusion == "satisfied"} <= TRULY_SATISFIED.get(kind, set())
    assert {name for name, case in run.results.items() if getattr(case, "outcome", "") == "error"} == set()
    if kind in REASONS:
        assert run.outcome("IFC-MQT-003") == ("inconclusive", REASONS[kind])
    assert run.again(tmp_path / "again").same_bytes
