"""A live run against a product that answers in 20 ms, beside the same requests sent by bare httpx."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.bench.measure import Figure, interleaved

REQUESTS, AT_ONCE = 960, 16
PRODUCT = """
import asyncio, socket, sys, uvicorn
async def application(scope, receive, send):
    await asyncio.sleep(0.02)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": b'{"id": "did:example:1", "more": "' + b"x" * 1000 + b'"}'})
listener = socket.socket(proto=socket.IPPROTO_TCP); listener.bind(("127.0.0.1", 0)); listener.listen(256)
print(listener.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(application, log_level="critical", lifespan="off")).run(sockets=[listener])
"""
SUITE = """[suite]
version = "1"
prefix  = "BEN-SVC"
owner   = "bench"
kind    = "slow"
title   = { en = "Slow services", zh = "慢服务" }

[service]
title = { en = "slow service", zh = "慢服务" }

[[requirement]]
id         = "BEN-SVC-001"
obligation = "shall"
origin     = "added"
title      = { en = "Everything is there", zh = "一切存在" }
statement  = { en = "Everything shall be answered with status 200.", zh = "一切应以状态码 200 应答。" }
at         = "url"
policy     = ["S1-3.2-genquality"]
basis      = ["rfc8259:4"]
finding    = { en = "status {received}", zh = "状态码 {received}" }
"""
CHECKS = f"""from conformance.authoring import Finding, check
from conformance.transports.exchange import Request

@check("BEN-SVC-001")
def everything_is_there(service):
    requests = [Request("GET", service.absolute(f"things/{{number}}")) for number in range({REQUESTS})]
    for exchange in service.send_all(requests):
        if exchange.status != 200 or exchange.member.get("id") != "did:example:1":
            yield Finding(exchange.where(), received=exchange.status)
"""
PROFILE = """[profile]
version = "1"
title   = { en = "Slow", zh = "慢" }
role    = { en = "slow", zh = "慢" }
kinds   = ["slow"]

[[level]]
id = "basic"
requirements = ["BEN-SVC-001"]
"""


def live_run(folder: Path) -> Iterator[Figure]:
    """The whole run, with its record, journal and bundle, against the bare client."""
    from conformance.engine.plan_file import parse_plan
    from conformance.engine.run_service import resolve

    suites = _write_suite(folder / "live")
    with subprocess.Popen([sys.executable, "-c", PRODUCT], stdout=subprocess.PIPE, text=True) as product:
        assert product.stdout is not None
        url = f"http://127.0.0.1:{product.stdout.readline().strip()}/"
        test_plan = parse_plan(
            {
                "profile": "slow",
                "product": {"name": "slow", "version": "1"},
                "endpoints": {"slow": url},
                "statement": {},
                "limits": {"concurrency": AT_ONCE},
            },
            "plan",
        )
        plan = resolve(test_plan, (str(suites),), "plan")
        plan.suites_for("slow")
        try:
            ours, bare = interleaved(lambda: _run(test_plan, plan), lambda: _bare(url), rounds=5)
        finally:
            product.terminate()
    yield Figure(
        f"live run of {REQUESTS} requests, {AT_ONCE} at a time / bare httpx",
        ours / bare,
        "<=",
        1.15,
        f"{REQUESTS / ours:,.0f} / {REQUESTS / bare:,.0f} requests a second, of {AT_ONCE / 0.02:,.0f}",
    )


def _run(test_plan: Any, plan: Any) -> float:
    from conformance.engine.live_session import live_session
    from conformance.engine.packing import write_bundle
    from conformance.engine.run_service import execute

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = time.perf_counter()
        with live_session(test_plan, folder, folder / "evidence", {}) as session:
            execute(test_plan, plan, session, folder / "run.jsonl")
        write_bundle(folder / "evidence.zip", folder / "evidence", folder / "run.jsonl", test_plan, plan)
        took = time.perf_counter() - started
        assert '"P"' in (folder / "run.jsonl").read_text(encoding="utf-8")
        return took


def _bare(url: str) -> float:
    import httpx

    started = time.perf_counter()
    with (
        httpx.Client(limits=httpx.Limits(max_connections=AT_ONCE), trust_env=False) as client,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        answers = list(pool.map(lambda number: client.get(f"{url}things/{number}").json(), range(REQUESTS)))
    took = time.perf_counter() - started
    assert len(answers) == REQUESTS
    return took


def _write_suite(root: Path) -> Path:
    folder = root / "suites" / "bench" / "slows" / "slow"
    folder.mkdir(parents=True)
    family = '[family]\ntitle = { en = "Benchmarks", zh = "基准" }\nowner = "bench"\n'
    (folder.parent / "family.toml").write_text(family, encoding="utf-8")
    (folder / "suite.toml").write_text(SUITE, encoding="utf-8")
    (folder / "checks.py").write_text(CHECKS, encoding="utf-8")
    (folder / "view.py").write_text("def view(service):\n    return service\n", encoding="utf-8")
    (root / "profiles").mkdir()
    (root / "profiles" / "slow.toml").write_text(PROFILE, encoding="utf-8")
    return root / "suites"
