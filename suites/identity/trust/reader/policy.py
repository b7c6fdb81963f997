"""The policy of a chain (OpenID Federation 1.0, 6.1.4): how those of the superiors are merged, and then applied.

Policies are taken whose operators have values of the right types and go together: rows say where they do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.authoring import Blocked

from .bounds import OPERATORS
from .operators import SCOPE, STANDARD, as_array, conflicts, is_same, is_within, keys_of
from .statement import Members, Statement

Parameter = tuple[str, str]
"""A type of entity, and the name of a parameter of its metadata."""


class Clash(NamedTuple):
    """Operators that cannot be merged, or do not go together once they are: `other` is the same for a merge."""

    pointer: str
    name: str
    other: str


@dataclass
class Merged:
    """The policy of a chain, by parameter, and what contradicts it."""

    policy: dict[Parameter, Members] = field(default_factory=dict)
    unmerged: list[Clash] = field(default_factory=list)
    together: list[Clash] = field(default_factory=list)


def merged(superiors: Iterable[Statement]) -> Merged:
    """The policy of these statements, that of the most superior entity first. Raises Blocked for too many operators."""
    result, seen = Merged(), 0
    for statement in superiors:
        for kind, name, (pointer, operators) in statement.policies:
            seen += len(operators)
            if seen > OPERATORS:
                raise Blocked("policy_bound", bound=OPERATORS)
            current = result.policy.setdefault((kind, name), {})
            before = bool(current)
            for operator in (each for each in STANDARD if each in operators):
                given = as_array(name, operators[operator])
                if operator not in current:
                    current[operator] = given
                elif (joined := _joined(operator, current[operator], given)) is None:
                    result.unmerged.append(Clash(f"{pointer}/{operator}", operator, operator))
                else:
                    current[operator] = joined[0]
            if before:
                result.together += [Clash(pointer, *pair) for pair in conflicts(name, current)]
    return result


def _joined(operator: str, one: Any, other: Any) -> tuple[Any] | None:
    """The value of an operator that two policies have; None where they cannot be merged."""
    if operator in ("value", "default"):
        return (one,) if is_same(one, other) else None
    if operator == "essential":
        return (one or other,)
    if operator in ("add", "superset_of"):
        return ([*{**keys_of(one), **keys_of(other)}.values()],)
    common = [each for key, each in keys_of(one).items() if key in keys_of(other)]
    return (common,) if common or operator == "subset_of" else None


class Broken(NamedTuple):
    """A parameter of the subject that an operator refuses."""

    kind: str
    name: str
    operator: str
    received: Any


def applied(policy: dict[Parameter, Members], metadata: dict[str, Members]) -> tuple[dict[str, Members], list[Broken]]:
    """The metadata that follow from the policy (6.1.4.2), and what the policy refuses."""
    resolved = {kind: dict(parameters) for kind, parameters in metadata.items()}
    broken: list[Broken] = []
    for (kind, name), operators in policy.items():
        if kind in resolved:
            broken += [Broken(kind, name, *each) for each in _apply(operators, name, resolved[kind])]
    return resolved, broken


def _apply(operators: Members, name: str, parameters: Members) -> Iterator[tuple[str, Any]]:
    """Change a parameter in place, and say which operators refuse its value."""
    was_text = name == SCOPE and isinstance(parameters.get(name, ""), str)
    if name in parameters:
        parameters[name] = as_array(name, parameters[name])
    for operator in (each for each in STANDARD if each in operators):
        found = _step(operator, operators[operator], name, parameters)
        if found is not None:
            yield operator, found
    if was_text and isinstance(parameters.get(name), list):
        parameters[name] = " ".join(str(each) for each in parameters[name])


def _step(operator: str, given: Any, name: str, parameters: Members) -> Any:
    """Apply one operator; what it refuses, or None."""
    if operator == "value":
        parameters.pop(name, None)
        if given is not None:
            parameters[name] = given
    elif operator == "default":
        parameters.setdefault(name, given)
    elif operator == "essential":
        return [] if given and name not in parameters else None
    elif name not in parameters:
        if operator == "add":
            parameters[name] = list(given)
    else:
        return _checked(operator, given, name, parameters)
    return None


def _checked(operator: str, given: list[Any], name: str, parameters: Members) -> Any:
    """Apply an operator of sets to a parameter that is there; what it refuses, or None."""
    value = parameters[name]
    if operator == "one_of":
        return None if is_within([value], given) else value
    if not isinstance(value, list):
        return value
    if operator == "superset_of":
        return None if is_within(given, value) else value
    whole = keys_of(value)
    if operator == "add":
        parameters[name] = [*{**whole, **keys_of(given)}.values()]
    else:
        parameters[name] = [each for key, each in whole.items() if key in keys_of(given)]
    return None
