"""Metadata of Office Open XML files (docx, xlsx, pptx: ISO/IEC 29500-1, 15.2.12 and 22.3) and of OFD files.

OFD is the fixed layout format of GB/T 33190-2016; its 7.4, table 4, has names and values chosen by users.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.metadata.package import MARKS, OFD, family, package
from conformance_suites.assets.labels.reader.metadata.sites import Site

OFFICE_TYPE, OFD_TYPE = "application/vnd.openxmlformats-officedocument", "application/ofd"
"""The beginning of media types of documents, sheets and presentations, and the media type of OFD files."""

CUSTOM, OTHERS = "docProps/custom.xml", ("docProps/core.xml", "docProps/app.xml")
PROPERTIES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties property",
    "http://purl.oclc.org/ooxml/officeDocument/customProperties property",
)
CUSTOM_DATA = "CustomData"
# The other text members of the information of an OFD file.
INFORMATION = ("Title", "Author", "Subject", "Abstract", "Keyword", "Creator")


def fits(source: Source) -> bool:
    """Whether the file is an Office or OFD file, or an archive that cannot be read and has a part with such a name."""
    found = source.once(family)
    return found in ("office", "ofd") or (found == "unreadable" and any(source.data.find(name) >= 0 for name in MARKS))


def media_type(source: Source) -> str:
    """The media type of such a file."""
    return OFD_TYPE if source.once(family) == "ofd" else OFFICE_TYPE


def document(source: Source) -> Iterator[Site]:
    """The custom properties or data by their names, other property parts unchanged; with the offsets of their parts."""
    opened = source.once(package)
    if source.once(family) == "ofd":
        for _, offset, part in opened.parts(OFD):
            for name, text in opened.texts(part, _information):
                yield Site("text", name, offset, text.encode("utf-8", "replace"))
        return
    for name, offset, part in opened.parts(CUSTOM, *OTHERS):
        if name == CUSTOM:
            for title, text in opened.texts(part, _property):
                yield Site("text", title, offset, text.encode("utf-8", "replace"))
        else:
            yield Site("other", name, offset, part)


def _property(name: str, attributes: dict[str, str]) -> str | None:
    return attributes.get("name", "") if name in PROPERTIES else None


def _information(name: str, attributes: dict[str, str]) -> str | None:
    local = name.rpartition(" ")[2]
    return attributes.get("Name", "") if local == CUSTOM_DATA else local if local in INFORMATION else None
