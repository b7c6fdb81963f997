"""Statements and chains of a federation: the samples are those of the recipes, and hostile ones end in an outcome."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.cli.main import main
from conformance.model.outcome import Outcome
from conformance.readers.source import Source

for library in ("cryptography", "joserfc", "multiformats"):
    pytest.importorskip(library)
pytestmark = pytest.mark.needs("identity/trust")

from conformance_suites.identity.trust.chain.facts import facts  # noqa: E402
from tests.suites.identity.trust import chain_recipe as chains  # noqa: E402
from tests.suites.identity.trust import resolution_recipe as resolutions  # noqa: E402
from tests.suites.identity.trust import statement_recipe as statements  # noqa: E402

WHOLE = chains.good()["club"]
Judged = dict[str, tuple[Outcome, str]]


def judged(document: Any, kind: str = "trust_chain") -> Judged:
    """By row with a case: its outcome, and the key of its reason."""
    data = document.encode() if isinstance(document, str) else json.dumps(document).encode()
    found = {}
    for _, _, cases in PLAN.judge(Source("a", data), kind).verdicts:
        for case in cases:
            found[case.requirement.id] = (case.outcome, case.reason[0] if case.reason else "")
    return found


def failing(document: Any, kind: str = "trust_chain") -> set[str]:
    found = judged(document, kind)
    assert Outcome.ERROR not in {outcome for outcome, _ in found.values()}
    return {name for name, (outcome, _) in found.items() if outcome is Outcome.FAIL}


@pytest.mark.parametrize("recipe", [statements, chains, resolutions], ids=["statements", "chains", "resolutions"])
def test_the_samples_are_those_of_the_recipe(recipe: Any) -> None:
    made = recipe.samples()
    stored = {path for path in recipe.FOLDER.glob("*/*") if path.suffix != ".toml"}
    assert stored == set(made)
    assert [path.name for path, data in made.items() if path.read_bytes() != data] == []


def test_a_chain_is_no_evidence_unless_all_of_it_verifies() -> None:
    def links(document: list[str]) -> float:
        return facts(Source("a", json.dumps(document).encode()))["links"]

    assert links(WHOLE) == 3
    assert [links([*WHOLE[:2], chains.forged(WHOLE[2]), WHOLE[3]]), links(WHOLE[:2] + WHOLE[3:]), links([])] == [
        0,
        0,
        0,
    ]


def test_the_merged_policy_of_the_standards_example_gives_its_result() -> None:
    """Section 6.1.5: an anchor and an organization, and a client whose metadata follow from both."""
    from conformance_suites.identity.jose.reader.compact import Jws
    from conformance_suites.identity.trust.reader.policy import applied, merged
    from conformance_suites.identity.trust.reader.statement import Statement

    kind = "openid_relying_party"
    anchor = {
        "grant_types": {
            "default": ["authorization_code"],
            "subset_of": ["authorization_code", "refresh_token"],
            "superset_of": ["authorization_code"],
        },
        "token_endpoint_auth_method": {"one_of": ["private_key_jwt", "self_signed_tls_client_auth"], "essential": True},
        "subject_type": {"value": "pairwise"},
        "contacts": {"add": ["helpdesk@federation.example.org"]},
    }
    organization = {
        "grant_types": {"subset_of": ["authorization_code"]},
        "token_endpoint_auth_method": {"one_of": ["self_signed_tls_client_auth"]},
        "contacts": {"add": ["helpdesk@org.example.org"]},
    }
    texts = [statements.about(metadata_policy={kind: each}) for each in (anchor, organization)]
    policy = merged(Statement(Jws("", text)) for text in texts)
    assert (policy.unmerged, policy.together) == ([], [])
    client = {"token_endpoint_auth_method": "self_signed_tls_client_auth", "contacts": ["rp_admins@rp.example.org"]}
    resolved, broken = applied(policy.policy, {kind: client})
    assert broken == []
    assert resolved[kind] == {
        "grant_types": ["authorization_code"],
        "token_endpoint_auth_method": "self_signed_tls_client_auth",
        "subject_type": "pairwise",
        "contacts": [
            "rp_admins@rp.example.org",
            "helpdesk@federation.example.org",
            "helpdesk@org.example.org",
        ],
    }


def test_a_scope_is_a_set_and_stays_a_text() -> None:
    from conformance_suites.identity.trust.reader.policy import applied

    policy = {("oauth_client", "scope"): {"subset_of": ["openid", "avatar"], "superset_of": ["openid"]}}
    resolved, broken = applied(policy, {"oauth_client": {"scope": "openid avatar admin"}})
    assert (resolved, broken) == ({"oauth_client": {"scope": "openid avatar"}}, [])


WRONG: list[Any] = [
    None,
    True,
    0,
    -1.5,
    "",
    "x",
    [],
    [[]],
    {},
    {"keys": {}},
    {"keys": [None]},
    [None],
    "z" * 5000,
    10**30,
]
CLAIMS = (
    "iss",
    "sub",
    "iat",
    "exp",
    "jwks",
    "metadata",
    "metadata_policy",
    "metadata_policy_crit",
    "constraints",
    "crit",
)


def test_wrong_types_everywhere_raise_nothing() -> None:
    for name in CLAIMS:
        for wrong in WRONG:
            failing(statements.about(**{name: wrong}), "entity_statement")
            failing([WHOLE[0], statements.about(**{name: wrong}), *WHOLE[2:]])
    for wrong in WRONG:
        failing(wrong)
        failing([wrong, *WHOLE])
        for name in ("iss", "exp", "metadata", "trust_chain"):
            failing(resolutions.response(**{name: wrong}), "resolve_response")
        failing(resolutions.response({"trust_chain": wrong}), "resolve_response")
        failing(statements.policed(value=wrong, add=wrong, one_of=wrong, subset_of=wrong), "entity_statement")


def test_chains_made_to_take_long_are_bounded() -> None:
    many = {"openid_provider": {f"p{at}": {"essential": True} for at in range(6000)}}
    wide = {"openid_provider": {"acr": {"add": [str(at) for at in range(3000)], "subset_of": []}}}
    keys = {"keys": [statements.key(statements.LEAF, str(at)) for at in range(300)]}
    for document, kind, reason in (
        (["a.b.c"] * 60, "trust_chain", "chain_bound"),
        ([WHOLE[0], statements.about(metadata_policy=many), *WHOLE[2:]], "trust_chain", "policy_bound"),
        (statements.about(metadata_policy=wide), "entity_statement", "policy_bound"),
        (statements.own(jwks=keys), "entity_statement", "keys_bound"),
        ("eyJ" + "A" * (17 << 20), "entity_statement", "token_bound"),
    ):
        found = judged(document, kind)
        assert Outcome.ERROR not in {outcome for outcome, _ in found.values()}
        assert reason in {why for _, why in found.values()}, reason


def test_the_order_of_values_and_scopes_does_not_matter() -> None:
    scoped = chains.good()["scoped"]
    metadata = resolutions.provider(scope="avatar openid", subject_types_supported=["pairwise"])
    metadata["openid_provider"]["id_token_signing_alg_values_supported"] = ["ES256"]
    for scope, found in (("avatar openid", set()), ("openid", {"ID-FRR-010"})):
        metadata["openid_provider"]["scope"] = scope
        assert failing(resolutions.response(metadata=metadata, trust_chain=scoped), "resolve_response") == found


def test_a_folder_of_a_federation_is_judged_by_one_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "club.jwt").write_text(statements.own(), encoding="ascii")
    (tmp_path / "club.json").write_text(json.dumps(WHOLE), encoding="ascii")
    given = ["check", ".", "--profile", "trust-federation", "--quiet", "--workers", "1", "--level"]
    assert [main([*given, level]) for level in ("basic", "mutual_recognition")] == [0, 0]
    (tmp_path / "club.json").write_text(json.dumps(WHOLE[:3]), encoding="ascii")
    assert [main([*given, level]) for level in ("basic", "mutual_recognition")] == [0, 1]


@pytest.mark.parametrize(("typ", "told"), [("explicit-registration-response+jwt", False), ("JWT", True)])
def test_other_tokens_of_a_federation_are_not_judged_as_statements(typ: str, told: bool) -> None:
    """The answer to a registration has `jwks` and `authority_hints` as well, and the OP issues it (12.2.3)."""
    from conformance_suites.identity.trust.statement.recognise import recognises

    claims = {"iss": "https://op.example", "sub": statements.LEAF_ID, "authority_hints": [statements.UNION_ID]}
    header = {"alg": "EdDSA", "typ": typ, "kid": "op-1"}
    token = statements.OTHER.token(header, {**claims, "jwks": {"keys": [statements.key(statements.OTHER, "a")]}})
    assert recognises(Source("a.jwt", token.encode())) is told
