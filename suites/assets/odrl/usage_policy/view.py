"""The typed view of an ODRL policy in JSON-LD: its rules, constraints, terms, assets and parties.

Members are found by the meaning of their names, in compact, prefixed or aliased spelling. Everything here ignores
values of the wrong type: reporting them is the job of one row only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.source import Source
from conformance_suites.assets.odrl.usage_policy.bounds import POLICY_BYTES, POLICY_OBJECTS

from .names import KEYWORDS_SET_ASIDE, Names, read_names
from .nodes import Node, Value, action_names, identifiers_in, nodes_in
from .overlaps import Overlap, overlaps
from .vocabulary import (
    CC,
    CC_ACTIONS,
    COMMON_ACTIONS,
    COMMON_LEFT_OPERANDS,
    COMMON_PARTIES,
    COMMON_POLICIES,
    CORE_ACTIONS,
    CORE_POLICIES,
    CORE_PROFILE,
    DUTIES,
    OPERANDS,
    OPERATORS,
    PARTIES,
    REFERENCES,
    TOP_RULES,
)

_THINGS = frozenset((*REFERENCES, *OPERANDS))
COMPARED = ("leftOperand", "operator", "rightOperand", "rightOperandReference")


class Rule(NamedTuple):
    """A rule in the policy, the member whose value it is, and the rule around it."""

    node: Node
    role: str
    around: Node | None


class Term(NamedTuple):
    """A term of a vocabulary and its place: `common` if from the ODRL Common Vocabulary, `foreign` if not from ODRL."""

    pointer: str
    text: str
    origin: str


@dataclass(frozen=True)
class UsagePolicy(JsonDocument):
    """An ODRL policy."""

    @cached_property
    def names(self) -> Names:
        return read_names(self.document.get("@context") if isinstance(self.document, dict) else None)

    @cached_property
    def root(self) -> Node:
        """The policy. Raises Blocked where there is none to judge."""
        if not isinstance(self.document, dict):
            raise Blocked("no_json")
        if not self.names.official:
            raise Blocked("other_context")
        root = Node("", self.document, self.names)
        if "@graph" in root.members:
            raise Blocked("graph_form")
        classes = {self.names.local(text) for _, text in root.texts("@type")}
        if classes and not classes & (CORE_POLICIES | COMMON_POLICIES) and not any(map(root.has, TOP_RULES)):
            raise Blocked("no_policy")
        return root

    @property
    def policies(self) -> list[Node]:
        """The policy."""
        return [self.root]

    def missing(self) -> None:
        """Called where something is missing. Raises Blocked where it may be elsewhere, or under another name."""
        if self._doubt:
            raise Blocked(self._doubt)

    @cached_property
    def _doubt(self) -> str:
        """Why something missing here may be present elsewhere; empty where it is definitely missing."""
        if self.root.has("inheritFrom"):
            return "parent_not_given"
        for node in self.nodes:
            names = [name for name in node.members if node is not self.root or name != "@context"]
            if any(name in KEYWORDS_SET_ASIDE for name in names):
                return "other_form"
            if self.names.foreign and not all(map(self.names.tells, names)):
                return "other_context"
        return ""

    @cached_property
    def nodes(self) -> list[Node]:
        """The policy, its rules and constraints, and the assets and parties that are objects."""
        return [*self._ruling, *self.constraints, *self.logical_constraints, *self.collections]

    @cached_property
    def members(self) -> list[tuple[str, Value]]:
        """(name, value) of every member whose value is a thing with an identifier."""
        acting = list(nodes_in(self.actions))
        held = ((node, node.held & _THINGS) for node in [*self.nodes, *acting])
        found = [(name, each) for node, names in held for name in sorted(names) for each in node.values(name)]
        return found + [("rdf:value", each) for node in acting for each in node.rdf_values]

    @cached_property
    def named_things(self) -> list[tuple[str, Any]]:
        """(pointer, value) of the `uid` of every thing in the policy, and of an alias that it gives to `uid` itself."""
        own = [each for each in self.root.raw("@id") if each[0] not in ("/@id", "/uid")]
        return own + [each for node in nodes_in(value for _, value in self.members) for each in node.raw("@id")]

    @cached_property
    def duties_and_remedies(self) -> list[tuple[str, str, str]]:
        """(pointer, name, what contains it) of every `duty` and `remedy`."""
        return list(self._standing_in("duty", "remedy"))

    @cached_property
    def consequences(self) -> list[tuple[str, str, str]]:
        """(pointer, name, what contains it) of every `consequence`."""
        return list(self._standing_in("consequence"))

    def _standing_in(self, *names: str) -> Iterator[tuple[str, str, str]]:
        for name in names:
            for node, role in ((self.root, "policy"), *((rule.node, rule.role) for rule in self.rules)):
                for pointer, _ in node.members_named(name):
                    yield pointer, name, role

    @cached_property
    def overlaps(self) -> list[Overlap]:
        """Every action that is both permitted and prohibited on the same target. Raises Blocked beyond the bound."""
        rules = {role: [rule.node for rule in self.top_rules if rule.role == role] for role in TOP_RULES}
        return list(overlaps(self.root, rules["permission"], rules["prohibition"]))

    @cached_property
    def classes(self) -> set[str]:
        """The ODRL classes that the policy says it is of."""
        return {local for _, text in self.root.texts("@type") if (local := self.names.local(text))}

    @cached_property
    def identifiers(self) -> list[tuple[str, str]]:
        """(pointer, text) of the `uid` of the policy."""
        return [(pointer, text) for pointer, text in self.root.texts("@id")]

    @cached_property
    def parents(self) -> list[tuple[str, str]]:
        """(pointer, identifier) of every policy that it inherits from."""
        return list(identifiers_in(self.root.values("inheritFrom")))

    @cached_property
    def profiles(self) -> list[str]:
        """The profiles beyond the core one."""
        named = [text for _, text in identifiers_in(self.root.values("profile"))]
        return [text for text in named if self.names.iri(text) != CORE_PROFILE]

    @property
    def profile_named(self) -> bool:
        """Whether the policy has a profile beyond the core one, or a member that may name one."""
        values = self.root.values("profile")
        return bool(self.profiles) or len(list(identifiers_in(values))) < len(values)

    @property
    def rules(self) -> list[Rule]:
        """Every rule in the policy, including nested ones; references to rules do not count."""
        return _given(self._rules)

    @cached_property
    def _rules(self) -> list[Rule] | None:
        found = [Rule(node, role, None) for role in TOP_RULES for node in _few(self.root.values(role))]
        for rule in found:  # grows during the iteration
            found += [Rule(node, role, rule.node) for role in DUTIES for node in _few(rule.node.values(role))]
            if len(found) > POLICY_OBJECTS:
                return None
        return [rule for rule in found if not rule.node.is_reference]

    @cached_property
    def top_rules(self) -> list[Rule]:
        """The permissions, prohibitions and obligations of the policy."""
        return [rule for rule in self.rules if rule.around is None]

    @cached_property
    def actions(self) -> list[Value]:
        """The actions of the policy and its rules."""
        return [each for node in self._ruling for each in node.values("action")]

    @property
    def _ruling(self) -> list[Node]:
        return [self.root, *(rule.node for rule in self.rules)]

    @property
    def collections(self) -> list[Node]:
        """Assets and parties that are objects."""
        return _given(self._collections)

    @cached_property
    def _collections(self) -> list[Node] | None:
        found: list[Node] = []
        for owner in self._ruling:
            found += _few(owner.values("target", "output", *PARTIES))
            if len(found) > POLICY_OBJECTS:
                return None
        return found

    @cached_property
    def refined_collections(self) -> list[Node]:
        """Assets and parties with a refinement."""
        return [node for node in self.collections if node.values("refinement")]

    @cached_property
    def _conditions(self) -> list[Node] | None:
        found: list[Node] = []
        for owner in [*self._ruling, *self.collections, *nodes_in(self.actions)]:
            found += _few(owner.values("constraint", "refinement"))
        for node in found:  # grows during the iteration
            found += _few(node.values(*OPERANDS))
            if len(found) > POLICY_OBJECTS:
                return None
        return [node for node in found if not node.is_reference]

    @cached_property
    def logical_constraints(self) -> list[Node]:
        """Constraints over constraints."""
        kinds = (
            (node, {self.names.local(text) for _, text in node.texts("@type")}) for node in _given(self._conditions)
        )
        return [node for node, types in kinds if any(map(node.has, OPERANDS)) or "LogicalConstraint" in types]

    @cached_property
    def constraints(self) -> list[Node]:
        """Comparisons of two operands. With a profile, an object without their members may belong to it."""
        logical = {node.pointer for node in self.logical_constraints}
        own = self.profile_named
        plain = [node for node in _given(self._conditions) if node.pointer not in logical]
        return [node for node in plain if not own or any(map(node.has, COMPARED))]

    @cached_property
    def conflicts(self) -> list[tuple[str, str]]:
        """(pointer, text) of the strategies for conflicts."""
        return list(identifiers_in(self.root.values("conflict")))

    @cached_property
    def targets(self) -> list[tuple[str, str]]:
        """(pointer, identifier) of every asset to which a permission or a prohibition applies."""
        owners = [self.root, *(rule.node for rule in self.top_rules if rule.role != "obligation")]
        return [each for owner in owners for each in identifiers_in(owner.values("target"))]

    @cached_property
    def references(self) -> list[tuple[str, str]]:
        """(pointer, identifier) of the policy, and of every asset, party, profile and parent that it refers to."""
        named = [each for owner in self._ruling for each in owner.values("target", "output", *PARTIES)]
        named += self.root.values("profile", "inheritFrom")
        return [*self.identifiers, *identifiers_in(named)]

    @cached_property
    def terms(self) -> list[Term]:
        """Every class of the policy, action, party function, left operand and operator in it."""
        types = list(self.root.texts("@type"))
        known = self.classes & (CORE_POLICIES | COMMON_POLICIES)
        found = [self._term(each, CORE_POLICIES, COMMON_POLICIES) for each in types if self._counts(each[1], known)]
        found += [self._term(each, CORE_ACTIONS, COMMON_ACTIONS) for each in action_names(self.actions)]
        for node in self.constraints:
            left, operators = node.values("leftOperand"), node.values("operator")
            found += [self._term(each, frozenset(), COMMON_LEFT_OPERANDS) for each in identifiers_in(left)]
            found += [self._term(each, OPERATORS, frozenset()) for each in identifiers_in(operators)]
        members = (each for node in self._ruling for each in node.members_named("output", *COMMON_PARTIES))
        return found + [Term(pointer, name, "common") for pointer, name in members]

    def _counts(self, text: str, known: set[str]) -> bool:
        """Whether a class is a policy class: in addition to one of ODRL, others may state what else the object is."""
        return not known or self.names.local(text) in known

    def _term(self, found: tuple[str, str], core: frozenset[str], common: frozenset[str]) -> Term:
        pointer, text = found
        local, iri = self.names.local(text), self.names.iri(text) or ""
        if local in core:
            return Term(pointer, text, "core")
        of_cc = iri.startswith(CC) and iri[len(CC) :] in CC_ACTIONS and core is CORE_ACTIONS
        return Term(pointer, text, "common" if local in common or of_cc else "foreign")


def _few(values: Iterable[Value]) -> list[Node]:
    """The objects among values, not many more than the bound allows."""
    return list(islice(nodes_in(values), POLICY_OBJECTS + 1))


def _given(found: list[Any] | None) -> list[Any]:
    """The objects found. Raises Blocked where they exceed the bound."""
    if found is None:
        raise Blocked("object_bound", bound=POLICY_OBJECTS)
    return found


def view(source: Source) -> UsagePolicy:
    """The policy; a row reports text that is not JSON. Raises Blocked where it is beyond the bound."""
    if source.size > POLICY_BYTES:
        raise Blocked("policy_bound", bound=POLICY_BYTES)
    return UsagePolicy(source.once(json_text))
