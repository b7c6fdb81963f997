"""Metadata of a PDF file: its document information dictionary and its metadata stream (ISO 32000-2, 14.3).

They are read by a separate process: a few bytes of PDF can require hours of work and gigabytes of memory.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec

from conformance.authoring import Blocked
from conformance.readers.extra import missing
from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import PDF_BYTES, PDF_SECONDS
from conformance_suites.assets.labels.reader.metadata.sites import Broken, Site

LIBRARY, WORKER = "pypdf", "conformance_suites.assets.labels.reader.metadata.pdf_worker"


def document(source: Source) -> Iterator[Site]:
    """The texts of the information dictionary by their keys, and the XMP packet; offsets are unknown: 0."""
    if source.size > PDF_BYTES:
        raise Blocked("pdf_bound", bound=PDF_BYTES)
    if find_spec(LIBRARY) is None:
        raise missing("labels")
    # -P: the current folder may contain files of the product, such as a json.py
    command = [sys.executable, "-P", "-m", WORKER]
    try:
        done = subprocess.run(  # noqa: S603 - ours
            command, input=bytes(source.data), capture_output=True, timeout=PDF_SECONDS, check=False
        )
        found = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise Blocked("pdf_seconds", seconds=int(PDF_SECONDS)) from None
    except ValueError:  # it ran out of memory, or crashed
        raise Broken from None
    for name, text in found["texts"]:
        yield Site("text", name, 0, text.encode("utf-8", "replace"))
    if found["packet"] is not None:
        yield Site("xmp", "Metadata", 0, base64.b64decode(found["packet"]))
