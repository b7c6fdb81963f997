"""From paths to subjects: folders are walked in a fixed order, and every entry is accounted for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from conformance.model.journal.records import SubjectJudged

OUTPUT = ".conformance"
"""The folder that runs write to where nothing else is named."""
LEFT_OUT = frozenset({OUTPUT, ".git", ".hg", ".svn"})
"""Folders inside a named one that hold no subjects: what runs wrote, and earlier versions of files."""
PARTIAL = f"{OUTPUT}-"
"""How the name of a file begins that is still being written."""
_HEAD = 256
_ZIP = b"PK\x03\x04"
_Beginnings = tuple[tuple[bytes, bytes], ...]
_OUTPUTS: tuple[tuple[str, _Beginnings], ...] = (
    (".jsonl", ((b'{"event":"run","format":', b""), (b'{"event": "run"', b""))),
    ("report.json", ((b'{\n"format": ', b'"harness"'),)),
    (".zip", ((_ZIP, b"bundle.json"), (_ZIP, b"bodies/sha256-"), (_ZIP, b"run.jsonl"))),
)
"""How files that runs write begin, and what is near their beginning, by the end of their name."""
_ENDINGS = tuple(ending for ending, _ in _OUTPUTS)


class Target(NamedTuple):
    """A file to judge: its path, its name in reports, and whether the user named it explicitly.

    `data` are its bytes if they were given directly: then there is no file, and nothing beside it. `recorded` is what
    is said of a subject of an earlier run whose bytes are not there. `trouble` is why a file in a folder is not read.
    `root` is the named folder that it is in.
    """

    path: str
    name: str
    named: bool
    data: bytes | None = None
    recorded: SubjectJudged | None = None
    trouble: str | None = None
    root: str | None = None


def targets(paths: Iterable[str]) -> Iterator[Target]:
    """The files for the given paths: files as they are, folders recursively in the order of their names.

    Links to folders are not followed below a named folder, to avoid loops, and links that lead out of it are not read.
    What the harness itself wrote and what version control keeps is left out. A path that does not exist is passed on:
    opening it will report that. A path named twice is judged once.
    """
    for path in dict.fromkeys(map(os.path.normpath, paths)):
        if os.path.isdir(path):
            yield from _walk(path, _shown(path), os.path.realpath(path))
        else:
            yield Target(path, _shown(path), True)


def _walk(path: str, name: str, root: str) -> Iterator[Target]:
    try:
        with os.scandir(path) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        yield Target(path, name, True)
        return
    for entry in entries:
        inner = entry.name if name == "." else f"{name}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in LEFT_OUT:
                yield from _walk(entry.path, inner, root)
        elif entry.is_symlink() and not _is_within(entry.path, root):
            yield Target(entry.path, inner, False, trouble="link_outside")
        elif not is_our_output(entry.path, entry.name):
            yield Target(entry.path, inner, False, root=root)


def _is_within(path: str, root: str) -> bool:
    """Whether a link leads to a place in the folder, or nowhere."""
    place = Path(os.path.realpath(path))
    return place.is_relative_to(root) or not place.exists()


def is_our_output(path: str, name: str) -> bool:
    """Whether a file is a journal, a report or the evidence of a run: never what a run is to judge."""
    if name.startswith(PARTIAL):
        return True
    if not name.endswith(_ENDINGS) or not Path(path).is_file():  # to open a pipe may take for ever
        return False
    beginnings = next(known for ending, known in _OUTPUTS if name.endswith(ending))
    try:
        with Path(path).open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return any(head.startswith(start) and holds in head for start, holds in beginnings)


def _shown(path: str) -> str:
    """The path with forward slashes on every system, so that reports compare."""
    return os.path.normpath(path).replace(os.sep, "/")
