"""Writing several files so that nothing is half-written: all are complete before the first takes its place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from conformance.writing import open_new, own_folder, refuse_link


def write_all(files: Mapping[Path, bytes | str]) -> None:
    """Write the files, the last one last. Raises OSError, and then none of them has changed."""
    waiting: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            own_folder(path.parent)
            refuse_link(path)
            waiting[path] = partial = path.with_name(f".{path.name}.{os.getpid()}.part")
            with open_new(partial) as out:
                out.write(content.encode() if isinstance(content, str) else content)
        for path, partial in waiting.items():
            partial.replace(path)
    finally:
        for partial in waiting.values():
            with suppress(OSError):
                partial.unlink(missing_ok=True)
