"""What happened to an ingredient after the signer looked at it (F5)."""

from __future__ import annotations

import pytest

from conformance_suites.assets.c2pa.provenance.view import Provenance
from conformance_suites.assets.c2pa.reader.manifest import ManifestStore


def faults(code: str) -> list[str]:
    failure = {"code": code, "url": "self#jumbf=/c2pa/urn:x/c2pa.assertions/c2pa.hash.data", "explanation": ""}
    results = {"ingredientDeltas": [{"validationDeltas": {"failure": [failure]}}]}
    store = ManifestStore(0, {"validation_results": results, "manifests": {}}, "", False, None)
    return [each.code for each in Provenance(store).ingredient_faults]


@pytest.mark.parametrize(
    "code",
    ["assertion.dataHash.mismatch", "assertion.hashedURI.mismatch", "claimSignature.mismatch", "assertion.missing"],
)
def test_a_mismatch_that_the_signer_did_not_record_is_a_fault(code: str) -> None:
    assert faults(code) == [code]


@pytest.mark.parametrize("code", ["signingCredential.untrusted", "signingCredential.expired"])
def test_trust_in_an_ingredient_is_not_judged(code: str) -> None:
    assert faults(code) == []
