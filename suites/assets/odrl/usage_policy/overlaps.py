"""Where a policy both permits and prohibits the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from conformance.authoring import Blocked
from conformance_suites.assets.odrl.usage_policy.bounds import POLICY_PAIRS

from .nodes import Node, Value, action_names, identifiers_in, nodes_in
from .vocabulary import ODRL

Key = tuple[str, str]


class Overlap(NamedTuple):
    """An action on a target, with the places of the prohibition and of the permission."""

    pointer: str
    permission: str
    action: str
    target: str


class _Side(NamedTuple):
    """A rule as far as it concerns one action on one target. `bound` says that constraints or refinements limit it."""

    node: Node
    bound: bool
    assignees: frozenset[str]


def overlaps(policy: Node, permissions: Sequence[Node], prohibitions: Sequence[Node]) -> Iterator[Overlap]:
    """One overlap for each action on a target, reported at the prohibition. Raises Blocked beyond the bound.

    Only certain ones: two rules that both have constraints, or have different assignees, may never meet.
    """
    left = POLICY_PAIRS
    sides: list[dict[Key, list[_Side]]] = []
    for rules in (permissions, prohibitions):
        found: dict[Key, list[_Side]] = {}
        for rule in rules:
            actions, targets = _values(policy, rule, "action"), _values(policy, rule, "target")
            left -= len(actions) * len(targets)
            if left < 0:
                raise Blocked("pair_bound", bound=POLICY_PAIRS)
            side = _side(policy, rule)
            for action in actions:
                for target in targets:
                    _note(found, side, action, target)
        sides.append(found)
    permitted, prohibited = sides
    for key in [key for key in prohibited if key in permitted]:
        for one in prohibited[key]:
            left -= len(permitted[key])
            if left < 0:
                raise Blocked("pair_bound", bound=POLICY_PAIRS)
            other = next((other for other in permitted[key] if _meet(one, other)), None)
            if other:
                act, asset = key
                yield Overlap(one.node.pointer, other.node.pointer, act.removeprefix(ODRL), asset)
                break


def _values(policy: Node, rule: Node, name: str) -> list[Value]:
    return [*rule.values(name), *policy.values(name)]


def _side(policy: Node, rule: Node) -> _Side:
    parties = _values(policy, rule, "assignee")
    assignees = frozenset(policy.names.iri(text) or text for _, text in identifiers_in(parties))
    # A party without an identifier may be anyone: it is unknown to whom such a rule applies.
    unknown = bool(parties) and not assignees
    return _Side(rule, unknown or bool(rule.values("constraint")), assignees)


def _note(found: dict[Key, list[_Side]], side: _Side, action: Value, target: Value) -> None:
    acts, assets = [text for _, text in action_names([action])], [text for _, text in identifiers_in([target])]
    if len(acts) != 1 or len(assets) != 1 or any(node.has("refinement") for node in nodes_in([target])):
        return
    iri = side.node.names.iri
    refined = any(node.has("refinement") for node in nodes_in([action]))
    key = (iri(acts[0]) or acts[0], iri(assets[0]) or assets[0])
    found.setdefault(key, []).append(side._replace(bound=side.bound or refined))


def _meet(one: _Side, other: _Side) -> bool:
    parties = not one.assignees or not other.assignees or bool(one.assignees & other.assignees)
    return parties and not (one.bound and other.bound)
