"""The precise lane: one line through the strict JSON reader, with everything wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from conformance.readers.bounds import RECORDING_LINE_BYTES
from conformance.readers.json import JsonText, escape, parse
from conformance.readers.json_schema import JsonType, kind_of
from conformance.readers.json_text import BOUNDS
from conformance.readers.json_values import is_number
from conformance.recordings.header import Header, Stream

LARGEST_WHOLE = 1 << 63
WHOLE = ""
HEADER = "#"
BOUND = "bound"
"""What cannot be judged because of a trouble: the whole line, or the header itself."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with a line, at a JSON pointer into it.

    `kind` is bound for a line beyond the limits of the harness, for which the line is not to blame; otherwise text,
    encoding, duplicate, overflow, missing, type or width. `stream` is the stream that cannot be judged
    on this line because of it; WHOLE if nothing on the line can, None if everything still can.
    """

    kind: str
    pointer: str
    received: Any = None
    expected: Any = None
    stream: str | None = None


@dataclass(slots=True)
class Frame:
    """One frame. `values` has a list of numbers and nulls for each stream that is tracked and well-formed."""

    time: int | float
    number: int | None = None
    events: tuple[str, ...] = ()
    values: dict[str, list[float | None]] = field(default_factory=dict)


_TEXT = {"empty": "text", "syntax": "text", "bom": "encoding", "utf8": "encoding", **dict.fromkeys(BOUNDS, BOUND)}
_TEXT |= {"utf16": "encoding", "surrogate": "encoding", "duplicate": "duplicate", "overflow": "overflow"}


def read_frame(line: bytes, header: Header) -> tuple[Frame | None, list[Trouble]]:
    """The frame on a line, None if it cannot be judged at all, and everything wrong with the line."""
    if len(line) > RECORDING_LINE_BYTES:
        return None, [too_long(len(line))]
    text = parse(line)
    troubles = text_troubles(text)
    if not text.usable:
        return None, troubles
    if not isinstance(text.document, dict):
        return None, [*troubles, Trouble("type", "", kind_of(text.document), JsonType.OBJECT, WHOLE)]
    document = text.document
    time: Any = document.get("t")
    if "t" not in document:
        troubles.append(Trouble("missing", "", None, "t", WHOLE))
    elif not is_number(time) or (header.whole_time and not isinstance(time, int)):
        expected = JsonType.INTEGER if header.whole_time else JsonType.NUMBER
        troubles.append(Trouble("type", "/t", kind_of(time), expected, WHOLE))
    elif any(each.kind == "overflow" and each.pointer == "/t" for each in troubles):
        pass
    else:
        if not -LARGEST_WHOLE <= time < LARGEST_WHOLE:
            time = float(time)  # as in readers that only have 64-bit integers
        frame = Frame(time, *_extras(document, header, troubles))
        for stream in header.streams:
            _read_stream(document, stream, frame, troubles)
        return frame, troubles
    return None, troubles


def text_troubles(text: JsonText) -> list[Trouble]:
    """What the strict reader found wrong."""
    found = []
    for problem in text.problems:
        cut = None if text.usable and problem.kind in ("bom", "surrogate") else WHOLE
        pointer = problem.pointer or ""
        if problem.kind in ("duplicate", "overflow") and pointer.count("/") > 0:
            cut = pointer.split("/")[1]
        found.append(Trouble(_TEXT[problem.kind], pointer, problem.detail or None, problem.kind, cut))
    return found


def too_long(length: int) -> Trouble:
    """The trouble for a line that exceeds the length limit."""
    return Trouble(BOUND, "", length, "size", WHOLE)


def _extras(document: dict[str, Any], header: Header, troubles: list[Trouble]) -> tuple[int | None, tuple[str, ...]]:
    """The sequence number and the events of a frame."""
    number, events = document.get("n"), document.get("events", [])
    if header.sequence and "n" not in document:
        troubles.append(Trouble("missing", "", None, "n", "n"))
    elif "n" in document and (not isinstance(number, int) or isinstance(number, bool)):
        troubles.append(Trouble("type", "/n", kind_of(number), JsonType.INTEGER, "n"))
        number = None
    if not isinstance(events, list) or not all(isinstance(event, str) for event in events):
        troubles.append(Trouble("type", "/events", kind_of(events), JsonType.ARRAY, "events"))
        events = []
    return number, tuple(events)


def _read_stream(document: dict[str, Any], stream: Stream, frame: Frame, troubles: list[Trouble]) -> None:
    name, width = stream.id, stream.layout.width
    if name not in document:
        troubles.append(Trouble("missing", "", None, name, name))
        return
    values = document[name]
    if values is None:
        return
    pointer = f"/{escape(name)}"
    if not isinstance(values, list):
        troubles.append(Trouble("type", pointer, kind_of(values), JsonType.ARRAY, name))
        return
    wrong = next(((at, value) for at, value in enumerate(values) if not (value is None or is_number(value))), None)
    if wrong:
        troubles.append(Trouble("type", f"{pointer}/{wrong[0]}", kind_of(wrong[1]), JsonType.NUMBER, name))
    elif len(values) != width:
        troubles.append(Trouble("width", pointer, len(values), width, name))
    elif not any(each.stream == name and each.kind in ("duplicate", "overflow") for each in troubles):
        frame.values[name] = values
