"""Pictures of the judged subjects of a run, made from its journal afterwards; they never influence a verdict.

The pictures/ of a family draws the kinds that it names: it maps places to visible parts (`marks`) and names the extra
and library that it needs and the module of the drawing process (`WORKER`).

Pictures are in a folder beside the journal, with an index.json that says what each shows, or why there is none.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

from conformance.catalogue import Catalogue
from conformance.catalogue.packages import import_code
from conformance.engine.records import reason
from conformance.model.finding import NotJudged
from conformance.model.journal import to_json
from conformance.model.journal.records import Event, Failure, Opening, SubjectJudged
from conformance.readers.bounds import (
    PICTURE_MARKS,
    PICTURE_SECONDS,
    PICTURED_MODELS,
    PICTURES_PER_MODEL,
    PICTURES_SECONDS,
)
from conformance.readers.source import Source, Unreadable, open_source
from conformance.writing import own_folder, write_text

PART = "pictures"
FORMAT, INDEX = 1, "index.json"
PARALLEL = 4


class Mark(Protocol):
    """A visible part of a subject; equal marks are the same part."""

    def as_record(self) -> dict[str, Any]: ...


class Artist(Protocol):
    """The pictures/ of a family."""

    EXTRA: str
    LIBRARY: str
    WORKER: str

    def marks(self, source: Source) -> Callable[[str], list[Mark]]:
        """A function from a JSON pointer to the visible parts that it concerns. Raises NotJudged."""


def artists(catalogue: Catalogue) -> Callable[[str], Artist | None]:
    """A function from a kind to its artist: that of the kind itself or of the nearest more general kind with one.

    Kinds in a journal that the catalogue does not know have no artist.
    """
    drawn = {kind: family for family in catalogue.families.values() for kind in family.pictures}

    @cache
    def find(kind: str) -> Artist | None:
        for each in catalogue.lineage(kind) if kind in catalogue.kinds else ():
            if family := drawn.get(each):
                found: Artist = import_code(family.package, family.folder, PART)
                return found
        return None

    return find


@dataclass(frozen=True)
class Pictured:
    """A judged model, with the places that violate each requirement."""

    name: str
    kind: str
    digest: str
    places: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Wish:
    """One picture to make, of the whole model if no requirement is named. `more` parts are not marked."""

    requirement: str | None
    marks: list[Mark]
    more: int = 0


def make_pictures(events: Iterable[Event], folder: Path, catalogue: Catalogue) -> int:
    """Make the pictures of a journal's models, for the kinds that a family draws, and return their number.

    No model can make it raise or hang: each is drawn by a separate process within limits.
    """
    find = artists(catalogue)
    run, chosen, left_out = _chosen(events, find)
    for each in own_folder(folder).iterdir():
        if each.is_symlink():  # a drawing process would write through it
            each.unlink()
    end = monotonic() + PICTURES_SECONDS
    with ThreadPoolExecutor(min(PARALLEL, os.cpu_count() or 1)) as pool:
        subjects = list(pool.map(lambda each: _subject(each, find(each.kind), folder, end), chosen))
    index = {"format": FORMAT, "run": run, "subjects": subjects, "left_out": left_out}
    write_text(folder / INDEX, json.dumps(index, ensure_ascii=True, indent=1) + "\n")
    return sum("file" in picture for subject in subjects for picture in subject["pictures"])


def _chosen(events: Iterable[Event], find: Callable[[str], Artist | None]) -> tuple[str, list[Pictured], int]:
    """The run's id, the models to draw, those with findings first, and the number of those left out."""
    run, seen = "", 0
    found: dict[bool, list[Pictured]] = {True: [], False: []}
    for event in events:
        if isinstance(event, Opening):
            run = event.run.get("id", "")
        if not isinstance(event, SubjectJudged) or not event.verdict.outcomes:
            continue
        kind, digest = event.verdict.kind, event.subject.digest
        if kind is None or digest is None or find(kind) is None:
            continue
        seen += 1
        model = Pictured(event.subject.name, kind, digest, _places(event.failures))
        kept = found[bool(model.places)]
        if len(kept) < PICTURED_MODELS:
            kept.append(model)
    chosen = [*found[True], *found[False]][:PICTURED_MODELS]
    return run, chosen, seen - len(chosen)


def _places(failures: Iterable[Failure]) -> dict[str, list[str]]:
    """The pointers that violate each requirement; findings without a pointer are left out."""
    return {row: [each.where.pointer for each in findings if each.where.pointer] for row, findings, *_ in failures}


def _subject(model: Pictured, artist: Artist | None, folder: Path, end: float) -> dict[str, Any]:
    """The entry of one model in the index."""
    assert artist is not None
    wishes = [Wish(None, [])]
    try:
        source = open_source(model.name, model.name)
        if source.digest != model.digest:
            raise NotJudged("picture_changed")
        wishes = _wishes(model, artist.marks(source))
        if find_spec(artist.LIBRARY) is None:
            raise NotJudged("extra_missing", extra=artist.EXTRA)
        answers = _drawn(model, artist.WORKER, wishes, folder, end)
    except (Unreadable, NotJudged) as trouble:
        answers = [{"reason": to_json.reason(reason(trouble.key, trouble.values))}] * len(wishes)
    pictures = [
        {
            "requirement": wish.requirement,
            "marks": [each.as_record() for each in wish.marks],
            "more": wish.more,
            **answer,
        }
        for wish, answer in zip(wishes, answers, strict=True)
    ]
    return {"name": model.name, "digest": model.digest, "violated": len(model.places), "pictures": pictures}


def _wishes(model: Pictured, marks: Callable[[str], list[Mark]]) -> list[Wish]:
    """One picture of the whole model, then one for each requirement that is violated at a visible part."""
    wishes = [Wish(None, [])]
    for requirement, pointers in model.places.items():
        found = list(dict.fromkeys(mark for pointer in pointers for mark in marks(pointer)))
        if found:
            wishes.append(Wish(requirement, found[:PICTURE_MARKS], len(found[PICTURE_MARKS:])))
    return wishes[:PICTURES_PER_MODEL]


def _drawn(model: Pictured, worker: str, wishes: list[Wish], folder: Path, end: float) -> list[dict[str, Any]]:
    """The file of each picture, or the reason for having none, from a process that may crash or hang without harm."""
    seconds = min(PICTURE_SECONDS, end - monotonic())
    if seconds <= 0:
        raise NotJudged("picture_late", seconds=int(PICTURES_SECONDS))
    job = {
        "path": model.name,
        "name": model.name,
        "digest": model.digest,
        "stem": model.digest.partition(":")[2][:16],
        "folder": str(folder),
        "pictures": [[mark.as_record() for mark in wish.marks] for wish in wishes],
    }
    try:
        # -P: the current folder may contain files of the product, such as a json.py
        command, asked = [sys.executable, "-P", "-m", worker], json.dumps(job).encode("ascii")
        done = subprocess.run(command, input=asked, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - ours
        answers = json.loads(done.stdout)["pictures"]
    except subprocess.TimeoutExpired:
        raise NotJudged("picture_time", seconds=int(seconds)) from None
    except (ValueError, KeyError, TypeError, OSError):
        raise NotJudged("picture_crashed") from None
    return [
        {"file": each["file"]} if "file" in each else {"reason": to_json.reason(reason(each["reason"], {}))}
        for each in answers
    ]
