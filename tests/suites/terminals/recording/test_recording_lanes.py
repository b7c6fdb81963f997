"""All lanes agree: whatever is on a line, each engine returns what the strict JSON reader returns."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.recordings.engines import ENGINES
from conformance.recordings.fast import FastLane, LanesDisagree, Rows
from conformance.recordings.header import Header, read_header
from conformance.recordings.pieces import Piece
from conformance.recordings.precise import read_frame

HEADER_DOCUMENT = {
    "recording": "1.0",
    "device": {"name": "test"},
    "clock": {"unit": "ms"},
    "sequence": {"modulus": 16},
    "streams": {
        "one": {"kind": "head", "poses": ["viewer"], "fields": ["position"]},
        "two": {"kind": "channels", "channels": [{"label": "a"}, {"label": "b"}]},
    },
}
PLAIN = '{"t":1.5,"n":3,"one":[1,2.5,-3e-2],"two":[0.5,7]}'

ODD = {
    "nested_of_the_right_length": PLAIN.replace("2.5", "[2.5]"),
    "empty_array_inside": PLAIN.replace("[0.5,7]", "[0.5,7,[]]"),
    "nested_in_two_arrays_less_one_stream": '{"t":1,"n":1,"one":[[1],[2],3]}',
    "member_twice": PLAIN.replace('"t":1.5', '"t":9,"t":1.5'),
    "stream_twice": PLAIN.replace('"two"', '"one":[9,9,9],"two"'),
    "twice_and_another_missing": PLAIN.replace('"two"', '"one"'),
    "escaped_name": PLAIN.replace('"t"', '"\\u0074"'),
    "escaped_name_twice": PLAIN.replace('"t":1.5', '"t":9,"\\u0074":1.5'),
    "byte_order_mark": "\ufeff" + PLAIN,
    "nan": PLAIN.replace("2.5", "NaN"),
    "infinity": PLAIN.replace("2.5", "-Infinity"),
    "overflow": PLAIN.replace("2.5", "1e999"),
    "overflowing_time": PLAIN.replace("1.5", "1e999"),
    "underflow": PLAIN.replace("2.5", "1e-999"),
    "whole_beyond_64_bits": PLAIN.replace("2.5", "36893488147419103232"),
    "whole_beyond_a_double": PLAIN.replace("2.5", "1" + "0" * 400),
    "time_beyond_64_bits": PLAIN.replace("1.5", "36893488147419103232"),
    "minus_zero": PLAIN.replace("2.5", "-0"),
    "null_inside": PLAIN.replace("2.5", "null"),
    "null_stream": PLAIN.replace("[1,2.5,-3e-2]", "null"),
    "true_inside": PLAIN.replace("2.5", "true"),
    "text_inside": PLAIN.replace("2.5", '"2.5"'),
    "object_inside": PLAIN.replace("2.5", "{}"),
    "too_many": PLAIN.replace("0.5,7", "0.5,7,8"),
    "too_few": PLAIN.replace("0.5,7", "0.5"),
    "one_too_many_one_too_few": '{"t":1,"n":1,"one":[1,2,3,4],"two":[1]}',
    "text_for_a_stream": PLAIN.replace("[0.5,7]", '"x"'),
    "number_for_a_stream": PLAIN.replace("[0.5,7]", "7"),
    "no_stream": '{"t":1,"n":1,"two":[1,2]}',
    "no_time": PLAIN.replace('"t":1.5,', ""),
    "time_is_text": PLAIN.replace("1.5", '"1.5"'),
    "time_is_true": PLAIN.replace("1.5", "true"),
    "time_is_null": PLAIN.replace("1.5", "null"),
    "number_is_a_fraction": PLAIN.replace('"n":3', '"n":3.5'),
    "number_is_false": PLAIN.replace('"n":3', '"n":false'),
    "no_number": PLAIN.replace('"n":3,', ""),
    "events": PLAIN.replace("}", ',"events":["clock-reset"]}'),
    "events_of_another_type": PLAIN.replace("}", ',"events":1}'),
    "another_member": PLAIN.replace("}", ',"note":"x"}'),
    "another_array": PLAIN.replace("}", ',"more":[1,[2]]}'),
    "array": "[1,2]",
    "number": "7",
    "text": '"x"',
    "nothing": "",
    "space": "   ",
    "carriage_return": PLAIN + "\r",
    "space_around": f" \t{PLAIN} \r",
    "tail": PLAIN + " x",
    "two_objects": PLAIN + PLAIN,
    "cut": PLAIN[:-9],
    "comma": PLAIN.replace("7]", "7,]"),
    "leading_zero": PLAIN.replace("7]", "07]"),
    "plus": PLAIN.replace("7]", "+7]"),
    "other_order": '{"two":[1,2],"one":[3,4,5],"n":1,"t":2}',
    "control_character": PLAIN.replace("}", ',"x":"\x01"}'),
    "chinese": PLAIN.replace("}", ',"说明":"是"}'),
}


def header(**change: Any) -> Header:
    found = read_header({**HEADER_DOCUMENT, **change})
    assert found is not None
    return found


def read(lines: list[bytes], engine: str, of: Header) -> Rows:
    return FastLane(of, engine).read(Piece(lines, b"\n".join(lines)))


def precisely(lines: list[bytes], of: Header) -> tuple[Any, ...]:
    """What the precise lane alone makes of the lines."""
    kept, troubles = [], []
    for at, line in enumerate(lines):
        frame, wrong = read_frame(line, of)
        troubles += [(at, each) for each in wrong]
        if frame is not None:
            values = tuple(_doubles(frame.values.get(stream.id)) for stream in of.streams)
            kept.append((at, frame.time, frame.number if of.sequence else None, values, frame.events))
    return kept, troubles


def _doubles(values: list[float | None] | None) -> tuple[float | None, ...] | None:
    return None if values is None else tuple(None if value is None else float(value) for value in values)


def quickly(rows: Rows, of: Header) -> tuple[Any, ...]:
    """What a fast lane made of them, in the same form."""
    kept = []
    for row, at in enumerate(rows.lines):
        values = tuple(None if column[row] is None else _numbers(bytes(column[row])) for column in rows.columns)
        number = rows.numbers[row] if of.sequence else None
        kept.append((at, rows.times[row], number, values, rows.events.get(row, ())))
    return kept, rows.troubles


def _numbers(data: bytes) -> tuple[float | None, ...]:
    import numpy as np

    return tuple(None if value != value else value for value in np.frombuffer(data).tolist())


@pytest.mark.parametrize("engine", ENGINES)
def test_an_odd_line_among_plain_ones_is_read_as_the_strict_door_reads_it(engine: str) -> None:
    pytest.importorskip(engine)
    for name in ODD:
        plain, odd = PLAIN.encode(), ODD[name].encode()
        for lines in ([plain, odd, plain], [odd], [odd, odd]):
            of = header()
            assert quickly(read(lines, engine, of), of) == precisely(lines, of), name


@pytest.mark.parametrize("engine", ENGINES)
def test_bytes_that_are_no_utf_8_are_read_as_the_strict_door_reads_them(engine: str) -> None:
    pytest.importorskip(engine)
    lines = [PLAIN.encode(), PLAIN.replace("}", ',"x":"é"}').encode("latin-1"), b"\xff\xfe{}", bytes(20)]
    of = header()
    assert quickly(read(lines, engine, of), of) == precisely(lines, of)


@pytest.mark.parametrize("engine", ENGINES)
def test_whole_nanoseconds_stay_whole(engine: str) -> None:
    pytest.importorskip(engine)
    of = header(clock={"unit": "ns"})
    lines = [
        PLAIN.replace("1.5", each).encode() for each in ("1732190000000000123", "1.0", "1e3", "9223372036854775808")
    ]
    assert quickly(read(lines, engine, of), of) == precisely(lines, of)
    assert read(lines[:1], engine, of).times[0] == 1732190000000000123


SCALARS = st.sampled_from(
    [
        "0",
        "1",
        "-1",
        "2.5",
        "1e5",
        "-0.0",
        "1E-7",
        "null",
        "true",
        "NaN",
        "1e999",
        '"x"',
        "[1]",
        "[]",
        "{}",
        "12345678901234567890",
    ]
)
ARRAYS = st.lists(SCALARS, max_size=4).map(lambda items: f"[{','.join(items)}]")
VALUES = st.one_of(SCALARS, ARRAYS)
MEMBERS = st.lists(
    st.tuples(st.sampled_from(["t", "n", "one", "two", "events", "x", "\\u0074"]), VALUES), max_size=7
).map(lambda members: "{" + ",".join(f'"{name}":{value}' for name, value in members) + "}")
GOOD = st.builds(
    lambda t, n, one, two: json.dumps({"t": t, "n": n, "one": one, "two": two}),
    st.floats(-1e300, 1e300) | st.integers(-(2**70), 2**70),
    st.integers(-5, 40),
    st.none() | st.lists(st.floats(-1e300, 1e300) | st.integers(-(2**66), 2**66), min_size=3, max_size=3),
    st.none() | st.lists(st.floats(-1e300, 1e300), min_size=2, max_size=2),
)
LINES = st.one_of(GOOD, GOOD, MEMBERS, st.sampled_from(list(ODD.values())))


@given(st.lists(LINES, min_size=1, max_size=6), st.sampled_from(["", "\r", " "]))
def test_all_lanes_agree(lines: list[str], end: str) -> None:
    given_lines = [f"{line}{end}".encode() for line in lines]
    of = header()
    wanted = precisely(given_lines, of)
    for engine in ENGINES:
        try:
            assert quickly(read(given_lines, engine, of), of) == wanted
        except ImportError:
            continue


def test_a_lane_that_reads_something_else_is_an_error_of_ours() -> None:
    lane = FastLane(header(), "json")
    lane._read = lambda line: (2.5, 3, [bytes(24), bytes(16)])
    with pytest.raises(LanesDisagree):
        lane.read(Piece([PLAIN.encode()], PLAIN.encode()))
