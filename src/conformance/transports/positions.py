"""A text without its escapes, in which every byte knows where it comes from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable


class Unescaped:
    """`text` is the data without its escapes; `place` gives the range of the data from which a range of it comes."""

    def __init__(self, text: bytes, rounds: tuple[_Round, ...] = ()) -> None:
        self.text, self._rounds = text, rounds

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the data the bytes from `start` to before `end` come from."""
        for each in reversed(self._rounds):
            start, end = each.start(start), each.end(end)
        return start, end

    def without(self, escapes: re.Pattern[bytes], meaning: Callable[[re.Match[bytes]], bytes]) -> Unescaped:
        """The text with these escapes undone as well; itself if that changes nothing."""
        done = _Round()
        text = escapes.sub(lambda found: done.noted(found, meaning(found)), self.text)
        return Unescaped(text, (*self._rounds, done)) if done.at else self


class _Round:
    """For every escape undone at once: where it was (`start`, `end`), and where its meaning now is."""

    def __init__(self) -> None:
        self.at: list[int] = []
        self._escapes: list[tuple[int, int, int]] = []
        self._shorter = 0

    def noted(self, found: re.Match[bytes], meaning: bytes) -> bytes:
        if meaning == found[0]:
            return meaning
        start, end = found.span()
        self.at.append(start - self._shorter)
        self._escapes.append((start, end, len(meaning)))
        self._shorter += end - start - len(meaning)
        return meaning

    def start(self, position: int) -> int:
        """Where the byte at the position begins."""
        return self._range(position)[0]

    def end(self, position: int) -> int:
        """Where the byte before the position ends."""
        return self._range(position - 1)[1]

    def _range(self, position: int) -> tuple[int, int]:
        last = bisect_right(self.at, position) - 1
        if last < 0:
            return position, position + 1
        start, end, length = self._escapes[last]
        past = position - self.at[last] - length
        return (start, end) if past < 0 else (end + past, end + past + 1)
