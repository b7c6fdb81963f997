"""Several processes on one recording: each takes pieces of the file, and the findings return in file order.

Modules that read recordings are imported where they are used, so that a run without recordings does not pay for them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.engine.loaded import LoadedSuite
from conformance.readers.bounds import RECORDING_SPLIT_FROM

if TYPE_CHECKING:
    from concurrent.futures import Future

    from conformance.engine.judges.recording_pass import Pass, Stretch
    from conformance.recordings.recording import Recording

PIECES_AT_ONCE = 8
Load = Callable[[], Sequence[LoadedSuite]]


@dataclass(frozen=True)
class Workers:
    """A number of processes that judge a recording, each by the suites that `load` returns."""

    load: Load
    count: int

    def pay(self, recording: Recording) -> bool:
        """Whether the recording is long enough to make starting processes worthwhile."""
        return self.count > 1 and recording.source.path is not None and recording.source.size >= RECORDING_SPLIT_FROM

    def stretches(self, recording: Recording) -> Iterator[Stretch]:
        """All pieces of the recording in order. Raises Shrunk if the file has become shorter."""
        from conformance.engine.workers import make_pool
        from conformance.recordings.pieces import open_pieces

        source = recording.source
        with open_pieces(source) as pieces:
            count = pieces.count
        start = (self.load, str(source.path), source.name, source.size)
        with make_pool(self.count, _start, start) as pool:
            flying: deque[Future[list[Stretch]]] = deque()
            waiting = iter(range(0, count, PIECES_AT_ONCE))
            try:
                while True:
                    while len(flying) < self.count * 3 and (first := next(waiting, None)) is not None:
                        flying.append(pool.submit(_judge, first, min(first + PIECES_AT_ONCE, count)))
                    if not flying:
                        return
                    yield from flying.popleft().result()
            finally:
                pool.shutdown(wait=False, cancel_futures=True)


_order: Pass | None = None


def _start(load: Load, path: str, name: str, size: int) -> None:
    import signal

    from conformance.engine.judges.recording_pass import Pass
    from conformance.engine.workers import end_with_parent
    from conformance.readers.source import Unreadable, open_source
    from conformance.recordings.recording import read_recording

    global _order  # noqa: PLW0603 - a worker process has one recording for its whole life
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    try:
        source = open_source(path, name)
    except Unreadable:
        return
    source.size = min(size, source.size)
    _order = Pass(source.once(read_recording), load())


def _judge(first: int, stop: int) -> list[Stretch]:
    """The pieces from `first` up to `stop`, in a worker. Raises Shrunk if the file has become shorter."""
    from conformance.recordings.pieces import Shrunk, open_pieces

    if _order is None:
        raise Shrunk
    with open_pieces(_order.recording.source) as pieces:
        return list(_order.stretches(pieces, first, stop))
