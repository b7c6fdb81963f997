"""Files that a document refers to: never outside its folder, never larger than the harness reads."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from conformance.readers.bounds import FILE_BYTES, PATH_CHARACTERS


def file_beside(folder: Path, name: str) -> Path | str:
    """The file that a relative path with the separator `/` names, or why it cannot be read.

    The reasons are "outside", for a path that could leave the folder, even through a link, and "missing".
    """
    steps = name.replace("\\", "/").split("/")
    if re.match("/|[A-Za-z]:", name) or ".." in steps:
        return "outside"
    if len(name) > PATH_CHARACTERS:
        return "missing"
    try:
        root = Path(os.path.realpath(folder))
        path = os.path.join(root, *steps)
        os.stat(path)  # realpath examines each step of a path, even if the first one does not exist
        place = Path(os.path.realpath(path))
        if not place.is_relative_to(root):
            return "outside"
        return place if place.is_file() and place.stat().st_size <= FILE_BYTES else "missing"
    except (OSError, ValueError):  # a name that no file can have
        return "missing"


def sha256_of_file(path: Path) -> bytes:
    """The SHA-256 digest of a file's bytes. Raises OSError if it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
