"""One process that has imported what no mutation changes, and runs each trial in a copy of itself: quicker by seconds.

Reads a line of JSON with `tests` (the arguments of pytest), `seconds` (of CPU time), `wait` (of any time) and `memory`
(bytes); writes one with the `status` (negative: the signal that ended it) and the `output`. POSIX only.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import signal
import sys
import tempfile
import traceback
from typing import Any

import pytest

LIBRARIES = (
    *("hypothesis", "numpy", "pydantic", "httpx", "orjson", "simdjson", "jsonschema", "jsonschema_rs", "rich.console"),
    *("PIL.Image", "starlette.applications", "uvicorn", "cryptography.x509", "trustme", "hypercorn", "yaml", "gmssl"),
)


def main() -> None:
    for name in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_trial(json.loads(line))) + "\n")
        sys.stdout.flush()


def _trial(asked: dict[str, Any]) -> dict[str, Any]:
    with tempfile.TemporaryFile() as output:
        child = os.fork()
        if child == 0:
            _run(asked, output.fileno())
        _, status = os.waitpid(child, 0)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # what the tests started
        output.seek(0)
        return {"status": os.waitstatus_to_exitcode(status), "output": output.read().decode(errors="replace")}


def _run(asked: dict[str, Any], output: int) -> None:
    status = 1
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(output, 1)
        os.dup2(output, 2)
        signal.alarm(asked["wait"])
        resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"], asked["seconds"] + 5))
        resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))
        status = int(pytest.main(asked["tests"]))
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
