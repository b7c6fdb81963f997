"""Changes to request objects that `conformance mutate` tries, signed anew by the verifier of the samples."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from conformance_suites.identity.jose.reader.base64url import decoded
from conformance_suites.identity.presentation.writer.signing import signed

GONE: Any = object()
"""In place of a value: the member is left out."""

HEADER: Mapping[str, Mapping[str, Any]] = {
    "typ": {"gone": GONE, "other": "JWT", "list": ["oauth-authz-req+jwt"]},
    "alg": {"gone": GONE, "none": "none", "hmac": "HS256", "unknown": "XY256", "number": 256},
    "kid": {"gone": GONE, "other": "#nothing-of-the-kind", "number": 7},
    "x5c": {"gone": GONE, "empty": [], "text": "MIIB", "no_certificate": ["AAAA"]},
    "jwt": {"gone": GONE, "number": 7, "no_token": "a.b.c"},
}
CLAIMS: Mapping[str, Mapping[str, Any]] = {"aud": {"gone": GONE, "number": 7, "empty": ""}}


def _parts(token: Any) -> list[dict[str, Any]] | None:
    """Header and claims of a request object; None for any other value."""
    if not isinstance(token, str) or token.count(".") != 2:
        return None
    try:
        found = [json.loads(decoded(each) or b"null") for each in token.split(".")[:2]]
    except ValueError:
        return None
    return found if all(isinstance(each, dict) for each in found) else None


def _changed(which: int, name: str, value: Any, token: Any) -> Any:
    """The token with another value of a member that it has; `value` may be a function of the one before."""
    parts = _parts(token)
    if parts is None or name not in parts[which]:
        return None
    before = parts[which].pop(name)
    new = value(before) if callable(value) else value
    if new is not GONE:
        parts[which][name] = new
    return None if new == before else signed(parts[0], parts[1])


def _other(value: Any) -> Any:
    return f"{value[:-1]}{'B' if value[-1] == 'A' else 'A'}" if isinstance(value, str) and ":" in value else value


def _longer(value: Any) -> Any:
    return f"{value}x" if isinstance(value, str) and ":" in value else value


OPERATORS: Mapping[str, Callable[[Any], Any]] = {
    **{
        f"request.header_{name}_{how}": partial(_changed, 0, name, value)
        for name, others in HEADER.items()
        for how, value in others.items()
    },
    **{
        f"request.claim_{name}_{how}": partial(_changed, 1, name, value)
        for name, others in CLAIMS.items()
        for how, value in others.items()
    },
    "request.client_other": partial(_changed, 1, "client_id", _other),
    "request.client_longer": partial(_changed, 1, "client_id", _longer),
}
"""By name: another value, or None where it does not apply."""
