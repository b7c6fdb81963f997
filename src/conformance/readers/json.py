"""The strict JSON reader (RFC 8259): the documents it returns are safe for every reader that follows.

A document has limited depth, finite numbers and no lone surrogates; everything wrong with its text is recorded as a
problem with its place, and parsing continues as long as the meaning is unambiguous.

Nearly every text is read by the quick reader, which either vouches for it or rejects it as a whole; only rejected texts
are read by the careful one. The choice depends on the text alone, and both return the same document.
"""

from __future__ import annotations

from typing import Any

from conformance.readers.bounds import JSON_BYTES, JSON_VALUES
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
    if len(raw) > JSON_VALUES and sum(map(raw.count, (b",", b"[", b"{"))) > JSON_VALUES:
        return JsonText(problems=(Problem("values"),))
    try:
        return JsonText(read_quickly(raw), usable=True)
    except Doubtful:
        from conformance.readers.json_careful import read_carefully

        return read_carefully(raw)


def json_text(source: Source) -> JsonText:
    """The whole source as a JSON text."""
    return parse(source.data)


def read_document(source: Source) -> Any:
    """The document of a source that is one JSON text. Raises Blocked if there is none to judge."""
    return source.once(json_text).judged()
