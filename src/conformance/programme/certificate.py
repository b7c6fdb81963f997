"""The certificate: a Verifiable Credential (2.0) on one version of one product, with names of properties from UNTP."""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from conformance.model.text import LANGUAGES
from conformance.programme.facts import Facts
from conformance.programme.moments import written
from conformance.programme.pilot import Pilot, Submission
from conformance.programme.status_list import entries

CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/undefined-terms/v2"]
"""Strings alone: verifiers compare them one by one, and refuse an object although the proof is right."""
TYPES = {"test_attestation": "TestResultAttestation", "supplier_declaration": "SupplierDeclaration"}
ASSESSORS = {"self": "Self", "witnessed": "2ndParty", "laboratory": "3rdParty"}


@cache
def certificate_words() -> dict[str, dict[str, dict[str, str]]]:
    """What certificates say in every case."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


class Decision(NamedTuple):
    """What was decided on a submission: the event of the register, why, until when, and what remains to be done."""

    event: str
    reason: dict[str, str]
    until: datetime
    conditions: list[dict[str, str]]


def certificate(
    pilot: Pilot,
    submission: Submission,
    facts: Facts,
    decision: Decision,
    identity: tuple[str, int],
    digests: dict[str, str],
    testing: dict[str, Any],
    at: datetime,
    *,
    sm2: bool = False,
) -> dict[str, Any]:
    """The certificate before it is signed; `identity` is its number and its place in the status lists.

    With `sm2`, what it rests on was signed by SM2 without an approved cryptographic product, and it says so.
    """
    number, index = identity
    file, programme = submission.file, pilot.file.programme
    words, profile = certificate_words(), facts.told["profile"]
    name = words[programme.legal_form]["name"]
    disclaimers = words["disclaimer"]
    subject = {
        "id": f"{pilot.url}/products/{submission.text}",
        "attestationType": "testing",
        "number": number,
        "scope": {"scheme": programme.scheme, "programme": _both(programme.name.model_dump())},
        "issuedToParty": {"id": file.holder_id, "name": file.organisation},
        "product": {
            "name": file.name,
            "version": file.version,
            "variants": list(file.variants),
            "recognisedBy": [f"{each.by}:{each.value}" for each in file.recognised],
        },
        "assessorLevel": ASSESSORS[testing["claim"]],
        "assessmentLevel": file.level,
        "assessment": [
            {
                "referenceStandard": {"id": profile["id"], "version": profile["version"], "digest": profile["digest"]},
                "catalogue": facts.told["catalogue"],
                "level": file.level,
                "conclusion": facts.told["conclusion"],
                "counts": facts.told["counts"],
                "testing": {key: value for key, value in testing.items() if value},
                "auditableEvidence": digests,
            }
        ],
        "conditions": decision.conditions,
        "surveillanceMonths": pilot.file.validity.surveillance_months,
        "disclaimer": [text for key in ("form", "scope", *["sm2"] * sm2) for text in _both(disclaimers[key])],
    }
    return {
        "@context": CONTEXTS,
        "id": f"{pilot.url}/certificates/{number}",
        "type": ["VerifiableCredential", TYPES[programme.legal_form]],
        "name": _both(name),
        "issuer": pilot.issuer,
        "validFrom": written(at),
        "validUntil": written(decision.until),
        "credentialStatus": entries(pilot.url, index),
        "credentialSubject": subject,
    }


def _both(texts: dict[str, str]) -> list[dict[str, str]]:
    """A text in both languages, as a credential holds it."""
    return [{"@value": texts[each], "@language": each} for each in LANGUAGES]
