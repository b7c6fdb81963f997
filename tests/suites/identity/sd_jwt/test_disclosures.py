"""Tokens with disclosures: the examples of RFC 9901, changes of what is signed, and hostile input."""

from __future__ import annotations

import json
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import Outcome
from conformance.readers.source import Source

for library in ("cryptography", "joserfc", "multiformats"):
    pytest.importorskip(library)
pytestmark = pytest.mark.needs("identity/sd_jwt")

from conformance_suites.identity.jose.reader.verifying import verifies  # noqa: E402
from conformance_suites.identity.jose.writer.signing import coded, part  # noqa: E402
from conformance_suites.identity.sd_jwt.disclosures.facts import facts  # noqa: E402
from conformance_suites.identity.sd_jwt.reader.bounds import DISCLOSURES, NESTED  # noqa: E402
from conformance_suites.identity.sd_jwt.reader.combined import Combined  # noqa: E402
from conformance_suites.identity.sd_jwt.reader.processing import process  # noqa: E402
from conformance_suites.identity.sd_jwt.writer.issuing import combined, digest, disclosure, salt  # noqa: E402
from tests.suites.identity.sd_jwt import sd_jwt_recipe as recipe  # noqa: E402

Judged = dict[str, tuple[Outcome, str]]
# RFC 9901, 5.2: a presentation with four disclosures and a key binding JWT. The key of the issuer is that of A.5.
ISSUED = (
    "eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJfc2QiOiBbIkNyUWU3UzVrcUJBSHQtbk1ZWGdjNmJkdDJTSDVhVFkx"
    "c1VfTS1QZ2tqUEkiLCAiSnpZakg0c3ZsaUgwUjNQeUVNZmVadTZKdDY5dTVxZWhabzdGN0VQWWxTRSIsICJQb3JGYnBLdVZ1Nnh5bUphZ3ZrRnNG"
    "WEFiUm9jMkpHbEFVQTJCQTRvN2NJIiwgIlRHZjRvTGJnd2Q1SlFhSHlLVlFaVTlVZEdFMHc1cnREc3JaemZVYW9tTG8iLCAiWFFfM2tQS3QxWHlY"
    "N0tBTmtxVlI2eVoyVmE1TnJQSXZQWWJ5TXZSS0JNTSIsICJYekZyendzY002R242Q0pEYzZ2Vks4QmtNbmZHOHZPU0tmcFBJWmRBZmRFIiwgImdi"
    "T3NJNEVkcTJ4Mkt3LXc1d1BFemFrb2I5aFYxY1JEMEFUTjNvUUw5Sk0iLCAianN1OXlWdWx3UVFsaEZsTV8zSmx6TWFTRnpnbGhRRzBEcGZheVF3"
    "TFVLNCJdLCAiaXNzIjogImh0dHBzOi8vaXNzdWVyLmV4YW1wbGUuY29tIiwgImlhdCI6IDE2ODMwMDAwMDAsICJleHAiOiAxODgzMDAwMDAwLCAi"
    "c3ViIjogInVzZXJfNDIiLCAibmF0aW9uYWxpdGllcyI6IFt7Ii4uLiI6ICJwRm5kamtaX1ZDem15VGE2VWpsWm8zZGgta284YUlLUWM5RGxHemhh"
    "VllvIn0sIHsiLi4uIjogIjdDZjZKa1B1ZHJ5M2xjYndIZ2VaOGtoQXYxVTFPU2xlclAwVmtCSnJXWjAifV0sICJfc2RfYWxnIjogInNoYS0yNTYi"
    "LCAiY25mIjogeyJqd2siOiB7Imt0eSI6ICJFQyIsICJjcnYiOiAiUC0yNTYiLCAieCI6ICJUQ0FFUjE5WnZ1M09IRjRqNFc0dmZTVm9ISVAxSUxp"
    "bERsczd2Q2VHZW1jIiwgInkiOiAiWnhqaVdXYlpNUUdIVldLVlE0aGJTSWlyc1ZmdWVjQ0U2dDRqVDlGMkhaUSJ9fX0.ow2VRoOnXDjBhV-c2XUX"
    "9zWmHhbd5hao3xa39DfE4UX_wlsBlh5KBsmKeDd59GgpIbWFIomQWRy3A4L-St_6aQ"
)
SENT = (
    "WyJlbHVWNU9nM2dTTklJOEVZbnN4QV9BIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd",
    "WyJBSngtMDk1VlBycFR0TjRRTU9xUk9BIiwgImFkZHJlc3MiLCB7InN0cmVldF9hZGRyZXNzIjogIjEyMyBNYWluIFN0IiwgImxvY2FsaXR5Ijog"
    "IkFueXRvd24iLCAicmVnaW9uIjogIkFueXN0YXRlIiwgImNvdW50cnkiOiAiVVMifV0",
    "WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd",
    "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIlVTIl0",
)
BINDING = (
    "eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImtiK2p3dCJ9.eyJub25jZSI6ICIxMjM0NTY3ODkwIiwgImF1ZCI6ICJodHRwczovL3ZlcmlmaWVyLmV4"
    "YW1wbGUub3JnIiwgImlhdCI6IDE3NDg1MzcyNDMsICJzZF9oYXNoIjogIkczSTh6LWNGTUFUQUsyZXA4TVhXay12bmpJM1g2LWFhaFllVTlUdnp6"
    "M0UifQ.PqD8kiTmgP5PDvnRB8PzuzHYU5hH8bEw88jFN9aT5a5CblBjVcFig044UoWeJU6cUqBPAXVh0XAL8of4_Sp71g"
)
SHOWN = combined(ISSUED, *SENT, binding=BINDING)
ISSUER = {
    "kty": "EC",
    "crv": "P-256",
    "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
    "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8",
}


