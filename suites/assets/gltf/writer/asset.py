"""Small glTF 2.0 assets made from lists of numbers, for samples, demonstrations and tests."""

from __future__ import annotations

import base64
import copy
import json
import struct
import sys
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from conformance_suites.assets.gltf.reader.glb import BIN_CHUNK, JSON_CHUNK

COMPONENTS = {"b": 5120, "B": 5121, "h": 5122, "H": 5123, "I": 5125, "f": 5126}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
VERTICES, INDICES = 34962, 34963


class Asset:
    """An asset with one buffer. `document` is its JSON document, which callers complete and change freely."""

    def __init__(self) -> None:
        self.document: dict[str, Any] = {"asset": {"version": "2.0"}}
        self.data = bytearray()

    def add(self, collection: str, **members: Any) -> int:
        """Add an object to one of the arrays of the root and return its index."""
        items = self.document.setdefault(collection, [])
        items.append(members)
        return len(items) - 1

    def view(self, data: bytes, **members: Any) -> int:
        """A buffer view of these bytes, which start at a multiple of 4."""
        self.data += bytes(-len(self.data) % 4)
        start = len(self.data)
        self.data += data
        return self.add("bufferViews", buffer=0, byteOffset=start, byteLength=len(data), **members)

    def accessor(
        self,
        kind: str,
        code: str,
        values: Iterable[float],
        target: int | None = None,
        bounds: bool = False,
        **more: Any,
    ) -> int:
        """An accessor in its own buffer view. `code` is the component type as `array` names it: b B h H I f.

        `bounds` declares its `min` and `max`; vertex data of less than 4 bytes each are padded by a stride.
        """
        numbers, width = list(values), WIDTHS[kind]
        rows = [numbers[at : at + width] for at in range(0, len(numbers), width)]
        packed = [packed_numbers(code, row) for row in rows]
        stride = {}
        if target == VERTICES and packed and len(packed[0]) % 4:
            packed = [each + bytes(-len(each) % 4) for each in packed]
            stride = {"byteStride": len(packed[0])}
        place = {} if target is None else {"target": target}
        view = self.view(b"".join(packed), **place, **stride)
        members: dict[str, Any] = {"bufferView": view, "componentType": COMPONENTS[code], "count": len(rows)}
        if bounds:
            columns = list(
                zip(*([float32(each) if code == "f" else each for each in row] for row in rows), strict=True)
            )
            members |= {"min": list(map(min, columns)), "max": list(map(max, columns))}
        return self.add("accessors", type=kind, **members, **more)

    def complete(self) -> dict[str, Any]:
        """A copy of the document, with its buffer but without the buffer's data."""
        whole = copy.deepcopy(self.document)
        if self.data:
            whole.setdefault("buffers", [{"byteLength": len(self.data)}])
        return whole

    def gltf(self) -> bytes:
        """The asset as JSON text, its buffer as a data: URI."""
        whole = self.complete()
        if self.data and "uri" not in whole["buffers"][0]:
            whole["buffers"][0]["uri"] = data_uri("application/octet-stream", bytes(self.data))
        return json.dumps(whole, indent=1).encode()

    def glb(self) -> bytes:
        """The asset as a GLB container."""
        return glb(self.complete(), bytes(self.data))


def glb(document: dict[str, Any], data: bytes = b"") -> bytes:
    """A GLB container with the document and, where there is data, a BIN chunk."""
    text = json.dumps(document).encode()
    chunks = [(JSON_CHUNK, text + b" " * (-len(text) % 4))]
    if data:
        chunks.append((BIN_CHUNK, data + bytes(-len(data) % 4)))
    body = b"".join(struct.pack("<II", len(content), kind) + content for kind, content in chunks)
    return b"glTF" + struct.pack("<II", 2, 12 + len(body)) + body


def packed_numbers(code: str, numbers: Sequence[float]) -> bytes:
    """The numbers as little-endian bytes."""
    packed = array(code, numbers if code == "f" else [int(each) for each in numbers])
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def float32(number: float) -> float:
    """The number rounded to single precision."""
    return array("f", [number])[0]


def data_uri(media_type: str, data: bytes) -> str:
    """The data as a data: URI in base64."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"
