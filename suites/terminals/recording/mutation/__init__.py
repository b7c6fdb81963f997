"""Changes to all frames of a recording: its clock, its frames, and each channel of its streams."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Frame = dict[str, Any]
Change = Callable[[list[Frame], Frame], list[Frame]]
"""Makes other frames of frames and their header."""


def _recording(change: Change) -> Callable[[Any], Any]:
    """For the lines of a recording with at least two frames."""

    def changed(lines: Any) -> Any:
        if not isinstance(lines, list) or len(lines) < 3 or not all(isinstance(line, dict) for line in lines):
            return None
        header, *frames = lines
        return [header, *change(frames, header)] if "streams" in header and "t" in frames[0] else None

    return changed


def _clock(change: Callable[[float], float]) -> Callable[[Any], Any]:
    return _recording(lambda frames, header: [{**frame, "t": round(change(frame["t"]), 6)} for frame in frames])


def _numbers(change: Callable[[list[Any]], list[Any]]) -> Callable[[Any], Any]:
    """The numbers of every stream that is tracked."""
    return _recording(
        lambda frames, header: [
            frame | {name: change(frame[name]) for name in header["streams"] if isinstance(frame.get(name), list)}
            for frame in frames
        ]
    )


def _each(change: Callable[[float], float]) -> Callable[[Any], Any]:
    return _numbers(lambda numbers: [None if each is None else change(each) for each in numbers])


def _held(frames: list[Frame], header: Frame) -> list[Frame]:
    """Every frame has the numbers of the first, with its own times and events."""
    return [frame | {name: frames[0].get(name) for name in header["streams"]} for frame in frames]


def _exchanged(frames: list[Frame], header: Frame) -> list[Frame]:
    """Streams whose names differ by the side have each other's numbers."""
    other = {name: name.replace("left", "right") for name in header["streams"] if "left" in name}
    other |= {right: left for left, right in other.items()}
    return [
        frame | {name: frame[into] for name, into in other.items() if name in frame and into in frame}
        for frame in frames
    ]


OPERATORS: Mapping[str, Callable[[Any], Any]] = {
    "clock.thousandfold": _clock(lambda time: time * 1000),
    "clock.thousandth": _clock(lambda time: time / 1000),
    "clock.backwards": _clock(lambda time: 1e6 - time),
    "clock.later": _clock(lambda time: time + 1000),
    "clock.double_speed": _clock(lambda time: time / 2),
    "clock.constant": _clock(lambda time: 1),
    "frames.every_second": _recording(lambda frames, header: frames[::2]),
    "frames.gap": _recording(lambda frames, header: frames[: len(frames) // 3] + frames[2 * len(frames) // 3 :]),
    "frames.held": _recording(_held),
    "frames.none_tracked": _recording(
        lambda frames, header: [frame | dict.fromkeys(header["streams"]) for frame in frames]
    ),
    "channels.exchanged": _recording(_exchanged),
    "channels.thousandfold": _each(lambda number: number * 1000),
    "channels.thousandth": _each(lambda number: number / 1000),
    "channels.negative": _each(lambda number: -number),
    "channels.zero": _each(lambda number: 0),
    "channels.shifted": _numbers(lambda numbers: [*numbers[1:], *numbers[:1]]),
    "channels.reversed": _numbers(lambda numbers: numbers[::-1]),
    "channels.last_lost": _numbers(lambda numbers: numbers[:-1]),
    "channels.null": _numbers(lambda numbers: [None for _ in numbers]),
}
"""By name: the lines of another recording, or None where it does not apply."""
