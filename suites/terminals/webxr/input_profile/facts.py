"""How much there is in an input profile."""

from __future__ import annotations

from conformance.readers.source import Source

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The components of the layout that has most."""
    return {"components": max((len(each.components) for each in source.once(view).layouts), default=0)}
