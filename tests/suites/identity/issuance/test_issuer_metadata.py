"""Metadata of credential issuers: examples like those of OpenID4VCI 1.0, and other content in their place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.api import judge
from conformance.model.outcome import Outcome
from conformance.readers.source import Source
from conformance_suites.identity.issuance.metadata.facts import facts

pytestmark = pytest.mark.needs("identity/issuance")
KIND = "credential_issuer_metadata"
PLACE = "credential_configurations_supported"
DISPLAYED = {"name": "University Credential", "locale": "en-US", "logo": {"uri": "https://university.example/logo.png"}}
# Of the shape of the example in OpenID4VCI 1.0, 12.2.4.
CONFIGURATION: dict[str, Any] = {
    "format": "dc+sd-jwt",
    "scope": "SD_JWT_VC_example_in_OpenID4VCI",
    "cryptographic_binding_methods_supported": ["jwk"],
    "credential_signing_alg_values_supported": ["ES256"],
    "proof_types_supported": {"jwt": {"proof_signing_alg_values_supported": ["ES256"]}},
    "vct": "SD_JWT_VC_example_in_OpenID4VCI",
    "credential_metadata": {"display": [DISPLAYED], "claims": [{"path": ["given_name"]}, {"path": ["degrees", None]}]},
}
METADATA: dict[str, Any] = {
    "credential_issuer": "https://issuer.example",
    "credential_endpoint": "https://issuer.example/credential",
    PLACE: {"Degree": CONFIGURATION},
}


def judged(document: Any) -> dict[str, Outcome]:
    text = document if isinstance(document, bytes) else json.dumps(document).encode()
    found = PLAN.judge(Source("metadata.json", text), KIND)
    return {case.requirement.id: case.outcome for _, _, cases in found.verdicts for case in cases}


def failed(document: Any) -> set[str]:
    return {name for name, outcome in judged(document).items() if outcome is Outcome.FAIL}


def with_configuration(**members: Any) -> dict[str, Any]:
    return {**METADATA, PLACE: {"Degree": {**CONFIGURATION, **members}}}


def test_metadata_as_the_standard_shows_them_violate_nothing() -> None:
    assert not {name for name, each in judged(METADATA).items() if each in (Outcome.FAIL, Outcome.INCONCLUSIVE)}


@pytest.mark.parametrize(
    "members",
    [
        {"claims": [{"path": "given_name"}], "display": "as earlier drafts had it"},
        {"format": "vc+sd-jwt", "vct": None},
        {"cryptographic_binding_methods_supported": ["jwk", "did:webvh", "https://example.org/a-method"]},
        {"proof_types_supported": {"attestation": {"proof_signing_alg_values_supported": ["HS256"]}}},
    ],
)
def test_members_that_are_not_defined_here_are_ignored(members: dict[str, Any]) -> None:
    given = {name: each for name, each in members.items() if each is not None}
    assert failed(with_configuration(**given)) == set()


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"\xff\xfe{\0}\0", b"7", b"[" * 100_000, b'{"a":' * 100_000, b"{}" * 9],
    ids=["empty", "cut", "utf16", "number", "deep list", "deep object", "two"],
)
def test_what_is_no_object_is_one_finding_or_beyond_a_limit(text: bytes) -> None:
    assert failed(text) <= {"ID-VIM-001"}
    assert Outcome.ERROR not in judged(text).values()
    assert Outcome.PASS not in judged(text).values()


@pytest.mark.parametrize("value", [None, 7, "text", [], [7], {}, {"Degree": 7}, {"Degree": {"format": 7}}])
def test_members_of_any_type_end_in_an_outcome(value: Any) -> None:
    for name in (*METADATA, "authorization_servers", "display", "credential_request_encryption"):
        assert Outcome.ERROR not in judged({**METADATA, name: value}).values()


@pytest.mark.parametrize("value", [None, 7, "text", [], [7], [[]], [{"path": [{}]}], {}, {"jwt": 7}, {"jwt": {}}])
def test_members_of_a_configuration_of_any_type_end_in_an_outcome(value: Any) -> None:
    for name in (*CONFIGURATION, "credential_definition"):
        assert Outcome.ERROR not in judged(with_configuration(**{name: value})).values()


def test_an_address_that_no_library_can_read_is_a_finding() -> None:
    for url in ("https://[", "https://issuer.example:x", "https://", "//issuer.example", "https://\0"):
        assert failed({**METADATA, "credential_endpoint": url}) == {"ID-VIM-007"}


def test_a_thousand_claims_are_compared_in_time() -> None:
    claims = [{"path": ["a"] * (at % 50) + [str(at)]} for at in range(2_000)]
    assert failed(with_configuration(credential_metadata={"claims": claims})) == set()


def test_the_credentials_with_a_format_are_counted() -> None:
    both = {**METADATA, PLACE: {"one": CONFIGURATION, "two": {}}}
    assert facts(Source("metadata.json", json.dumps(both).encode())) == {"credentials": 1}
    assert facts(Source("metadata.json", b"{")) == {"credentials": 0}


def test_metadata_are_recognised_and_alone_are_no_issuer(tmp_path: Path) -> None:
    (tmp_path / "issuer.json").write_text(json.dumps(METADATA), encoding="utf-8")
    assert judge(tmp_path).conclusion == "no_violation"
    assert judge(tmp_path, profile="credential-issuer").conclusion == "unproven"


def test_a_configuration_alone_is_not_taken_for_metadata_of_an_sd_jwt_type(tmp_path: Path) -> None:
    path = tmp_path / "configuration.json"
    path.write_text(json.dumps({**CONFIGURATION, "display": [DISPLAYED]}), encoding="utf-8")
    found = judge(path, profile="credential-documents")
    assert found.conclusion == "unproven"
    assert not [each for each in found.requirements if each.conclusion != "not_applicable"]
