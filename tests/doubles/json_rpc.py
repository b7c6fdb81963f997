"""JSON-RPC 2.0 on top of HTTP in a handful of lines: what a family would have in its reader."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service


def call(service: Service, method: str, *params: Any) -> Exchange:
    """The answer to a request; the id is 1 on each connection, since an exchange has one answer."""
    return _post(service, {"jsonrpc": "2.0", "id": 1, "method": method, "params": params})


def notify(service: Service, method: str, *params: Any) -> Exchange:
    """What comes back of a notification, which has no id: nothing that is JSON."""
    return _post(service, {"jsonrpc": "2.0", "method": method, "params": params})


def batch(service: Service, calls: Sequence[tuple[str, list[Any]]]) -> dict[int, Any]:
    """The answers to many requests in one, by their ids from 1 on, in whatever order they came."""
    asked = [{"jsonrpc": "2.0", "id": at, "method": name, "params": list(p)} for at, (name, p) in enumerate(calls, 1)]
    text = _post(service, asked).json
    answers = text.document if text.usable and isinstance(text.document, list) else []
    return {each["id"]: each for each in answers if isinstance(each, dict) and isinstance(each.get("id"), int)}


def _post(service: Service, value: Any) -> Exchange:
    return service.send(
        Request("POST", service.url, (("content-type", "application/json"),), json.dumps(value).encode())
    )
