"""The bytes decide the media type under which the library of C2PA reads a file."""

from __future__ import annotations

import pytest

from conformance_suites.assets.c2pa.reader.manifest import _format


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"glTF\2\0\0\0", "model/gltf-binary"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (b"\0\0\0\x18ftypmif1", "image/heif"),
        (b"\0\0\0\x18ftypavif", "image/avif"),
        (b"\0\0\0\x18ftypisom", "video/mp4"),
        (b"RIFF\0\0\0\0WEBP", "image/webp"),
        (b"RIFF\0\0\0\0AVI ", "video/avi"),
        (b"RIFF\0\0\0\0WAVE", "audio/wav"),
        (b"\x89PNG\r\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"%PDF-1.7", "application/pdf"),
        (b"GIF89a", "image/gif"),
        (b"II*\0", "image/tiff"),
    ],
)
def test_the_first_bytes_name_the_media_type(data: bytes, kind: str) -> None:
    assert _format(data) == kind
