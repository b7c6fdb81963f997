"""A slate as its rows see it."""

from __future__ import annotations

from conformance.readers.source import Source
from conformance_suites.toy.slates.reader.slate import Slate, read_slate


def view(source: Source) -> Slate:
    """The slate, read once. Raises Blocked where its header is not whole."""
    return source.once(read_slate)
