"""What a message holds in a form that hides its characters: a secret may be inside.

It is compressed, as such or in base64 or hexadecimal, it is escaped text in base64, or it is a longer value in base58,
whose characters all depend on each other.
"""

from __future__ import annotations

import base64
import math
import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice

from conformance.transports.positions import Unescaped

MOST = 1 << 20
"""Bytes that are unpacked of each."""
OF_A_TEXT = 16
"""How many are unpacked of a text."""
_GZIP = re.compile(rb"\x1f\x8b\x08")
_IN_BASE64 = re.compile(rb"(?<![A-Za-z0-9+/_-])(?:H4sI|e[AFJN])[A-Za-z0-9+/_-]{8,}")
_TEXT_IN_BASE64 = re.compile(rb"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{11,}+")
_OF_A_TEXT_IN_BASE64 = 1 << 16
_ESCAPES = re.compile(rb"[\\%&]")
_IN_HEXADECIMAL = re.compile(
    rb"(?<![0-9a-f])(?:1f[ :,-]?8b[ :,-]?08|78[ :,-]?(?:01|5e|9c|da))(?:[ :,-]?[0-9a-f]{2}){8,}", re.IGNORECASE
)
_BASE58 = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_IN_BASE58 = re.compile(rb"(?<![0-9A-Za-z])(?=[A-Za-z]?+[a-z]*+[0-9A-Z])[%b]{11,1024}+(?![0-9A-Za-z])" % _BASE58)
"""A longer value than 8 characters; words of a language have capitals only at their beginning."""
_BITS_OF_BASE58 = math.log2(58)
_BASE58_OF_A_TEXT = 1 << 16
_STANDARD = bytes.maketrans(b"-_", b"+/")
_SIGNS = bytes.maketrans(b" :,-", b"    ")
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS

Place = tuple[int, int]


def packed(data: bytes, texts: Iterable[Unescaped]) -> list[tuple[Place, bytes]]:
    """Where something compressed is in the data, and the beginning of what it contains."""
    found = list(_raw(data))
    for text in texts:
        found += [(text.place(*place), inner) for place, inner in _raw(text.text) if text.text is not data]
        for run in islice(_IN_HEXADECIMAL.finditer(text.text), OF_A_TEXT):
            inner, _ = _unpacked(bytes.fromhex(run[0].translate(_SIGNS).decode()))
            if inner:
                found.append((text.place(*run.span()), inner))
        for run in islice(_IN_BASE64.finditer(text.text), OF_A_TEXT):
            inner, _ = _unpacked(_decoded(run[0]))
            if inner:
                found.append((text.place(*run.span()), inner))
        for run in islice(_TEXT_IN_BASE64.finditer(text.text), OF_A_TEXT):
            inner = _decoded(run[0]) if len(run[0]) <= _OF_A_TEXT_IN_BASE64 else b""
            if _ESCAPES.search(inner):
                found.append((text.place(*run.span()), inner))
    return list(dict.fromkeys(found))


def _decoded(coded: bytes) -> bytes:
    """What base64 of either alphabet holds, padded or not."""
    coded = coded.translate(_STANDARD)
    return base64.b64decode(coded[: len(coded) - (len(coded) % 4 == 1)] + b"=" * (-len(coded) % 4 % 3))


def in_base58(texts: Iterable[Unescaped], size: int) -> Iterator[tuple[Place, bytes]]:
    """Where as many bytes may be in base58, among the first 65,536 characters that may be, and its bytes."""
    least = (8 * size - 7) / _BITS_OF_BASE58
    for text in texts:
        left = _BASE58_OF_A_TEXT
        for run in _IN_BASE58.finditer(text.text):
            left -= len(run[0])
            if left < 0:
                break
            if len(run[0]) < least:
                continue
            yield text.place(*run.span()), _number(run[0])
            if run[0].startswith(b"z"):  # how multibase says that base58 follows
                yield text.place(*run.span()), _number(run[0][1:])


def _number(coded: bytes) -> bytes:
    number = 0
    for sign in coded:
        number = number * 58 + _BASE58.index(sign)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def _raw(data: bytes) -> Iterator[tuple[Place, bytes]]:
    done = 0
    for magic in islice(_GZIP.finditer(data), OF_A_TEXT):
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
