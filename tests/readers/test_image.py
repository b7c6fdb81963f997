"""Images by their headers."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from conformance.readers.bounds import IMAGE_PIXELS
from conformance.readers.image import Image, media_type, read_header, read_image

FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}


def made(form: str, width: int = 7, height: int = 5, mode: str = "RGB") -> bytes:
    out = BytesIO()
    Pillow.new(mode, (width, height), 3).save(out, form)
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that declares a size and holds no pixel."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", b""), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


EXAMPLES = {form: made(form) for form in FORMATS}


@pytest.mark.parametrize("form", FORMATS)
def test_an_image_is_known_by_its_bytes(form: str) -> None:
    assert read_image(EXAMPLES[form]) == Image(FORMATS[form], 7, 5)
    assert media_type(EXAMPLES[form][:16]) == FORMATS[form]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "I;16"])
def test_every_kind_of_png_has_its_size(mode: str) -> None:
    assert read_image(made("PNG", 3, 300, mode)) == Image("image/png", 3, 300)


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF", "ICO"])
def test_other_formats_are_no_image_for_us(form: str) -> None:
    assert read_image(made(form)) is None


def test_names_of_formats_without_a_reader() -> None:
    assert media_type(b"GIF89a") == "image/gif"
    assert media_type(b"RIFF\0\0\0\0WAVE") is None
    assert media_type(b"") is None


def test_avif_is_known_by_any_of_its_brands() -> None:
    box = b"\0\0\0\x18ftypmif1\0\0\0\0"
    assert media_type(box + b"miafavif") == "image/avif"
    assert media_type(box + b"miafheic" + b"avif") is None  # after the box
    assert media_type(b"\0\0\0\x18ftypheicavif") is None  # the version, not a brand


@pytest.mark.parametrize("form", FORMATS)
def test_a_header_cut_off_anywhere_never_raises(form: str) -> None:
    data = EXAMPLES[form]
    for length in range(len(data)):
        assert read_image(data[:length]) in (None, Image(FORMATS[form], 7, 5))
    assert read_image(data[:12]) is None


@given(st.sampled_from(sorted(FORMATS)), st.data())
def test_a_damaged_image_never_raises_anything_but_the_bound(form: str, data: st.DataObject) -> None:
    raw = bytearray(EXAMPLES[form])
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, min(len(raw), 64) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ValueError):
        found = read_image(bytes(raw))
        assert found is None or found.width * found.height <= IMAGE_PIXELS


@pytest.mark.parametrize(("width", "height"), [(1 << 15, 1 << 14), (30_000, 30_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_before_a_pixel_is_decoded(width: int, height: int) -> None:
    with pytest.raises(ValueError, match="more pixels than the bound"):
        read_image(png_header(width, height))


def test_a_large_image_within_the_bound_is_read_by_its_header_alone() -> None:
    assert read_image(png_header(10_000, 10_000)) == Image("image/png", 10_000, 10_000)


def test_an_image_at_the_bound_is_read_and_one_beyond_is_refused() -> None:
    assert IMAGE_PIXELS == 1 << 28
    assert read_image(png_header(1 << 14, 1 << 14)) == Image("image/png", 1 << 14, 1 << 14)
    with pytest.raises(ValueError, match="more pixels than the bound"):
        read_image(png_header((1 << 14) + 1, 1 << 14))


def test_a_header_of_any_size_is_read_where_no_pixels_will_be() -> None:
    assert read_header(png_header(2**31 - 1, 2**31 - 1)) == Image("image/png", 2**31 - 1, 2**31 - 1)
