"""References to files as glTF uses them: whether they are well-formed, where they lead and what is there.

glTF allows IRI references to files next to the asset: a reference without a path refers to none.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote

from conformance.readers import uri
from conformance.readers.beside import note, note_missing

_UNENCODED = re.compile(r"[\x00-\x20\x7f-\x9f\"<>\\^`{|}\[\]]|%(?![0-9A-Fa-f]{2})")


def grammar_error(text: str) -> int | None:
    """The first character of a reference to a file that is invalid in URI and IRI references; None if there is none."""
    return 0 if text[:1] in ("", "?", "#") else uri.reference_error(text, uri.IRI)


def percent_encoded(text: str) -> str | None:
    """The reference with percent-encoding where needed; None where that alone does not correct it."""
    mended = uri.percent_encoded(text, _UNENCODED)
    return mended if "\\" not in text and grammar_error(mended) is None else None


def way_out(text: str) -> str:
    """How a reference leaves its base folder: "scheme", "absolute" or "outside"; "" where it stays inside."""
    if uri.has_scheme(text):
        return "scheme"
    path = _path(text)
    if re.match("/|[A-Za-z]:", path):
        return "absolute"
    depth = 0
    for step in path.split("/"):
        depth += -1 if step == ".." else step not in ("", ".")
        if depth < 0:
            return "outside"
    return ""


def look_up(folder: Path, text: str) -> str:
    """What a reference that stays in the folder leads to: "" for a file, "missing", or "link" out of it."""
    place = file_at(folder, text)
    return place if isinstance(place, str) else ""


def file_at(folder: Path, text: str) -> Path | str:
    """The file that a reference inside the folder leads to; "missing", or "link" where it leads out of it."""
    if _path(text).rpartition("/")[2] in ("", ".", ".."):  # which names a folder
        return "missing"
    try:
        root = Path(os.path.realpath(folder))
        path = os.path.join(root, *path_steps(text))
        place = Path(os.path.realpath(path))
        inside = place.is_relative_to(root)
        if inside and not place.is_file():
            note_missing(path)
            return "missing"
        note(path, inside=inside)
        return place if inside else "link"
    except (OSError, ValueError):  # a name no file can have
        return "missing"


def path_steps(text: str) -> list[str]:
    """The folders and the name that a reference inside the folder leads through."""
    steps: list[str] = []
    for step in _path(text).split("/"):
        if step == "..":
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return steps


def _path(text: str) -> str:
    """The path of a reference, percent-decoded, with `/` as separator."""
    return unquote(re.split(r"[?#]", text, maxsplit=1)[0], errors="surrogateescape").replace("\\", "/")
