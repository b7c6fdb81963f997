"""Asset paths: what they name before anything is looked for."""

from __future__ import annotations

import posixpath
import re

ADDRESS, ABSOLUTE, EXPRESSION, RELATIVE = "address", "absolute", "expression", "relative"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_DRIVE = re.compile(r"[A-Za-z]:")
TILES = "<UDIM>"
"""Stands for the numbers of the tiles of a texture."""
FIRST_TILE = "1001"


def sort_of(path: str) -> str:
    """Whether a path is an address with a scheme, absolute, an expression over variables, or relative."""
    if path.startswith("`"):
        return EXPRESSION
    if _SCHEME.match(path) or path.startswith("//"):
        return ADDRESS
    if path.startswith(("/", "\\")) or _DRIVE.match(path):
        return ABSOLUTE
    return RELATIVE


def split(path: str) -> tuple[str, str]:
    """The path of a file, and what it names inside of it if that is a package: `a.usdz[b.usda]`."""
    outer, bracket, inner = path.partition("[")
    return (outer, inner.removesuffix("]")) if bracket and inner.endswith("]") else (path, "")


def beside(layer: str, path: str) -> str:
    """A relative path, from the folder of the layer that has it, in its shortest form."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(layer), path.replace("\\", "/")))
