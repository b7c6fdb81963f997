"""Samples that cannot be stored as text files, or would not be recognised there."""

from __future__ import annotations

TEXT = '{"openapi": "3.1.0", "info": {"title": "Türen", "version": "2"}, "paths": {}}'


def good() -> dict[str, bytes]:
    """The text as it should be."""
    return {"utf8.json": TEXT.encode()}


def bad() -> dict[str, bytes]:
    """The same text with what IFC-OAD-001 excludes."""
    return {
        "IFC-OAD-001_byte_order_mark.json": TEXT.encode("utf-8-sig"),
        "IFC-OAD-001_empty.yaml": b"# nothing\n",
        "IFC-OAD-001_latin_1.json": TEXT.encode("latin-1"),
        "IFC-OAD-001_list.json": f"[{TEXT}]".encode(),
        "IFC-OAD-001_utf_16.yaml": TEXT.encode("utf-16"),
    }
