"""Where the code of families is imported from: one namespace, `conformance_suites.<domain>.<family>`, for all of them.

Our families, and those that other wheels install beside them, can be imported without the catalogue. A folder named at
run time is importable while the catalogue that names it is in use.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

NAMESPACE = "conformance_suites"


def installed_roots() -> list[Path]:
    """The suites folders that are importable without any option, ours the first."""
    return [Path(each) for each in _namespace().__path__ if each not in _admitted]


_admitted: list[str] = []
_together: dict[str, list[str]] = {}
"""The folders with which each folder was last admitted."""


def admit(folders: Iterable[Path]) -> None:
    """Make the families in these suites folders importable, and those of previously named folders no longer so."""
    wanted = [str(each) for each in folders]
    _together.update(dict.fromkeys(wanted, wanted))
    if wanted == _admitted:
        return
    namespace = _namespace()
    gone = [Path(each) for each in _admitted if each not in wanted]
    for name in [name for name in sys.modules if _is_in(name, gone)]:  # examine all before removing their parents
        del sys.modules[name]
    namespace.__path__ = [*(each for each in namespace.__path__ if each not in _admitted), *wanted]
    _admitted[:] = wanted
    importlib.invalidate_caches()


def import_code(package: str, folder: Path, name: str) -> Any:
    """The module `name` of the package in `folder`, at any level below a suites folder.

    If another catalogue has been loaded since, the folder is admitted again, together with those named with it.
    """
    root = str(folder.parents[package.count(".") - 1])
    if root not in _namespace().__path__:
        admit(map(Path, _together.get(root, [root])))
    return importlib.import_module(f"{package}.{name}" if name else package)


def forget_code(package: str) -> None:
    """Have the modules of a package imported anew, because their files have changed."""
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]
    importlib.invalidate_caches()


def _namespace() -> ModuleType:
    return importlib.import_module(NAMESPACE)


def _is_in(name: str, folders: Iterable[Path]) -> bool:
    """Whether the module of this name was imported, even partly, from one of these suites folders."""
    if not name.startswith(f"{NAMESPACE}."):
        return False
    module = sys.modules[name]
    try:
        places = [*getattr(module, "__path__", ()), getattr(module, "__file__", None)]
    except KeyError:  # its parent, which had a part in a folder that is gone, was removed before it
        return True
    return any(Path(place).is_relative_to(folder) for place in places if place for folder in folders)
