"""How much there is in a tileset."""

from __future__ import annotations

from pathlib import Path

from conformance.readers.source import Source

from .view import view

NO_CONTENT = 200
"""A file of fewer bytes is no more than the header of a content."""


def facts(source: Source) -> dict[str, float]:
    """The tiles, and the files with contents beside the tileset; of a template, the content of the root counts."""
    tileset = source.once(view)
    found = set[Path]()
    for reference in tileset.all_references:
        text = reference.text
        for name in ("level", "x", "y", "z") if reference.template else ():
            text = text.replace(f"{{{name}}}", "0")
        place = tileset.files.look_up(text)
        if isinstance(place, Path) and place.stat().st_size > NO_CONTENT:
            found.add(place)
    return {"tiles": len(tileset.all_tiles), "contents": len(found)}
