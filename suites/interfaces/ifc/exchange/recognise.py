"""Exchange structures of ISO 10303-21 that are of IFC: other standards write the same structure."""

from __future__ import annotations

import re

from conformance.readers.source import Source
from conformance_suites.interfaces.ifc.reader.strings import blanked

HEAD = 65_536
_SCHEMA = re.compile(r"FILE_SCHEMA\s*\(\s*\(\s*'([^']{0,40})")


def recognises(source: Source) -> bool:
    """Whether the header names a schema of IFC, or the file is named like a model where it names none."""
    found = _SCHEMA.search(blanked(str(source.data[:HEAD], "latin-1")))
    if found:
        return found[1].upper().startswith("IFC")
    return source.name.lower().endswith(".ifc")
