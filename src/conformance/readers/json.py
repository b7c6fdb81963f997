"""The strict JSON door (RFC 8259): what comes through it is safe for every reader behind it.

The document that comes out has bounded depth, finite numbers and no lone surrogate; whatever the text did wrong is
kept as a problem with its place, and parsing goes on where the meaning is beyond doubt.

Nearly every text is read the quick way, which vouches for it or refuses it whole; only a text it refuses is read the
careful way. Which way is taken depends on nothing but the text, and both give the same document.
"""

from __future__ import annotations

from typing import Any

from conformance.readers.bounds import JSON_BYTES
from conformance.readers.json_pointer import escape
from conformance.readers.json_quick import Doubtful, read_quickly
from conformance.readers.json_text import JsonText, Problem
from conformance.readers.source import Source

__all__ = ["JSON_STARTS", "JsonText", "Problem", "escape", "json_text", "parse", "read_document"]

JSON_STARTS = (b"{", b"[")


def parse(data: Any) -> JsonText:
    """Parse a buffer of bytes as one JSON text, offsets counted from their start. Never raises."""
    if len(data) > JSON_BYTES:
        return JsonText(problems=(Problem("size", detail=str(len(data))),))
    raw = data if isinstance(data, bytes) else bytes(data)
    try:
        return JsonText(read_quickly(raw), usable=True)
    except Doubtful:
        from conformance.readers.json_careful import read_carefully

        return read_carefully(raw)


def json_text(source: Source) -> JsonText:
    """The JSON text that the whole source is."""
    return parse(source.data)


def read_document(source: Source) -> Any:
    """The document of a source that is one JSON text. Raises Blocked where there is none to judge."""
    return source.once(json_text).judged()
