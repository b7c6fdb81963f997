"""Writing copies into a folder: never over a file and never outside the folder, whatever the names are."""

from __future__ import annotations

import filecmp
import os
import shutil
from pathlib import Path
from typing import Any

from conformance.model.system import why
from conformance.writing import open_new

NOT_STEPS = ("", ".", "..")


class NotWritten(Exception):
    """A file that was not written; `key` and `values` name the reason in the message catalogue."""

    def __init__(self, key: str, /, **values: Any) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def is_within(path: str | Path, folder: Path) -> bool:
    """Whether the path is the folder or inside it, after resolving links."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def place_of(folder: Path, name: str) -> Path:
    """The place for a copy of a file with this name, without root, drive or `..`. Raises NotWritten."""
    anchor = Path(name).anchor
    steps = [step for step in name[len(anchor) :].replace(os.sep, "/").split("/") if step not in NOT_STEPS]
    return _inside(folder, folder.joinpath(*steps))


def write_copy(folder: Path, name: str, data: bytes) -> Path:
    """Write the bytes into the folder and return the file. Raises NotWritten."""
    place = place_of(folder, name)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with open_new(place, anew=True) as out:  # fails if anything exists there, even a dangling link
            out.write(data)
    except FileExistsError:
        raise NotWritten("copy_exists", path=place.as_posix()) from None
    except (OSError, ValueError) as error:
        raise _failed(place, error) from None
    return place


def copy_beside(folder: Path, copy: Path, relative: str, original: Path) -> None:
    """Copy a file that the asset refers to to the same place beside its copy, unless an identical one exists there.

    Raises NotWritten.
    """
    place = _inside(folder, copy.parent.joinpath(*relative.split("/")))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with open_new(place, anew=True) as out, original.open("rb") as file:
            shutil.copyfileobj(file, out)
    except FileExistsError:
        if not place.is_file() or not filecmp.cmp(original, place, shallow=False):
            raise NotWritten("copy_exists", path=place.as_posix()) from None
    except (OSError, ValueError) as error:
        raise _failed(place, error) from None


def _inside(folder: Path, place: Path) -> Path:
    """The place, if it is inside the folder after resolving links. Raises NotWritten."""
    if place == folder or not is_within(place.parent, folder):
        raise NotWritten("copy_outside", path=place.as_posix())
    return place


def _failed(place: Path, error: Exception) -> NotWritten:
    return NotWritten(
        "copy_failed", path=place.as_posix(), reason=why(error) if isinstance(error, OSError) else str(error)
    )
