"""Metadata of a PDF file: its document information dictionary and its metadata stream (ISO 32000-2, 14.3)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from conformance.media.bounds import METADATA_BYTES, PDF_BYTES
from conformance.media.extra import missing
from conformance.media.metadata.sites import Broken, Site
from conformance.media.source import Source
from conformance.model.finding import Blocked


def document(source: Source) -> Iterator[Site]:
    """The texts of the information dictionary by their keys, and the XMP packet; offsets are not told: 0."""
    if source.size > PDF_BYTES:
        raise Blocked("pdf_bound", bound=PDF_BYTES)
    try:
        from pypdf import PdfReader
    except ImportError:
        raise missing("labels") from None
    try:
        reader = PdfReader(BytesIO(bytes(source.data)), strict=False, root_object_recovery_limit=1000)
        information = dict(reader.metadata or {})
        packet = reader.root_object.get("/Metadata")
        found = [Site("text", str(name).lstrip("/"), 0, str(value).encode()) for name, value in information.items()]
        if packet is not None:
            found.append(Site("xmp", "Metadata", 0, packet.get_object().get_data()[:METADATA_BYTES]))
    except Exception:  # the reader's complaints about hostile files are of many types
        raise Broken from None
    yield from found
