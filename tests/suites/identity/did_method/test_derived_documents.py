"""Documents of did:key and did:jwk: those of real implementers are right, and hostile ones raise nothing."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import Outcome
from conformance.readers.source import Source

for library in ("cryptography", "multiformats"):
    pytest.importorskip(library)
pytestmark = pytest.mark.needs("identity/did_method")

KIND = "derived_did_document"
SAMPLES = Path(__file__).parents[4] / "suites" / "identity" / "did_method" / "documents" / "samples" / "good"
IMPLEMENTATIONS = Path("identity", "did-test-suite", "packages", "did-core-test-server", "suites", "implementations")
KNOWN_GAPS = {"did-key-spruce": {"ID-DDM-004"}}
"""It leaves two relationships out."""


def outcomes(document: Any) -> dict[str, Outcome]:
    verdicts = PLAN.judge(Source("did.json", json.dumps(document).encode()), KIND).verdicts
    return {case.requirement.id: case.outcome for _, _, cases in verdicts for case in cases}


def failing(document: Any) -> set[str]:
    found = outcomes(document)
    assert Outcome.ERROR not in found.values()
    return {name for name, outcome in found.items() if outcome is Outcome.FAIL and name.startswith("ID-DDM")}


def test_documents_of_real_implementers_follow_from_their_did(corpora: Path) -> None:
    judged = 0
    for path in sorted((corpora / IMPLEMENTATIONS).glob("did-key-*.json")):
        implementation = json.loads(path.read_text(encoding="utf-8"))
        for did in implementation["dids"]:
            judged += 1
            assert failing(implementation[did]["didDocumentDataModel"]["properties"]) <= KNOWN_GAPS.get(
                path.stem, set()
            )
    assert judged > 10


def test_a_key_in_base58_is_compared() -> None:
    good = json.loads((SAMPLES / "former_key.json").read_text(encoding="utf-8"))
    method = good["publicKey"][0]
    del method["publicKeyMultibase"]
    for text, found in (
        ("7oREL1cegCZoLLfaF37Q29LiND2Y3226Q99hGUVR5AHj", set()),
        ("FJD1DTBy5FQ6uPV4hpmxHjZamfKoBij5u6WykU67zgQA", {"ID-DDM-003"}),
        ("0", set()),
    ):
        method["publicKeyBase58"] = text
        assert failing(good) == found


WRONG: list[Any] = [None, True, 0, "", "x", [], [[]], {}, [None], [{"id": 1}], "did:key:", "did:jwk:", "z" * 3000]
MEMBERS = ("id", "verificationMethod", "publicKey", "authentication", "keyAgreement")
OF_METHODS = ("id", "type", "publicKeyMultibase", "publicKeyJwk")


@pytest.mark.parametrize("name", ["key.json", "key_as_jwk.json", "jwk.json", "jwk_to_sign.json"])
def test_wrong_types_everywhere_raise_nothing(name: str) -> None:
    good = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    assert failing(good) == set()
    mutants = [{**good, member: wrong} for member in MEMBERS for wrong in WRONG]
    for member in OF_METHODS:
        for wrong in WRONG:
            mutant = copy.deepcopy(good)
            mutant["verificationMethod"][0][member] = wrong
            mutants.append(mutant)
    for mutant in mutants:
        failing(mutant)
