"""A session with a product and its replay, for what needs no suite."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from conformance.transports.address import host_of
from conformance.transports.evidence import EXCHANGES
from conformance.transports.ledger import LedgerBodies
from conformance.transports.limits import Limits
from conformance.transports.record import Record
from conformance.transports.recorder import Recorder
from conformance.transports.registry import Transports
from conformance.transports.secrets import Secrets
from conformance.transports.service import Service
from conformance.transports.session import Session
from conformance.transports.transport import Setup

Result = TypeVar("Result")
FACTS = {"now": "2026-01-01T00:00:00+00:00", "seed": "0", "credentials": []}


def live_and_again(
    folder: Path, url: str, what: Callable[[Session, Service], Result], *others: str, **limits: Any
) -> tuple[Result, Result]:
    """What a function has of the service at the URL, live and then from its record in the folder."""
    allowed = Limits(hosts=frozenset(map(host_of, (url, *others))), exchange_seconds=20.0, **limits)
    endpoints = {"it": url, **{f"other-{at}": other for at, other in enumerate(others)}}
    with Recorder(folder, Transports(Setup(allowed)), allowed, Secrets(), FACTS) as recorder:
        session = Session(recorder, endpoints, {}, {}, allowed)
        live = what(session, Service(session, "it"))
    lines = [json.loads(line) for line in (folder / EXCHANGES).read_text(encoding="utf-8").splitlines()]
    with LedgerBodies(folder) as bodies:
        record = Record(lines, dict(bodies), complete=True)
    session = Session(record, endpoints, {}, {}, allowed)
    return live, what(session, Service(session, "it"))


def all_of(folder: Path) -> bytes:
    """The content of all files in a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
