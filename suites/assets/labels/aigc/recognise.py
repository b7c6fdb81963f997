"""Files that only look like media files: archives of another family, and Markdown without a label."""

from __future__ import annotations

from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.metadata.markdown import NAMES, is_labelled
from conformance_suites.assets.labels.reader.metadata.package import ENTRY, is_document


def recognises(source: Source) -> bool:
    """Whether a file whose first bytes or name match is a media file."""
    if bytes(source.data[:4]) == ENTRY:
        return is_document(source)
    return not source.name.lower().endswith(NAMES) or is_labelled(source)
