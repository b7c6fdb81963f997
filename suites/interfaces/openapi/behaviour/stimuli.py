"""What the generative cases try: requests that schemathesis makes from the description of the service."""

from __future__ import annotations

from functools import partial
from typing import Any

from conformance.authoring import stimuli
from conformance_suites.interfaces.openapi.reader.generator import Generated, requests

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
    """A strategy of stimuli for these operations, and of NOTHING. Raises NotRun without the generator."""
    from hypothesis import strategies as st

    places = [(each.path, each.method) for each in operations]
    made = requests(api.description.document, places, impossible)
    found = [
        strategy.map(partial(_stimulus, each.label)).filter(partial(_is_of_use, api, each, impossible))
        for each, strategy in zip(operations, made, strict=True)
    ]
    return st.one_of(st.just(NOTHING), *found)


def _is_of_use(api: DescribedService, operation: Operation, impossible: bool, stimulus: Any) -> bool:
    """Whether a stimulus is a request, and its description rules it out if it has to."""
    return stimulus is not None and (not impossible or fault_of(api, operation, stimulus) is not None)


def _stimulus(label: str, made: Generated) -> Any:
    """A generated request as a JSON value; None where its body is not JSON."""
    if made.media_type not in (None, JSON):
        return None
    body = ABSENT if made.media_type is None else [made.body]
    try:
        return plain_json({"operation": label, **made.parameters, "body": body})
    except (TypeError, ValueError):
        return None
