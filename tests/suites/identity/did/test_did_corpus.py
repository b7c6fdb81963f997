"""DID documents of real implementers: legal variety violates nothing, and each thing broken in them is found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.engine.case import Case
from conformance.model.outcome import Outcome
from conformance.readers.source import Source

IMPLEMENTATIONS = Path("identity", "did-test-suite", "packages", "did-core-test-server", "suites", "implementations")
RELATIONSHIPS = ("authentication", "assertionMethod", "keyAgreement", "capabilityInvocation", "capabilityDelegation")
Document = dict[str, Any]


def documents(corpora: Path) -> Iterator[tuple[str, str, str]]:
    """(name, form, JSON text) of every document: as a data model, and in each representation of it."""
    for path in sorted((corpora / IMPLEMENTATIONS).glob("*.json")):
        implementation = json.loads(path.read_text(encoding="utf-8"))
        for did in implementation["dids"]:
            for form, content in implementation[did].items():
                name = f"{path.stem} {did} {form}"
                if form == "didDocumentDataModel":
                    yield name, form, json.dumps(content["properties"])
                elif "representation" in content:
                    yield name, form, content["representation"]


def cases(text: str) -> list[Case]:
    source = Source("document", text.encode())
    return [case for _, _, told in PLAN.judge(source, "did_document").verdicts for case in told]


def violated(text: str, obligation: str = "shall") -> list[str]:
    found = cases(text)
    assert [case.requirement.id for case in found if case.outcome is Outcome.ERROR] == []
    return [
        case.requirement.id
        for case in found
        if case.outcome is Outcome.FAIL and case.requirement.obligation.value == obligation
    ]


def method_of(document: Document) -> Document | None:
    return next(iter(document.get("verificationMethod", ())), None)


def jwk_of(document: Document) -> Document | None:
    return next((m["publicKeyJwk"] for m in document.get("verificationMethod", ()) if "publicKeyJwk" in m), None)


def embedded_in(document: Document) -> Document | None:
    embedded = [m for name in RELATIONSHIPS for m in document.get(name, ()) if isinstance(m, dict)]
    return next(iter(embedded), None)


def without_id(document: Document) -> bool:
    document.clear()
    return True


def other_method_name(document: Document) -> bool:
    document["id"] = document["id"].replace("did:", "did:Upper", 1)
    return True


def without_controller(document: Document) -> bool:
    method = method_of(document) or embedded_in(document)
    return method is not None and bool(method.pop("controller"))


def controller_is_key(document: Document) -> bool:
    method = method_of(document) or embedded_in(document)
    if method:
        method["controller"] += "#key"
    return method is not None


def reference_to_nothing(document: Document) -> bool:
    document.setdefault("authentication", []).append("#there-is-no-such-key")
    return True


def reference_repeated(document: Document) -> bool:
    items = document.get("authentication")
    if items:
        items.append(items[0])
    return bool(items)


def relationship_emptied(document: Document) -> bool:
    document["capabilityDelegation"] = []
    return True


def private_key_added(document: Document) -> bool:
    jwk = jwk_of(document)
    if jwk:
        jwk["d"] = "c2VjcmV0"
    return jwk is not None


def key_cut_short(document: Document) -> bool:
    jwk = jwk_of(document)
    known = jwk is not None and jwk.get("crv") in ("P-256", "P-384", "P-521", "secp256k1", "Ed25519", "X25519")
    if jwk and known:
        jwk["x"] = jwk["x"][:-4]
    return known


def key_written_twice(document: Document) -> bool:
    jwk = next((m for m in document.get("verificationMethod", ()) if "publicKeyJwk" in m), None)
    if jwk:
        jwk["publicKeyMultibase"] = "z6Mk"
    return jwk is not None


def other_key_of_the_same_name(document: Document) -> bool:
    method = method_of(document)
    if method:
        document["verificationMethod"].append({**method, "type": "Other"})
    return method is not None


def context_of_another_first(document: Document) -> bool:
    context = document.get("@context")
    if isinstance(context, list):
        context.insert(0, "https://w3id.org/security/v2")
    return isinstance(context, list)


def endpoint_without_scheme(document: Document) -> bool:
    for service in document.get("service", ()):
        service["serviceEndpoint"] = "example.com"
    return bool(document.get("service"))


def services_of_one_name(document: Document) -> bool:
    services = document.get("service", [])
    services.extend([{**service, "type": "Other"} for service in services])
    return bool(services)


BREAKS: dict[str, list[Callable[[Document], bool]]] = {
    "ID-DID-004": [without_id, without_controller],
    "ID-DID-005": [relationship_emptied],
    "ID-DID-006": [reference_repeated],
    "ID-DID-007": [other_method_name],
    "ID-DID-008": [controller_is_key],
    "ID-DID-009": [endpoint_without_scheme],
    "ID-DID-011": [other_key_of_the_same_name],
    "ID-DID-013": [key_written_twice],
    "ID-DID-015": [key_cut_short],
    "ID-DID-016": [private_key_added],
    "ID-DID-019": [reference_to_nothing],
    "ID-DID-021": [services_of_one_name],
    "ID-DID-023": [context_of_another_first],
}


def test_no_real_document_violates_the_standard_or_our_additions(corpora: Path) -> None:
    found = list(documents(corpora))
    assert len(found) >= 60
    assert len({form for _, form, _ in found}) == 3
    assert {name: rows for name, _, text in found if (rows := violated(text))} == {}


def test_the_legal_variety_is_really_there(corpora: Path) -> None:
    """Without it the test above would show nothing."""
    seen = Counter[str]()
    for _, _, text in documents(corpora):
        document = json.loads(text)
        names = {method["id"] for method in document.get("verificationMethod", ())}
        seen["legacy publicKey"] += "publicKey" in document
        seen["relative service id"] += any(service["id"].startswith("#") for service in document.get("service", ()))
        for name in RELATIONSHIPS:
            for item in document.get(name, ()):
                seen["embedded"] += isinstance(item, dict)
                seen["dangling as plain text"] += isinstance(item, str) and item not in names
        keys = [method.get("publicKeyJwk", {}).get("crv", "") for method in document.get("verificationMethod", ())]
        seen["curve of an extension"] += any(key.startswith("BLS12381") for key in keys)
    assert set(+seen) == {
        "legacy publicKey",
        "relative service id",
        "embedded",
        "dangling as plain text",
        "curve of an extension",
    }
    assert seen["dangling as plain text"] >= 30


def test_keys_in_former_forms_are_a_note_and_nothing_more(corpora: Path) -> None:
    for name, _, text in documents(corpora):
        former = any(f'"{each}"' in text for each in ("publicKey", "publicKeyBase58"))
        assert violated(text, "should") == (["ID-DID-024"] if former else []), name


@pytest.mark.parametrize(
    ("row", "spoil"),
    [(row, spoil) for row, ways in BREAKS.items() for spoil in ways],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_what_is_broken_in_a_real_document_is_found_and_blamed_on_its_row_alone(
    corpora: Path, row: str, spoil: Callable[[Document], bool]
) -> None:
    spoiled = {}
    for name, _, text in documents(corpora):
        document = json.loads(text)
        if spoil(document):
            spoiled[name] = violated(json.dumps(document))
    assert spoiled
    assert {name: rows for name, rows in spoiled.items() if rows != [row]} == {}
