"""Pictures of glTF: KTX 2.0 beside what is known everywhere."""

from __future__ import annotations

import struct

import pytest

from conformance.readers.image import Image
from conformance_suites.assets.gltf.reader.pictures import TYPES, media_type, read_header

IDENTIFIER = b"\xabKTX 20\xbb\r\n\x1a\n"


@pytest.mark.parametrize(("width", "height"), [(1, 1), (4096, 2048), (2**32 - 1, 2**32 - 1)])
def test_the_size_of_a_ktx2_texture_stands_in_its_header(width: int, height: int) -> None:
    data = IDENTIFIER + struct.pack("<4I", 0, 1, width, height) + bytes(52)
    assert read_header(data) == Image("image/ktx2", width, height)
    assert read_header(data[:79]) is None


def test_a_ktx2_texture_is_known_by_its_first_bytes_and_others_as_everywhere() -> None:
    assert media_type(IDENTIFIER) == "image/ktx2"
    assert media_type(b"GIF89a") == "image/gif"
    assert media_type(b"") is None
    assert read_header(IDENTIFIER + bytes(60)) is None
    assert len(set(TYPES)) == len(TYPES)
