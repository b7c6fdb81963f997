"""A reference product in a separate process on loopback, whose fault can be switched while it runs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from types import TracebackType


class ReferenceProcess:
    """The product of the families of these packages; it ends with the block, and by itself when its parent is gone.

    `url` is its address, `servers` are those of what does not speak HTTP, by endpoint; `roots` are the suites folders
    with the families. Raises OSError if it does not start.
    """

    def __init__(self, packages: Sequence[str], roots: Sequence[str] = ()) -> None:
        # -P: the current folder may contain files of the product, such as a json.py
        command = [sys.executable, "-P", "-X", "utf8", "-m", "conformance.reference.serving"]
        self._program = subprocess.Popen(  # noqa: S603 - our own module
            [*command, *packages, *(f"--root={root}" for root in roots)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for the run, which then ends this process
        )
        started = json.loads(self._answer())
        self.url: str = started["url"]
        self.servers: Mapping[str, str] = started["servers"]

    def switch(self, fault: str) -> None:
        """From now on the product has this fault; "" makes it honest again."""
        stdin = self._program.stdin
        if stdin is None:
            raise OSError("the reference product has no standard input")
        stdin.write(f"{fault}\n")
        stdin.flush()
        self._answer()

    def _answer(self) -> str:
        stdout = self._program.stdout
        line = stdout.readline().strip() if stdout else ""
        if not line:
            raise OSError(f"the reference product ended with status {self._program.wait()}")
        return line

    def __enter__(self) -> ReferenceProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._program.stdin:
            self._program.stdin.close()
        try:
            self._program.wait(5)
        except subprocess.TimeoutExpired:
            self._program.kill()
            self._program.wait()
        if self._program.stdout:
            self._program.stdout.close()
