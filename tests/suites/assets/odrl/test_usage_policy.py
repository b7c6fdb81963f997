"""Usage policies: one meaning in every spelling, doubt where the file alone cannot tell, and hostile documents."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from doubles.ours import PLAN
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.catalogue.samples import samples
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance_suites.assets.odrl.usage_policy.bounds import POLICY_BYTES, POLICY_OBJECTS, POLICY_PAIRS, POLICY_TERMS

SUITE = PLAN.catalogue.suite("assets/odrl/usage_policy")
CONTEXT = "http://www.w3.org/ns/odrl.jsonld"
ODRL = "http://www.w3.org/ns/odrl/2/"
OFFER: dict[str, Any] = {
    "@type": "Offer",
    "uid": "urn:example:policy",
    "profile": "urn:example:profile",
    "assigner": "did:web:studio.example",
    "permission": [{"target": "urn:example:crane", "action": "display"}],
}


def outcomes(policy: Any) -> dict[str, Outcome]:
    source = Source("x.odrl.json", json.dumps(policy).encode())
    assert PLAN.recognise(source)[0] == ["usage_policy"]
    found = {}
    for loaded, letters, _ in PLAN.judge(source, "usage_policy").verdicts:
        found |= {row.id: BY_LETTER[letter] for row, letter in zip(loaded.suite.requirements, letters, strict=True)}
    return found


def failed(policy: Any) -> set[str]:
    return {row for row, outcome in outcomes(policy).items() if outcome is Outcome.FAIL}


def respelt(value: Any, name: Any) -> Any:
    """The policy with every member and term of ODRL named in another way."""
    if isinstance(value, dict):
        return {name(each) if each in NAMES else each: respelt(inner, name) for each, inner in value.items()}
    if isinstance(value, list):
        return [respelt(item, name) for item in value]
    return name(value) if value in ("Offer", "display") else value


NAMES = ("profile", "assigner", "permission", "target", "action")


@pytest.mark.parametrize(
    ("context", "name"),
    [
        (CONTEXT, "{}"),
        (CONTEXT, "odrl:{}"),
        (CONTEXT, ODRL + "{}"),
        ([CONTEXT, {"o": ODRL}], "o:{}"),
        ([{"x": 1}, CONTEXT, {f"my-{name}": f"odrl:{name}" for name in (*NAMES, "Offer", "display")}], "my-{}"),
        ([CONTEXT, {f"my-{name}": {"@id": ODRL + name} for name in (*NAMES, "Offer", "display")}], "my-{}"),
    ],
)
def test_a_policy_means_the_same_in_every_spelling(context: Any, name: str) -> None:
    plain, other = ({"@context": CONTEXT, **OFFER}, {"@context": context, **respelt(OFFER, name.format)})
    assert outcomes(other) == outcomes(plain)
    assert failed(plain) == set()
    for member in ("permission", "assigner", "profile"):
        spelt = {key: value for key, value in other.items() if key != name.format(member)}
        assert failed(spelt) == failed({key: value for key, value in plain.items() if key != member}) != set()


@pytest.mark.parametrize(
    ("row", "member"),
    [("AST-ODR-008", "permission"), ("AST-ODR-009", "profile"), ("AST-ODR-013", "assigner"), ("AST-ODR-004", "uid")],
)
@pytest.mark.parametrize(
    "doubt",
    [
        {"inheritFrom": "urn:example:parent"},
        {"@reverse": {}},
        {"@context": [CONTEXT, "https://example.org/context"], "grants": []},
    ],
)
def test_what_is_missing_in_the_file_may_stand_elsewhere(row: str, member: str, doubt: dict[str, Any]) -> None:
    policy = {"@context": CONTEXT, **{name: value for name, value in OFFER.items() if name != member}}
    permission = {"permission": [{"target": "urn:example:crane"}]} if member == "uid" else {}
    assert outcomes(policy)[row] is Outcome.FAIL
    assert outcomes(policy | permission | doubt)[row] is Outcome.INCONCLUSIVE


@pytest.mark.parametrize(
    "policy",
    [
        {"@context": CONTEXT, "@graph": [OFFER]},
        {"@context": "https://w3id.org/idsa/contexts/context.jsonld", **OFFER},
        {"@context": CONTEXT, "@type": "VerifiableCredential", "profile": "urn:example:profile"},
        OFFER,
    ],
)
def test_what_is_no_policy_in_the_compact_form_is_neither_blamed_nor_passed(policy: dict[str, Any]) -> None:
    found = outcomes(policy)
    judged = {row: outcome for row, outcome in found.items() if row not in ("AST-ODR-001", "AST-ODR-002")}
    assert set(judged.values()) == {Outcome.INCONCLUSIVE}


def test_two_rules_contradict_each_other_only_where_they_must_meet() -> None:
    limit = {"leftOperand": "count", "operator": "lt", "rightOperand": 3}
    print_it = {"target": "urn:example:crane", "action": "print"}

    def contradicted(permission: dict[str, Any], prohibition: dict[str, Any]) -> bool:
        rules = {"permission": print_it | permission, "prohibition": print_it | prohibition}
        return "AST-ODR-023" in failed({"@context": CONTEXT, **OFFER, **rules})

    assert contradicted({}, {})
    assert contradicted({"constraint": limit}, {})
    assert contradicted({"assignee": "urn:example:a"}, {"assignee": ["urn:example:b", {"uid": "urn:example:a"}]})
    assert not contradicted({"constraint": limit}, {"constraint": limit})
    assert not contradicted({"assignee": "urn:example:a"}, {"assignee": "urn:example:b"})
    assert not contradicted({}, {"target": "urn:example:other"})
    refined = {"action": {"rdf:value": {"@id": "odrl:print"}, "refinement": limit}}
    assert contradicted(refined, {})
    assert not contradicted(refined, {"constraint": limit})


def test_more_pairs_than_the_bound_are_not_compared() -> None:
    names = [f"urn:example:{number}" for number in range(400)]
    rule = {"target": names, "action": names}
    found = outcomes({"@context": CONTEXT, **OFFER, "permission": rule, "prohibition": rule})
    assert len(names) ** 2 > POLICY_PAIRS
    assert found["AST-ODR-023"] is Outcome.INCONCLUSIVE
    many = [{"target": "urn:example:crane", "action": "print", "assignee": f"urn:example:{n}"} for n in range(2_000)]
    others = [rule | {"assignee": rule["assignee"] + "x"} for rule in many]
    found = outcomes({"@context": CONTEXT, **OFFER, "permission": many, "prohibition": others})
    assert found["AST-ODR-023"] is Outcome.INCONCLUSIVE


@pytest.mark.parametrize(
    "members",
    [
        {"permission": [{}] * (POLICY_OBJECTS + 1)},
        {"permission": {"action": "use", "constraint": [{}] * (POLICY_OBJECTS + 1)}},
        {"permission": {"action": "use", "target": [{}] * (POLICY_OBJECTS + 1)}},
        {"permission": [1] * (POLICY_BYTES // 3 + 1)},
        {"@context": [CONTEXT, {f"a{number}": f"a{number - 1}:b" for number in range(POLICY_TERMS + 1)}]},
    ],
)
def test_beyond_a_bound_of_ours_nothing_is_blamed_or_passed_that_was_not_seen(members: dict[str, Any]) -> None:
    found = outcomes({"@context": CONTEXT, **OFFER, **members})
    assert found["AST-ODR-016"] is Outcome.INCONCLUSIVE
    assert found["AST-ODR-003"] is Outcome.INCONCLUSIVE


HELD = """
    uid @id @type @list @set @value @context @graph rdf:value action target permission prohibition duty consequence
    constraint refinement and or source leftOperand operator rightOperand assignee profile conflict inheritFrom x
"""
TEXTS = st.sampled_from(["", "_:b", "use", "odrl:use", ":", "http://a b", "@id"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(HELD.split()), inner, max_size=5),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(["permission", "prohibition", "uid", "@type", "action", "conflict"]), VALUES))
def test_no_value_crashes_a_check(members: dict[str, Any]) -> None:
    assert Outcome.ERROR not in outcomes({"@context": CONTEXT, **members}).values()


@settings(max_examples=100, deadline=None)
@given(VALUES)
def test_no_context_crashes_a_check(context: Any) -> None:
    assert Outcome.ERROR not in outcomes({"@context": [CONTEXT, context], **OFFER}).values()


def test_a_member_taken_out_of_a_good_policy_never_leaves_an_error() -> None:
    chance = random.Random(7)
    for sample in samples(SUITE):
        if sample.requirement is None:
            for _ in range(30):
                policy = json.loads(sample.data)
                del policy[chance.choice([name for name in policy if name != "@context"])]
                assert Outcome.ERROR not in outcomes(policy).values()
