"""Generated cases: from a recorded stimulus to a request, and what in it the description rules out."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from conformance.authoring import Blocked, NotApplicable
from conformance.transports.exchange import Exchange

from .view import DescribedService, Operation, plain

ABSENT = "absent"
"""The body of a stimulus without one; others are in a list of one item."""

NUMBERS = ("integer", "number")
PLACES = ("path", "query", "header")
NOTHING = {"operation": "", **{place: {} for place in PLACES}, "body": ABSENT}
"""The stimulus that is tried in any case, so that a row for which nothing can be generated does not pass."""


class Tried(NamedTuple):
    """A request that was sent for an operation: its exchange, and the first thing the description rules out, if any."""

    operation: Operation
    exchange: Exchange
    fault: str | None


def operation_of(operations: Sequence[Operation], stimulus: Any) -> Operation:
    """The operation that a stimulus is for. Raises NotApplicable for NOTHING."""
    found = next((each for each in operations if each.label == stimulus["operation"]), None)
    if found is None:
        raise NotApplicable("nothing_generated")
    return found


def tried(api: DescribedService, operations: Sequence[Operation], stimulus: Any) -> Tried:
    """Send the request of a stimulus: {operation, path, query, header, body}."""
    operation = operation_of(operations, stimulus)
    values = _values(stimulus)
    if any(place == "path" and plain(value) in ("", ".", "..") for (place, _), value in values.items()):
        raise NotApplicable("nothing_generated")  # another path
    body = None if stimulus["body"] == ABSENT else stimulus["body"][0]
    exchange = api.send(operation, values, body)
    if exchange.status in (401, 403, 429, 503):
        raise Blocked("refused_anyway", exchange=exchange.key, status=exchange.status, cause="configuration")
    return Tried(operation, exchange, fault_of(api, operation, stimulus))


def _values(stimulus: Any) -> dict[tuple[str, str], Any]:
    """The values of parameters by location and name."""
    return {(place, name): value for place in PLACES for name, value in stimulus[place].items()}


def is_refusal(status: int) -> bool:
    """Whether a status says that the request itself is wrong, or that there is nothing at its path."""
    return 400 <= status < 500


def fault_of(api: DescribedService, operation: Operation, stimulus: Any) -> str | None:
    """What a server has to see: a parameter that is missing or no number, a body that its schema excludes."""
    values, body = _values(stimulus), stimulus["body"]
    for (place, name), (pointer, parameter) in operation.parameters.items():
        value = values.get((place, name))
        if place not in PLACES:
            continue
        if value is None:
            if parameter.get("required") is True:
                return name
        elif "schema" in parameter and is_no_number(api, f"{pointer}/schema", parameter["schema"], value):
            return name
    if body != ABSENT and (schema := api.body_schema(operation)):
        found = api.sent_schemas.violation(schema, body[0])
        return None if found is None else f"body{found}"
    return None


def has_number(api: DescribedService, pointer: str, schema: Any) -> bool:
    """Whether a schema is that of a number."""
    place = api.description.resolved(schema, pointer)
    return place is not None and place[1].get("type") in NUMBERS


def is_no_number(api: DescribedService, pointer: str, schema: Any, value: Any) -> bool:
    """Whether what has to be a number is sent as another thing, or as a number that its schema excludes."""
    place = api.description.resolved(schema, pointer)
    if place is None or place[1].get("type") not in NUMBERS or isinstance(value, list):
        return False
    try:
        number = float(plain(value).strip() or "0")  # generous: whatever any server may take for a number
    except ValueError:
        return True
    if place[1]["type"] == "integer" and not number.is_integer():
        return False
    whole = int(number) if number.is_integer() else number
    return math.isfinite(number) and api.schemas.violation(pointer, whole) is not None


def plain_json(value: Any) -> Any:
    """The value as JSON, without what UTF-8 cannot hold. Raises ValueError if it is none."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return json.loads(text.encode("utf-8", "replace").decode())