def judged(text: str, kind: str = "sd_jwt") -> Judged:
    """By row with a case: its outcome, and the key of its reason."""
    found = {}
    for _, _, cases in PLAN.judge(Source("a.sd-jwt", text.encode()), kind).verdicts:
        for case in cases:
            found[case.requirement.id] = (case.outcome, case.reason[0] if case.reason else "")
    return found


def failing(text: str, kind: str = "sd_jwt") -> set[str]:
    return {name for name, (outcome, _) in judged(text, kind).items() if outcome is Outcome.FAIL}


def test_the_samples_are_those_of_the_recipe() -> None:
    there = {path.relative_to(recipe.FOLDER).as_posix() for path in recipe.FOLDER.glob("*/samples/*/*.sd-jwt")}
    made = recipe.files()
    assert there == set(made)
    for name, text in made.items():
        assert (recipe.FOLDER / name).read_text(encoding="utf-8") == f"{text}\n", name


def test_the_presentation_of_the_rfc_is_right() -> None:
    assert failing(SHOWN) == set()
    assert judged(SHOWN)["ID-SDS-011"] == (Outcome.INCONCLUSIVE, "key_elsewhere")
    assert verifies(Combined(SHOWN).issued, ISSUER)
    address = {"street_address": "123 Main St", "locality": "Anytown", "region": "Anystate", "country": "US"}
    processed = process(Combined(SHOWN)).payload
    assert processed.pop("cnf").keys() == {"jwk"}
    assert processed == {
        "iss": "https://issuer.example.com",
        "iat": 1683000000,
        "exp": 1883000000,
        "sub": "user_42",
        "nationalities": ["US"],
        "family_name": "Doe",
        "address": address,
        "given_name": "John",
    }


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (combined(ISSUED, *SENT[1:], binding=BINDING), {"ID-SDK-009"}),
        (combined(ISSUED, *reversed(SENT), binding=BINDING), {"ID-SDK-009"}),
        (combined(ISSUED, *SENT, SENT[0], binding=BINDING), {"ID-SDK-009", "ID-SDJ-022"}),
        (combined(ISSUED, *SENT, recipe.LEVEL, binding=BINDING), {"ID-SDK-009", "ID-SDJ-019"}),
        (combined(ISSUED, *SENT, binding=f"{BINDING[:-3]}wQ"), {"ID-SDK-014", "ID-SDK-001"}),
        (combined(ISSUED, *SENT, binding=BINDING.replace("LmV4YW1wbGU", "LmV4YW1wbGY")), {"ID-SDK-014"}),
        (combined(ISSUED, *SENT), set()),
    ],
)
def test_changes_of_the_presentation_of_the_rfc_are_found(text: str, rows: set[str]) -> None:
    found = failing(text)
    assert found <= rows
    assert bool(found) == bool(rows)


