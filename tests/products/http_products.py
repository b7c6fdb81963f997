"""Starting the HTTP products of this folder on loopback, and what is reported of them."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from listening import free_port

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

SUITES = ("semantics", "conditions", "problems", "cors", "resources")
PLAN = Plan(Selection(suites=tuple(f"http/{name}" for name in SUITES)))
ALLOWED = {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"}


@contextmanager
def running(command: Sequence[str], path: str = "", port: int = 0, **environment: str) -> Iterator[str]:
    """The program with `{port}` in its command replaced, once it answers GET requests for the path; its URL."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}/"
    arguments = [each.replace("{port}", str(port)) for each in command]
    told = {**os.environ, **environment}
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=told) as program:
        try:
            _await(f"{url}{path}", program)
            yield url
        finally:
            program.terminate()


def _await(url: str, program: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert program.poll() is None, "the product did not start"
        try:
            asked("GET", url)
        except URLError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the product does not answer")


def asked(method: str, url: str, body: bytes | None = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers by their names in lower case, and content of an answer, as a plain client sees them."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(url, body, named, method=method)  # noqa: S310 - the product on loopback
    try:
        with urlopen(request, timeout=30) as answer:  # noqa: S310
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except HTTPError as error:
        return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()


def outcomes(url: str, *, active: bool = True, problem_details: bool = False, **information: str) -> dict[str, Outcome]:
    """The outcome of every row; `active` allows more than reading."""
    values: dict[str, Any] = {
        "product": {"name": "product", "version": "1"},
        "profile": "http-api",
        "endpoints": {"api": url},
        "statement": {"problem_details": problem_details},
        "information": information,
        **({"authorisation": ALLOWED, "limits": {"writing": True}} if active else {}),
    }
    return judged_once(PLAN, values)
