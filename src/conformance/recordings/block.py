"""The frames of one piece as arrays, for checks that judge all of them at once.

Row 0 of every array is the last frame before the piece, so that each frame can be compared with the one before it;
`now` and `before` are the two views of an array. A missing number (a null, or a stream that is not tracked) is NaN,
which no JSON number can be: write limits as `~(x < limit)`, so that an overflow to infinity is never missed, and leave
it to `Hits` to skip missing numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from weakref import proxy

import numpy as np
from numpy.typing import NDArray

from conformance.recordings.fast import Rows
from conformance.recordings.header import Header, Stream
from conformance.recordings.layout import Part
from conformance.recordings.parts import parts_of
from conformance.recordings.precise import HEADER, WHOLE, Trouble

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
WHOLE_INT = 1 << 63


@dataclass(frozen=True)
class Carry:
    """The last frame of a piece, as far as the next piece needs it.

    `numbers` are the sequence numbers of the last two frames, `places` their lines counted from the end.
    """

    time: int | float
    numbers: tuple[int | None, int | None]
    places: tuple[int, int]
    values: tuple[bytes | None, ...]


@dataclass(frozen=True, eq=False)
class Hits:
    """Where a check found something: `mask` has one flag per frame, or per frame and item of a part.

    `values` are arrays that broadcast to the mask, or plain values: they fill the sentence of the finding. `cuts` are
    parts of the recording that other rows can no longer judge in full.
    """

    mask: Flags
    template: str
    values: Mapping[str, Any]
    stream: str = ""
    part: Part | None = None
    cuts: tuple[str, ...] = ()
    lines: NDArray[np.int64] | None = None


@dataclass(eq=False)
class StreamBlock:
    """One stream of a block. `values` is (1 + frames, numbers), NaN where the stream is not tracked."""

    stream: Stream
    values: Floats
    block: Block
    _memo: dict[Callable[[StreamBlock], Floats], Floats] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.stream.id

    @property
    def tracked(self) -> Flags:
        """(1 + frames): whether the stream has numbers in the frame."""
        return self.block.tracked[:, self.block.order[self.id]]

    @cached_property
    def complete(self) -> bool:
        """Whether the stream is tracked in every frame of the block, with no null among its numbers."""
        return self.block.order[self.id] not in self.block.nulls and bool(self.tracked[1:].all())

    @cached_property
    def largest(self) -> float:
        """The largest magnitude of the numbers, NaN if one is null: a quick test before a detailed one."""
        now = self.values[1:]
        return float(max(now.max(), -now.min())) if now.size else 0.0

    def has(self, *parts: str) -> bool:
        """Whether the stream has all of these parts."""
        return all(part in self.stream.layout.parts for part in parts)

    def part(self, name: str) -> Part:
        """A part of its layout."""
        return self.stream.layout.parts[name]

    def array(self, name: str) -> Floats:
        """(1 + frames, items, size): the numbers of a part, without copying them."""
        part = self.part(name)
        rows, step = self.values.shape[0], self.values.strides[0]
        cell = self.values.itemsize
        return np.lib.stride_tricks.as_strided(
            self.values[:, part.start :],
            (rows, len(part.items), part.size),
            (step, part.stride * cell, cell),
            writeable=False,
        )

    def now(self, name: str) -> Floats:
        """(frames, items, size)."""
        return self.array(name)[1:]

    def before(self, name: str) -> Floats:
        """(frames, items, size): the numbers of the previous frame."""
        return self.array(name)[:-1]

    @cached_property
    def follows(self) -> Flags:
        """(frames): whether the stream is tracked in this frame and the one before, with no reset between."""
        return self.tracked[1:] & self.tracked[:-1] & self.block.follows

    def once(self, compute: Callable[[StreamBlock], Floats]) -> Floats:
        """The result of `compute` on the stream; later calls get the same array, so that rows share it."""
        if compute not in self._memo:
            self._memo[compute] = compute(self)
        return self._memo[compute]

    def hits(self, bad: Flags, part: str | None = None, template: str = "", /, **values: Any) -> Hits:
        """Hits where the stream is tracked; with a part, `bad` is (frames, items) and items that are null are passed
        over."""
        if not self.complete:
            known = self.tracked[1:]
            if part is None:
                bad = bad & known
            elif bad.any():
                bad = bad & known[:, None] & ~np.isnan(self.now(part)).any(axis=2)
        return Hits(bad, template, values, self.id, self.part(part) if part else None)


@dataclass(eq=False)
class Block:
    """The readable frames of one piece of a recording, and what is wrong with its lines.

    `lines` are those of the frames, counted from the start of the piece. `numbers` and `places` begin with two frames
    before the piece: their sequence numbers and lines.
    """

    header: Header
    parameters: Mapping[str, Any]
    lines: NDArray[np.int64]
    line_count: int
    times: NDArray[Any]
    numbers: Sequence[int | None]
    places: Sequence[int]
    tracked: Flags
    values: Mapping[str, Floats]
    has_before: bool
    events: Mapping[int, tuple[str, ...]]
    troubles: Sequence[tuple[int, Trouble]]
    order: Mapping[str, int]
    nulls: frozenset[int]

    def __len__(self) -> int:
        return len(self.lines)

    @cached_property
    def streams(self) -> list[StreamBlock]:
        whole: Block = proxy(self)  # no reference cycle: the arrays of a piece are freed before the next is read
        return [StreamBlock(stream, self.values[stream.id], whole) for stream in self.header.streams]

    def having(self, *parts: str, kinds: Sequence[str] = ()) -> Iterator[StreamBlock]:
        """The streams that have all of these parts and are of one of the kinds, if any are named."""
        for stream in self.streams:
            if stream.has(*parts) and (not kinds or stream.stream.kind in kinds):
                yield stream

    @cached_property
    def steps(self) -> Floats:
        """(frames): seconds since the previous frame, NaN for the first frame or an undeclared unit."""
        if not len(self):
            return np.empty(0)
        step = np.diff(self.times).astype(float) * (self.header.unit or np.nan)
        if not self.has_before:
            step[0] = np.nan
        return step

    @cached_property
    def follows(self) -> Flags:
        """(frames): whether there is a previous frame, with no reset of the clock or the space in between."""
        found = np.ones(len(self), bool)
        if len(self) and not self.has_before:
            found[0] = False
        return found & ~self.marked("clock-reset", "space-reset")

    def marked(self, *events: str) -> Flags:
        """(frames): whether the frame has one of the events."""
        found = np.zeros(len(self), bool)
        for row, given in self.events.items():
            found[row] = any(event in given for event in events)
        return found

    def hits(self, bad: Flags, template: str = "", /, **values: Any) -> Hits:
        """Hits on whole frames."""
        return Hits(bad, template, values)

    def wrong_lines(self, *kinds: str, template: str = "") -> Iterator[Hits]:
        """Hits on the lines that have troubles of these kinds, each a finding at its pointer."""
        for line, trouble in self.troubles:
            if trouble.kind in kinds:
                yield Hits(
                    np.ones(1, bool),
                    template,
                    {"received": trouble.received, "expected": trouble.expected, "pointer": trouble.pointer},
                    trouble.stream or "",
                    None,
                    self._cut(trouble),
                    np.array([line]),
                )

    def _cut(self, trouble: Trouble) -> tuple[str, ...]:
        if trouble.stream is None:
            return ()
        if trouble.stream == HEADER:
            return ("",)
        if trouble.stream == WHOLE:
            return parts_of(self.header.streams, everything=True)
        return parts_of([stream for stream in self.header.streams if stream.id == trouble.stream])


def make_block(
    header: Header, parameters: Mapping[str, Any], rows: Rows, line_count: int, carry: Carry | None
) -> tuple[Block, Carry | None]:
    """The block of the rows read from a piece, and what the next piece needs from it."""
    count = len(rows.lines)
    values, tracked = {}, np.zeros((count + 1, len(header.streams)), bool)
    for at, stream in enumerate(header.streams):
        nothing = np.full(stream.layout.width, np.nan).tobytes()
        given: Sequence[Any] = rows.columns[at]
        first = carry.values[at] if carry else None
        tracked[0, at] = first is not None
        if None in given:
            tracked[1:, at] = [each is not None for each in given]
            given = [nothing if each is None else each for each in given]
        else:
            tracked[1:, at] = True
        joined = b"".join([first or nothing, *given])
        values[stream.id] = np.frombuffer(joined).reshape(count + 1, stream.layout.width)
    times = [carry.time if carry else (rows.times[0] if rows.times else 0), *rows.times]
    block = Block(
        header=header,
        parameters=parameters,
        lines=np.array(rows.lines, np.int64),
        line_count=line_count,
        times=_times(times),
        numbers=[*(carry.numbers if carry else (None, None)), *rows.numbers],
        places=[*(carry.places if carry else (0, 0)), *rows.lines],
        tracked=tracked,
        values=values,
        has_before=carry is not None,
        events=rows.events,
        troubles=rows.troubles,
        order={stream.id: at for at, stream in enumerate(header.streams)},
        nulls=frozenset(rows.nulls),
    )
    return block, _carry(rows, line_count)


def _carry(rows: Rows, line_count: int) -> Carry | None:
    if not rows.lines:
        return None
    last = tuple(None if column[-1] is None else bytes(column[-1]) for column in rows.columns)
    earlier, places = (rows.numbers[-2], rows.lines[-2]) if len(rows.lines) > 1 else (None, 0)
    numbers = (earlier, rows.numbers[-1])
    return Carry(rows.times[-1], numbers, (places - line_count, rows.lines[-1] - line_count), last)


def _times(times: list[int | float]) -> NDArray[Any]:
    """The times as integers if all are, so that nanoseconds since 1970 keep their last digits."""
    if all(type(time) is int and -WHOLE_INT <= time < WHOLE_INT for time in times):
        return np.array(times, np.int64)
    return np.array(times, float)
