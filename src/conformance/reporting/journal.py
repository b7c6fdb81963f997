"""Reading journals from files, in either format, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from conformance.model.journal.reading import NotAJournal, read_lines
from conformance.model.journal.records import Event, Opening
from conformance.model.system import why
from conformance.model.text import Text

__all__ = ["NotAJournal", "events", "opening_of"]


def events(path: Path) -> Iterator[Event]:
    """The events of the journal, the opening first; an incomplete last line is left out. Raises NotAJournal."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise NotAJournal(str(path), why(error)) from None
    with file:
        yield from read_lines(file, str(path))


def opening_of(path: Path) -> Opening:
    """The first event of the journal. Raises NotAJournal."""
    first = next(events(path))
    if not isinstance(first, Opening):
        problem = Text("does not begin with the opening of a run", "不以运行开始事件开头")
        raise NotAJournal(str(path), problem)
    return first
