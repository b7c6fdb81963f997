"""What a network does to a good broker is never the broker's failure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from doubles.cut_connections import cut_connections
from doubles.live_runs import LiveRun, run_live

from conformance.model.outcome import Verdict
from conformance.reference.fault import Fault
from conformance.reference.servers import servers
from conformance_suites.interfaces.mqtt import reference


@pytest.fixture
def broker() -> Iterator[tuple[str, int]]:
    with servers([reference], Fault()) as urls:
        address = urlsplit(urls["broker"])
        yield address.hostname or "", address.port or 0


def judged(folder: Path, address: str) -> LiveRun:
    values: dict[str, Any] = {
        "profile": "mqtt-broker",
        "product": {"name": "Reference", "version": "1"},
        "endpoints": {"broker": f"mqtt://{address}"},
        "statement": {},
        "authorisation": {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"},
        "limits": {"writing": True},
    }
    return run_live(folder, values, suites="")


def test_connections_that_are_cut(broker: tuple[str, int], tmp_path: Path) -> None:
    def cut(number: int) -> int | None:
        return 40 + number if number % 4 == 1 and number > 1 else None

    with cut_connections(broker, cut) as network:
        run = judged(tmp_path, network.address)
    outcomes = {run.outcome(name)[0] for name in run.results}
    assert outcomes <= {"inconclusive", "not_applicable"}
    assert "inconclusive" in outcomes
    assert run.again(tmp_path / "again").same_bytes


def test_a_broker_that_dies_halfway(broker: tuple[str, int], tmp_path: Path) -> None:
    with cut_connections(broker, lambda number: None, last=60) as network:
        run = judged(tmp_path, network.address)
    reasons = {run.outcome(name) for name in run.results}
    assert ("inconclusive", "target_died") in reasons
    assert {outcome for outcome, _ in reasons} <= {"inconclusive", "not_applicable"}
    assert run.summary.verdict is Verdict.UNPROVEN
    assert run.again(tmp_path / "again").same_bytes
