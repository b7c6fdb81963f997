"""JSON-RPC over HTTP needs no separate transport: a POST that only reads is a request like any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from doubles.chain import Chain, running_chain
from doubles.json_rpc import batch, call, notify
from doubles.sessions import live_and_again

from conformance.transports.service import Service
from conformance.transports.session import Session


def test_requests_notifications_and_batches_are_the_same_again(tmp_path: Path) -> None:
    def all_three(session: Session, service: Service) -> list[Any]:
        with session.case("ROW"):
            one = call(service, "sum", 1, 2).member
            nothing = notify(service, "sum", 1)
            many = batch(service, [("sum", [1]), ("no", []), ("sum", [2, 2])])
        return [one, nothing.status, nothing.body, {at: sorted(each) for at, each in many.items()}]

    with running_chain(Chain()) as chain:
        live, again = live_and_again(tmp_path, chain.url, all_three)
    members = ["id", "jsonrpc", "result"]
    assert live == [
        {"id": 1, "jsonrpc": "2.0", "result": 3},
        204,
        b"",
        {1: members, 2: ["error", "id", "jsonrpc"], 3: members},
    ]
    assert again == live
