"""Samples of lists of asset identifiers whose bytes are not UTF-8; no text file in a repository should be like that."""

from __future__ import annotations

TEXT = '{"assetIdentifiers": [{"asset": "fisco:group0/collect:crane/7"}], "note": "pliée"}'


def good() -> dict[str, bytes]:
    """File name -> bytes of a list that satisfies every row."""
    return {"french.json": TEXT.encode()}


def bad() -> dict[str, bytes]:
    """File name -> bytes; the name starts with the only row the list breaks."""
    return {
        "AST-CID-001_latin_1.assets.json": TEXT.encode("latin-1"),
        "AST-CID-001_utf_16.assets.json": TEXT.encode("utf-16"),
    }
