"""A whole run of `platform-api` against a service of 20 operations that describes itself, with default settings."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Figure, command

PRODUCT = """
import itertools, json, socket
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

KINDS = ("rooms", "people", "objects", "scenes", "events")

def problem(status):
    body = {"title": "refused", "status": status}
    return JSONResponse(body, status, media_type="application/problem+json")

def operations(kind):
    kept, numbers = {"1": {"id": "1", "name": "first", "size": 1}}, itertools.count(2)

    async def several(request):
        if request.method != "POST":
            limit = request.query_params.get("limit", "10")
            if not (limit.isascii() and limit.isdigit() and 1 <= int(limit) <= 100):
                return problem(400)
            return JSONResponse(list(kept.values())[: int(limit)])
        try:
            told = json.loads(await request.body())
        except ValueError:
            return problem(400)
        right = isinstance(told, dict) and isinstance(told.get("name"), str) and 1 <= len(told["name"]) <= 40
        size = told.get("size", 0) if right else None
        if not right or isinstance(size, bool) or not isinstance(size, int) or not 0 <= size <= 1000:
            return problem(400)
        number = str(next(numbers))
        kept[number] = {"id": number, "name": told["name"], "size": size}
        return JSONResponse(kept[number], 201, headers={"Location": f"/{kind}/{number}"})

    async def single(request):
        number = request.path_params["number"]
        if number not in kept:
            return problem(404)
        if request.method == "DELETE":
            del kept[number]
            return Response(status_code=204)
        return JSONResponse(kept[number])

    return [
        Route(f"/{kind}", several, methods=["GET", "POST"]),
        Route(f"/{kind}/{{number}}", single, methods=["GET", "DELETE"]),
    ]

def described():
    said = {"description": "wrong", "content": {"application/problem+json": {"schema": {"type": "object"}}}}
    thing = {
        "type": "object",
        "required": ["name"],
        "properties": {
            "id": {"type": "string"},
            "name": {"type": "string", "minLength": 1, "maxLength": 40},
            "size": {"type": "integer", "minimum": 0, "maximum": 1000},
        },
    }
    paths = {}
    for kind in KINDS:
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
        many = {"application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}}}
        limit = {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100}}
        number = {"name": "number", "in": "path", "required": True, "schema": {"type": "string"}, "example": "1"}
        paths[f"/{kind}"] = {
            "get": {
                "operationId": f"list_{kind}",
                "parameters": [limit],
                "responses": {"200": {"description": "all", "content": many}, "400": said},
            },
            "post": {
                "operationId": f"make_{kind}",
                "requestBody": {"required": True, "content": content},
                "responses": {"201": {"description": "made", "content": content}, "400": said},
            },
        }
        paths[f"/{kind}/{{number}}"] = {
            "parameters": [number],
            "get": {
                "operationId": f"read_{kind}",
                "responses": {"200": {"description": "one", "content": content}, "404": said},
            },
            "delete": {"operationId": f"remove_{kind}", "responses": {"204": {"description": "gone"}, "404": said}},
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": paths,
        "components": {"schemas": {"Thing": thing}},
    }

async def document(request):
    return JSONResponse(described())

routes = [Route("/openapi.json", document), *(each for kind in KINDS for each in operations(kind))]
listener = socket.socket(proto=socket.IPPROTO_TCP); listener.bind(("127.0.0.1", 0)); listener.listen(256)
print(listener.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(Starlette(routes=routes), log_level="critical", lifespan="off")).run(sockets=[listener])
"""
PLAN = """profile = "platform-api"
level   = "mutual_recognition"

[product]
name    = "things"
version = "1"

[endpoints]
api           = "{url}"
described_api = "{url}"

[statement]
problem_details = true

[information]
resource         = "rooms"
unknown_resource = "rooms/none"
description      = "openapi.json"
collection       = "rooms"
example_body     = '{{"name": "lamp", "size": 3}}'

[authorisation]
by     = "-"
scope  = "-"
starts = 2000-01-01
ends   = 2999-12-31

[limits]
writing = true
"""


def described_service(folder: Path) -> Iterator[Figure]:
    """The command as a user runs it, with its evidence."""
    with subprocess.Popen([sys.executable, "-c", PRODUCT], stdout=subprocess.PIPE, text=True) as product:
        assert product.stdout is not None
        plan = folder / "plan.toml"
        plan.write_text(PLAN.format(url=f"http://127.0.0.1:{product.stdout.readline().strip()}/"), encoding="utf-8")
        started = time.perf_counter()
        try:
            done = subprocess.run(
                [command(), "run", str(plan), "--output", str(folder / "report.json"), "--format", "json"],
                cwd=folder,
                capture_output=True,
                check=False,
            )
        finally:
            product.terminate()
    took = time.perf_counter() - started
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    judged = sum(each["conclusion"] in ("satisfied", "violated") for each in report["requirements"])
    assert done.returncode in (0, 1, 3), done.stderr.decode(errors="replace")
    name = "platform-api of a service with 20 operations, default settings, in seconds"
    yield Figure(name, took, "<=", 60, f"{judged} rows judged, exit status {done.returncode}")
