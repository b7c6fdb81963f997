"""From the lines of a journal, in either format, to its events."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from conformance.model.journal.format_1 import translated
from conformance.model.journal.from_json import Decoder
from conformance.model.journal.records import FORMAT, Ending, Event


class NotAJournal(Exception):
    """A file that is no journal of a run, or of a format this version does not know."""


def read_lines(lines: Iterable[bytes], name: str) -> Iterator[Event]:
    """The events of a journal that is called `name`, the opening first.

    A last line without its end is left out, and so is what follows the end of the run. Raises NotAJournal where the
    opening is missing or a whole line is no event.
    """
    decoder, format_, number = Decoder(), 0, 0
    for line in lines:
        if not line.endswith(b"\n"):
            break
        number += 1
        try:
            told = json.loads(line)
            if number == 1:
                format_ = told["format"] if told["event"] == "run" else 0
                if format_ not in (1, FORMAT):
                    raise NotAJournal(f"{name}: is no journal of format 1 or {FORMAT}")
            elif told["event"] == "run":
                raise ValueError
            event = decoder.event(translated(told) if format_ == 1 else told)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
            raise NotAJournal(f"{name}: line {number} is no event of a run") from None
        if event is not None:
            yield event
        if isinstance(event, Ending):
            return
    if number == 0:
        raise NotAJournal(f"{name}: holds no event of a run")
