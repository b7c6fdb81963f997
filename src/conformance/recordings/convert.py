"""Recordings in other formats, brought into ours: each adapter keeps what its source said in the header.

An adapter yields the lines of a recording, or raises Refused where it cannot map what stands there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from conformance.model.text import Text
from conformance.readers.source import Source

FORMAT = "1.0"


class Refused(Exception):
    """What an adapter cannot map, as one sentence in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(f"{en} | {zh}")
        self.text = Text(en, zh)


def converted(source: Source, stream: str | None = None) -> Iterator[bytes]:
    """The lines of the recording that a source in another format holds; `stream` chooses one of several in it."""
    head = bytes(source.data[: 1 << 16])
    adapter: Callable[[Source, str | None], Iterator[bytes]]
    if head.startswith(b"XDF:"):
        from conformance_suites.terminals.xdf.convert.xdf import lines_of_xdf as adapter
    elif head.removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(b"HIERARCHY"):
        from conformance_suites.terminals.bvh.convert.bvh import lines_of_bvh as adapter
    elif is_webxr(head):
        from conformance_suites.terminals.webxr.convert.webxr import lines_of_webxr as adapter
    else:
        raise Refused(
            "the file is none of: raw WebXR frames, BVH, XDF", "文件不是以下任何一种：原始 WebXR 帧、BVH、XDF"
        )
    return adapter(source, stream)


def is_webxr(head: bytes) -> bool:
    """Whether a file begins as raw WebXR frames do: with the session on its first line."""
    first, end, _ = head.partition(b"\n")
    try:
        session = json.loads(first) if end else None
    except ValueError:
        return False
    return isinstance(session, dict) and "refSpace" in session and "recording" not in session


def line_of(value: Any) -> bytes:
    """A JSON value as one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8", "replace")
