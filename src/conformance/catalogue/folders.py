"""Where the data folders are: inside an installed package, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_INSTALLED = (_PACKAGE / "schemas").is_dir()


def is_ours(suites: Path) -> bool:
    """Whether a suites folder is a copy of the built-in one: only that has the list of policy themes."""
    return (suites / "themes.toml").is_file() and (suites / "policy").is_dir()


def checkout_at(path: Path) -> Path | None:
    """The top of the checkout of this harness that a path is in, unless its suites are the ones in use."""
    for each in (path, *path.parents):
        if (each / "src" / "conformance").is_dir() and is_ours(each / "suites"):
            return None if (each / "suites").resolve() == folder("suites").resolve() else each
    return None


def folder(name: str) -> Path:
    """The folder `name` (suites, schemas, profiles, reports), in the wheel or in the checkout."""
    if not _INSTALLED:
        return _PACKAGE.parents[1] / name
    return _PACKAGE.parent / "conformance_suites" if name == "suites" else _PACKAGE / name
