"""One input, and what may not happen with it."""

from __future__ import annotations

import resource
import signal
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from tests.fuzz.changes import changed
from tests.fuzz.format import Format, Trouble

SECONDS = 20.0
"""Processor time of one input."""
BYTES = 1_500_000_000
"""Memory of the process, at its highest."""


class Slow(BaseException):
    """More than SECONDS; not an Exception, so that nothing on the way takes it for a fault of the input."""


def tried(each: Format, seed: int, index: int) -> str:
    """What went wrong with the input of this number; empty where nothing did."""
    name, data = generated(each, seed, index)
    try:
        with _limited():
            each.feed(name, data)
    except Slow:
        return f"more than {SECONDS:g} s of processor time"
    except Trouble as trouble:
        return str(trouble)
    except BaseException:  # whatever leaves the harness would be a traceback
        return traceback.format_exc()
    return f"{memory():,} bytes of memory" if memory() > BYTES else ""


def generated(each: Format, seed: int, index: int) -> tuple[str, bytes]:
    """The input of this number: the same for the same samples."""
    return changed(Random(f"{seed}/{each.name}/{index}"), each.seeds)


def work(connection: Any, each: Format, seed: int, indices: range) -> None:
    """Try these inputs and say which is being tried and what goes wrong; stops after one that took too much memory."""
    for index in indices:
        connection.send((index, ""))
        if problem := tried(each, seed, index):
            connection.send((index, problem))
        if memory() > BYTES:
            return
    connection.send((indices.stop, ""))


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


@contextmanager
def _limited() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise Slow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # users would see them
            yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
