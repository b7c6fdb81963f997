"""Requests made from a description, by a separate process: some schemas need hours of work, or gigabytes."""

from __future__ import annotations

import copy
import json
import os
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.extra import missing
from conformance.readers.json import escape
from conformance.transports.program import Ended, Program, environment
from conformance_suites.interfaces.openapi.reader.bounds import (
    GENERATED_BYTES,
    GENERATOR_SECONDS,
    OPERATION_SECONDS,
    START_SECONDS,
)

LIBRARY, EXTRA = "schemathesis", "fuzz"
# -P: the current folder may contain files of the product, such as a json.py
COMMAND = (sys.executable, "-P", "-X", "utf8", "-m", f"{__package__}.generator_worker")
LOADED = ("$ref", "$dynamicRef", "$recursiveRef", "$id", "operationRef")
NAMED = ("$schema", "jsonSchemaDialect", "externalValue")
"""Keywords whose URLs a library loads: what is needed to understand a schema, and what can be left out."""


class Generated(NamedTuple):
    """A generated request: values of parameters by location, and a body if there is a media type."""

    parameters: dict[str, dict[str, Any]]
    media_type: str | None
    body: Any


class Wanted(NamedTuple):
    """For which (path, method) requests are made: which are allowed or ruled out, and how many at most for each."""

    operations: list[tuple[str, str]]
    impossible: bool
    most: int
    seed: str


class Made(NamedTuple):
    """What was made for one operation, smallest first; or why nothing was, as far as the library says it."""

    requests: list[Generated]
    within_limits: bool = True
    refused: str | None = None


OVER_LIMITS = Made([], within_limits=False)


def requests(description: Any, wanted: Wanted, seconds_left: Callable[[], float]) -> list[Made]:
    """What was made for each operation, within the limits of this reader and the seconds that are left.

    Raises NotRun without the library, Blocked where it would have to load another document.
    """
    if find_spec(LIBRARY) is None:
        raise missing(EXTRA)
    told = {"description": alone(description), "impossible": wanted.impossible, "count": wanted.most}
    until = seconds_left() - GENERATOR_SECONDS
    found: list[Made] = []

    def left() -> float:
        return min(seconds_left(), seconds_left() - until)

    while len(found) < len(wanted.operations) and left() > 0:
        rest = wanted.operations[len(found) :]
        found += _made({**told, "seed": wanted.seed, "operations": rest}, left)
    return found + [OVER_LIMITS] * (len(wanted.operations) - len(found))


def _made(asked: dict[str, Any], left: Callable[[], float]) -> Iterator[Made]:
    """What one process makes; where it ends early, its last operation is the one that ended it."""
    worker = Program(COMMAND, environment(("PYTHONPATH",), os.environ), GENERATED_BYTES)
    try:
        worker.write(json.dumps(asked).encode() + b"\n")
        patience = START_SECONDS + OPERATION_SECONDS
        for _ in asked["operations"]:
            line = worker.read(min(patience, left()), lambda: left() <= 0)
            if not line.endswith(b"\n"):
                yield OVER_LIMITS
                return
            yield _as_made(json.loads(line))
            patience = OPERATION_SECONDS
    except (TimeoutError, Ended):
        yield OVER_LIMITS
    finally:
        worker.end()


def _as_made(told: dict[str, Any]) -> Made:
    return Made([Generated(*each) for each in told["made"]], told["within_limits"], told["refused"])


def alone(description: Any) -> Any:
    """A copy of the description from which nothing leads elsewhere: the library would load files and URLs.

    Raises Blocked where its schemas or operations are in other documents.
    """
    copied = copy.deepcopy(description)
    rest: list[tuple[str, Any]] = [("", copied)]
    while rest:
        pointer, value = rest.pop()
        if isinstance(value, list):
            rest += [(f"{pointer}/{at}", each) for at, each in enumerate(value)]
        if not isinstance(value, dict):
            continue
        for name in LOADED:
            if isinstance(target := value.get(name), str) and not target.startswith("#"):
                raise Blocked("refers_elsewhere", pointer=f"{pointer}/{name}", received=target)
        for name in NAMED:
            if isinstance(value.get(name), str):
                del value[name]
        rest += [(f"{pointer}/{escape(str(name))}", each) for name, each in value.items()]
    return copied