def test_every_octet_of_a_disclosure_is_protected() -> None:
    nickname = recipe.NICKNAME
    for at in range(0, len(nickname), 5):
        letter = "A" if nickname[at] != "A" else "B"
        mutant = recipe.token(f"{nickname[:at]}{letter}{nickname[at + 1 :]}", recipe.LEVEL)
        assert failing(mutant) & {"ID-SDJ-006", "ID-SDJ-019"}, at
        assert facts(Source("a", mutant.encode())) == {"verified": 0}


def test_what_verifies_is_evidence_and_what_says_nothing_is_none() -> None:
    assert facts(Source("a", recipe.token().encode())) == {"verified": 1}
    for payload in ({}, {"iss": recipe.CLUB.did, "vct": "urn:a:b", "iat": 1}):
        assert facts(Source("a", combined(recipe.issued(payload)).encode())) == {"verified": 0}
    foreign = recipe.token(recipe.NICKNAME, recipe.STREET)
    assert facts(Source("a", foreign.encode())) == {"verified": 0}


def test_a_credential_of_the_data_model_is_judged_as_one() -> None:
    model = {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"]}
    text = combined(recipe.issued({**model, "issuer": "The club", "iss": recipe.CLUB.did}, typ="vc+sd-jwt"))
    assert failing(text) == {"ID-SDS-013", "ID-VC-010", "ID-VC-012", "ID-VC-013"}


SECRET = disclosure(salt(9), "issuer", recipe.CLUB.did)


@pytest.mark.parametrize(
    "hiding",
    [
        {"issuer": recipe.GONE, "_sd": [digest(SECRET)]},
        {"credentialSubject": {"_sd": [digest(recipe.LEVEL)]}},
        {"credentialSubject": [{"...": recipe.DECOY}]},
        {"type": ["VerifiablePresentation"], "verifiableCredential": [{"...": recipe.DECOY}]},
    ],
)
def test_hidden_members_of_a_credential_are_unknown_and_not_absent(hiding: dict[str, Any]) -> None:
    found = judged(recipe.model(**hiding))
    assert found["ID-SDS-012"] == (Outcome.INCONCLUSIVE, "undisclosed")
    assert Outcome.FAIL not in {outcome for outcome, _ in found.values()}


def test_a_subject_with_a_hidden_claim_beside_others_is_judged() -> None:
    assert "ID-SDS-012" not in judged(recipe.model())
    assert failing(recipe.model(validUntil="soon")) == {"ID-VC-015"}


def test_the_former_model_is_told_apart() -> None:
    former = {"@context": ["https://www.w3.org/2018/credentials/v1"]}
    for text in (recipe.model(recipe.LEVEL, **former), recipe.token(payload=recipe.claims(vc=former))):
        assert judged(text)["ID-SDS-012"] == (Outcome.INCONCLUSIVE, "version_1_1")


def test_a_key_in_the_token_says_nothing_of_the_issuer() -> None:
    assert facts(Source("a", recipe.by_jwk(recipe.CITY.jwk, iss=recipe.GONE).encode())) == {"verified": 1}
    assert facts(Source("a", recipe.by_jwk(recipe.CITY.jwk).encode())) == {"verified": 0}


def test_paths_of_did_urls_are_none_of_the_issuer() -> None:
    for issuer, rows in (("did:web:club.example", set()), ("did:web:other.example", {"ID-SDS-007"})):
        key = "did:web:club.example/keys?of=club#1"
        assert failing(recipe.token(payload=recipe.claims(iss=issuer), kid=key)) == rows


def test_a_thumbprint_of_a_holder_is_named_in_the_reason() -> None:
    for case in PLAN.judge(Source("a.sd-jwt", recipe.bound_by(jkt="a-thumbprint").encode()), "sd_jwt").verdicts:
        reasons = {each.requirement.id: each.reason for each in case[2]}
        if "ID-SDK-014" in reasons:
            assert reasons["ID-SDK-014"] == ("key_elsewhere", {"url": "a-thumbprint"})
            return
    raise AssertionError("the binding was not judged")


def test_a_claim_of_another_type_leaves_the_rest_of_a_binding_to_judge() -> None:
    wrong = recipe.shown(aud=["https://verifier.example"], sd_hash="x", iat=1_790_000_301)
    assert failing(wrong) == {"ID-SDK-008", "ID-SDK-009", "ID-SDK-015"}


def test_configurations_of_issuers_are_no_metadata_of_types() -> None:
    metadata = {"vct": "https://club.example/types/member", "display": []}
    for more, kinds in (({}, ["sd_jwt_type"]), ({"format": "dc+sd-jwt"}, [])):
        assert PLAN.recognise(Source("a.json", json.dumps({**metadata, **more}).encode()))[0] == kinds


def test_deep_values_in_nested_disclosures_are_bounded() -> None:
    inner: Any = {"level": 3}
    sent = []
    for at in range(4):
        for _ in range(90):
            inner = {"in": inner}
        sent.append(disclosure(f"{salt(0)}{at}", "more", inner))
        inner = {"_sd": [digest(sent[-1])]}
    found = judged(recipe.token(*sent, payload=recipe.hiding(sent[-1])))
    assert found["ID-SDJ-019"] == (Outcome.INCONCLUSIVE, "json_depth")


def nested(depth: int) -> str:
    """A token whose disclosures are inside each other."""
    inner = disclosure(salt(0), "level", 1)
    sent = [inner]
    for at in range(1, depth):
        inner = disclosure(f"{salt(0)}{at}", "more", {"_sd": [digest(inner)]})
        sent.append(inner)
    return recipe.token(*sent, payload=recipe.hiding(inner))


def test_nested_disclosures_are_followed_and_bounded() -> None:
    assert failing(nested(NESTED)) == set()
    assert judged(nested(NESTED + 5))["ID-SDJ-019"] == (Outcome.INCONCLUSIVE, "disclosure_depth")


def test_many_disclosures_are_not_read() -> None:
    found = judged(combined(recipe.issued(), *[recipe.LEVEL] * (5 * DISCLOSURES)))
    assert {outcome for outcome, _ in found.values()} == {Outcome.INCONCLUSIVE}
    assert {why for _, why in found.values()} == {"disclosure_bound"}


def test_unknown_hash_algorithms_are_open_not_green() -> None:
    found = judged(recipe.token(recipe.NICKNAME, payload=recipe.hiding(recipe.NICKNAME, _sd_alg="sm3")))
    assert found["ID-SDJ-019"] == (Outcome.INCONCLUSIVE, "hash_unknown")


WRONG: list[Any] = [None, True, 0, -1.5, "", "x", [], [[]], {}, {"...": 1}, {"_sd": {}}, [None], [{"...": "x"}], 10**30]
CLAIMS = (
    "_sd",
    "_sd_alg",
    "...",
    "iss",
    "exp",
    "cnf",
    "vct",
    "aka_vcts",
    "vct#integrity",
    "friends",
    "@context",
    "issuer",
)


def test_wrong_types_everywhere_raise_nothing() -> None:
    mutants = [recipe.vc(payload=recipe.credential(**{name: wrong})) for name in CLAIMS for wrong in WRONG]
    texts = [disclosure(*items) for wrong in WRONG for items in ((wrong,), (wrong, wrong), (salt(1), wrong, wrong))]
    mutants += [recipe.only(text) for text in texts]
    mutants += [recipe.shown(**{name: wrong}) for name in ("alg", "typ", "iat", "sd_hash", "aud") for wrong in WRONG]
    mutants += [recipe.bound_by(jwk=wrong) for wrong in WRONG] + ["~", "~~~", "a~b", "eyJ~.", "..~..", f"{part({})}.."]
    mutants += [combined(recipe.issued(), coded(b"[" * 5000)), combined(f"{part({})}.{coded(b'[' * 5000)}.AAAA")]
    for mutant in mutants:
        for kind in ("sd_jwt", "sd_jwt_vc"):
            assert Outcome.ERROR not in {outcome for outcome, _ in judged(mutant, kind).values()}, mutant
