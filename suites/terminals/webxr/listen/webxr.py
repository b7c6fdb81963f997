"""A page that opens an immersive session and sends its frames, and what it sends as a recording.

The first message is the session, any other one frame; `schemas/terminals/webxr/raw_frame.json` describes both. A device
whose session does not tell the frame rate has it estimated from the first frames.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conformance.authoring import Text
from conformance.readers.json_values import is_number
from conformance.recordings.capture import Heard
from conformance.recordings.convert import Refused
from conformance_suites.terminals.webxr.convert.webxr import Conversion
from conformance_suites.terminals.webxr.reader.frames import begins_as_session

TITLE = Text("a page that a headset opens (WebXR)", "由头戴设备打开的页面（WebXR）")
BY = "page"
PROFILES = ("xr-headset",)
FRAMES_UNTIL_RATE = 300
"""Frames from which the usual interval is estimated: some seconds."""

_MEDIA = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css"}
FILES = {
    "" if path.name == "index.html" else path.name: (_MEDIA[path.suffix], path.read_bytes())
    for path in sorted((Path(__file__).parent / "page").iterdir())
    if path.suffix in _MEDIA
}


def capture() -> Capture:
    """For one device."""
    return Capture()


class Capture:
    """What one page sends."""

    def __init__(self) -> None:
        self.header: bytes | None = None
        self._conversion: Conversion | None = None
        self._times: list[float] = []
        self._told: tuple[Any, ...] = ()

    @property
    def streams(self) -> list[str]:
        """The streams in the frames so far."""
        return self._conversion.streams if self._conversion else []

    @property
    def lag(self) -> float | None:
        """Milliseconds from a frame to its acknowledgement, as the page measured them last."""
        return self._conversion.lag if self._conversion else None

    @property
    def dropped(self) -> int:
        """Frames that the page left out, since too many were not acknowledged."""
        return self._conversion.dropped if self._conversion else 0

    def hear(self, message: bytes) -> Iterator[Heard]:
        """The lines of a message. Raises Refused without a session before, and for endlessly new sources."""
        for line in message.removesuffix(b"\n").split(b"\n"):
            if self._conversion is None:
                if not begins_as_session(line + b"\n"):
                    raise Refused("the first message is not a WebXR session", "首条消息不是 WebXR 会话")
                self._conversion = Conversion(line)
                self.header = self._conversion.header()
            else:
                yield self._frame(line, self._conversion)

    def _frame(self, line: bytes, conversion: Conversion) -> Heard:
        frame = conversion.frame(line)
        if frame is None:
            return Heard(line, framed=False)
        if len(self._times) < FRAMES_UNTIL_RATE and is_number(frame["t"]):
            self._times.append(frame["t"])
        rated = len(self._times) == FRAMES_UNTIL_RATE
        known = (len(conversion.streams), conversion.numbered, rated)
        if known != self._told:
            self.header, self._told = conversion.header(self._times if rated else ()), known
        return Heard(conversion.line(frame))
