"""Samples of token metadata whose bytes are not UTF-8; no text file in a repository should be like that."""

from __future__ import annotations

TEXT = '{"name": "Grue", "description": "Une grue pliée.", "image": "ar://bNbA3TEQVL60xlgCcqdz4ZPHFZ711cZ3hmkpGttDt_U"}'


def good() -> dict[str, bytes]:
    """File name -> bytes of a document that satisfies every row."""
    return {"french.json": TEXT.encode()}


def bad() -> dict[str, bytes]:
    """File name -> bytes; the name starts with the only row the document breaks."""
    return {
        "AST-TOK-001_latin_1.metadata.json": TEXT.encode("latin-1"),
        "AST-TOK-001_utf_16.metadata.json": TEXT.encode("utf-16"),
    }
