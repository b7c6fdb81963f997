"""A moving picture, and what flashes in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from conformance.readers.source import Source
from conformance_suites.terminals.flashes.reader.flashes import Found, find_flashes
from conformance_suites.terminals.flashes.reader.frames import Frame, frames


@dataclass
class Content:
    """A media file; it is decoded once for each size at which it is seen."""

    source: Source
    _found: dict[tuple[float, float], Found] = field(default_factory=dict)

    @cached_property
    def moving(self) -> list[Frame]:
        """The first two frames of what has more than one. Raises NotRun or Blocked where they cannot be read."""
        first = list(islice(frames(self.source), 2))
        return first if len(first) > 1 else []

    def found(self, width: float, height: float) -> Found:
        """What flashes, if the picture is so many degrees wide and high."""
        if (width, height) not in self._found:
            self._found[width, height] = find_flashes(frames(self.source), width, height)
        return self._found[width, height]


def view(source: Source) -> Content:
    """The file, which is decoded only when it is judged."""
    return Content(source)
