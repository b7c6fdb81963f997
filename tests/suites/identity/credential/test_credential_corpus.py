"""The inputs of the official test suite for credentials: what is named `-ok` is satisfied, `-fail` for that reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import Outcome
from conformance.readers.source import Source

pytest.importorskip("pyld")
pytestmark = pytest.mark.needs("identity/credential")

INPUTS = Path("identity", "vc-data-model-2.0-test-suite", "tests", "input")
DATES = {"PAST DATE": "2020-02-26T01:21:51Z", "FUTURE DATE": "2060-02-26T01:21:51Z"}
REASONS = {
    "context-combo3": {"ID-VC-004"},
    "context-combo4": {"ID-VC-004"},
    "evidence-missing-type": {"ID-VC-017"},
    "id-multi": {"ID-VC-011"},
    "id-nonidentifier": {"ID-VC-011"},
    "id-not-url": {"ID-VC-011"},
    "id-subject-multi": {"ID-VC-011"},
    "issuer-no-url": {"ID-VC-012"},
    "issuer-null": {"ID-VC-012"},
    "issuer-object-id-no-url": {"ID-VC-012"},
    "issuer-object-id-null": {"ID-VC-012"},
    "missing-base-context": {"ID-VC-003"},
    "missing-required-type": {"ID-VC-008"},
    "no-context": {"ID-VC-003"},
    "no-issuer": {"ID-VC-012", "ID-VC-014"},  # its subject is empty as well
    "no-subject": {"ID-VC-013"},
    "no-type": {"ID-VC-007"},
    "proof-missing-type": {"ID-VC-025"},
    "redef-type": {"ID-VC-005"},
    "redef-type2": {"ID-VC-005"},
    "subject-multiple-empty": {"ID-VC-014"},
    "subject-no-claims": {"ID-VC-014"},
    "type-mapped-nonurl": {"ID-VC-006"},
    "type-unmapped": {"ID-VC-009"},
    "validUntil-validFrom": {"ID-VC-016"},
    "validfrom-invalid": {"ID-VC-015"},
    "validuntil-invalid": {"ID-VC-015"},
}


def filled(path: Path) -> Source:
    """The template with an issuer, unless its name says that there is none, and with dates for placeholders."""
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if "no-issuer" not in path.name:
        issuer = document.setdefault("issuer", "did:example:issuer")
        if isinstance(issuer, dict):
            issuer.setdefault("id", "did:example:issuer")
    for name in ("validFrom", "validUntil"):
        if name in document:
            document[name] = DATES.get(document[name], document[name])
    return Source(path.name, json.dumps(document).encode())


def outcomes(source: Source) -> dict[Outcome, set[str]]:
    """The SHALL rows with a case, by outcome."""
    found: dict[Outcome, set[str]] = {}
    for _, _, cases in PLAN.judge(source, "credential").verdicts:
        for case in cases:
            if case.requirement.obligation == "shall":
                found.setdefault(case.outcome, set()).add(case.requirement.id)
    return found


def test_the_official_inputs_are_judged_as_their_names_say(corpora: Path) -> None:
    found: dict[str, set[str]] = {}
    for path in sorted((corpora / INPUTS).glob("*-ok.json")):
        assert outcomes(filled(path)).keys() <= {Outcome.NOT_APPLICABLE}, path.name
    for path in sorted((corpora / INPUTS).glob("*-fail*.json")):
        name = path.stem.removeprefix("credential-").partition("-fail")[0]
        told = outcomes(filled(path))
        assert Outcome.ERROR not in told
        found[name] = told.get(Outcome.FAIL, set())
    assert found == REASONS
