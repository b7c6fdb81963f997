"""A program that reads and writes lines, with everything it starts: no wait on it is without an end.

It gets its own session, so that whatever it starts can be ended with it, and only those variables of the
environment that programs need in order to run, and those that the plan names: no secret of the harness by accident.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

STOP_SECONDS = 2.0
_LOOK_SECONDS = 0.2
_NEEDED = frozenset(
    (
        "PATH",
        "HOME",
        "USERPROFILE",
        "SYSTEMROOT",
        "COMSPEC",
        "PATHEXT",
        "TEMP",
        "TMP",
        "TMPDIR",
        "LANG",
        "LANGUAGE",
        "TZ",
    )
)


class Ended(Exception):
    """The program ended, or closed its side; `status` is None if it is still running."""

    def __init__(self, status: int | None) -> None:
        super().__init__(status)
        self.status = status


def environment(named: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """The variables that a program gets: those that any program needs, and those named in the plan."""
    wanted = _NEEDED | {*named}
    return {name: value for name, value in given.items() if name in wanted or name.upper().startswith("LC_")}


class Program:
    """A running program. Raises OSError if it cannot be started."""

    def __init__(self, command: Iterable[str], variables: Mapping[str, str], longest_line: int) -> None:
        self._longest_line = longest_line
        self._to_write: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._process = subprocess.Popen(  # noqa: S603 - the plan names the program, and its user wrote the plan
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=dict(variables),
            start_new_session=True,
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError("a program without pipes")
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        self._threads = [threading.Thread(target=each, daemon=True) for each in (self._listen, self._speak)]
        for thread in self._threads:
            thread.start()

    def write(self, line: bytes) -> None:
        """Hand the line over; a program that does not read it cannot hold up its sender."""
        self._to_write.put(line)

    def read(self, seconds: float, given_up: Callable[[], bool] = lambda: False) -> bytes:
        """The next line. Raises TimeoutError, also once the wait is `given_up`, or Ended if there will be none."""
        end = time.monotonic() + seconds
        while True:
            left = max(0.0, end - time.monotonic())
            try:
                line = self._lines.get(timeout=min(left, _LOOK_SECONDS))
            except queue.Empty:
                # What it started may keep its output open after it has ended itself.
                if self._process.poll() is not None and self._lines.empty():
                    raise Ended(self._process.returncode) from None
                if left <= _LOOK_SECONDS or given_up():
                    raise TimeoutError from None
                continue
            if not line:
                raise Ended(self._status())
            return line

    def end(self) -> None:
        """End it, and after a moment whatever it has started and left behind."""
        self._to_write.put(None)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_SECONDS)
        _kill_group(self._process)
        self._process.wait()
        for thread in self._threads:
            thread.join(STOP_SECONDS)
        if not any(thread.is_alive() for thread in self._threads):
            self._stdout.close()  # otherwise a process that left the session still holds it

    def _status(self) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_SECONDS)  # its pipes close slightly earlier
        return self._process.returncode

    def _listen(self) -> None:
        while line := self._stdout.readline(self._longest_line):
            self._lines.put(line)
        self._lines.put(b"")

    def _speak(self) -> None:
        with suppress(OSError, ValueError):
            while (line := self._to_write.get()) is not None:
                self._stdin.write(line)
                self._stdin.flush()
        with suppress(OSError):
            self._stdin.close()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill the program and its session, as far as they are still there."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
