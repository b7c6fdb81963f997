"""The faces that the header of a recording declares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.readers.json import escape
from conformance.recordings import Recording


def declared_faces(recording: Recording) -> Iterator[tuple[str, dict[str, Any], list[Any]]]:
    """(pointer, declaration, names of the weights) of every declared face with weights."""
    document = recording.document
    streams = document.get("streams") if isinstance(document, dict) else None
    for name, face in streams.items() if isinstance(streams, dict) else ():
        if isinstance(face, dict) and face.get("kind") == "face" and isinstance(face.get("weights"), list):
            yield f"/streams/{escape(name)}", face, face["weights"]
