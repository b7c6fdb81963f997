"""The process that makes requests from a description by schemathesis: the only module that knows that library.

Standard input has one line: {description, operations: [[path, method], ...], impossible, count, seed}. The answer is a
line for each operation: {made: [[parameters, media_type, body], ...], within_limits, refused}, the smallest first.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from conformance_suites.interfaces.openapi.reader.bounds import GENERATOR_MEMORY


def main() -> None:
    """Answer the line on standard input."""
    _bound_memory(GENERATOR_MEMORY)
    answers = sys.stdout
    asked = json.loads(sys.stdin.buffer.readline())
    # Libraries talk, and keep what they know in the current folder.
    with Path(os.devnull).open("w", encoding="utf-8") as nobody, TemporaryDirectory(prefix="conformance-") as folder:
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = folder
        sys.stdout = sys.stderr = nobody
        for told in _answers(asked):
            print(json.dumps(told), file=answers, flush=True)


def _answers(asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    import schemathesis
    from hypothesis.errors import Unsatisfiable

    modes = schemathesis.GenerationMode
    mode = modes.NEGATIVE if asked["impossible"] else modes.POSITIVE
    schema = None
    for path, method in asked["operations"]:
        told: dict[str, Any] = {"made": [], "within_limits": True, "refused": None}
        try:
            schema = schema or schemathesis.openapi.from_dict(asked["description"])
            strategy = schema[path][method.upper()].as_strategy(generation_mode=mode)
            told["made"] = _smallest_first(strategy, asked["count"], f"{asked['seed']}:{method}:{path}")
        except (Unsatisfiable, MemoryError):  # for what cannot be excluded, nothing is missing
            told["within_limits"] = asked["impossible"]
        except Exception as error:  # what a library says of a strange description is many things
            told["refused"] = type(error).__name__
        yield told


def _smallest_first(strategy: Any, count: int, chance: str) -> list[Any]:
    """What is made by chance, without repetition, as far as it is JSON."""
    from hypothesis import HealthCheck, Phase, given, seed, settings

    texts: set[str] = set()

    @seed(chance)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(strategy)
    def take(case: Any) -> None:
        if (text := _text(case)) is not None:
            texts.add(text)

    run: Callable[[], None] = take
    run()
    return [json.loads(text) for text in sorted(texts, key=lambda text: (len(text), text))]


def _text(case: Any) -> str | None:
    """A generated request as JSON; None if it is none."""
    parts = {"path": case.path_parameters, "query": case.query, "header": case.headers}
    given = {place: {str(name): value for name, value in (each or {}).items()} for place, each in parts.items()}
    try:
        return json.dumps([given, case.media_type, case.body if case.media_type else None], allow_nan=False)
    except (TypeError, ValueError):
        return None


def _bound_memory(most: int) -> None:
    """Limit the address space of this process, in bytes, where the system supports it."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, ValueError, OSError):
        return  # Windows and macOS: only the limits of time remain


if __name__ == "__main__":
    main()
