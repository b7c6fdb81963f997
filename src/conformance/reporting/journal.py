"""Reading a journal: whole lines only, so that one cut off anywhere still tells what happened until then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FORMAT = 1


class NotAJournal(Exception):
    """A file that is no journal of a run, or of a format this version does not know."""


_MEMBERS = {"run": ("format",), "suites": ("suites",), "subject": ("subject", "results"), "end": ("run",)}
_PLAIN = b'{"event":"subject","results":[],"subject":'
_OUTCOMES = b'"outcomes":'
_LEFTOVERS, _PLOTS = b'"leftovers":', b'"plots":'


def events(path: Path, *, brief: bool = False) -> Iterator[dict[str, Any]]:
    """The events of the journal, the opening first; a last line without its end is left out.

    `brief` saves the parsing of subjects with nothing to tell: their `subject` holds the `outcomes` only and `text`
    holds its JSON. Raises NotAJournal where the opening is missing or a whole line is no event.
    """
    plain: dict[bytes, dict[str, str]] = {}
    try:
        file = path.open("rb")
    except OSError as error:
        raise NotAJournal(f"{path}: {error.strerror}") from None
    with file:
        number = 0
        for line in file:
            if not line.endswith(b"\n"):
                break
            number += 1
            try:
                event = (number > 1 and brief and _plain(line, plain)) or json.loads(line)
                kind = event["event"]
                complete = all(member in event for member in _MEMBERS[kind])
            except (ValueError, KeyError, TypeError, RecursionError):
                raise NotAJournal(f"{path}: line {number} is no event of a run") from None
            if not complete:
                raise NotAJournal(f"{path}: line {number} lacks {' or '.join(_MEMBERS[kind])}")
            if number == 1 and (kind != "run" or event.get("format") != FORMAT):
                raise NotAJournal(f"{path}: is no journal of format {FORMAT}")
            yield event
            if kind == "end":
                return
        if number == 0:
            raise NotAJournal(f"{path}: holds no event of a run")


def _plain(line: bytes, known: dict[bytes, dict[str, str]]) -> dict[str, Any] | None:
    """The brief event of a subject with nothing to tell; None for any other line. Raises ValueError."""
    if not line.startswith(_PLAIN) or _LEFTOVERS in line or _PLOTS in line:
        return None
    letters = line[line.rindex(_OUTCOMES) + len(_OUTCOMES) : -3]
    if letters not in known:
        known[letters] = json.loads(letters)
    outcomes = known[letters]
    if not outcomes:  # a subject without outcomes has a problem to tell
        return None
    text = line[len(_PLAIN) : -2].decode("utf-8")
    return {"event": "subject", "subject": {"outcomes": outcomes}, "results": [], "text": text}


def subject_name(event: dict[str, Any]) -> str:
    """The name of the subject of an event, brief or not."""
    subject = event["subject"] if "name" in event["subject"] else json.loads(event["text"])
    return str(subject["name"])
