"""Conformance tests for metaverse interoperability standards.

These are the names a suite may use. They load on first use, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.model.finding import Blocked, Finding, Findings, NotApplicable, NotRun, Where, check, repair

__all__ = ["Blocked", "Finding", "Findings", "NotApplicable", "NotRun", "Where", "__version__", "check", "repair"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("conformance.model.finding"), name)
    raise AttributeError(f"module 'conformance' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
