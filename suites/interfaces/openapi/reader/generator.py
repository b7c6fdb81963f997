"""The generator of requests, schemathesis: the only module that knows it."""

from __future__ import annotations

from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.extra import missing


class Generated(NamedTuple):
    """A generated request: values of parameters by location, and a body if there is a media type."""

    parameters: dict[str, dict[str, Any]]
    media_type: str | None
    body: Any


def requests(description: Any, operations: list[tuple[str, str]], impossible: bool) -> list[Any]:
    """A strategy of Generated for each (path, method): requests that the description allows, or rules out.

    Raises NotRun without the library, Blocked where it cannot use the description.
    """
    try:
        import schemathesis
    except ImportError:
        raise missing("fuzz") from None
    mode = schemathesis.GenerationMode.NEGATIVE if impossible else schemathesis.GenerationMode.POSITIVE
    try:
        schema = schemathesis.openapi.from_dict(description)
        made = [schema[path][method.upper()].as_strategy(generation_mode=mode) for path, method in operations]
    except Exception as error:  # what a library says of a strange description is many things
        raise Blocked("generator_refused", cause="environment", exception=type(error).__name__) from None
    return [each.map(_generated) for each in made]


def _generated(case: Any) -> Generated:
    parts = {"path": case.path_parameters, "query": case.query, "header": case.headers}
    given = {place: {str(name): value for name, value in (each or {}).items()} for place, each in parts.items()}
    return Generated(given, case.media_type, case.body)
