"""The recording as all suites of recordings see it."""

from __future__ import annotations

from conformance.recordings import read_recording as view

__all__ = ["view"]
