"""The process that reads layers and composes stages: together with its helpers the only one that knows the library.

Each line of standard input asks for one thing, {"layer": path} or {"stage": path}, and gets a line of JSON in answer.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from conformance_suites.interfaces.scene.reader.bounds import MEMORY


def main() -> None:
    """Answer the lines on standard input."""
    _bound_memory(MEMORY)
    os.environ["PXR_WORK_THREAD_LIMIT"] = "1"  # the order of what is found would be a matter of chance
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with Path(os.devnull).open("w", encoding="utf-8") as nobody:  # the library talks
        os.dup2(nobody.fileno(), 1)
        os.dup2(nobody.fileno(), 2)
    with tempfile.TemporaryDirectory() as empty:  # paths that are not anchored begin here
        os.chdir(empty)
        for line in sys.stdin.buffer:
            print(json.dumps(_answer(json.loads(line))), file=answers, flush=True)
        os.chdir("/")


def _answer(asked: dict[str, str]) -> dict[str, object]:
    from conformance_suites.interfaces.scene.reader.layer_facts import layer_facts
    from conformance_suites.interfaces.scene.reader.stage_facts import stage_facts

    return stage_facts(asked["stage"]) if "stage" in asked else layer_facts(asked["layer"])


def _bound_memory(most: int) -> None:
    """Limit the address space of this process, in bytes, where the system supports it."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, ValueError, OSError):
        return  # Windows and macOS: only the limits of time remain


if __name__ == "__main__":
    main()
