"""Files that a document refers to: never outside its folder, never larger than the harness reads.

What was asked for is noted, so that the evidence of a run can hold it, and the run say what was read.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

from conformance.readers.bounds import FILE_BYTES, PATH_CHARACTERS


class Asked(NamedTuple):
    """A file that a judged document asked for.

    `inside` says that no link leads out of the folder to it, `part` that the document refers to it.
    """

    inside: bool
    part: bool


Noted = dict[str, Asked]
"""Files that a judged document asked for, by their path."""
_noted: ContextVar[Noted | None] = ContextVar("noted", default=None)
_missed: ContextVar[list[str] | None] = ContextVar("missed", default=None)


@contextmanager
def noting() -> Iterator[Noted]:
    """Within the block, the files that are found beside a document, or behind a link that leads out of its folder."""
    found: Noted = {}
    token = _noted.set(found)
    try:
        yield found
    finally:
        _noted.reset(token)


def note(path: str | Path, *, inside: bool = True, part: bool = True) -> None:
    """Note a file that was asked for, by the path before links are followed."""
    found = _noted.get()
    if found is not None:
        known = found.get(str(path))
        found[str(path)] = Asked(inside, part or (known is not None and known.part))


@contextmanager
def missing() -> Iterator[list[str]]:
    """Within the block, the paths of files that a document asked for and that are not there.

    Where a document was unpacked from evidence, the evidence may lack them.
    """
    found: list[str] = []
    token = _missed.set(found)
    try:
        yield found
    finally:
        _missed.reset(token)


def note_missing(path: str | Path) -> None:
    """Note a file that was asked for and is not there."""
    found = _missed.get()
    if found is not None:
        found.append(str(path))


def file_beside(folder: Path, name: str, root: str | None = None) -> Path | str:
    """The file that a relative path with the separator `/` names, or why it cannot be read.

    The reasons are "outside", for a path that could leave the folder, even through a link, and "missing". A path with
    `..` may lead to a file below `root`, a folder that the user named, but through no link.
    """
    steps = name.replace("\\", "/").split("/")
    if re.match("/|[A-Za-z]:", name):
        return "outside"
    if len(name) > PATH_CHARACTERS:
        return "missing"
    top = os.path.realpath(folder)
    path = os.path.join(top, *steps)
    if up := ".." in steps:
        path = os.path.normpath(path)
        if root is None or not Path(path).is_relative_to(os.path.realpath(root)):
            return "outside"
    try:
        os.stat(path)  # realpath examines each step of a path, even if the first one does not exist
        place = Path(os.path.realpath(path))
        if str(place) != path if up else not place.is_relative_to(top):
            note(path, inside=False)
            return "outside"
        if place.is_file() and place.stat().st_size <= FILE_BYTES:
            note(path)
            return place
    except (OSError, ValueError):  # a name that no file can have
        pass
    note_missing(path)
    return "missing"


def sha256_of_file(path: Path) -> bytes:
    """The SHA-256 digest of a file's bytes. Raises OSError if it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
