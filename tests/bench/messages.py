"""Conversations of many messages by WebSocket and MQTT, each one redacted and recorded: messages a second.

The product has a processor for itself where there are two; how many go through a second of ours is reported as
well, since other work on the machine does not change that much.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.measure import Figure, interleaved

EACH_WAY, AT_ONCE = 10_000, 50
GOAL = 5_000
SECRET = "a secret of the benchmark"  # noqa: S105 - every message is searched for one, as in a real run
COMMON = """
import asyncio, base64, hashlib, socket

async def serve(reader, writer):
    try:
        await talk(reader, writer)
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    writer.close()

async def main():
    # Of a socket that does not name its protocol, asyncio would hold back what was not acknowledged yet, for 40 ms.
    listener = socket.socket(proto=socket.IPPROTO_TCP); listener.bind(("127.0.0.1", 0))
    server = await asyncio.start_server(serve, sock=listener, limit=1 << 20)
    print(listener.getsockname()[1], flush=True)
    await server.serve_forever()
"""
WEBSOCKET = """
async def talk(reader, writer):
    lines = (await reader.readuntil(b"\\r\\n\\r\\n")).decode().split("\\r\\n")
    key = next(line.partition(":")[2].strip() for line in lines if line.lower().startswith("sec-websocket-key:"))
    proof = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
    head = "HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n"
    writer.write((head + "Sec-WebSocket-Accept: " + proof + "\\r\\n\\r\\n").encode())
    while True:
        first, size = await reader.readexactly(2)
        size &= 127
        if size == 126:
            size = int.from_bytes(await reader.readexactly(2), "big")
        mask, data = await reader.readexactly(4), await reader.readexactly(size)
        whole = (mask * (size // 4 + 1))[:size]
        data = (int.from_bytes(data, "big") ^ int.from_bytes(whole, "big")).to_bytes(size, "big")
        length = bytes([size]) if size < 126 else b"\\x7e" + size.to_bytes(2, "big")
        writer.write(bytes([first]) + length + data)
        await writer.drain()

asyncio.run(main())
"""
MQTT = """
async def talk(reader, writer):
    while True:
        first = await reader.readexactly(1)
        length, places = bytearray(), 0
        while not length or length[-1] > 127:
            length += await reader.readexactly(1)
        for place, byte in enumerate(length):
            places |= (byte & 127) << 7 * place
        rest = await reader.readexactly(places)
        if first[0] >> 4 == 1:
            writer.write(bytes([0x20, 3, 0, 0, 0]))
        elif first[0] >> 4 == 8:
            writer.write(bytes([0x90, 4, *rest[:2], 0, 0]))
        else:
            writer.write(first + length + rest)
        await writer.drain()

asyncio.run(main())
"""


def messages(folder: Path) -> Iterator[Figure]:
    """As many messages each way, no two alike, in turns of fifty: what a check sends and hears, and what is kept."""
    for name, scheme, product, begun, said in (
        ("WebSocket", "ws", WEBSOCKET, _handshaken, {"opcode": 1}),
        ("MQTT", "mqtt", MQTT, _subscribed, {"type": "PUBLISH", "topic": "room/1/pose"}),
    ):
        with subprocess.Popen([sys.executable, "-c", COMMON + product], stdout=subprocess.PIPE, text=True) as program:
            assert program.stdout is not None
            url = f"{scheme}://127.0.0.1:{program.stdout.readline().strip()}/"
            rounds, busy = iter(range(100)), [0.0]

            def talked() -> float:
                began = time.process_time()
                took = _talked(folder / f"{scheme}{next(rounds)}", url, begun, said)  # noqa: B023
                busy.append(time.process_time() - began)  # noqa: B023
                return took

            try:
                (took,) = interleaved(talked, rounds=3)
            finally:
                program.terminate()
        rate = 2 * EACH_WAY / took
        ours = 2 * EACH_WAY / sorted(busy[2:])[1]
        detail = f"{EACH_WAY:,} each way in {took:.2f} s; {ours:,.0f} a second of our processor time"
        yield Figure(f"messages a second by {name}, recorded", rate, ">=", GOAL, detail)


def _handshaken(service: Any) -> Any:
    talk = service.open(service.url)
    assert talk.receive(10.0).head["status"] == 101
    return talk


def _subscribed(service: Any) -> Any:
    talk = service.open(service.url, type="CONNECT", client_id="bench", clean_start=True, keep_alive=60)
    assert talk.receive(10.0).head["type"] == "CONNACK"
    return talk


def _talked(folder: Path, url: str, begun: Callable[[Any], Any], said: dict[str, Any]) -> float:
    """Seconds of the conversation, from its opening until its record is written."""
    from conformance.engine.live_session import live_session
    from conformance.engine.plan_file import parse_plan
    from conformance.transports.message import Message
    from conformance.transports.service import Service

    everything = 10 * EACH_WAY
    plan = parse_plan(
        {
            "profile": "event-platform",
            "product": {"name": "echo", "version": "1"},
            "endpoints": {"bench": url},
            "statement": {},
            "authentication": {"scheme": "bearer", "token": {"env": "TOKEN"}},
            "limits": {"messages": everything, "requests": everything},
        },
        "plan",
    )
    folder.mkdir()
    with live_session(plan, folder, folder / "evidence", {"TOKEN": SECRET}) as session:
        service = Service(session, "bench")
        started = time.perf_counter()
        with session.case("BENCH"), begun(service) as talk:
            for first in range(0, EACH_WAY, AT_ONCE):
                for number in range(first, first + AT_ONCE):
                    pose = {"number": number, "position": [number / 7, 1.62, -number / 3], "avatar": "guest"}
                    talk.send(Message(said, json.dumps(pose).encode()))
                heard = [talk.receive(10.0) for _ in range(AT_ONCE)]
                assert json.loads(heard[-1].body)["number"] == first + AT_ONCE - 1
        took = time.perf_counter() - started
    kept = (folder / "evidence" / "exchanges.jsonl").read_text(encoding="utf-8")
    assert kept.count('"received"') > EACH_WAY
    return took
