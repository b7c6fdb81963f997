"""Logs of did:webvh, told from other files with versions."""

from __future__ import annotations

from conformance.authoring import Blocked
from conformance.readers.source import Source

from .view import view

NAME = "did.jsonl"


def recognises(source: Source) -> bool:
    """Whether the file is named so, or its first line has the members of an entry."""
    try:
        first = next((each.text.document for each in source.once(view).lines), None)
    except Blocked:
        return True
    told = isinstance(first, dict) and {"versionId", "versionTime", "parameters", "state"} <= first.keys()
    return told or source.name.lower().endswith(NAME)
