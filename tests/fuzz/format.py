"""What a format to be fuzzed is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Trouble(Exception):
    """The harness did what it may never do, whatever the input."""


class Format(NamedTuple):
    """`feed` takes a name and bytes and raises Trouble; `seeds` are (name, bytes) to make inputs from."""

    name: str
    seeds: list[tuple[str, bytes]]
    feed: Callable[[str, bytes], None]
