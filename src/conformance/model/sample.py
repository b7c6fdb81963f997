"""A sample of a suite: a file that satisfies it, or one that breaks exactly one of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample's bytes. `requirement` is the row it breaks, None for a good one; `folder` is None for built ones."""

    name: str
    data: bytes
    folder: Path | None
    requirement: str | None
