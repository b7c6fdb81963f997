"""The generator of requests, schemathesis: the only module that knows it."""

from __future__ import annotations

import copy
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.extra import missing
from conformance.readers.json import escape

LOADED = ("$ref", "$dynamicRef", "$recursiveRef", "$id", "operationRef")
NAMED = ("$schema", "jsonSchemaDialect", "externalValue")
"""Keywords whose URLs a library loads: what is needed to understand a schema, and what can be left out."""


class Generated(NamedTuple):
    """A generated request: values of parameters by location, and a body if there is a media type."""

    parameters: dict[str, dict[str, Any]]
    media_type: str | None
    body: Any


def requests(description: Any, operations: list[tuple[str, str]], impossible: bool) -> list[Any]:
    """A strategy of Generated for each (path, method): requests that the description allows, or rules out.

    Raises NotRun without the library, Blocked where it cannot use the description, or would have to load another one.
    """
    try:
        import schemathesis
    except ImportError:
        raise missing("fuzz") from None
    mode = schemathesis.GenerationMode.NEGATIVE if impossible else schemathesis.GenerationMode.POSITIVE
    try:
        schema = schemathesis.openapi.from_dict(alone(description))
        made = [schema[path][method.upper()].as_strategy(generation_mode=mode) for path, method in operations]
    except Blocked:
        raise
    except Exception as error:  # what a library says of a strange description is many things
        raise _refused(error) from None
    return [_guarded(each).map(_generated) for each in made]


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


def _guarded(strategy: Any) -> Any:
    """The strategy; what goes wrong in the library while it draws is a reason for not judging."""
    from hypothesis import strategies as st
    from hypothesis.errors import HypothesisException

    @st.composite
    def drawn(draw: Any) -> Any:
        try:
            return draw(strategy)
        except HypothesisException:
            raise
        except Exception as error:
            raise _refused(error) from None

    return drawn()


def _refused(error: Exception) -> Blocked:
    return Blocked("generator_refused", cause="environment", exception=type(error).__name__)


def _generated(case: Any) -> Generated:
    parts = {"path": case.path_parameters, "query": case.query, "header": case.headers}
    given = {place: {str(name): value for name, value in (each or {}).items()} for place, each in parts.items()}
    return Generated(given, case.media_type, case.body)
