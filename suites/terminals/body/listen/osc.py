"""Numbers sent by Open Sound Control as a recording: a stream of channels for each address, a frame for each packet."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

from conformance.authoring import Text
from conformance.recordings.capture import Heard
from conformance.recordings.convert import FORMAT, Refused, line_of
from conformance_suites.terminals.body.reader.osc import NotOsc, OscMessage, messages_of

TITLE = Text("a sender of Open Sound Control (OSC)", "Open Sound Control（OSC）发送端")
BY = "datagrams"
PORT = 9000
PROFILES = ()
NEEDS = (("osc", "pythonosc"),)
MOST_STREAMS = 200
MOST_IGNORED = 1000
"""Datagrams in a row that are not OSC."""
_NOT_IN_NAMES = re.compile(r"[^a-z0-9_]+")
TAKEN = ("t", "n", "events")


class OscCapture:
    """What one sender says. Times are of its arrival, in milliseconds since the first packet by the clock given."""

    lag: float | None = None
    dropped = 0
    source = "OSC"

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.streams: list[str] = []
        self.header: bytes | None = None
        self._clock = clock
        self._began: float | None = None
        self._last = 0.0
        self._ignored = 0
        self._declared: dict[str, dict[str, Any]] = {}
        self._names: dict[tuple[str, int], str] = {}

    def hear(self, message: bytes) -> Iterator[Heard]:
        """The frames that a datagram completes. Raises Refused."""
        now = self._clock()
        self._began = now if self._began is None else self._began
        try:
            messages = messages_of(message)
        except NotOsc:
            self._ignored += 1
            if self._ignored >= MOST_IGNORED:
                raise Refused(
                    f"{MOST_IGNORED} datagrams in a row are not OSC", f"连续 {MOST_IGNORED} 个数据报不是 OSC"
                ) from None
            return
        self._ignored = 0
        yield from self.frames(messages, round((now - self._began) * 1000, 3))

    def frames(self, messages: list[OscMessage], at: float) -> Iterator[Heard]:
        """The messages of a packet as a frame."""
        values: dict[str, list[Any]] = {}
        for each in messages:
            self.put(values, each)
        if values:
            yield self.frame(at, values)

    def put(self, values: dict[str, list[Any]], message: OscMessage) -> None:
        """The numbers of a message as channels; one that is there already or has no number is passed over."""
        numbers = [each for each in message.arguments if isinstance(each, int | float) and not isinstance(each, bool)]
        if not numbers:
            return
        key = (message.address, len(numbers))
        if key not in self._names:
            channels = [{"label": f"{message.address} {at + 1}", "unit": "unstated"} for at in range(len(numbers))]
            name = self.declare(message.address.casefold(), {"kind": "channels", "channels": channels})
            self._names[key] = name
        values.setdefault(self._names[key], [finite(each) for each in numbers])

    def declare(self, wanted: str, declaration: dict[str, Any]) -> str:
        """The name of a new stream, as near to the wanted one as names of streams are. Raises Refused."""
        if len(self.streams) >= MOST_STREAMS:
            raise Refused(f"the sender has more than {MOST_STREAMS} streams", f"发送端的数据流超过 {MOST_STREAMS} 个")
        base = _NOT_IN_NAMES.sub("-", wanted).strip("-_0123456789")[:27] or "osc"
        number, name = 1, base
        while name in self._declared or name in TAKEN:
            number += 1
            name = f"{base}-{number}"
        self._declared[name] = declaration
        self.streams.append(name)
        return name

    def frame(self, at: float, values: dict[str, list[Any]]) -> Heard:
        """One line, and the header with all streams by now; times never go back."""
        self.header = line_of(self.document() | {"streams": self._declared})
        self._last = at = max(at, self._last)
        return Heard(line_of({"t": at, **{name: values.get(name) for name in self.streams}}))

    def document(self) -> dict[str, Any]:
        """The header, but for its streams."""
        return {
            "recording": FORMAT,
            "device": {"name": self.source},
            "clock": {"unit": "ms"},
            "source": {"format": self.source, "times": "of arrival"},
        }


def finite(number: float) -> float | None:
    """The number; None for NaN and infinity, which JSON does not have."""
    return number if math.isfinite(number) else None


def capture() -> OscCapture:
    """For one sender."""
    return OscCapture()
