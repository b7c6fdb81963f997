"""How a fault is made: a perfect take of the reference device, wrong in one way.

`FAULTS` maps each requirement to its faults: a short name, and a function that makes the faulty recording.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conformance_suites.terminals.recording.reader.hands import WEBXR
from conformance_suites.terminals.recording.writer.device import Take, take

Fault = Callable[[], bytes]
FAULTS: dict[str, dict[str, Fault]] = {}
XR = ("viewer", "left-controller", "right-controller", "gaze", "face")
HANDS = ("head", "left-hand", "right-hand")
AT = 60  # the faulty frame, for faults of a single frame
TIP = WEBXR.index("index-finger-tip")
JOINT = 8  # numbers of a joint
POSE = 7  # numbers of a position and an orientation


def fault(requirement: str, why: str, streams: tuple[str, ...] = HANDS, **options: Any) -> Callable[..., Any]:
    """Register a function that spoils a perfect take; it may return the bytes to use instead."""

    def register(spoil: Callable[[Take], bytes | None]) -> Callable[[Take], bytes | None]:
        def make() -> bytes:
            made = take(streams, **options)
            spoiled = spoil(made)
            return made.data() if spoiled is None else spoiled

        FAULTS.setdefault(requirement, {})[why] = make
        return spoil

    return register


def in_header(requirement: str, why: str, recorded: tuple[str, ...], /, *path: str, **change: Any) -> None:
    """A fault in the header: members at the end of the path are changed; the value ... removes one."""

    @fault(requirement, why, recorded)
    def spoil(made: Take) -> None:
        place = made.header
        for step in path:
            place = place[step]
        for name, value in change.items():
            if value is ...:
                del place[name]
            else:
                place[name] = value


def in_line(requirement: str, why: str, edit: Callable[[bytes], bytes], at: int = AT) -> None:
    """A fault in the text of one line."""

    @fault(requirement, why)
    def spoil(made: Take) -> None:
        made.edits[at] = edit(list(made.lines())[at + 1])


def in_numbers(
    requirement: str, why: str, stream: str, columns: Any, change: Callable[[Any], Any], **options: Any
) -> None:
    """A fault in the numbers of one stream: in all frames, or in those of `rows`."""
    rows = options.pop("rows", slice(None))
    streams = options.pop("streams", HANDS if stream in HANDS else XR)

    @fault(requirement, why, streams, **options)
    def spoil(made: Take) -> None:
        made.values[stream][rows, columns] = change(made.values[stream][rows, columns])


EEG = ("eeg",)
