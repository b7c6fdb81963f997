"""The standard operators of metadata policies (OpenID Federation 1.0, 6.1.3.1): which values, and which together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from conformance.authoring import Blocked

from .bounds import VALUES

Members = dict[str, Any]
STANDARD = ("value", "add", "default", "one_of", "subset_of", "superset_of", "essential")
"""In the order in which they are applied."""
LISTS = ("add", "one_of", "subset_of", "superset_of")
APART = (("add", "one_of"), ("one_of", "subset_of"), ("one_of", "superset_of"))
"""Pairs that the definition of neither operator allows."""
SCOPE = "scope"


def keys_of(values: Any) -> dict[str, Any]:
    """The values of an array, or the value itself, by a text that is equal for equal values."""
    listed = values if isinstance(values, list) else [values]
    if len(listed) > VALUES:
        raise Blocked("policy_bound", bound=VALUES)
    return {json.dumps(each, sort_keys=True): each for each in listed}


def is_same(one: Any, other: Any) -> bool:
    """Whether two values are equal; the order of an array does not matter (6.1.3)."""
    if isinstance(one, list) and isinstance(other, list):
        return keys_of(one).keys() == keys_of(other).keys()
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def is_within(some: Any, whole: Any) -> bool:
    """Whether all values of the first are among those of the second."""
    return keys_of(some).keys() <= keys_of(whole).keys()


def as_array(parameter: str, value: Any) -> Any:
    """The value; that of `scope` as the array that its string stands for (6.1.3.1.8)."""
    return value.split() if parameter == SCOPE and isinstance(value, str) else value


def fits(name: str, value: Any) -> bool:
    """Whether the value is of a type that the operator takes; operators that are not standard take any."""
    if name in LISTS:
        return isinstance(value, list)
    if name == "essential":
        return isinstance(value, bool)
    return name != "default" or value is not None


def conflicts(parameter: str, given: Members) -> Iterator[tuple[str, str]]:
    """The pairs of operators that are not allowed together, with these values of the right types."""
    known = {name: as_array(parameter, each) for name, each in given.items() if name in STANDARD}
    yield from (pair for pair in APART if all(name in known for name in pair))
    if "value" in known:
        yield from (("value", name) for name in STANDARD[1:] if name in known and not _go_together(name, known))
    if "subset_of" in known and "add" in known and not is_within(known["add"], known["subset_of"]):
        yield "add", "subset_of"
    whole = known.get("subset_of")
    if whole is not None and "superset_of" in known and not is_within(known["superset_of"], whole):
        yield "subset_of", "superset_of"


def _go_together(name: str, known: Members) -> bool:
    """Whether an operator may be used with `value`; a parameter that is removed has no values to compare."""
    value, other = known["value"], known[name]
    if value is None:
        return name != "default" and not (name == "essential" and other is True)
    if name in ("add", "superset_of"):
        return is_within(other, value)
    if name in ("one_of", "subset_of"):
        return is_within(value if name == "subset_of" else [value], other)
    return True
