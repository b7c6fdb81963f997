"""What is compressed in a message, as such or in base64: a secret may be inside."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Iterator

from conformance.transports.unescaping import Unescaped

MOST = 1 << 20
"""Bytes that are unpacked of each."""
OF_A_TEXT = 16
"""How many are unpacked of a text."""
_GZIP = re.compile(rb"\x1f\x8b\x08")
_IN_BASE64 = re.compile(rb"(?<![A-Za-z0-9+/_-])(?:H4sI|e[AFJN])[A-Za-z0-9+/_-]{8,}")
_STANDARD = bytes.maketrans(b"-_", b"+/")
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS

Place = tuple[int, int]


def packed(data: bytes, texts: Iterable[Unescaped]) -> list[tuple[Place, bytes]]:
    """Where something compressed is in the data, and the beginning of what it contains."""
    found = list(_raw(data))
    for text in texts:
        for count, run in enumerate(_IN_BASE64.finditer(text.text)):
            if count == OF_A_TEXT:
                break
            coded = run[0].translate(_STANDARD)
            inner, _ = _unpacked(base64.b64decode(coded[: len(coded) // 4 * 4]))
            if inner:
                found.append((text.place(*run.span()), inner))
    return list(dict.fromkeys(found))


def _raw(data: bytes) -> Iterator[tuple[Place, bytes]]:
    done = 0
    for count, magic in enumerate(_GZIP.finditer(data)):
        if count == OF_A_TEXT:
            break
        if magic.start() >= done:
            inner, left = _unpacked(data[magic.start() :])
            if inner:
                done = len(data) - left
                yield (magic.start(), done), inner


def _unpacked(data: bytes) -> tuple[bytes, int]:
    """The beginning of what is compressed, and how many bytes follow it; empty where nothing is."""
    unpacking = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        return unpacking.decompress(data, MOST), len(unpacking.unused_data)
    except zlib.error:
        return b"", 0
