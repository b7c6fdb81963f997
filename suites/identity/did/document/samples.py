"""Samples in encodings other than UTF-8, which cannot be stored as text files."""

from __future__ import annotations

TEXT = '{"id": "did:example:123", "displayName": "Zoë"}'


def good() -> dict[str, bytes]:
    """The text as it should be."""
    return {"utf8.json": TEXT.encode()}


def bad() -> dict[str, bytes]:
    """The same text with what ID-DID-001 excludes."""
    return {
        "ID-DID-001_byte_order_mark.json": TEXT.encode("utf-8-sig"),
        "ID-DID-001_empty.json": b"",
        "ID-DID-001_latin_1.json": TEXT.encode("latin-1"),
        "ID-DID-001_utf_16.json": TEXT.encode("utf-16"),
    }
