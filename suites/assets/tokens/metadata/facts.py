"""How much there is in the metadata of a token."""

from __future__ import annotations

from conformance.readers.source import Source

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The pixels of the image that it embeds; an image that is elsewhere is not judged."""
    shown = source.once(view).shown_pictures
    return {"pixels": max((width * height for _, width, height in shown), default=0)}
