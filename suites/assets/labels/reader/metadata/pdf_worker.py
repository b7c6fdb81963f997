"""The process that reads the metadata of one PDF file: a failure in it only affects the labels of that file.

It reads the file from standard input and answers with {"texts": [[key, text], ...], "packet": base64 or null} as JSON;
it answers nothing where the file cannot be read.
"""

from __future__ import annotations

import base64
import json
import logging
import sys
from io import BytesIO
from typing import Any

from conformance_suites.assets.labels.reader.bounds import METADATA_BYTES, PDF_MEMORY


def main() -> None:
    """Answer for the file on standard input."""
    _bound_memory(PDF_MEMORY)
    logging.disable()  # the messages of the library for hostile files are as long as the files
    try:
        found = _read(sys.stdin.buffer.read())
    except Exception:  # its errors have many types, including MemoryError
        return
    json.dump(found, sys.stdout)


def _read(data: bytes) -> dict[str, Any]:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data), strict=False, root_object_recovery_limit=1000)
    information = dict(reader.metadata or {})
    packet = reader.root_object.get("/Metadata")
    texts = [[str(name).lstrip("/"), str(value)[:METADATA_BYTES]] for name, value in information.items()]
    content = None if packet is None else packet.get_object().get_data()[:METADATA_BYTES]
    return {"texts": texts, "packet": None if content is None else base64.b64encode(content).decode("ascii")}


def _bound_memory(most: int) -> None:
    """Limit the address space of this process, in bytes, where the system supports it."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, ValueError, OSError):
        return  # Windows and macOS: only the bounds of the library and on time remain


if __name__ == "__main__":
    main()
