"""File names of URDF meshes, as URIs or paths."""

from __future__ import annotations

import re
from pathlib import Path

from conformance.readers.beside import file_beside

LEVELS = 5
"""Folders above a description, its own included, in which its package is looked for."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://(.*)", re.DOTALL)
_UP = re.compile(r"^(?:\.\./)*")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_REMOTE = {"http", "https", "ftp", "ftps", "sftp", "ssh", "s3"}


def is_remote(filename: str) -> bool:
    """Whether the name refers to a file on a network."""
    found = _SCHEME.match(filename)
    return found is not None and found[1].lower() in _REMOTE


def unportable(filename: str) -> str | None:
    """Why the name may not find the same file on another machine: scheme, package, outside, absolute; else None."""
    found = _SCHEME.match(filename)
    scheme, rest = (found[1].lower(), found[2]) if found else ("", filename)
    if scheme == "package":
        package, _, path = rest.partition("/")
        if not package or not path.strip("/"):
            return "package"
        return "outside" if _climbs_out(path) else None
    if scheme == "file" or (not scheme and (rest.startswith(("/", "\\", "~")) or _DRIVE.match(rest))):
        return "absolute"
    return "scheme" if scheme and scheme not in _REMOTE else None


def file_of(filename: str, folder: Path | None) -> Path | None:
    """The file of a mesh in a checkout of its package, or beside the description; None if there is none or it is empty.

    A package is a folder of its name, above the description or beside one of the folders above it.
    """
    if folder is None:
        return None
    found = _SCHEME.match(filename)
    above = [folder.absolute(), *folder.absolute().parents][:LEVELS]
    if found and found[1].lower() == "package":
        package, _, path = found[2].partition("/")
        tried = [(each, path) for each in above if each.name == package]
        tried += [(each, f"{package}/{path}") for each in above]
    elif found:
        return None
    else:
        rest = _UP.sub("", filename, count=1)
        up = (len(filename) - len(rest)) // 3
        tried = [(each, rest) for each in above[up : up + 1]]
    places = (file_beside(root, path) for root, path in tried)
    return next((each for each in places if isinstance(each, Path) and each.stat().st_size), None)


def _climbs_out(path: str) -> bool:
    depth = 0
    for step in path.replace("\\", "/").split("/"):
        depth += -1 if step == ".." else 0 if step in ("", ".") else 1
        if depth < 0:
            return True
    return False
