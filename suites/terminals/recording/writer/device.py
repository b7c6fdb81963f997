"""A terminal that satisfies every row: headset, controllers, hands, gaze, face, body and channels, at any rate.

The same seed gives the same recording, byte for byte. `Take` holds it in arrays, so that a fault can be planted before
it is written; see faults/.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conformance_suites.terminals.recording.writer.motion import CYCLE, STREAMS, values_of

Floats = NDArray[np.float64]
MODULUS = 65_536


@dataclass
class Take:
    """A recording before it is written: its header, the times and events of its frames, the numbers of its streams.

    `values` are (frames, numbers), NaN for null; in the frames listed in `lost` a stream is null as a whole. `edits`
    replaces written lines, by frame; -1 is the header.
    """

    header: dict[str, Any]
    times: list[int | float]
    values: dict[str, Floats]
    numbers: list[int] = field(default_factory=list)
    lost: dict[str, set[int]] = field(default_factory=dict)
    events: dict[int, list[str]] = field(default_factory=dict)
    edits: dict[int, bytes] = field(default_factory=dict)
    end: bytes = b"\n"

    @property
    def frames(self) -> int:
        """The number of frames."""
        return len(self.times)

    def lines(self) -> Iterator[bytes]:
        """The lines of the recording, without line ends."""
        yield self.edits.get(-1, _text(self.header).encode())
        decimals = self.header.get("decimals", 6)
        bodies: dict[int, str] = {}
        for frame in range(self.frames):
            if frame in self.edits:
                yield self.edits[frame]
                continue
            number = f',"n":{self.numbers[frame]}' if self.numbers else ""
            events = f',"events":{_text(self.events[frame])}' if frame in self.events else ""
            yield f'{{"t":{_text(self.times[frame])}{number}{events}{self._body(frame, decimals, bodies)}}}'.encode()

    def _body(self, frame: int, decimals: int, bodies: dict[int, str]) -> str:
        row = frame % min(len(each) for each in self.values.values())
        lost = [name for name, frames in self.lost.items() if frame in frames]
        if not lost and row in bodies:
            return bodies[row]
        body = "".join(
            f',"{name}":{"null" if name in lost else _numbers(values[row], decimals)}'
            for name, values in self.values.items()
        )
        if not lost:
            bodies[row] = body
        return body

    def data(self) -> bytes:
        """The whole recording as a file."""
        return self.end.join([*self.lines(), b""])


def take(
    streams: Sequence[str] = ("head", "left-hand", "right-hand"),
    frames: int = 120,
    rate: float = 90.0,
    seed: int = 1,
    decimals: int = 6,
    cycle: bool = False,
) -> Take:
    """A perfect recording of the named streams. With `cycle` the numbers repeat, so millions of frames are cheap."""
    random = np.random.default_rng(seed)
    jitter = random.uniform(-0.05, 0.05, frames)
    times = [round(float(time), 3) for time in (10 + (np.arange(frames) + jitter) * 1000 / rate)]
    rows = min(frames, CYCLE) if cycle else frames
    header = {
        "recording": "1.0",
        "device": {"name": "reference device", "vendor": "metaverse-conformance", "software": "1.0"},
        "clock": {"unit": "ms"},
        "rate": rate,
        "frames": frames,
        "decimals": decimals,
        "sequence": {"modulus": MODULUS},
        "space": "local-floor",
        "session": {"mode": "immersive-vr", "features": ["local-floor", "hand-tracking"], "consent": True},
        "conventions": {"length": "m", "orientation": "xyzw", "angle": "rad"},
        "streams": {name: json.loads(json.dumps(STREAMS[name])) for name in streams},
    }
    values = {name: np.round(values_of(name, rows, rate, random), decimals) for name in streams}
    return Take(header, list(times), values, [frame % MODULUS for frame in range(frames)])


def _numbers(values: Floats, decimals: int) -> str:
    """An array of numbers, NaN as null."""
    return _row(values.tobytes(), decimals)


# Recordings with one fault have nearly all rows of the faultless one.
@lru_cache(4096)
def _row(values: bytes, decimals: int) -> str:
    given = np.round(np.frombuffer(values), decimals).tolist()
    return _text([None if value != value else value for value in given])


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
