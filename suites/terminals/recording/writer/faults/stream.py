"""The faults of the envelope and the timing."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from conformance_suites.terminals.recording.writer.device import Take
from conformance_suites.terminals.recording.writer.faults.made import AT, HANDS, fault, in_header, in_line


def _without_end(data: bytes) -> bytes:
    return data[:-40]


# Text
in_line("TRM-STR-001", "truncated_line", _without_end)
in_line("TRM-STR-001", "nan", lambda line: line.replace(b"[", b"[NaN,", 1))
in_line("TRM-STR-001", "blank_line", lambda line: b"")
in_line("TRM-STR-001", "two_frames_on_a_line", lambda line: line + line)
in_line("TRM-STR-002", "byte_order_mark", lambda line: b"\xef\xbb\xbf" + line, at=-1)
in_line("TRM-STR-002", "latin_1", lambda line: line.replace(b"}", b',"note":"caf\xe9"}'))
in_line("TRM-STR-003", "member_twice", lambda line: line.replace(b'"head":', b'"head":null,"head":'))
in_line("TRM-STR-004", "overflow", lambda line: line.replace(b'"head":[', b'"head":[1e999,').replace(b",1.6", b"", 1))
# Header
in_header("TRM-STR-005", "rate_is_text", HANDS, rate="90 Hz")
in_header("TRM-STR-005", "display_rate_is_text", HANDS, "session", frameRate="90 Hz")
in_header("TRM-STR-006", "no_device", HANDS, device=...)
in_header("TRM-STR-006", "no_streams", HANDS, streams=...)
in_header("TRM-STR-007", "unit_of_minutes", HANDS, "clock", unit="min")
in_header("TRM-STR-008", "unknown_kind", HANDS, "streams", "head", kind="helmet")
in_header("TRM-STR-009", "negative_rate", HANDS, rate=-90)
in_header("TRM-STR-009", "negative_display_rate", HANDS, "session", frameRate=-90)
in_header("TRM-STR-010", "unknown_field", HANDS, "streams", "head", fields=["position", "rotation"])
in_header("TRM-STR-021", "one_frame_too_many", HANDS, frames=121)
in_header("TRM-STR-021", "written_as_a_fraction", HANDS, frames=12.0)


@fault("TRM-STR-006", "frame_first")
def _(made: Take) -> bytes:
    return b"\n".join([*list(made.lines())[1:], b""])


@fault("TRM-STR-010", "name_of_a_member")
def _(made: Take) -> None:
    made.header["streams"]["events"] = made.header["streams"]["head"]


# Frames
def _members(line: bytes, **change: Any) -> bytes:
    frame = json.loads(line) | change
    return json.dumps({name: value for name, value in frame.items() if value is not ...}).encode()


def _nested(line: bytes) -> bytes:
    head = json.loads(line)["head"]
    return _members(line, head=[head[0], [head[1]], *head[2:]])


def _shorter(line: bytes) -> bytes:
    return _members(line, head=json.loads(line)["head"][:-1])


in_line("TRM-STR-011", "stream_missing", lambda line: _members(line, head=...))
in_line("TRM-STR-011", "time_missing", lambda line: _members(line, t=...))
in_line("TRM-STR-011", "number_missing", lambda line: _members(line, n=...))
in_line("TRM-STR-012", "nested_array", _nested)
in_line("TRM-STR-012", "text_for_time", lambda line: _members(line, t="soon"))
in_line("TRM-STR-012", "not_an_object", lambda line: b"[1,2,3]")
in_line("TRM-STR-013", "one_number_short", _shorter)


@fault("TRM-STR-014", "null_position")
def _(made: Take) -> None:
    made.values["head"][AT, 1] = np.nan


@fault("TRM-STR-015", "backwards")
def _(made: Take) -> None:
    made.times[AT] = made.times[AT - 1] - 1


@fault("TRM-STR-015", "clock_reset_without_a_mark", frames=400)
def _(made: Take) -> None:
    made.times[200:] = [round(time - made.times[199], 3) for time in made.times[200:]]


@fault("TRM-STR-016", "negative")
def _(made: Take) -> None:
    made.times = [round(time - 5000, 3) for time in made.times]


@fault("TRM-STR-016", "beyond_64_bits_of_nanoseconds")
def _(made: Take) -> None:
    made.times = [round(time) + 9_300_000_000_000 for time in made.times]


@fault("TRM-STR-017", "lost_frames")
def _(made: Take) -> None:
    made.numbers[AT:] = [number + 3 for number in made.numbers[AT:]]


@fault("TRM-STR-017", "wrong_modulus")
def _(made: Take) -> None:
    made.numbers = [number % 50 for number in made.numbers]


@fault("TRM-STR-018", "nanoseconds_as_doubles")
def _(made: Take) -> None:
    made.times = [time + 9e12 + 0.5 for time in made.times]


@fault("TRM-STR-019", "never_tracked")
def _(made: Take) -> None:
    made.lost = {name: set(range(made.frames)) for name in HANDS}


@fault("TRM-STR-019", "all_null", ("head",))
def _(made: Take) -> None:
    made.values["head"][:] = np.nan


@fault("TRM-STR-020", "frozen_without_position", ("head",))
def _(made: Take) -> None:
    made.header["streams"]["head"]["poses"] = ["viewer", "left-eye"]
    made.values["head"] = np.tile(np.hstack([np.full(7, np.nan), made.values["head"][0]]), (made.frames, 1))


@fault("TRM-STR-020", "frozen", ("head",))
def _(made: Take) -> None:
    made.values["head"][:] = made.values["head"][0]


@fault("TRM-STR-025", "frozen_head", frames=950)
def _(made: Take) -> None:
    made.values["head"][:] = made.values["head"][0]


@fault("TRM-STR-022", "slower_than_declared")
def _(made: Take) -> None:
    made.header["rate"] = 100.0


@fault("TRM-STR-023", "gap", frames=600)
def _(made: Take) -> None:
    made.times[AT:] = [round(time + 150, 3) for time in made.times[AT:]]


@fault("TRM-STR-023", "gap_at_the_rate_of_the_display", frames=600)
def _(made: Take) -> None:
    del made.header["rate"]
    made.header["session"]["frameRate"] = 90
    made.times[AT:] = [round(time + 186, 3) for time in made.times[AT:]]


@fault("TRM-STR-024", "jitter")
def _(made: Take) -> None:
    made.times = [round(time + (7 if at % 2 else 0), 3) for at, time in enumerate(made.times)]
