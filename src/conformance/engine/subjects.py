"""From paths to subjects: folders are walked in a fixed order, and every entry is accounted for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Target(NamedTuple):
    """A file to judge: its path, its name in reports, and whether the user named it explicitly.

    `data` are its bytes if they were given directly: then there is no file, and nothing beside it.
    """

    path: str
    name: str
    named: bool
    data: bytes | None = None


def targets(paths: Iterable[str]) -> Iterator[Target]:
    """The files for the given paths: files as they are, folders recursively in the order of their names.

    Links to folders are not followed below a named folder, to avoid loops. A path that does not exist is passed on:
    opening it will report that. A path named twice is judged once.
    """
    for path in dict.fromkeys(map(os.path.normpath, paths)):
        if os.path.isdir(path):
            yield from _walk(path, _shown(path))
        else:
            yield Target(path, _shown(path), True)


def _walk(path: str, name: str) -> Iterator[Target]:
    try:
        with os.scandir(path) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        yield Target(path, name, True)
        return
    for entry in entries:
        inner = entry.name if name == "." else f"{name}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, inner)
        else:
            yield Target(entry.path, inner, False)


def _shown(path: str) -> str:
    """The path with forward slashes on every system, so that reports compare."""
    return os.path.normpath(path).replace(os.sep, "/")
