"""Judge a recording while it grows: the lines that have come since are one more piece of it.

The verdicts are those on the recording as far as it has come; after its last line they are those of judging it whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from conformance.engine.judges import Judged, Means
from conformance.engine.judges.recording_pass import Pass
from conformance.engine.judges.recordings import Gathered, gather, judged
from conformance.engine.loaded import LoadedSuite
from conformance.model.finding import Blocked
from conformance.readers.source import Source
from conformance.recordings.block import Carry
from conformance.recordings.pieces import Piece
from conformance.recordings.recording import read_recording


class Growing:
    """A recording of which the header is there. Raises Blocked for one beyond the limits of the harness."""

    def __init__(self, header: bytes, suites: Sequence[LoadedSuite], means: Means) -> None:
        self._suites, self._means = suites, means
        self._recording = read_recording(Source("", header + b"\n"))
        self._order = Pass(self._recording, suites)
        self._gathered = Gathered(declares=self._order.declares)
        self._carry: Carry | None = None
        self._paces: list[tuple[float, float, float]] = []
        self._add([header], first=True)

    @property
    def lines(self) -> int:
        """The lines that were read, including the header."""
        return self._gathered.lines

    @property
    def stopped(self) -> Blocked | None:
        """Why nothing more is read of it, if so."""
        return self._gathered.stopped

    def add(self, lines: list[bytes]) -> None:
        """Judge the lines that come next, without their line ends."""
        if lines and self.stopped is None:
            self._add(lines, first=False)

    def paces(self) -> list[tuple[float, float, float]]:
        """For each piece since the last call: its seconds, its mean and its longest interval in milliseconds."""
        found, self._paces = self._paces, []
        return found

    def judged(self) -> Judged:
        """The verdicts by now."""
        self._recording.line_count = self.lines
        return judged(self._recording, self._suites, self._gathered, self._means)

    def _add(self, lines: list[bytes], *, first: bool) -> None:
        piece = Piece(lines, b"\n".join([*lines, b""]))
        stretch, self._carry = self._order.stretch(piece, self._carry, first=first, points=1)
        for second, _, mean, longest in stretch.plots.points if stretch.plots else ():
            if second is not None and mean is not None and longest is not None:
                self._paces.append((second, mean, longest))
        stretch.plots = None  # they grow with every piece, and are drawn of the whole recording
        gather(self._recording, self._order, self._gathered, stretch)
        if stretch.stop:
            line = self.lines - stretch.lines + stretch.stop.at + 1
            self._gathered.stopped = Blocked(stretch.stop.key, line=line, bound=stretch.stop.bound)
