"""`listen` with devices of a test: in this process, or as a command whose standard error tells the addresses."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from conformance.engine.plan import Plan, Selection
from conformance.listening.listener import Listening
from conformance.listening.protocols import protocols

PROFILE = "xr-headset"
LINES = [
    b'{"recording":"1.0","device":{"name":"d"},"clock":{"unit":"ms"},"sequence":{},"space":"local-floor",'
    b'"session":{"mode":"immersive-vr","features":["local-floor"]},'
    b'"conventions":{"length":"m","orientation":"xyzw","angle":"rad"},'
    b'"streams":{"head":{"kind":"head","poses":["viewer"]}}}',
    *(b'{"t":%d,"n":%d,"head":[%.3f,1.6,0,0,0,0,1]}' % (10 * at, at, at / 1000) for at in range(1, 201)),
]
FRAMES = len(LINES) - 1
FAULT = b'{"t":%d,"n":%d,"head":[0,1.6,0,0,0,0,1.5]}'


def listen_to(
    folder: Path,
    script: Callable[[list[str]], object],
    *,
    protocol: str = "websocket",
    devices: int = 1,
    duration: float | None = None,
    wait: float = 20.0,
) -> Listening:
    """What was heard when `script`, which gets the addresses, had run in its own thread; its error is raised."""
    plan = Plan(Selection(profile=PROFILE, level="mutual_recognition"))
    listening = Listening(plan, protocols(plan.catalogue)[protocol], folder, devices)
    failed: list[BaseException] = []

    def run(addresses: list[str]) -> None:
        try:
            script(addresses)
        except BaseException as error:
            failed.append(error)

    with listening.at("127.0.0.1", 0) as place:
        thread = threading.Thread(target=run, args=(place.addresses,))
        thread.start()
        for _ in listening.until_over(duration, wait):
            if failed:
                break
    thread.join(20.0)
    if failed:
        raise failed[0]
    return listening


@dataclass
class Command:
    """A running `conformance listen`, and what it has said on standard error."""

    process: subprocess.Popen[str]
    said: list[str]
    addresses: list[str]

    def end(self) -> tuple[int, str, str]:
        """The exit status, standard output and standard error, once it has ended."""
        output, rest = self.process.communicate(timeout=60)
        return self.process.returncode, output, "".join([*self.said, rest])


@contextmanager
def command(*options: str, folder: Path) -> Iterator[Command]:
    """`conformance listen` until it expects devices."""
    words = [sys.executable, "-m", "conformance", "listen", *options, "--folder", str(folder), "--lang", "en"]
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace"
    )
    said: list[str] = []
    try:
        assert process.stderr is not None
        for line in process.stderr:
            said.append(line)
            if "Ctrl-C" in line:
                break
        yield Command(process, said, re.findall(r"(?:wss?|https?)://\S+", "".join(said)))
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
