"""What the generative cases try: requests that schemathesis makes from the description of the service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.authoring import Blocked, stimuli
from conformance_suites.interfaces.openapi.reader.bounds import MADE_PER_USED, REQUESTS_PER_OPERATION
from conformance_suites.interfaces.openapi.reader.generator import Generated, Made, Wanted, requests

from .cases import ABSENT, NOTHING, fault_of, plain_json
from .view import JSON, DescribedService, Operation

OPERATIONS_SHOWN = 8


@stimuli("IFC-OAB-006")
def described_requests(api: DescribedService) -> Iterator[Any]:
    """Requests that the description allows."""
    return _requests(api, api.reading, impossible=False)


@stimuli("IFC-OAB-007")
def impossible_requests(api: DescribedService) -> Iterator[Any]:
    """Requests that the description rules out."""
    return _requests(api, api.reached, impossible=True)


@stimuli("IFC-OAB-008")
def described_bodies(api: DescribedService) -> Iterator[Any]:
    """Requests with a body that the description allows."""
    return _requests(api, api.writing, impossible=False)


@stimuli("IFC-OAB-009")
def impossible_bodies(api: DescribedService) -> Iterator[Any]:
    """Requests with a body that the description rules out."""
    return _requests(api, api.writing, impossible=True)


@stimuli("IFC-OAB-010")
def bodies_that_succeed(api: DescribedService) -> Iterator[Any]:
    """Requests with a body that the description allows."""
    return _requests(api, api.writing, impossible=False)


@stimuli("IFC-OAB-011")
def bodies_with_content_in_return(api: DescribedService) -> Iterator[Any]:
    """Requests with a body that the description allows."""
    return _requests(api, api.writing, impossible=False)


@stimuli("IFC-OAB-012")
def bodies_with_a_media_type_in_return(api: DescribedService) -> Iterator[Any]:
    """Requests with a body that the description allows."""
    return _requests(api, api.writing, impossible=False)


def _requests(api: DescribedService, operations: list[Operation], impossible: bool) -> Iterator[Any]:
    """Stimuli for these operations in turn, the smallest first, after NOTHING.

    Raises NotRun without the generator, and in the end Blocked if there are operations for which it made nothing.
    """
    most = api.service.stimuli
    count = max(most // max(len(operations), 1), min(REQUESTS_PER_OPERATION, most))
    wanted = Wanted(
        [(each.path, each.method) for each in operations],
        impossible,
        count * (MADE_PER_USED if impossible else 1),
        str(api.service.random.random()),
    )
    made = requests(api.description.document, wanted, lambda: api.service.seconds_left)
    yield NOTHING
    useful = [list(_stimuli(api, each, impossible, given)) for each, given in zip(operations, made, strict=True)]
    for turn in range(count):
        yield from (each[turn] for each in useful if turn < len(each))
    for each, given in zip(operations, made, strict=True):
        if given.refused:
            raise Blocked("generator_refused", cause="environment", operation=each.label, exception=given.refused)
    if missing := [each.label for each, given in zip(operations, made, strict=True) if not given.within_limits]:
        shown = missing[:OPERATIONS_SHOWN]
        raise Blocked("not_generated", cause="environment", operations=shown, count=len(missing))


def _stimuli(api: DescribedService, operation: Operation, impossible: bool, made: Made) -> Iterator[Any]:
    """The stimuli among what was made: requests that the description rules out, if they have to be."""
    for each in made.requests:
        stimulus = _stimulus(operation.label, each)
        if stimulus is not None and (not impossible or fault_of(api, operation, stimulus) is not None):
            yield stimulus


def _stimulus(label: str, made: Generated) -> Any:
    """A generated request as a JSON value; None where its body is not JSON."""
    if made.media_type not in (None, JSON):
        return None
    body = ABSENT if made.media_type is None else [made.body]
    try:
        return plain_json({"operation": label, **made.parameters, "body": body})
    except (TypeError, ValueError):
        return None
