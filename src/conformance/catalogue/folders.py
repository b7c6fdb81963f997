"""Where the data folders are: inside an installed package, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_INSTALLED = (_PACKAGE / "schemas").is_dir()


def folder(name: str) -> Path:
    """The folder `name` (suites, schemas, profiles, reports), in the wheel or in the checkout."""
    if not _INSTALLED:
        return _PACKAGE.parents[1] / name
    return _PACKAGE.parent / "conformance_suites" if name == "suites" else _PACKAGE / name
