"""Requests and queries under changes and hostile input: nothing raises, nothing is green by itself."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import Outcome
from conformance.readers.source import Source

for library in ("cryptography", "joserfc", "multiformats"):
    pytest.importorskip(library)
pytestmark = pytest.mark.needs("identity/presentation")

from conformance_suites.identity.presentation.request.facts import facts  # noqa: E402
from tests.suites.identity.presentation import request_recipe as recipe  # noqa: E402

REQUEST, QUERY = "presentation_request", "dcql_query"
Judged = dict[str, tuple[Outcome, str]]


def judged(data: str | bytes | Any, kind: str = REQUEST) -> Judged:
    """By row with a case: its outcome, and the key of its reason."""
    text = data if isinstance(data, str | bytes) else json.dumps(data)
    found = {}
    for _, _, cases in PLAN.judge(Source("a", text.encode() if isinstance(text, str) else text), kind).verdicts:
        for case in cases:
            found[case.requirement.id] = (case.outcome, case.reason[0] if case.reason else "")
    return found


def outcomes(found: Judged, outcome: Outcome) -> set[str]:
    return {name for name, (each, _) in found.items() if each is outcome}


def failing(data: str | bytes | Any, kind: str = REQUEST) -> set[str]:
    return outcomes(judged(data, kind), Outcome.FAIL)


def query(**more: Any) -> dict[str, Any]:
    return {"credentials": [{"id": "a", "format": "dc+sd-jwt", "meta": {"vct_values": ["b"]}, **more}]}


def test_the_samples_are_those_of_the_recipe() -> None:
    made = recipe.files()
    there = {path.relative_to(recipe.FOLDER).as_posix() for path in recipe.FOLDER.glob("*/*.jwt")}
    assert there == set(made)
    for name, text in made.items():
        assert (recipe.FOLDER / name).read_text(encoding="utf-8") == f"{text}\n", name


def test_every_change_of_a_signed_request_is_found() -> None:
    head, body, signature = recipe.signed().split(".")
    for name in recipe.PARAMETERS.keys() - {"client_id"}:  # which says whose signature it has to be
        changed = recipe.signed(**{name: recipe.GONE}).split(".")[1]
        assert "ID-VPQ-010" in failing(f"{head}.{changed}.{signature}"), name
    assert failing(f"{head}.{body}.{signature[:-4]}AAAA") == {"ID-VPQ-010"}


def test_a_key_elsewhere_is_open_not_green() -> None:
    text = recipe.signed(
        {"kid": "did:web:verifier.example#1"}, client_id="decentralized_identifier:did:web:verifier.example"
    )
    assert judged(text)["ID-VPQ-010"] == (Outcome.INCONCLUSIVE, "key_elsewhere")


def test_a_did_url_is_no_identifier_of_a_verifier() -> None:
    assert "ID-VPQ-014" in failing(
        {**recipe.PARAMETERS, "client_id": f"decentralized_identifier:{recipe.VERIFIER.method}"}
    )


@pytest.mark.parametrize(
    "identifier",
    [
        "example-client",
        "https://verifier.example/",
        "did:example:123",
        "openid_federation:https://verifier.example",
        "a:b:c",
    ],
)
def test_a_verifier_may_have_any_other_name(identifier: str) -> None:
    assert failing({**recipe.PARAMETERS, "client_id": identifier}) == set()


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8080/a", "http://localhost/a", "https://verifier.example:8443/a?b#c"]
)
def test_an_address_on_the_same_machine_needs_no_encryption(address: str) -> None:
    assert failing({**recipe.PARAMETERS, "response_uri": address}) == set()


@pytest.mark.parametrize("address", ["http://127.0.0.1.evil.example/a", "ftp://a.example/", "verifier", "https://a b"])
def test_other_addresses_are_found(address: str) -> None:
    assert failing({**recipe.PARAMETERS, "response_uri": address}) == {"ID-VPQ-023"}


def test_a_request_of_a_draft_is_named_as_such() -> None:
    members = {name: each for name, each in recipe.PARAMETERS.items() if name != "dcql_query"}
    assert failing({**members, "presentation_definition_uri": "https://verifier.example/d"}) == {"ID-VPQ-021"}


def test_the_query_of_a_request_is_judged_as_one() -> None:
    bad = {**recipe.PARAMETERS["dcql_query"], "credential_sets": [{"options": [["other"]]}]}
    assert failing(recipe.signed(dcql_query=bad)) == {"ID-DCQ-025"}


def test_only_a_query_is_evidence() -> None:
    assert facts(Source("a", recipe.signed().encode())) == {"requests": 1}
    assert facts(Source("a", recipe.signed(dcql_query=recipe.GONE, scope="a").encode())) == {"requests": 0}
    assert facts(Source("a", b"[" * 100_000)) == {"requests": 0}


@pytest.mark.parametrize(
    "text",
    [
        '{"credentials": [{"id": "a", "format": "dc+sd-jwt", "meta": {"vct_values": ["b"]}, "claims": '
        '[{"path": ["c", null, 0, "d"]}, {"path": ["c", null, 1]}, {"path": ["c"]}]}]}',
        '{"credentials": [{"id": "a", "format": "mso_mdoc", "meta": {"doctype_value": "b"}, "claims": '
        '[{"path": ["c", "d"], "intent_to_retain": true}]}], "purpose": "whatever"}',
        '{"credentials": [{"id": "a", "format": "ldp_vc", "meta": {"type_values": [["b"]]}}, '
        '{"id": "A", "format": "other", "meta": {}}], "credential_sets": [{"options": [["a"], ["A", "a"]]}]}',
    ],
)
def test_right_queries_violate_nothing(text: str) -> None:
    assert failing(text, QUERY) == set()


@pytest.mark.parametrize("value", [None, True, 7, 1e400, "x", [], [[]], {}, {"a": {}}, "\ud800", "x" * 100_000])
@pytest.mark.parametrize("name", ["id", "format", "meta", "claims", "claim_sets", "multiple", "trusted_authorities"])
def test_no_value_of_a_query_makes_the_harness_fail(name: str, value: Any) -> None:
    found = judged(json.dumps(query(**{name: value})), QUERY)
    assert not outcomes(found, Outcome.ERROR)


@pytest.mark.parametrize(
    "value", [None, True, 7, "x", "", [], [7], {}, {"jwks": {"keys": [{}, 7]}}, {"jwks": 7}, "x:" * 50_000]
)
@pytest.mark.parametrize("name", [*recipe.PARAMETERS, "redirect_uri", "scope"])
def test_no_parameter_makes_the_harness_fail(name: str, value: Any) -> None:
    for text in (json.dumps({**recipe.PARAMETERS, name: value}), recipe.signed(**{name: value})):
        assert not outcomes(judged(text), Outcome.ERROR)


@pytest.mark.parametrize(
    "value", [None, True, 7, "", "x", [], [None], [["MIIB"]], {}, "A" * 200_000, ["A" * 200_000], ["MIIB"]]
)
@pytest.mark.parametrize("name", ["alg", "typ", "kid", "x5c", "jwt", "jwk"])
@pytest.mark.parametrize(
    "prefix", ["decentralized_identifier:", "x509_hash:", "x509_san_dns:", "verifier_attestation:"]
)
def test_no_header_makes_the_harness_fail(prefix: str, name: str, value: Any) -> None:
    found = judged(recipe.signed({name: value}, client_id=f"{prefix}{recipe.HOST}"))
    assert not outcomes(found, Outcome.ERROR)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"eyJ",
        b"." * 100_000,
        b"a." * 100_000,
        b"\xff" * 50,
        b"[" * 100_000,
        b'{"a":' * 5000,
        b"e30.e30.",
        b"e30.e30.e30",
    ],
)
def test_hostile_bytes_end_in_an_outcome(data: bytes) -> None:
    for kind in (REQUEST, QUERY):
        found = judged(data, kind)
        assert found
        assert not outcomes(found, Outcome.ERROR)


def test_a_chain_of_many_claims_is_judged_in_bounded_time() -> None:
    claims = [{"id": f"c{at}", "path": ["a", at]} for at in range(20_000)]
    found = judged(query(claims=claims, claim_sets=[[each["id"] for each in claims]]), QUERY)
    assert not outcomes(found, Outcome.FAIL)
    assert sys.getrecursionlimit() < 20_000


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a", recipe.signed(), REQUEST),
        ("a.txt", recipe.signed({"typ": "JWT"}), REQUEST),
        ("a", json.dumps(recipe.PARAMETERS), REQUEST),
        ("a.json", json.dumps(query()), QUERY),
        ("a.json", '{"credentials": [{"id": "a", "format": "b"}]}', QUERY),
        ("a.json", '{"response_type": "code", "client_id": "a"}', None),
        ("a", recipe.VERIFIER.token({"alg": "ES256", "typ": "JWT"}, {"sub": "a"}), None),
    ],
)
def test_content_decides_the_kind(name: str, text: str, kind: str | None) -> None:
    assert PLAN.recognise(Source(name, text.encode()))[0] == ([kind] if kind else [])
