"""File names of URDF meshes, as URIs or paths."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://(.*)", re.DOTALL)
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


def _climbs_out(path: str) -> bool:
    depth = 0
    for step in path.replace("\\", "/").split("/"):
        depth += -1 if step == ".." else 0 if step in ("", ".") else 1
        if depth < 0:
            return True
    return False
