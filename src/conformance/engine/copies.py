"""Write copies into a folder: never over a file, never outside the folder, whatever the names say."""

from __future__ import annotations

import filecmp
import os
import shutil
from pathlib import Path

NOT_STEPS = ("", ".", "..")


class NotWritten(Exception):
    """A file that was not written; `key` and `values` name the reason in the message catalogue."""

    def __init__(self, key: str, /, **values: str) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def is_within(path: str | Path, folder: Path) -> bool:
    """Whether the path is the folder or lies in it, after all links."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def place_of(folder: Path, name: str) -> Path:
    """Where the copy of a file of this name belongs: without root, drive and steps upwards. Raises NotWritten."""
    anchor = Path(name).anchor
    steps = [step for step in name[len(anchor) :].replace(os.sep, "/").split("/") if step not in NOT_STEPS]
    return _inside(folder, folder.joinpath(*steps))


def write_copy(folder: Path, name: str, data: bytes) -> Path:
    """Write the bytes into the folder and return the file. Raises NotWritten."""
    place = place_of(folder, name)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as out:  # fails on anything that is there, a link to nowhere included
            out.write(data)
    except FileExistsError:
        raise NotWritten("copy_exists", path=place.as_posix()) from None
    except (OSError, ValueError) as error:
        raise _failed(place, error) from None
    return place


def copy_beside(folder: Path, copy: Path, relative: str, original: Path) -> None:
    """Copy a file that the asset names to the same place beside its copy; one that is there already, alike, will do.

    Raises NotWritten.
    """
    place = _inside(folder, copy.parent.joinpath(*relative.split("/")))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as out, original.open("rb") as file:
            shutil.copyfileobj(file, out)
    except FileExistsError:
        if not place.is_file() or not filecmp.cmp(original, place, shallow=False):
            raise NotWritten("copy_exists", path=place.as_posix()) from None
    except (OSError, ValueError) as error:
        raise _failed(place, error) from None


def _inside(folder: Path, place: Path) -> Path:
    """The place, if it lies in the folder after all links; raises NotWritten."""
    if place == folder or not is_within(place.parent, folder):
        raise NotWritten("copy_outside", path=place.as_posix())
    return place


def _failed(place: Path, error: Exception) -> NotWritten:
    return NotWritten("copy_failed", path=place.as_posix(), reason=getattr(error, "strerror", None) or str(error))
