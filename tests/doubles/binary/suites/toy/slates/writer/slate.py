"""Slates as bytes."""

from __future__ import annotations

import json
from typing import Any

from conformance_suites.toy.slates.reader.slate import CHUNK, HEADER, MAGIC, NOTES, TONES


def slate(tones: bytes, notes: Any, width: int = 2, height: int = 2, cut: int = 0) -> bytes:
    """A slate with these tones and notes; `cut` bytes are missing at its end."""
    chunks = ((NOTES, json.dumps(notes, ensure_ascii=False).encode()), (TONES, tones))
    whole = HEADER.pack(MAGIC, width, height) + b"".join(CHUNK.pack(name, len(data)) + data for name, data in chunks)
    return whole[: len(whole) - cut]
