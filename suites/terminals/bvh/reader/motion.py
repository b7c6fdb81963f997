"""The motion section of a BVH file: the number of frames, the time between them, and a line of numbers for each."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from conformance.readers.bounds import FINDINGS_COUNTED
from conformance_suites.terminals.bvh.reader.bounds import BVH_VALUES
from conformance_suites.terminals.bvh.reader.skeleton import SHOWN, Problem

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_FRAMES, _FRAME_TIME = [b"frames"], [b"frame", b"time"]
_NUMBER = re.compile(rb"[+-]?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d++)?")
_COUNT = re.compile(rb"[0-9]{1,18}")
_BLOCK_BYTES = 4 << 20


class Head(NamedTuple):
    """What precedes the numbers; it takes up `taken` lines."""

    frames: int | None
    frame_time: float | None
    taken: int
    problems: tuple[Problem, ...]


class Frames(NamedTuple):
    """The lines that contain motion and their numbers; `values` is None where the width is unknown."""

    rows: tuple[int, ...]
    values: NDArray[float64] | None
    problems: tuple[Problem, ...]


def read_head(lines: list[bytes], line: int) -> Head:
    """Read `Frames:` and `Frame Time:` from the lines after MOTION, the first of which has the number `line`."""
    problems: list[Problem] = []
    at, found = _definition(lines, 0, _FRAMES)
    frames = int(found) if found is not None and _COUNT.fullmatch(found) else None
    if frames is None:
        problems.append(_undefined("frames", line + max(at - 1, 0), found, "Frames:", "0, 1, 2 ..."))
    at, found = _definition(lines, at, _FRAME_TIME)
    frame_time = float(found) if found is not None and _NUMBER.fullmatch(found) else None
    if frame_time is None or not math.isfinite(frame_time):
        problems.append(_undefined("frame_time", line + max(at - 1, 0), found, "Frame Time:", "seconds"))
        frame_time = None
    return Head(frames, frame_time, at, tuple(problems))


def _definition(lines: list[bytes], at: int, name: list[bytes]) -> tuple[int, bytes | None]:
    """(index after it, value) of the definition in the next non-empty line, if its name has these words in any letter
    case; otherwise the value is None.
    """
    following = at
    while following < len(lines) and not lines[following].strip():
        following += 1
    words, colon, value = lines[following].partition(b":") if following < len(lines) else (b"", b"", b"")
    return (following + 1, value.strip()) if colon and words.lower().split() == name else (at, None)


def read_frames(lines: list[bytes], line: int, width: int | None) -> Frames:
    """Read the numbers of the lines, the first of which has the number `line`; empty lines are skipped."""
    import numpy as np

    rows = tuple(line + at for at, text in enumerate(lines) if text and not text.isspace())
    if width is None:
        return Frames(rows, None, ())
    if len(rows) * width > BVH_VALUES:
        return Frames(rows, None, (Problem("bound", line, str(len(rows) * width), str(BVH_VALUES)),))
    values = np.full((len(rows), width), np.nan)
    problems: list[Problem] = []
    for start, end in _blocks([len(lines[row - line]) for row in rows]):
        words = [lines[row - line].split() for row in rows[start:end]]
        if not _fast(words, width, values[start:end]):
            for at, row in enumerate(rows[start:end]):
                _row(words[at], row, values[start + at], problems)
    return Frames(rows, values, tuple(problems))


def _blocks(lengths: list[int]) -> Iterator[tuple[int, int]]:
    """(start, end) of runs of lines of about one block: split into words, lines take far more memory."""
    start = size = 0
    for at, length in enumerate(lengths):
        size += length
        if size >= _BLOCK_BYTES or at == len(lengths) - 1:
            yield start, at + 1
            start, size = at + 1, 0


def _fast(words: list[list[bytes]], width: int, block: NDArray[float64]) -> bool:
    """Fill the block, if each of its lines has exactly the required finite numbers."""
    import numpy as np

    if any(len(row) != width for row in words):
        return False
    try:
        block[:] = [[float(word) for word in row] for row in words]
    except ValueError:
        return False
    # float() also accepts underscores between digits, which no other reader does.
    return bool(np.isfinite(block).all()) and not any(b"_" in word for row in words for word in row)


def _row(words: list[bytes], line: int, values: NDArray[float64], problems: list[Problem]) -> None:
    """Fill in the valid values of one line, and note what is wrong with it."""
    values[:] = math.nan
    if len(words) != len(values) and len(problems) < FINDINGS_COUNTED:
        problems.append(Problem("width", line, str(len(words)), str(len(values))))
    for at, word in enumerate(words):
        number = float(word) if _NUMBER.fullmatch(word) else math.nan
        if not math.isfinite(number):
            if len(problems) < FINDINGS_COUNTED:
                problems.append(Problem("number", line, _shown(word), str(at + 1)))
        elif at < len(values):
            values[at] = number


def _undefined(kind: str, line: int, found: bytes | None, keyword: str, expected: str) -> Problem:
    """A definition without a valid value; nothing is received if the definition is missing."""
    received = "" if found is None else f"{keyword} {_shown(found)}".rstrip()
    return Problem(kind, line, received, f"{keyword} {expected}")


def _shown(text: bytes) -> str:
    return text[:SHOWN].decode("utf-8", errors="replace")
