"""A million observations, walked in pages: the memory of the whole run, with its record and its bundle."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Figure, command, peak_megabytes

COUNT = 1_000_000
PRODUCT = """
import json, socket, sys, uvicorn
from urllib.parse import parse_qsl
from conformance.reference.serving import Fault
from conformance_suites.interfaces.sensorthings.reference import station
COUNT, PAGE = int(sys.argv[1]), 1000
listener = socket.socket(proto=socket.IPPROTO_TCP); listener.bind(("127.0.0.1", 0)); listener.listen(256)
base = f"http://127.0.0.1:{listener.getsockname()[1]}"
service = station.Station(base, Fault())
def page(after):
    some = range(after, min(after + PAGE, COUNT))
    value = [{**service.entity("Observations", 1 + at % 11), "@iot.id": at + 1,
              "@iot.selfLink": f"{service.root}/Observations({at + 1})"} for at in some]
    more = {"@iot.nextLink": f"{service.root}/Observations?$skip={after + PAGE}"} if after + PAGE < COUNT else {}
    return 200, {"value": value, **more}
async def application(scope, receive, send):
    path = scope["path"].removeprefix(station.PATH).strip("/")
    query = dict(parse_qsl(scope["query_string"].decode()))
    whole = path == "Observations" and not set(query) - {"$skip"} and query.get("$skip", "0").isdecimal()
    status, body = page(int(query.get("$skip", "0"))) if whole else service.answer(path, query)
    data = b"" if body is None else json.dumps(body).encode()
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": data})
print(base + station.PATH, flush=True)
uvicorn.Server(uvicorn.Config(application, log_level="critical", lifespan="off")).run(sockets=[listener])
"""
PLAN = """
profile = "sensor-service"

[product]
name = "Many observations"
version = "1"

[endpoints]
sensors = {url}
"""


def observations(folder: Path) -> Iterator[Figure]:
    """The peak memory of the run, whatever of its requirements the product meets."""
    with subprocess.Popen([sys.executable, "-c", PRODUCT, str(COUNT)], stdout=subprocess.PIPE, text=True) as product:
        assert product.stdout is not None
        url = product.stdout.readline().strip()
        plan = folder / "plan.toml"
        plan.write_text(PLAN.format(url=json.dumps(url)), encoding="utf-8")
        started = time.perf_counter()
        try:
            peak = peak_megabytes([command(), "run", str(plan), "--quiet", "--folder", str(folder / "run")])
        finally:
            product.terminate()
        took = time.perf_counter() - started
    yield Figure(f"{COUNT:,} observations walked in pages, judged and packed, in MB", peak, "<=", 300, f"{took:.0f} s")
