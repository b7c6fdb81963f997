"""Conformance tests for metaverse interoperability standards.

Programs that embed the harness need `judge`; the code of suites uses `conformance.authoring`. Names are loaded on first
use, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from conformance.version import __version__

if TYPE_CHECKING:
    from conformance.api import Report, judge

__all__ = ["Report", "__version__", "judge"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("conformance.api"), name)
    raise AttributeError(f"module 'conformance' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
