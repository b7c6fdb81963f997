from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from conformance.readers.image_pixels import image_size


def encoded(kind: str, width: int = 9, height: int = 7) -> bytes:
    stream = io.BytesIO()
    Image.new("L", (width, height), 90).save(stream, kind)
    return stream.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_whole_image_has_its_size(kind: str) -> None:
    assert image_size(encoded(kind)) == (9, 7)


@pytest.mark.parametrize("side", [6000, 20_000, 0x7FFFFFFF])
def test_a_bomb_is_refused_before_it_is_decoded(side: int) -> None:
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    with pytest.raises(ValueError, match="bound"):
        image_size(bomb + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b""))


@given(st.integers(0, 60))
def test_a_cut_image_is_none(cut: int) -> None:
    assert image_size(encoded("PNG", 40, 40)[:cut]) is None


def test_other_bytes_are_no_image() -> None:
    assert image_size(b"") is None
    assert image_size(b"<svg/>") is None
    assert image_size(b"BM" + bytes(60)) is None  # a format that nobody asked for
