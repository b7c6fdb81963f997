"""Requests that create something in the collection of the plan, for rows that write."""

from __future__ import annotations

import json
from typing import Any

from conformance.authoring import Blocked, NotApplicable
from conformance.transports.address import absolute
from conformance.transports.exchange import Exchange, Request

from .api import HttpApi

JSON = "application/json"
UNREADABLE = b'{"conformance": '
WRONG_CODING = b'{"conformance": "\xff\xfe"}'
MANY_SCRIPTS = "元宇宙 ünïcödé \U0001f680"


def example_of(api: HttpApi) -> dict[str, Any]:
    """The members of the example of the plan. Raises NotRun without one, and Blocked if it is not a JSON object."""
    try:
        found = json.loads(str(api.service.information("example_body")))
    except ValueError:
        found = None
    if not isinstance(found, dict) or not found:
        raise Blocked("no_example", cause="configuration")
    return found


def posted(api: HttpApi, body: bytes, media_type: str = JSON) -> Exchange:
    """The answer of the collection to this content; what it creates is registered to be removed again."""
    _, url = api.control, api.url("collection")
    found = api.service.send(Request("POST", url, (("content-type", media_type),), body))
    if 200 <= found.status < 300 and (location := found.header("location")):
        made = absolute(url, location)
        api.service.created(made, Request("DELETE", made))
    return found


def created(api: HttpApi, **changes: Any) -> tuple[Exchange, str]:
    """The answer to the example of the plan with these changes, and the URL of what was created.

    Raises Blocked if it is refused, and NotApplicable if it is not created yet or nobody says where it is.
    """
    found = posted(api, json.dumps({**example_of(api), **changes}, ensure_ascii=False).encode())
    if not 200 <= found.status < 300:
        raise Blocked("control_refused", exchange=found.key)
    if found.status == 202:  # its Location is that of a monitor (RFC 9110, 15.3.3)
        raise NotApplicable("not_created_yet", exchange=found.key)
    location = found.header("location")
    if location is None:
        raise NotApplicable("no_location", exchange=found.key)
    return found, absolute(found.request.url, location)
