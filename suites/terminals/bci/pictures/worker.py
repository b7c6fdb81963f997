"""The process that draws the strips of one recording: a failure in it affects only these pictures.

It reads a job from standard input as JSON: path, name and digest of the file, folder and stem of the files to write,
and pictures, each a list of marks. It answers with {"pictures": [{"file"} or {"reason"}, ...]} in that order.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from conformance.readers.source import open_source
from conformance_suites.terminals.bci.pictures.strip import drawn
from conformance_suites.terminals.bci.reader.edf import read_edf


def main() -> None:
    """Draw what standard input asks for."""
    json.dump({"pictures": pictures(json.load(sys.stdin))}, sys.stdout)


def pictures(job: dict[str, Any]) -> list[dict[str, str]]:
    """One answer for each picture asked for; `reason` is a key of the message catalogue."""
    source = open_source(job["path"], job["name"])
    if source.digest != job["digest"]:
        return [{"reason": "picture_changed"}] * len(job["pictures"])
    edf = read_edf(source)
    answers = []
    for number, marks in enumerate(job["pictures"]):
        name = f"{job['stem']}-{number}.webp"
        Path(job["folder"], name).write_bytes(drawn(edf, {mark["index"] for mark in marks}))
        answers.append({"file": name})
    return answers


if __name__ == "__main__":
    main()
