"""One process that has imported what no mutation changes, and runs each trial in a copy of itself: quicker by seconds.

Reads a line of JSON with `tests` (their ids), `seconds` (of CPU time), `wait` (of any time) and `memory`
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
from collections.abc import Callable
from typing import Any

import pytest

LIBRARIES = (
    *("hypothesis", "numpy", "pydantic", "httpx", "orjson", "simdjson", "jsonschema", "jsonschema_rs", "rich.console"),
    *("PIL.Image", "starlette.applications", "uvicorn", "cryptography.x509", "trustme", "hypercorn", "yaml", "gmalg"),
)
QUIET = ("-Wignore::ResourceWarning", "-Wignore::pytest.PytestAssertRewriteWarning")
OPTIONS = ("-q", "--tb=no", "-p", "no:cacheprovider", "-p", "no:randomly", *QUIET)


def main() -> None:
    for name in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    for line in sys.stdin:
        asked = json.loads(line)
        sys.stdout.write(json.dumps(trial(lambda asked=asked: _run(asked))) + "\n")
        sys.stdout.flush()


def trial(run: Callable[[], int]) -> dict[str, Any]:
    """How a copy of this process ends that runs this, and what it writes."""
    with tempfile.TemporaryFile() as output:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.setsid()
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                os.dup2(output.fileno(), 1)
                os.dup2(output.fileno(), 2)
                status = run()
                sys.stdout.flush()
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # what the tests started
        output.seek(0)
        return {"status": os.waitstatus_to_exitcode(status), "output": output.read().decode(errors="replace")}


def limit(asked: dict[str, Any]) -> None:
    """End this process after that much time, or where it takes more memory."""
    signal.alarm(asked["wait"])
    resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"], asked["seconds"] + 5))
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))


def _run(asked: dict[str, Any]) -> int:
    limit(asked)
    return int(pytest.main([*OPTIONS, "-x", *asked["tests"]]))


if __name__ == "__main__":
    main()
