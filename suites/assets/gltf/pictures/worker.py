"""The process that draws the pictures of one asset: a failure in it affects only these pictures.

It reads a job from standard input as JSON: path, name and digest of the asset, the folder and stem of the files to
write, and pictures, each a list of marks. It answers with {"pictures": [{"file"} or {"reason"}, ...]} in that order;
a reason is a key of the message catalogue.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from conformance_suites.assets.gltf.pictures.bounds import PICTURE_MEMORY
from conformance_suites.assets.gltf.pictures.marks import Mark


def main() -> None:
    """Draw what standard input asks for."""
    _bound_memory()
    job = json.load(sys.stdin)
    json.dump({"pictures": _drawn(job)}, sys.stdout)


def _bound_memory() -> None:
    """Bound the address space where the system supports it."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (PICTURE_MEMORY, PICTURE_MEMORY))
    except (ImportError, ValueError, OSError):
        return  # Windows and macOS: only the bounds of the readers and on time remain


def _drawn(job: dict[str, Any]) -> list[dict[str, str]]:
    """One answer for each picture asked for."""
    from conformance.authoring import NotJudged
    from conformance.readers.source import open_source
    from conformance_suites.assets.gltf.pictures.drawing import NoPicture, Studio

    source = open_source(job["path"], job["name"])
    if source.digest != job["digest"]:
        return [{"reason": "picture_changed"}] * len(job["pictures"])
    answers = []
    try:
        studio = Studio(source)
        for number, marks in enumerate(job["pictures"]):
            try:
                data = studio.picture([Mark(**mark) for mark in marks])
            except NoPicture as none:
                answers.append({"reason": none.key})
                continue
            name = f"{job['stem']}-{number}.webp"
            Path(job["folder"], name).write_bytes(data)
            answers.append({"file": name})
    except MemoryError:
        answers += [{"reason": "picture_memory"}] * (len(job["pictures"]) - len(answers))
    except NotJudged:
        return [{"reason": "no_json"}] * len(job["pictures"])
    return answers


if __name__ == "__main__":
    main()
