"""Live against real products, WebSocket servers from PyPI: what is reported of each is true."""

from __future__ import annotations

import sys
from importlib.util import find_spec

import pytest
from listening import free_port, listening, named

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

PLAN = Plan(Selection(suites=("interfaces/websocket/protocol", "interfaces/websocket/resilience")))
WEBSOCKETS = """
from websockets.sync.server import serve
def echo(connection):
    for message in connection:
        connection.send(message)
with serve(echo, "127.0.0.1", PORT) as server:
    server.serve_forever()
"""
WEBSOCKETS_ASYNCIO = """
import asyncio
from websockets.asyncio.server import serve
async def echo(connection):
    async for message in connection:
        await connection.send(message)
async def main():
    async with serve(echo, "127.0.0.1", PORT) as server:
        await server.serve_forever()
asyncio.run(main())
"""
WEBSOCKET_SERVER = """
from websocket_server import WebsocketServer
server = WebsocketServer(host="127.0.0.1", port=PORT)
server.set_fn_message_received(lambda client, server, message: server.send_message(client, message))
server.run_forever()
"""
AIOHTTP = """
from aiohttp import web, WSMsgType
async def echo(request):
    connection = web.WebSocketResponse()
    await connection.prepare(request)
    async for message in connection:
        if message.type == WSMsgType.TEXT:
            await connection.send_str(message.data)
        elif message.type == WSMsgType.BINARY:
            await connection.send_bytes(message.data)
    return connection
application = web.Application()
application.router.add_get("/", echo)
web.run_app(application, host="127.0.0.1", port=PORT, print=None)
"""
# Module, program, the rows it violates, and those that it keeps from being judged.
SERVERS = {
    # A version that it does not know is answered with 400, but without the versions that it knows.
    "websockets": ("websockets", WEBSOCKETS, {"IFC-WSK-007"}, set()),
    "websockets_asyncio": ("websockets", WEBSOCKETS_ASYNCIO, {"IFC-WSK-007"}, set()),
    # HTTP/1.0 is accepted, an unmasked frame is sent back.
    "aiohttp": ("aiohttp", AIOHTTP, {"IFC-WSK-007", "IFC-WSK-009", "IFC-WSK-012"}, set()),
    # It reads neither version nor method well, does not know fragments, and never sends a Close frame.
    "websocket_server": (
        "websocket_server",
        WEBSOCKET_SERVER,
        {"IFC-WSK-005", "IFC-WSK-006", "IFC-WSK-008", "IFC-WSK-009", "IFC-WSK-013", "IFC-WSK-015", "IFC-WSK-016"}
        | {"IFC-WSK-018", "IFC-WSK-021", "IFC-WSK-023", "IFC-WSR-012"},
        {"IFC-WSK-007", "IFC-WSK-024", "IFC-WSK-025"},
    ),
}


@pytest.mark.parametrize("name", SERVERS)
def test_what_is_reported_of_a_server_is_true(name: str) -> None:
    module, program, violated, unproven = SERVERS[name]
    if find_spec(module) is None:
        pytest.skip(f"{module} is not installed")
    port = free_port()
    with listening([sys.executable, "-c", program.replace("PORT", str(port))], port):
        found = judged_once(
            PLAN,
            {
                "product": {"name": name, "version": "1"},
                "profile": "websocket-server",
                "endpoints": {"websocket": f"ws://127.0.0.1:{port}/"},
                "statement": {"echo": True, "text": True},
                "authorisation": {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"},
            },
        )
    assert named(found, Outcome.FAIL) == violated
    assert named(found, Outcome.INCONCLUSIVE) == unproven
    assert Outcome.ERROR not in found.values()
