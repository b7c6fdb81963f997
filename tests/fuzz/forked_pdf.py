"""PDF files, whose reader starts a process for each: here a fork does its work, since a start takes half a second.

The library is imported before the forks, which takes as long.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pypdf  # noqa: F401 - for the forks

from conformance_suites.assets.labels.reader.metadata import pdf, pdf_worker

Feed = Callable[[str, bytes], None]


def fed(feed: Feed) -> Feed:
    """The feed, with forks in the place of processes."""

    def forked(name: str, data: bytes) -> None:
        started = pdf.subprocess
        pdf.subprocess = SimpleNamespace(run=_run, TimeoutExpired=subprocess.TimeoutExpired)  # type: ignore[assignment]
        try:
            feed(name, data)
        finally:
            pdf.subprocess = started

    return forked


def _run(command: list[str], *, input: bytes, timeout: float, **_: Any) -> SimpleNamespace:  # noqa: A002 - its name
    """As `subprocess.run` of the worker."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as given:
        given.write(input)
        given.seek(0)
        child = os.fork()
        if not child:
            _work(given.fileno(), said.fileno())
        end = time.monotonic() + timeout
        watched = os.pidfd_open(child)
        try:
            if not select.select([watched], [], [], end - time.monotonic())[0]:
                os.kill(child, signal.SIGKILL)
                raise subprocess.TimeoutExpired(command, timeout)
        finally:
            os.waitpid(child, 0)
            os.close(watched)
        said.seek(0)
        return SimpleNamespace(stdout=said.read())


def _work(given: int, said: int) -> None:
    """The worker's work, in the fork, which ends with it."""
    try:
        signal.setitimer(signal.ITIMER_PROF, 0)
        os.dup2(given, 0)
        os.dup2(said, 1)
        with open(0, "rb", closefd=False) as stdin, open(1, "w", encoding="utf-8", closefd=False) as stdout:
            pdf_worker.sys = SimpleNamespace(stdin=SimpleNamespace(buffer=stdin), stdout=stdout)  # type: ignore[assignment]
            pdf_worker.main()
    finally:
        os._exit(0)
