"""The change that was made to one answer, made to another one that says the same with other values."""

from __future__ import annotations

import json

import jsonpatch
import jsonpointer

from conformance.drafting.mutation.json_form import text_of
from conformance.transports.exchange import Answer, Headers

REFUSED = (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException, LookupError, TypeError, ValueError)


def carried(before: Answer, after: Answer, to: Answer) -> Answer | None:
    """The answer with what differs between two others; None where it has nothing that could differ so."""
    body = to.body if after.body == before.body else _body(before.body, after.body, to.body)
    if body is None:
        return None
    status = to.status if after.status == before.status else after.status
    return Answer(status, _headers(before.headers, after.headers, to.headers), body)


def _headers(before: Headers, after: Headers, to: Headers) -> Headers:
    """The headers without those that are gone, and with the values that are other ones."""
    gone, new = set(before) - set(after), dict(set(after) - set(before))
    names = {name for name, _ in gone}
    return tuple((name, new.get(name, value)) for name, value in to if name not in names or name in new)


def _body(before: bytes, after: bytes, to: bytes) -> bytes | None:
    """The changed JSON; a body that is not JSON any longer as it is."""
    try:
        changes = jsonpatch.make_patch(json.loads(before), json.loads(after))
    except ValueError:
        return after
    try:
        return text_of(jsonpatch.apply_patch(json.loads(to), changes)) if changes else None
    except REFUSED:
        return None
