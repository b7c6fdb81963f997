"""Credentials with the files of the assets that they name."""

from __future__ import annotations

from conformance.authoring import NotJudged
from conformance.readers.source import Source

from .view import view


def recognises(source: Source) -> bool:
    """Whether the file of a related resource is beside the credential."""
    try:
        return bool(source.once(view).assets)
    except NotJudged:
        return True
