"""Writing the journal of a run: JSON Lines, valid up to the last whole line whatever happens to the process."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from conformance.model.journal import to_json
from conformance.model.journal.records import Ending, Opening, PartTold, SubjectJudged, SuitesTold, VerdictClass
from conformance.readers.beside import Asked
from conformance.writing import open_text

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


NOTHING: Mapping[str, Asked] = {}


class Entry(NamedTuple):
    """A subject ready for the journal: its line except for its class, which only the writing process can number.

    `shared` says that other subjects may share its class, since nothing was found on it. `beside` are the files that
    the subject asked for, relative to its folder.
    """

    line: str
    verdict: VerdictClass
    shared: bool
    digest: str | None = None
    beside: Mapping[str, Asked] = NOTHING


def entry(judged: SubjectJudged) -> Entry:
    """The part of a subject's line that can be encoded without the journal."""
    subject, verdict, failures, plots, leftovers, facts = judged
    if not (failures or plots or leftovers) and subject.digest:  # nearly all, in a quarter of the time
        line = f'{{"event":"subject","name":{_encode(subject.name)},"digest":"{subject.digest}","bytes":{subject.bytes}'
        line += f',"facts":{_encode(facts)}' if facts is not None else ""
        return Entry(line, verdict, True, subject.digest)
    told = {"event": "subject", **to_json.subject(judged)}
    if failures:
        told["failures"] = [to_json.failure(each) for each in failures]
    return Entry(_encode(told)[:-1], verdict, not failures, subject.digest)


class Journal:
    """Writes events to a file as they happen."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        # A file name that is not text contains lone surrogates, which JSON allows as escapes.
        self._file = open_text(path)
        self._numbered = to_json.Numbered(self._define)

    def write(self, event: Opening | SuitesTold | PartTold | Ending) -> None:
        """Write one event, flushed when this returns."""
        self._line(to_json.event(event))
        self._file.flush()

    def add(self, subjects: Iterable[Entry]) -> None:
        """Write subjects, each after its class and its reasons if these are new; flushed when this returns."""
        for line, verdict, shared, _, _ in subjects:
            told = self._numbered.verdict(verdict, shared=shared)
            self._file.write(f'{line},"class":{told if isinstance(told, int) else _encode(told)}}}\n')
        self._file.flush()

    def _define(self, what: str, number: int, told: dict[str, Any]) -> None:
        self._line({"event": what, "number": number, **told})

    def _line(self, told: dict[str, Any]) -> None:
        self._file.write(f"{_encode(told)}\n")

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
