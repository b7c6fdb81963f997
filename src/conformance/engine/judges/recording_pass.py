"""One pass over the frames of a recording: all checks that judge frames run on every piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from conformance.catalogue.packages import import_code
from conformance.engine.case import crash_text
from conformance.engine.loaded import LoadedSuite, Row
from conformance.model.finding import Blocked, NotJudged
from conformance.readers.bounds import RECORDING_LINES_WITHOUT_HEADER
from conformance.readers.json import parse
from conformance.recordings.block import Block, Carry, Hits, make_block
from conformance.recordings.fast import FastLane, Rows, Stop, no_rows, stop_at
from conformance.recordings.header import NO_HEADER
from conformance.recordings.measures import Arrays, Failed, Measure, joined
from conformance.recordings.parts import chooses
from conformance.recordings.pieces import Piece, Pieces, open_pieces
from conformance.recordings.plots import POINTS, PlotsOfBlock, plots_of_block
from conformance.recordings.precise import text_troubles
from conformance.recordings.recording import Recording
from conformance.recordings.runs import Found, runs_of

FEW_LINES = 8


@dataclass(frozen=True, slots=True)
class Crash:
    """A check that itself failed; `text` says how and where, since exceptions do not pass between processes."""

    text: str


Reason = tuple[type[NotJudged], str, dict[str, Any], str | None] | Crash


@dataclass(slots=True)
class Stretch:
    """The result of one piece: lines, frames, findings by requirement, reasons for not judging, measures, plots."""

    lines: int = 0
    frames: int = 0
    numbered: int = 0
    tracked: dict[str, int] = field(default_factory=dict)
    found: dict[str, Found] = field(default_factory=dict)
    reasons: dict[str, Reason] = field(default_factory=dict)
    measured: dict[str, Arrays | Failed] = field(default_factory=dict)
    plots: PlotsOfBlock | None = None
    stop: Stop | None = None


class Pass:
    """The checks and measures of the suites, ready for the pieces of one recording."""

    def __init__(self, recording: Recording, suites: Sequence[LoadedSuite], engine: str | None = None) -> None:
        self.recording = recording
        recording.define(next((loaded.suite.streams for loaded in suites), {}))
        self._checks = [
            (loaded.parameters, [row for row in loaded.judged if row.each is Block and self.declares(row)])
            for loaded in suites
        ]
        self.measures: dict[str, Measure] = {}
        self._parameters: dict[str, Mapping[str, Any]] = {}
        for loaded in suites:
            own = _measures(loaded)
            self.measures |= own
            self._parameters |= dict.fromkeys(own, loaded.parameters)
        self._lane = FastLane(recording.header, engine) if recording.header else None

    def declares(self, row: Row) -> bool:
        """Whether the recording declares a part that the row judges."""
        header = self.recording.header
        streams = header.streams if header else ()
        parts = [chooses(name) for name in row.names]
        return not parts or any(part is None or any(map(part, streams)) for part in parts)

    def stretches(self, pieces: Pieces, first: int, stop: int) -> Iterator[Stretch]:
        """The results of the pieces from `first` up to `stop`, in order."""
        carry = self._before(pieces, first)
        for index in range(first, stop):
            points = max(1, POINTS // pieces.count)
            stretch, carry = self.stretch(pieces.read(index), carry, first=index == 0, points=points)
            yield stretch

    def join(self, whole: dict[str, Any], part: Mapping[str, Arrays | Failed]) -> None:
        """Add the measures of the next piece to those before; a measure that failed once has failed altogether."""
        for name, arrays in part.items():
            before = whole.get(name)
            if isinstance(before, Failed) or isinstance(arrays, Failed):
                whole[name] = before if isinstance(before, Failed) else arrays
            else:
                whole[name] = joined(self.measures[name], before, arrays)

    def _before(self, pieces: Pieces, first: int) -> Carry | None:
        """The carry from the previous piece, read from as few of its lines as possible."""
        header = self.recording.header
        if first == 0 or header is None or self._lane is None:
            return None
        lines: list[bytes] = []
        while first > 0 and not lines:  # a piece inside one long line has no lines
            first -= 1
            lines = pieces.read(first).lines
        lines = lines[1 if first == 0 else 0 :]
        few: list[bytes] = []
        for count in (FEW_LINES, len(lines)):
            few = lines[-count:] if count else []
            rows = self._lane.read(Piece(few, b"\n".join(few)))
            if len(rows.lines) > 1 or count >= len(lines):
                break
        return make_block(header, {}, rows, len(few), None)[1]

    def stretch(
        self, piece: Piece, carry: Carry | None, *, first: bool, points: int = POINTS
    ) -> tuple[Stretch, Carry | None]:
        """The result of a piece, and what the next one needs; `first` says that its first line is the header."""
        lines = piece.lines
        if not lines:
            return Stretch(), carry
        below = piece.without_header() if first else piece
        rows = self._lane.read(below) if self._lane else _without_header(below.lines)
        if first:
            rows.lines = [line + 1 for line in rows.lines]
            rows.troubles = [(line + 1, trouble) for line, trouble in rows.troubles]
            rows.stop = rows.stop and replace(rows.stop, at=rows.stop.at + 1)
            rows.troubles[:0] = [(0, trouble) for trouble in self.recording.header_troubles]
        count = rows.stop.at if rows.stop else len(lines)
        block, carry = make_block(self.recording.header or NO_HEADER, {}, rows, count, carry)
        stretch = self._judged(block, points)
        stretch.stop = rows.stop
        return stretch, carry

    def _judged(self, block: Block, points: int) -> Stretch:
        stretch = Stretch(
            lines=block.line_count,
            frames=len(block),
            numbered=len(block) - block.numbers[2:].count(None),
            tracked={stream.id: int(np.count_nonzero(stream.tracked[1:])) for stream in block.streams},
        )
        violating = np.zeros(len(block), bool)
        with np.errstate(all="ignore"):  # checks look for overflow and NaN themselves
            for parameters, rows in self._checks:
                block.parameters = parameters
                for row in rows:
                    self._run(row, block, stretch, violating)
            for name, measure in self.measures.items():
                block.parameters = self._parameters[name]
                try:
                    stretch.measured[name] = measure.of_block(block)
                except Exception as error:  # a bug of ours: rows that use the measure will report it
                    stretch.measured[name] = Failed(crash_text(error))
            stretch.plots = plots_of_block(block, violating, points)
        return stretch

    def _run(self, row: Row, block: Block, stretch: Stretch, violating: Any) -> None:
        """Run one check on the block."""
        assert row.check is not None
        name = row.requirement.id
        try:
            hits: list[Hits] = list(row.check(block) or ())
            found = runs_of(hits, block)
        except NotJudged as reason:
            cause = reason.cause.value if isinstance(reason, Blocked) else None
            stretch.reasons[name] = (type(reason), reason.key, dict(reason.values), cause)
            return
        except Exception as error:  # a bug of ours, which does not count against the product
            stretch.reasons[name] = Crash(crash_text(error))
            return
        if found.total:
            stretch.found[name] = found
            for hit in hits:
                if hit.lines is None:
                    violating |= hit.mask if hit.mask.ndim == 1 else hit.mask.any(axis=1)


def _without_header(lines: Sequence[bytes]) -> Rows:
    """The content of frames is unknown, but whether they are JSON can still be judged."""
    rows = no_rows(0)
    for at, line in enumerate(lines):
        troubles = text_troubles(parse(line))
        rows.stop = stop_at(at, troubles, len(rows.troubles))
        if at == RECORDING_LINES_WITHOUT_HEADER:
            rows.stop = Stop(at, "no_header_lines", RECORDING_LINES_WITHOUT_HEADER)
        if rows.stop:
            break
        rows.troubles += [(at, trouble) for trouble in troubles]
    return rows


def _measures(loaded: LoadedSuite) -> Mapping[str, Measure]:
    """The measures in a suite's measures.py, by name."""
    if not (loaded.suite.folder / "measures.py").is_file():
        return {}
    found: Mapping[str, Measure] = import_code(loaded.suite.package, loaded.suite.folder, "measures").MEASURES
    return found


def read_stretches(order: Pass) -> Iterator[Stretch]:
    """All pieces of the recording, read in this process. Raises Shrunk if the file becomes shorter meanwhile."""
    with open_pieces(order.recording.source) as pieces:
        yield from order.stretches(pieces, 0, pieces.count)
