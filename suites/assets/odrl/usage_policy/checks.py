"""Checks of ODRL policies beyond the schema: ODRL Information Model 2.2 and ODRL Vocabulary & Expression 2.2."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, NotApplicable, capped, check
from conformance.readers.json_document import object_findings
from conformance.readers.uri import IRI, has_scheme, reference_error

from .view import UsagePolicy
from .vocabulary import CONFLICT_TERMS, DISJOINT_POLICIES, DUTIES, OPERANDS, PARTIES, TOP_RULES

_UNDER_RULES = (
    *("top_rules", "rules", "terms", "constraints", "logical_constraints", "refined_collections", "references"),
    *("targets", "overlaps", "duties_and_remedies", "consequences"),
)
_UNDER_CONSTRAINTS = ("constraints", "logical_constraints", "refined_collections", "terms")
CUTS = {
    **dict.fromkeys((*TOP_RULES, *DUTIES), _UNDER_RULES),
    **dict.fromkeys((*PARTIES, "output"), ("references", "refined_collections")),
    **dict.fromkeys((*OPERANDS, "constraint", "refinement", "leftOperand", "operator"), _UNDER_CONSTRAINTS),
    "action": ("terms", "overlaps"),
    "target": ("targets", "overlaps", "references", "refined_collections"),
    "conflict": ("conflicts", "overlaps"),
    "profile": ("terms", "references"),
    "inheritFrom": ("parents", "references"),
}
"""Parts of the view that are incomplete where the value of a member has the wrong type."""
BLANK = "_:"
WEB = ("http://", "https://")


@check("AST-ODR-001")
def text_is_a_json_object(policy: UsagePolicy) -> Findings:
    yield from object_findings(policy.json_text)


@check("AST-ODR-003")
def things_are_objects_or_texts(policy: UsagePolicy) -> Findings:
    for name, each in policy.members:
        if not isinstance(each.value, dict | str):
            yield Finding(each.pointer, name=name, received=str(each.value)).cutting(*CUTS.get(name, ()))
    for pointer, value in policy.named_things:
        if not isinstance(value, str):
            yield Finding(pointer, "id", received=capped(str(value))).cutting(*_UNDER_RULES)


@check("AST-ODR-004")
def policy_has_an_identifier(policy: UsagePolicy) -> Findings:
    for root in policy.policies:
        if not root.has("@id"):
            policy.missing()
            yield Finding(root.pointer, "id" if "id" in root.members else "none")


@check("AST-ODR-005")
def identifier_is_an_iri(policy: UsagePolicy) -> Findings:
    for pointer, text in policy.identifiers:
        position = reference_error(text, IRI)
        if text.startswith(BLANK):
            yield Finding(pointer, "blank", received=text)
        elif position is not None:
            yield Finding(pointer, "character", received=text[position : position + 1], position=position + 1)


@check("AST-ODR-006")
def identifiers_have_a_scheme(policy: UsagePolicy) -> Findings:
    if policy.names.base:
        raise NotApplicable("base_given")
    own = {pointer for pointer, _ in policy.identifiers}
    for pointer, text in policy.references:
        if text.startswith(BLANK):
            continue
        if (position := reference_error(text, IRI)) is not None:
            if pointer not in own:  # that of the policy is another requirement's
                yield Finding(pointer, "character", received=text[position : position + 1], position=position + 1)
        elif not has_scheme(text):
            yield Finding(pointer, received=text)


@check("AST-ODR-007")
def policy_is_of_one_class(policy: UsagePolicy) -> Findings:
    for root in policy.policies:
        if len(classes := sorted(policy.classes & DISJOINT_POLICIES)) > 1:
            yield Finding(f"{root.pointer}/@type" if "@type" in root.members else root.pointer, received=classes)


@check("AST-ODR-008")
def policy_has_a_rule(policy: UsagePolicy) -> Findings:
    for root in policy.policies:
        if not root.values(*TOP_RULES):
            policy.missing()
            yield Finding(root.pointer)


@check("AST-ODR-009")
def common_terms_need_a_profile(policy: UsagePolicy) -> Findings:
    common = {term.text: term.pointer for term in reversed(policy.terms) if term.origin == "common"}
    if common and not policy.profile_named:
        policy.missing()
        yield Finding(next(reversed(common.values())), received=sorted(common))


@check("AST-ODR-010")
def other_terms_need_a_profile(policy: UsagePolicy) -> Findings:
    others = {term.text: term.pointer for term in reversed(policy.terms) if term.origin == "foreign"}
    if others and not policy.profile_named:
        policy.missing()
        for text, pointer in reversed(others.items()):
            yield Finding(pointer, received=text)


@check("AST-ODR-011")
def rules_have_an_action(policy: UsagePolicy) -> Findings:
    shared = policy.root.values("action")
    for rule in policy.rules:
        if not shared and not rule.node.values("action"):
            policy.missing()
            yield Finding(rule.node.pointer, received=rule.role)


@check("AST-ODR-012")
def permissions_and_prohibitions_have_a_target(policy: UsagePolicy) -> Findings:
    shared = policy.root.values("target")
    rules = [rule for rule in policy.top_rules if rule.role != "obligation"]
    if not rules:
        raise NotApplicable("no_permission_or_prohibition")
    for rule in rules:
        if not shared and not rule.node.values("target"):
            policy.missing()
            yield Finding(rule.node.pointer, received=rule.role)


@check("AST-ODR-013")
def offers_and_agreements_name_their_parties(policy: UsagePolicy) -> Findings:
    needed = {"Agreement": ("assigner", "assignee"), "Offer": ("assigner",)}
    kind = next((name for name in needed if name in policy.classes), None)
    if kind is None:
        raise NotApplicable("neither_offer_nor_agreement")
    for name in needed[kind]:
        shared = policy.root.values(name)
        for rule in policy.top_rules:
            if not shared and not rule.node.values(name):
                policy.missing()
                yield Finding(rule.node.pointer, received=kind, name=name)


@check("AST-ODR-014")
def duties_and_remedies_stand_in_their_rules(policy: UsagePolicy) -> Findings:
    proper = {"duty": "permission", "remedy": "prohibition"}
    for pointer, name, role in policy.duties_and_remedies:
        if role != proper[name]:
            yield Finding(pointer, name=name, received=role, expected=proper[name])


@check("AST-ODR-015")
def consequences_stand_in_duties_and_obligations(policy: UsagePolicy) -> Findings:
    for pointer, _, role in policy.consequences:
        if role not in ("duty", "obligation"):
            yield Finding(pointer, received=role)


@check("AST-ODR-016")
def constraints_have_a_left_operand_and_an_operator(policy: UsagePolicy) -> Findings:
    for node in policy.constraints:
        for name in ("leftOperand", "operator"):
            count = len(node.values(name))
            if count == 0:
                policy.missing()
                yield Finding(node.pointer, "none", name=name)
            elif count > 1:
                yield Finding(node.pointer, "several", name=name, received=count)


@check("AST-ODR-017")
def constraints_have_a_right_operand(policy: UsagePolicy) -> Findings:
    for node in policy.constraints:
        value, reference = node.has("rightOperand"), node.has("rightOperandReference")
        if value and reference:
            yield Finding(node.pointer, "both")
        elif not value and not reference:
            policy.missing()
            yield Finding(node.pointer, "none")


@check("AST-ODR-018")
def logical_constraints_have_one_operand_member(policy: UsagePolicy) -> Findings:
    for node in policy.logical_constraints:
        names = [name for name in OPERANDS if node.has(name)]
        if len(names) > 1:
            yield Finding(node.pointer, "several", received=names)
        elif not names and not policy.profile_named:
            policy.missing()
            yield Finding(node.pointer, "none")


@check("AST-ODR-019")
def logical_constraints_hold_two_constraints(policy: UsagePolicy) -> Findings:
    for node in policy.logical_constraints:
        for name in OPERANDS:
            if node.has(name) and (count := len(node.values(name))) < 2:
                yield Finding(next(node.members_named(name))[0], received=count)


@check("AST-ODR-020")
def refined_collections_are_named_by_their_source(policy: UsagePolicy) -> Findings:
    for node in policy.refined_collections:
        if node.has("@id"):
            yield Finding(node.pointer, "uid")
        elif not node.has("source"):
            policy.missing()
            yield Finding(node.pointer, "none")


@check("AST-ODR-021")
def policies_do_not_inherit_from_themselves(policy: UsagePolicy) -> Findings:
    own = {policy.names.iri(text) or text for _, text in policy.identifiers}
    for pointer, text in policy.parents:
        if (policy.names.iri(text) or text) in own:
            yield Finding(pointer, received=text)


@check("AST-ODR-022")
def conflict_is_a_strategy_of_odrl(policy: UsagePolicy) -> Findings:
    for pointer, text in policy.conflicts:
        if policy.names.local(text) not in CONFLICT_TERMS and not policy.profile_named:
            yield Finding(pointer, received=text, expected=list(CONFLICT_TERMS))


@check("AST-ODR-023")
def contradictions_name_a_strategy(policy: UsagePolicy) -> Findings:
    found = policy.overlaps
    if found and not policy.conflicts:
        policy.missing()
        for overlap in found:
            yield Finding(overlap.pointer, action=overlap.action, target=overlap.target, permission=overlap.permission)


@check("AST-ODR-024")
def targets_are_named_by_what_they_are(policy: UsagePolicy) -> Findings:
    for pointer, text in policy.targets:
        if text.lower().startswith(WEB):
            yield Finding(pointer, received=text)
