"""Live against a real product, the signalling server of the npm package y-webrtc: what is reported of it is true.

CONFORMANCE_NODE_MODULES names the node_modules folder it is installed in. The server would listen on all
addresses: here it is kept to loopback.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from listening import free_port, listening, named

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

NODE = shutil.which("node")
MODULES = Path(os.environ.get("CONFORMANCE_NODE_MODULES", "nowhere"))
SERVER = MODULES / "y-webrtc" / "bin" / "server.js"
LOOPBACK = """
const { Server } = await import("node:net");
const listen = Server.prototype.listen;
Server.prototype.listen = function (port) { return listen.call(this, port, "127.0.0.1") };
await import(process.argv[1]);
"""
INFORMATION = {
    "join": '{"type": "subscribe", "topics": ["{room}"]}',
    "act": '{"type": "publish", "topic": "{room}", "data": "{content}"}',
    "received": '{"type": "publish", "topic": "{room}", "data": "{content}"}',
    "leave": '{"type": "unsubscribe", "topics": ["{room}"]}',
    "latency": 1.0,
}
# It passes on what clients publish who have not subscribed, and ends when it is sent what is not JSON.
VIOLATED = {"IFC-PRE-012", "IFC-PRE-019", "IFC-PRE-022"}
# Nobody has a name in it.
NAMELESS = {"IFC-PRE-008", "IFC-PRE-009", "IFC-PRE-021"}
UNSAID = {f"IFC-PRE-0{number}" for number in (13, 14, 15, 16, 17, 18)}

if NODE is None:
    pytest.skip("Node is not installed", allow_module_level=True)
if not SERVER.is_file():
    pytest.skip("CONFORMANCE_NODE_MODULES names no folder with y-webrtc in it", allow_module_level=True)


def test_what_is_reported_of_it_is_true() -> None:
    port = free_port()
    program = [str(NODE), "--input-type=module", "--eval", LOOPBACK, SERVER.resolve().as_uri()]
    with listening(program, port, PORT=str(port)) as server:
        found = judged_once(
            Plan(Selection(suites=("interfaces/presence/room",))),
            {
                "product": {"name": "y-webrtc", "version": "10"},
                "profile": "room-server",
                "endpoints": {"room": f"ws://127.0.0.1:{port}/"},
                "statement": {},
                "information": INFORMATION,
                "authorisation": {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"},
                "limits": {"concurrency": 1},  # the last row is the one that it does not survive
            },
        )
        assert server.wait(10) != 0
    assert named(found, Outcome.FAIL) == VIOLATED
    assert named(found, Outcome.NOT_APPLICABLE) == NAMELESS
    assert named(found, Outcome.NOT_RUN) == UNSAID
    assert named(found, Outcome.PASS) == set(found) - VIOLATED - NAMELESS - UNSAID
