"""One device: what it says is recorded as it comes, in the server's thread, and judged in the thread of the command."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from conformance.listening.recording_file import RecordingFile
from conformance.listening.standing import LiveJudge, Standing, as_json
from conformance.model.outcome import Cause
from conformance.model.text import Text
from conformance.readers.bounds import FILE_BYTES, RECORDING_LINE_BYTES, REWRITTEN_BYTES
from conformance.recordings.capture import Capture, Heard
from conformance.recordings.convert import Refused

OVER = Text("the recording is over", "录制已结束")
DONE = Text("the device has ended the recording", "设备已结束录制")
VANISHED = Text("the connection to the device was lost", "与设备的连接已中断")


class Why(NamedTuple):
    """Why a device is not heard any more; `reason` is a key of the message catalogue if something remains open."""

    note: Text
    reason: str = ""
    values: Mapping[str, Any] = {}
    cause: Cause = Cause.PRODUCT


class Session:
    """A device from its first message to its last. `peer` is its address, `begun` when it was first heard."""

    def __init__(self, path: Path, capture: Capture, judge: LiveJudge) -> None:
        self.path = path
        self.peer = ""
        self.begun: float | None = None
        self.ended: Why | None = None
        self.standing: Standing | None = None
        self.capture = capture
        self._judge = judge
        self._file = RecordingFile(path)
        self._lock = threading.Lock()

    @property
    def heard(self) -> int:
        """The frames that were heard and recorded."""
        return max(0, self._file.lines - 1)

    @property
    def lines(self) -> int:
        """The lines that were recorded, with the header."""
        return self._file.lines

    @property
    def judged(self) -> bool:
        """Whether all that was recorded is judged, if it can be while it grows."""
        return self.standing is None or self.standing.judged >= self.lines

    def hear(self, message: bytes) -> None:
        """Record a message; one beyond the limits of the harness ends the session."""
        if self.ended:
            return
        if self.begun is None:
            self.begun = time.monotonic()
        with self._lock:
            try:
                self._record(message)
            except Refused as refused:
                self.end(Why(refused.text, "not_converted", {"sentence": refused.text}))
        if self._file.size > FILE_BYTES - RECORDING_LINE_BYTES:
            self.end(bounded("recording_too_large", FILE_BYTES))
        elif self._file.rewritten > REWRITTEN_BYTES:
            self.end(bounded("too_many_changes", REWRITTEN_BYTES))

    def _record(self, message: bytes) -> None:
        """Write the lines of a message, also those before one that is refused, with their header before them."""
        lines: list[Heard] = []
        try:
            lines.extend(self.capture.hear(message))
        except Refused:
            if self.capture.header is None:  # it was refused as a whole, and is kept as what it is
                self._file.declare(message.replace(b"\n", b" "), ())
            raise
        finally:
            if self.capture.header is not None:
                self._file.declare(self.capture.header, self.capture.streams)
                self._file.add(lines)

    def end(self, why: Why) -> None:
        """Hear no more; the first reason counts."""
        self.ended = self.ended or why

    def judge(self) -> None:
        """Judge what has come since."""
        if self.begun is None:
            return
        with self._lock:
            file, revision, size = self.path.open("rb"), self._file.revision, self._file.size
        with file:
            self.standing = self._judge.read_on(file, revision, size)

    def close(self) -> None:
        """All is recorded; a device that has said nothing leaves no file."""
        self._file.close()
        if self.begun is None:
            self.path.unlink(missing_ok=True)

    def told(self, over: Text | None = None) -> str:
        """What the device gets: how many frames were heard, the verdicts so far, and the reason at the end."""
        ended = self.ended.note if self.ended else over
        said: dict[str, Any] = {"heard": self.heard, **as_json(self.standing or Standing())}
        if ended:
            said["ended"] = {"en": ended.en, "zh": ended.zh}
        return json.dumps(said, ensure_ascii=False)


def bounded(key: str, bound: int) -> Why:
    """The end of a session at a limit of the harness."""
    from conformance.catalogue.messages import reason_sentence

    return Why(reason_sentence(key, {"bound": bound}, {}), key, {"bound": bound})
