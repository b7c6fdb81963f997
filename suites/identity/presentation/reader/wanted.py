"""What a query wants, with values that a credential of the tests has for it (OpenID4VP 1.0, 6.4 and 7.1)."""

from __future__ import annotations

from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json_values import object_or_empty

from .query import Found

Members = dict[str, Any]
SD_JWT, JWT_VC = "dc+sd-jwt", "jwt_vc_json"
FORMATS = (SD_JWT, JWT_VC)
MOST_CREDENTIALS, MOST_CLAIMS, MOST_STEPS, MOST_ITEMS = 20, 200, 20, 50
"""What is built for one request; queries of verifiers ask for one or two credentials with some ten claims."""
_DATES = ("birthdate", "birth_date", "date_of_birth")


def chosen(query: Members) -> list[Found]:
    """The Credential Queries to answer: all, or those of the first options of the required sets. Raises Blocked."""
    root = Found("", query)
    found = {each.name: each for each in root.listed("credentials") if each.name}
    sets = [each for each in root.listed("credential_sets") if each.value.get("required", True) is True]
    options = [first for each in sets for first in _lists(each.value.get("options"))[:1]]
    names = list(found) if not root.listed("credential_sets") else [name for each in options for name in each]
    asked = [found[name] for name in dict.fromkeys(map(str, names)) if name in found]
    if not asked or len(asked) > MOST_CREDENTIALS:
        raise Blocked("query_unfit", count=len(asked))
    for each in asked:
        if each.value.get("format") not in FORMATS:
            raise Blocked("format_unfit", cause="configuration", format=str(each.value.get("format"))[:100])
    return asked


def _lists(value: Any) -> list[list[Any]]:
    return [each for each in value if isinstance(each, list)] if isinstance(value, list) else []


def claims_of(query: Found) -> list[Found]:
    """The claims to disclose: all, or the first of the alternatives (6.4.1)."""
    claims = query.listed("claims")[:MOST_CLAIMS]
    first = next(iter(_lists(query.value.get("claim_sets"))), None)
    return claims if first is None else [each for each in claims if each.name in first]


def values_for(claims: list[Found]) -> Members:
    """The members of a credential that has all these claims."""
    whole: Members = {}
    for each in claims:
        path = each.path
        if path and isinstance(path[0], str) and len(path) <= MOST_STEPS:
            whole[path[0]] = _with(whole.get(path[0]), path[1:], _value(path, each.value.get("values")))
    return whole


def _with(there: Any, path: list[Any], value: Any) -> Any:
    """The value with another one in it at the path."""
    if not path:
        return value if there is None else there
    step = path[0]
    if isinstance(step, str):
        members = object_or_empty(there)
        return {**members, step: _with(members.get(step), path[1:], value)}
    at = step if isinstance(step, int) and 0 <= step < MOST_ITEMS else 0
    items = list(there) if isinstance(there, list) else []
    items += [None] * (at + 1 - len(items))
    items[at] = _with(items[at], path[1:], value)
    return ["-" if each is None else each for each in items]


def _value(path: list[Any], values: Any) -> Any:
    """One of the values that are expected, or else one that fits the name."""
    if isinstance(values, list) and values:
        return values[0]
    name = str(next((each for each in reversed(path) if isinstance(each, str)), ""))
    if name.startswith(("age_over_", "is_", "over_")):
        return True
    return "2000-01-01" if name in _DATES else f"Example of {name[:50]}"


def type_of(query: Found) -> Any:
    """The type of credential that is asked for: of SD-JWT VC a string, of others several."""
    meta = object_or_empty(query.value.get("meta"))
    if query.value.get("format") == SD_JWT:
        return next((each for each in meta.get("vct_values") or () if isinstance(each, str)), "https://example.org/any")
    first = next(iter(_lists(meta.get("type_values"))), [])
    return [each for each in first if isinstance(each, str)] or ["VerifiableCredential"]
