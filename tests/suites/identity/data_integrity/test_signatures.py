"""Signatures under hostile and unusual documents: nothing raises, nothing takes long, nothing is green by itself."""

from __future__ import annotations

import copy
import json
import sys
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import Outcome
from conformance.readers.source import Source

for library in ("pyld", "pyoxigraph", "rfc8785", "multiformats", "cryptography"):
    pytest.importorskip(library)
pytestmark = pytest.mark.needs("identity/data_integrity")

from conformance_suites.identity.data_integrity.reader.keys import base58  # noqa: E402
from conformance_suites.identity.data_integrity.reader.signing import Signer, signed  # noqa: E402

BASE = "https://www.w3.org/ns/credentials/v2"
SIGNER = Signer("Ed25519")
RDFC, JCS = "eddsa-rdfc-2022", "eddsa-jcs-2022"
FEW = 3


def credential(**more: Any) -> dict[str, Any]:
    terms = {"knows": "https://people.example/knows"}
    document = {"@context": [BASE, terms], "type": ["VerifiableCredential"], "issuer": SIGNER.did}
    return {**document, "credentialSubject": {"id": "did:example:wei"}, **more}


def judged(document: Any, kind: str = "secured_credential") -> dict[str, tuple[Outcome, str]]:
    """By row with a case: its outcome, and the key of its reason."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    found = {}
    for _, _, cases in PLAN.judge(Source("a.vc.json", data), kind).verdicts:
        for case in cases:
            found[case.requirement.id] = (case.outcome, case.reason[0] if case.reason else "")
    return found


def with_proof(proof: Any, **more: Any) -> dict[str, Any]:
    return {**credential(**more), "proof": proof}


def test_what_is_signed_is_green() -> None:
    for suite in (RDFC, JCS):
        outcomes = {outcome for outcome, _ in judged(signed(credential(), suite, SIGNER)).values()}
        assert outcomes <= {Outcome.NOT_APPLICABLE, Outcome.FAIL}
        assert [
            name
            for name, (outcome, _) in judged(signed(credential(), suite, SIGNER)).items()
            if outcome is Outcome.FAIL
        ] == ["ID-VC-010"]


@pytest.mark.parametrize("size", [FEW, 12, 200])
def test_graphs_made_to_take_long_are_bounded(size: int) -> None:
    """Every node knows every other: the canonical names of a few are found, of many not tried."""
    nodes = [{"@id": f"_:n{at}"} for at in range(size)]
    everybody = [{**node, "knows": [other for other in nodes if other != node]} for node in nodes]
    proof = signed(credential(), RDFC, SIGNER)["proof"]
    outcome, reason = judged(with_proof(proof, credentialSubject=everybody))["ID-DIS-011"]
    if size == FEW:
        assert outcome is Outcome.FAIL
    else:
        assert outcome is Outcome.INCONCLUSIVE
        assert reason in ("blank_nodes_alike", "linked_data_bound", "signed_bound")


def test_a_key_elsewhere_is_open_not_green() -> None:
    document = signed(credential(), JCS, SIGNER, verificationMethod="https://club.example/issuers/1#key-1")
    assert judged(document)["ID-DIS-010"] == (Outcome.INCONCLUSIVE, "method_elsewhere")


def test_a_context_elsewhere_is_open_not_green() -> None:
    document = copy.deepcopy(signed(credential(), RDFC, SIGNER))
    document["@context"].append("https://club.example/terms/v1")
    found = judged(document)
    assert found["ID-DIS-011"] == (Outcome.INCONCLUSIVE, "context_elsewhere")
    assert found["ID-VC-023"] == (Outcome.INCONCLUSIVE, "context_elsewhere")


@pytest.mark.parametrize("library", ["pyld", "pyoxigraph", "rfc8785", "multiformats"])
def test_without_a_library_nothing_is_green(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = {"rfc8785": signed(credential(), JCS, SIGNER)}
    document = documents.get(library, signed(credential(), RDFC, SIGNER))
    for name in [each for each in sys.modules if each.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    base58.cache_clear()
    found = judged(document)
    row = "ID-DIS-010" if library == "rfc8785" else "ID-DIS-011"
    assert found[row] == (Outcome.NOT_RUN, "extra_missing")


def test_the_data_model_1_1_is_told_apart() -> None:
    former = {
        **credential(),
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "issuanceDate": "2026-01-01T00:00:00Z",
    }
    found = judged(former, "credential")
    assert found["ID-VC-012"] == (Outcome.INCONCLUSIVE, "version_1_1")
    assert Outcome.FAIL not in {outcome for outcome, _ in found.values()}


WRONG = [None, True, 0, -1.5, "", "x", [], [[]], {}, {"id": {}}, [None], "z" * 5000, 10**30]
PLACES = (
    "type",
    "cryptosuite",
    "verificationMethod",
    "proofPurpose",
    "proofValue",
    "created",
    "previousProof",
    "id",
    "@context",
)


@pytest.mark.parametrize("suite", [RDFC, JCS])
def test_wrong_types_everywhere_raise_nothing(suite: str) -> None:
    honest = signed(credential(), suite, SIGNER)
    mutants = [with_proof({**honest["proof"], place: wrong}) for place in PLACES for wrong in WRONG]
    mutants += [
        {**honest, place: wrong}
        for place in ("@context", "type", "issuer", "proof", "credentialSubject")
        for wrong in WRONG
    ]
    mutants += [{**honest, "type": "VerifiablePresentation", "verifiableCredential": wrong} for wrong in WRONG]
    for mutant in mutants:
        assert Outcome.ERROR not in {outcome for outcome, _ in judged(mutant).values()}, mutant


def test_many_contexts_are_not_processed() -> None:
    proof = signed(credential(), RDFC, SIGNER)["proof"]
    inner = [{"@context": [BASE] * 50, "id": f"urn:a:{at}"} for at in range(30)]
    found = judged(with_proof(proof, credentialSubject=inner))
    assert found["ID-DIS-011"] == found["ID-VC-023"] == (Outcome.INCONCLUSIVE, "contexts_bound")


def test_many_proofs_of_much_are_not_tried() -> None:
    proof = signed(credential(), RDFC, SIGNER)["proof"]
    many = [{"id": f"urn:a:{at}", "knows": "urn:b"} for at in range(100)]
    document = with_proof([proof] * 190, credentialSubject=many)
    assert judged(document)["ID-DIS-011"] == (Outcome.INCONCLUSIVE, "signed_bound")


def test_deep_documents_raise_nothing() -> None:
    deep: Any = "x"
    for _ in range(180):
        deep = {"knows": [deep]}
    proof = signed(credential(), RDFC, SIGNER)["proof"]
    assert Outcome.ERROR not in {outcome for outcome, _ in judged(with_proof(proof, credentialSubject=deep)).values()}
    assert Outcome.ERROR not in {outcome for outcome, _ in judged(b"[" * 5000).values()}
