"""Starting programs of this folder that listen on loopback, and what was found of them."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from conformance.model.outcome import Outcome


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def listening(command: Sequence[str], port: int, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """The program, once it takes connections at the port."""
    told = {**os.environ, **environment}
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=told)
    try:
        _await(port, program)
        yield program
    finally:
        program.terminate()
        program.wait(10)


def _await(port: int, program: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert program.poll() is None, "it did not start"
        try:
            socket.create_connection(("127.0.0.1", port), 1.0).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("it takes no connections")


def named(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    """The rows with that outcome."""
    return {name for name, each in found.items() if each is outcome}
