"""DIDs, DID URLs and URIs, and documents that are none: the grammar, its bounds, and null products."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urljoin

import pytest
from doubles.judging import judge
from doubles.ours import PLAN
from hypothesis import assume, given
from hypothesis import strategies as st

from conformance.catalogue.samples import samples
from conformance.engine.case import Case
from conformance.model.outcome import BY_LETTER, Conclusion, Outcome, Verdict, conclude, verdict
from conformance.readers.source import Source
from conformance.readers.uri import normal_form, uri_error
from conformance_suites.identity.did.reader import identifiers

SUITES = PLAN.suites_for("did_document")
(SUITE,) = (each for each in SUITES if each.suite.id == "identity/did/document")

ID_CHARACTERS = "ABCXYZabcxyz019.-_"
encoded = st.integers(0, 255).map(lambda byte: f"%{byte:02X}")
id_part = st.lists(st.sampled_from(ID_CHARACTERS) | encoded).map("".join)
dids = st.builds(
    lambda method, parts, last: f"did:{method}:{':'.join([*parts, last])}",
    st.text("abcxyz019", min_size=1),
    st.lists(id_part, max_size=3),
    id_part.filter(bool),
)
path_part = st.lists(st.sampled_from("ab01.-_~!$&'()*+,;=:@/") | encoded).map("".join)
relative = st.builds(
    lambda path, query, fragment: path + query + fragment,
    path_part,
    st.just("") | path_part.map(lambda text: f"?{text}"),
    st.just("") | path_part.map(lambda text: f"#{text}"),
)


def outcomes(data: bytes) -> tuple[dict[str, Outcome], list[Case]]:
    found = judge(Source("did.json", data), SUITES)
    rows = [pair for loaded, letters, _ in found for pair in zip(loaded.suite.requirements, letters, strict=True)]
    return {row.id: BY_LETTER[each] for row, each in rows}, [case for *_, cases in found for case in cases]


@given(dids)
def test_what_the_abnf_makes_is_a_did_and_a_did_url_and_a_uri(did: str) -> None:
    assert identifiers.did_error(did) is None
    assert identifiers.did_url_error(did) is None
    assert uri_error(did) is None


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 0),
        ("did", 0),
        ("urn:example:1", 0),
        ("did::1", 4),
        ("did:Example:1", 4),
        ("did:ex-ample:1", 6),
        ("did:example", 11),
        ("did:example:", 12),
        ("did:example:a b", 13),
        ("did:example:a%2", 13),
        ("did:example:a/b", 13),
        ("did:example:a#b", 13),
        ("did:example:ä", 12),
        ("did:example:a\n", 13),
    ],
)
def test_what_leaves_the_did_syntax_is_shown_where_it_does(text: str, position: int) -> None:
    assert identifiers.did_error(text) == position


@pytest.mark.parametrize("text", ["did:web:a::b", "did:example:%3a", "did:0:0", "did:sov:2wJPyULfLLnYTEFYzByfUR"])
def test_unusual_dids_are_dids(text: str) -> None:
    assert identifiers.did_error(text) is None


@pytest.mark.parametrize("text", ["", "#", "#a", "?a=b#c", "/a", "a/../b", "did:x:y/p?q#f", "did:x:y#a/b?c"])
def test_absolute_and_relative_did_urls(text: str) -> None:
    assert identifiers.did_url_error(text) is None


@pytest.mark.parametrize(
    "text", ["#a#b", "//host#a", "https://example.com/", "did:x:y;a", "did:x:#a", "#a b", "a|b", "0:a"]
)
def test_what_is_no_did_url(text: str) -> None:
    assert identifiers.did_url_error(text) is not None


@given(relative)
def test_relative_urls_resolve_as_rfc_3986_says_with_the_did_as_the_authority(text: str) -> None:
    assume(identifiers.did_url_error(text) is None)
    assume(not re.search(r"[?#]$|\?#", text))  # urljoin drops a query or fragment that is empty
    assume("//" not in text.split("?")[0].split("#")[0] and ";" not in text)  # and has its own mind about these
    assert identifiers.resolved(text, "did:x:y") == urljoin("https://x", text).replace("https://x", "did:x:y", 1)


@given(dids, relative)
def test_what_resolves_is_absolute_and_of_the_same_did(did: str, text: str) -> None:
    assume(identifiers.did_url_error(text) is None)
    url = identifiers.resolved(text, did)
    assert identifiers.did_url_error(url) is None
    assert identifiers.did_of(url) == did
    assert identifiers.resolved(url, "did:other:1") == url


@given(relative, st.sampled_from(["HTTP://Ex%41mple.COM:80", "https://a@[2001:DB8::1]/x", "did:x:y", "urn:X"]))
def test_the_normal_form_is_a_uri_and_its_own_normal_form(text: str, start: str) -> None:
    uri = start + re.sub("^[^/?#]+", "", text)
    assume(uri_error(uri) is None)
    normal = normal_form(uri)
    assert uri_error(normal) is None
    assert normal_form(normal) == normal


@pytest.mark.parametrize("unit", ["a", ":", "%41", "/", "../", "@", "[", "did:a:"])
def test_a_long_text_costs_no_more_than_its_length(unit: str) -> None:
    """Quadratic time on a million characters would not end."""
    for text in (unit * 300_000, f"did:a:{unit * 300_000}", f"a://{unit * 300_000}", f"#{unit * 300_000} "):
        for grammar in (identifiers.did_error, identifiers.did_url_error, uri_error, identifiers.reference_error):
            grammar(text)
        normal_form(text)
        identifiers.resolved(text, "did:a:b")


# ---------------------------------------------------------------------------------------------------- documents

NAMES = ["id", "type", "controller", "verificationMethod", "authentication", "keyAgreement", "service", "alsoKnownAs"]
NAMES += ["publicKeyJwk", "publicKeyMultibase", "kty", "crv", "x", "y", "serviceEndpoint", "@context", "publicKey"]
scalars = st.none() | st.booleans() | st.integers() | st.sampled_from(["did:a:b", "#a", "", "EC", "P-256", "//", "a:["])
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=25,
)


@given(st.dictionaries(st.sampled_from(NAMES), anything))
def test_no_document_makes_a_check_fail_of_itself(document: dict[str, Any]) -> None:
    found, cases = outcomes(json.dumps(document).encode())
    assert [case.reason for case in cases if case.outcome is Outcome.ERROR] == []
    assert found["ID-DID-001"] is Outcome.PASS


NULL_PRODUCTS = {
    "empty": b"",
    "zeros": bytes(64),
    "null": b"null",
    "array": b"[]",
    "object": b"{}",
    "text": b'"did:example:123"',
    "number": b"42",
    "html": b"<!doctype html><title>404</title>",
    "error": b'{"error": "not_found"}',
    "not_json": b"did:example:123",
    "deep": b"[" * 5000,
}


@pytest.mark.parametrize("name", NULL_PRODUCTS)
def test_a_null_product_never_concludes_conformant(name: str) -> None:
    found, _ = outcomes(NULL_PRODUCTS[name])
    conclusions = dict.fromkeys(Conclusion, 0)
    for row in SUITE.suite.requirements:
        if row.obligation == "shall":
            conclusions[conclude(found[row.id])] += 1
    assert Outcome.ERROR not in found.values()
    assert verdict(conclusions, errors=False) in (Verdict.NONCONFORMANT, Verdict.UNPROVEN)
    passed = {row for row, outcome in found.items() if outcome is Outcome.PASS}
    assert passed <= ({"ID-DID-001", "ID-DID-002"} if name in ("object", "error") else {"ID-DID-002"})


def test_no_finding_repeats_a_private_value() -> None:
    private = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"
    shown = [
        repr(finding)
        for sample in samples(SUITE.suite)
        if sample.requirement in ("ID-DID-016", "ID-DID-017")
        for case in outcomes(sample.data)[1]
        for finding in case.findings
    ]
    assert shown
    assert all(private not in text and "z3u2e" not in text for text in shown)


def test_a_reference_is_not_judged_where_the_methods_have_no_names() -> None:
    method = {"type": "Multikey", "controller": "did:a:b", "publicKeyMultibase": "z6Mk"}
    document = {"id": "did:a:b", "verificationMethod": [method], "authentication": ["#key"]}
    found, cases = outcomes(json.dumps(document).encode())
    assert found["ID-DID-004"] is Outcome.FAIL
    assert found["ID-DID-019"] is Outcome.INCONCLUSIVE
    assert next(case for case in cases if case.requirement.id == "ID-DID-019").reason == (
        "blocked_by",
        {"ids": ["ID-DID-004"]},
    )
