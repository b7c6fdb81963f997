"""The parsers of the fast lane: pysimdjson, otherwise orjson, otherwise the standard library, with equal results.

A reader takes a line and returns its time, its sequence number and the numbers of each stream as bytes of doubles, None
if the stream is null. Anything irregular raises, and the precise lane takes over. What the parsers would accept or read
differently (nested arrays, duplicate members, `true` as a number) is guarded against in fast.py.
"""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Callable
from typing import Any

from conformance.recordings.header import Header
from conformance.recordings.precise import LARGEST_WHOLE

Numbers = bytes | Any  # any buffer with the doubles of one array
Read = tuple[int | float, int | None, list[Numbers | None]]
Reader = Callable[[bytes], Read]
ENGINES = ("simdjson", "orjson", "json")


class Irregular(Exception):
    """The line is not a regular frame."""


def reader_of(header: Header, engine: str | None = None) -> tuple[str, Reader]:
    """The name of the first installed engine, or of the requested one, and its reader."""
    for name in (engine,) if engine else ENGINES:
        try:
            return name, _MAKERS[name](header)
        except ImportError:
            if engine:
                raise
    raise AssertionError("the standard library is always available")


def _simdjson(header: Header) -> Reader:
    import simdjson

    parse: Callable[[bytes], Any] = simdjson.Parser().parse
    streams = [(stream.id, stream.layout.width * 8) for stream in header.streams]
    sequence, whole_time = header.sequence, header.whole_time

    def read(line: bytes) -> Read:
        document = parse(line)
        time = document["t"]
        number = document["n"] if sequence else None
        if (type(time) is not float or whole_time) and not _fine(time, whole_time):
            raise Irregular
        if sequence and type(number) is not int:
            raise Irregular
        found: list[Numbers | None] = []
        for name, size in streams:
            value: Any = document[name]
            if value is not None:
                value = value.as_buffer(of_type="d")
                if value.size != size:
                    raise Irregular
            found.append(value)
        return time, number, found

    return read


def _orjson(header: Header) -> Reader:
    import orjson

    return _lists(header, orjson.loads)


def _standard(header: Header) -> Reader:
    def refuse(word: str) -> Any:
        raise Irregular

    return _lists(header, json.JSONDecoder(parse_constant=refuse).decode, as_text=True)


def _lists(header: Header, parse: Callable[[Any], Any], *, as_text: bool = False) -> Reader:
    """A reader for a parser that returns lists."""
    streams = [(stream.id, stream.layout.width) for stream in header.streams]
    sequence, whole_time = header.sequence, header.whole_time

    def read(line: bytes) -> Read:
        document = parse(line.decode("ascii") if as_text else line)
        time = document["t"]
        number = document["n"] if sequence else None
        if (type(time) is not float or whole_time) and not _fine(time, whole_time):
            raise Irregular
        if sequence and type(number) is not int:
            raise Irregular
        if not math.isfinite(time):
            raise Irregular
        found: list[Numbers | None] = []
        for name, width in streams:
            value = document[name]
            if value is not None:
                if type(value) is not list or len(value) != width:
                    raise Irregular
                value = array("d", value)
                if as_text and not math.isfinite(sum(value)):  # it reads 1e999 as infinity
                    raise Irregular
            found.append(value)
        return time, number, found

    return read


def _fine(time: Any, whole_time: bool) -> bool:
    """Whether a time is a number of the required type; integers have to fit into 64 bits."""
    if type(time) is int:
        return -LARGEST_WHOLE <= time < LARGEST_WHOLE
    return type(time) is float and not whole_time


_MAKERS: dict[str, Callable[[Header], Reader]] = {"simdjson": _simdjson, "orjson": _orjson, "json": _standard}
