"""A glTF 2.0 asset in either of its forms: JSON text, or JSON text in a GLB container."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conformance.readers.json import JsonText, Problem, json_text, parse
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.glb import MAGIC, Glb, read_glb


@dataclass(frozen=True, slots=True)
class Gltf:
    """The asset's parts. `glb` is None for plain JSON text. `text` is empty where the container has no JSON.

    `text_start` is the offset of the JSON text in the file, `text_bytes` its bytes without padding by NUL, `bin` the
    (offset, length) of the GLB-stored buffer that is in the file.
    """

    glb: Glb | None
    text: JsonText
    text_start: int
    text_bytes: bytes
    bin: tuple[int, int] | None

    @property
    def document(self) -> Any:
        """The JSON document; None where there is none to judge."""
        return self.text.document


def read_gltf(source: Source) -> Gltf:
    """Read the asset as far as possible. Never raises: defects are in `glb` and in the problems of `text`."""
    if not is_glb(source):
        text = source.once(json_text)  # refuses text beyond the bound before it is copied
        return Gltf(None, text, 0, bytes(source.data) if text.usable else b"", None)
    glb = source.once(read_glb)
    chunk = glb.json
    nothing = Gltf(glb, JsonText(problems=(Problem("empty"),)), 0, b"", None)
    if glb.magic != MAGIC or glb.version != 2 or chunk is None or not chunk.complete:
        return nothing
    data = bytes(source.data[chunk.start : chunk.end]).rstrip(b"\0")
    stored = (glb.bin.start, glb.bin.present) if glb.bin else None
    return Gltf(glb, parse(data), chunk.start, data, stored)


def is_glb(source: Source) -> bool:
    """Whether to read the bytes as a GLB: by their magic number, or by the file name for bytes that are not JSON."""
    head = bytes(source.data[:64])
    if head.startswith(MAGIC):
        return True
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return False
    return source.name.lower().endswith(".glb")
