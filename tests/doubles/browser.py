"""A headless Chromium driven over its debugging pipe: no driver program, no port, nothing but the browser itself."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from conformance.model.family import Family

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SECONDS = 60
# The browser reads commands at descriptor 3 and answers at 4.
_AT_3_AND_4 = """
import fcntl, os, sys
high = [fcntl.fcntl(int(each), fcntl.F_DUPFD, 10) for each in sys.argv[1:3]]
for number, at in zip(high, (3, 4)):
    os.dup2(number, at)
os.execv(sys.argv[3], sys.argv[3:])
"""


def missing() -> str:
    """Why no page can be looked at here; empty where it can."""
    if sys.platform == "win32":
        return "the debugging pipe needs POSIX"
    if BROWSER is None:
        return "no Chromium on PATH"
    fonts = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True) if shutil.which("fc-list") else None
    return "" if fonts and fonts.stdout else "no Chinese font, such as Noto CJK"


def lacking(family: Family) -> str:
    """Why the reference product of a family cannot be looked at here; empty where it can."""
    for extra in family.extras:
        if any(map(_not_installed, _libraries(extra))):
            return f"the extra {extra} is not installed"
    return "" if BROWSER or "accessibility" not in family.extras else "no Chromium on PATH"


def _libraries(extra: str) -> Iterator[str]:
    """The distributions that an extra of the harness adds on this machine."""
    for each in map(Requirement, requires("metaverse-conformance") or ()):
        if each.marker and each.marker.evaluate({"extra": extra}) and not each.marker.evaluate({"extra": ""}):
            yield each.name


def _not_installed(library: str) -> bool:
    try:
        version(library)
    except PackageNotFoundError:
        return True
    return False


class Page:
    """One tab. What its console says and what it throws is kept in `complaints`."""

    def __init__(self, send: int, receive: int) -> None:
        self._send, self._receive = send, receive
        self._buffer, self._last, self._session = b"", 0, ""
        self.complaints: list[str] = []
        self._events: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command of the DevTools protocol and its result. Raises RuntimeError where it is refused."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while True:
            told = self._message()
            if told.get("id") == self._last:
                if "error" in told:
                    raise RuntimeError(f"{method}: {told['error']}")
                return dict(told["result"])

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not select.select([self._receive], [], [], SECONDS)[0]:
                raise TimeoutError("the browser says nothing")
            piece = os.read(self._receive, 1 << 20)
            if not piece:
                raise RuntimeError("the browser has gone")
            self._buffer += piece
        text, _, self._buffer = self._buffer.partition(b"\0")
        told: dict[str, Any] = json.loads(text)
        self._events.append(told.get("method", ""))
        if told.get("method") in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"):
            self.complaints.append(json.dumps(told["params"], ensure_ascii=False))
        return told

    def open(self, address: str) -> float:
        """Load the page; the seconds until it was loaded and its script had run."""
        self._events.clear()
        started = time.perf_counter()
        moved = "loaderId" in self.call("Page.navigate", url=address)  # not so where only the part after # differs
        while moved and "Page.loadEventFired" not in self._events:
            self._message()
        return time.perf_counter() - started

    def run(self, expression: str) -> Any:
        """The JSON value of an expression, a promise awaited. Raises RuntimeError with what it throws."""
        options = {"returnByValue": True, "awaitPromise": True, "userGesture": True}
        told = self.call("Runtime.evaluate", expression=expression, **options)
        if "exceptionDetails" in told:
            raise RuntimeError(json.dumps(told["exceptionDetails"]))
        return told["result"].get("value")

    def resize(self, width: int, height: int, **options: Any) -> None:
        """The size of the window in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
            **options,
        )

    def emulate(self, media: str = "", **features: str) -> None:
        """Print or screen, and media features such as prefers_color_scheme."""
        told = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.call("Emulation.setEmulatedMedia", media=media, features=told)

    def type(self, selector: str, text: str) -> None:
        """Set the value of a field as somebody would who types it."""
        self.run(
            f"(() => {{ const field = document.querySelector({json.dumps(selector)}); field.value = {json.dumps(text)};"
            "field.dispatchEvent(new Event('input', {bubbles: true}));"
            "field.dispatchEvent(new Event('change', {bubbles: true})); })()"
        )

    def click(self, selector: str) -> None:
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def picture(self, into: Path) -> None:
        """The whole page as PNG."""
        data = self.call("Page.captureScreenshot", captureBeyondViewport=True)["data"]
        into.write_bytes(base64.b64decode(data))


@contextmanager
def browser(profile: Path) -> Iterator[Page]:
    """A running Chromium with its profile in a folder; it ends with the block."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    command = [str(BROWSER), *options, "--remote-debugging-pipe", f"--user-data-dir={profile}"]
    process = subprocess.Popen(
        [sys.executable, "-c", _AT_3_AND_4, str(theirs_in), str(theirs_out), *command],
        pass_fds=(theirs_in, theirs_out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        page = Page(ours_out, ours_in)
        yield page
        page._session = ""
        page.call("Browser.close")
    finally:
        os.close(ours_out)
        os.close(ours_in)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
