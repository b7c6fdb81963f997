"""The extensions that a tileset uses, in the objects that 3D Tiles defines."""

from __future__ import annotations

from typing import Any

from conformance.readers.json import escape
from conformance.readers.json_values import values_at

# Members of a tile that hold other objects with extensions.
WITHIN = (
    *("boundingVolume", "viewerRequestVolume", "content", "contents", "metadata", "implicitTiling", "subtrees"),
    "children",
)


def extensions_in(document: Any) -> list[tuple[str, str]]:
    """(pointer, name) of every extension, except those of metadata schemas; wrong types are ignored."""
    todo = [*values_at(document, "", "/asset", "/groups/*", "/properties/*", "/statistics", "/metadata", "/root")]
    found: list[tuple[str, str]] = []
    todo.reverse()
    while todo:
        pointer, holder = todo.pop()
        if not isinstance(holder, dict):
            continue
        names = holder.get("extensions")
        found += [(f"{pointer}/extensions/{escape(name)}", name) for name in names] if isinstance(names, dict) else []
        for name in WITHIN if pointer.startswith("/root") else ():
            inner = holder.get(name)
            if isinstance(inner, list):
                todo += [(f"{pointer}/{name}/{at}", each) for at, each in enumerate(inner)]
            elif isinstance(inner, dict):
                todo.append((f"{pointer}/{name}", inner))
    return found
