"""What the generative cases try: requests that schemathesis makes from the description of the service."""

from __future__ import annotations

from functools import partial
from typing import Any

from conformance.authoring import Blocked, stimuli
from conformance.readers.extra import missing

from .cases import ABSENT, NOTHING, fault_of, plain_json
from .view import JSON, DescribedService, Operation


@stimuli("IFC-OAB-006")
def described_requests(api: DescribedService) -> Any:
    """Requests that the description allows."""
    return _requests(api, api.reading, impossible=False)


@stimuli("IFC-OAB-007")
def impossible_requests(api: DescribedService) -> Any:
    """Requests that the description rules out."""
    return _requests(api, api.reached, impossible=True)


@stimuli("IFC-OAB-008")
def described_bodies(api: DescribedService) -> Any:
    """Requests with a body that the description allows."""
    return _requests(api, api.writing, impossible=False)


@stimuli("IFC-OAB-009")
def impossible_bodies(api: DescribedService) -> Any:
    """Requests with a body that the description rules out."""
    return _requests(api, api.writing, impossible=True)


def _requests(api: DescribedService, operations: list[Operation], impossible: bool) -> Any:
    """A strategy of stimuli for these operations, and of NOTHING. Raises NotRun without the library."""
    try:
        import schemathesis
    except ImportError:
        raise missing("fuzz") from None
    from hypothesis import strategies as st

    mode = schemathesis.GenerationMode.NEGATIVE if impossible else schemathesis.GenerationMode.POSITIVE
    found = [st.just(NOTHING)]
    try:
        schema = schemathesis.openapi.from_dict(api.description.document)
        for each in operations:
            made = schema[each.path][each.method.upper()].as_strategy(generation_mode=mode)
            found.append(made.map(partial(_stimulus, each.label)).filter(partial(_is_of_use, api, each, impossible)))
    except Exception as error:  # a description that the library cannot read, in many ways
        raise Blocked("generator_refused", cause="environment", exception=type(error).__name__) from None
    return st.one_of(found)


def _is_of_use(api: DescribedService, operation: Operation, impossible: bool, stimulus: Any) -> bool:
    """Whether a stimulus is a request, and its description rules it out if it has to."""
    return stimulus is not None and (not impossible or fault_of(api, operation, stimulus) is not None)


def _stimulus(label: str, case: Any) -> Any:
    """A case of the library as a JSON value; None where it is not a request in JSON."""
    body = ABSENT if case.media_type is None else [case.body]
    if case.media_type not in (None, JSON):
        return None
    parts = {"path": case.path_parameters, "query": case.query, "header": case.headers}
    given = {place: {str(name): value for name, value in (each or {}).items()} for place, each in parts.items()}
    try:
        return plain_json({"operation": label, **given, "body": body})
    except (TypeError, ValueError):
        return None
