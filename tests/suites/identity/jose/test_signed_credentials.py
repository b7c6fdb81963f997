"""Tokens under changes and hostile input: what is signed cannot change, nothing raises, nothing is green by itself."""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import Outcome
from conformance.readers.source import Source

for library in ("cryptography", "joserfc", "multiformats", "pyld"):
    pytest.importorskip(library)
pytestmark = pytest.mark.needs("identity/jose")

from conformance_suites.identity.jose.envelope.facts import facts  # noqa: E402
from conformance_suites.identity.jose.reader.base64url import decoded, encoded  # noqa: E402
from conformance_suites.identity.jose.writer.signing import coded, part  # noqa: E402
from tests.suites.identity.jose import envelope_recipe as recipe  # noqa: E402

KIND = "jose_credential"
Judged = dict[str, tuple[Outcome, str]]


def judged(text: str | bytes, kind: str = KIND) -> Judged:
    """By row with a case: its outcome, and the key of its reason."""
    data = text.encode() if isinstance(text, str) else text
    found = {}
    for _, _, cases in PLAN.judge(Source("a.vc.jwt", data), kind).verdicts:
        for case in cases:
            found[case.requirement.id] = (case.outcome, case.reason[0] if case.reason else "")
    return found


def enveloped(*tokens: str) -> Judged:
    return judged(json.dumps(recipe.outer(*tokens)), "credential")


def failing(text: str | bytes) -> set[str]:
    return {name for name, (outcome, _) in judged(text).items() if outcome is Outcome.FAIL}


def leaves(value: Any, *way: str | int) -> Iterator[tuple[str | int, ...]]:
    """The ways to all values that hold no others."""
    if isinstance(value, dict | list) and value:
        for name, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(each, *way, name)
    else:
        yield way


def changed(value: Any, way: tuple[str | int, ...]) -> Any:
    """A copy with another value at the end of the way."""
    whole = copy.deepcopy(value)
    owner = whole
    for step in way[:-1]:
        owner = owner[step]
    owner[way[-1]] = "x" if owner[way[-1]] != "x" else "y"
    return whole


@pytest.mark.parametrize(
    ("folder", "made"), [(recipe.FOLDER, recipe.files()), (recipe.ENVELOPED, recipe.enveloped_files())]
)
def test_the_samples_are_those_of_the_recipe(folder: Path, made: dict[str, str]) -> None:
    there = {path.relative_to(folder).as_posix() for path in folder.glob("*/*.j*")}
    assert there == set(made)
    for name, text in made.items():
        assert (folder / name).read_text(encoding="utf-8") == f"{text}\n", name


def test_every_change_of_what_is_signed_is_found() -> None:
    text = recipe.good()["whole.vc.jwt"]
    head, body, signature = text.split(".")
    header, payload = (json.loads(decoded(each) or b"") for each in (head, body))
    mutants = [f"{part(changed(header, way))}.{body}.{signature}" for way in leaves(header)]
    mutants += [f"{head}.{part(changed(payload, way))}.{signature}" for way in leaves(payload)]
    octets = decoded(signature) or b""
    mutants += [f"{head}.{body}.{encoded(octets[:at] + bytes([octets[at] ^ 1]) + octets[at + 1 :])}" for at in (0, 63)]
    assert len(mutants) > 20
    for mutant in mutants:
        assert facts(Source("a", mutant.encode())) == {"verified": 0}, mutant
        # An algorithm that nobody knows, and a key that is elsewhere, leave open whether the signature is right.
        assert failing(mutant) or judged(mutant)["ID-JOS-024"][0] is Outcome.INCONCLUSIVE, mutant


def test_what_verifies_is_evidence_and_what_says_nothing_is_none() -> None:
    assert facts(Source("a", recipe.token().encode())) == {"verified": 1}
    assert facts(Source("a", recipe.presented().encode())) == {"verified": 1}
    for payload in ({}, recipe.credential(credentialSubject={"id": "did:example:wei"}), {"iss": recipe.CLUB.did}):
        assert facts(Source("a", recipe.token(payload=payload).encode())) == {"verified": 0}


def test_a_key_elsewhere_is_open_not_green() -> None:
    found = judged(recipe.token(payload=recipe.credential("https://club.example"), kid="https://club.example#1"))
    assert found["ID-JOS-024"] == (Outcome.INCONCLUSIVE, "key_elsewhere")


def test_one_enveloped_token_with_a_key_elsewhere_is_open_not_green() -> None:
    elsewhere = recipe.token(payload=recipe.credential("https://club.example"), kid="https://club.example#1")
    for tokens in ([elsewhere], [recipe.token(), elsewhere]):
        found = enveloped(*tokens)["ID-JOE-011"]
        assert found == (Outcome.INCONCLUSIVE, "key_elsewhere")
    broken = recipe.bad()["024_payload"]
    assert enveloped(recipe.token(), elsewhere, broken)["ID-JOE-011"][0] is Outcome.FAIL


def test_an_enveloped_token_with_malformed_characters_is_judged() -> None:
    assert enveloped("a b")["ID-JOE-001"][0] is Outcome.FAIL
    assert enveloped(recipe.token() + " ")["ID-JOE-001"][0] is Outcome.FAIL


def test_the_example_of_the_specification_violates_no_shall() -> None:
    """Its header has a `kid` that is not a URL, and no `typ`."""
    header = {"kid": "ExHkBMW9fmbkvV266mRpuP2sUY_N_EWIN1lapUzO8ro", "alg": "ES256"}
    contexts = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"]
    payload = {
        "@context": contexts,
        "id": "http://university.example/credentials/3732",
        "type": ["VerifiableCredential", "ExampleDegreeCredential"],
        "issuer": "https://university.example/issuers/14",
        "validFrom": "2010-01-01T19:23:24Z",
        "credentialSubject": {"id": "did:example:ebfeb1f712ebc6f1c276e12ec21"},
    }
    assert failing(f"{part(header)}.{part(payload)}.{coded(bytes(64))}") <= {"ID-JOS-010", "ID-VC-024"}


def test_tokens_of_the_data_model_1_1_are_told_apart() -> None:
    former = {"@context": ["https://www.w3.org/2018/credentials/v1"], "type": ["VerifiableCredential"]}
    found = judged(recipe.token(payload={"iss": recipe.CLUB.did, "vc": former}, typ="JWT"))
    assert found["ID-JOS-009"] == (Outcome.INCONCLUSIVE, "version_1_1")
    assert Outcome.FAIL not in {outcome for outcome, _ in found.values()}


def test_rare_keys_are_open_not_wrong() -> None:
    """A type that nobody registered, ML-DSA-65, RSA with 6,144 bits, and a value too long to decode."""
    unknown = recipe.token(payload=recipe.credential("https://club.example"), kid=recipe.GONE, jwk={"kty": "X", "n": 1})
    assert judged(unknown)["ID-JOS-021"] == (Outcome.INCONCLUSIVE, "key_kind")
    from multiformats import multibase

    for head, size, reason in (
        (b"\x91\x24", 1952, "key_kind"),
        (b"\x85\x24", 780, "key_kind"),
        (b"\x85\x24", 9000, "key_bound"),
    ):
        found = judged(
            recipe.by_did(f"did:key:{multibase.encode(head + bytes(range(1, 251)) * (size // 250), 'base58btc')}")
        )
        assert found["ID-JOS-021"] == (Outcome.INCONCLUSIVE, reason)


def test_a_key_in_the_header_shows_nothing_of_the_issuer() -> None:
    alone = recipe.by_jwk(recipe.CITY.jwk)
    assert failing(alone) == set()
    assert "ID-JOS-024" not in judged(alone)
    assert facts(Source("a", alone.encode())) == {"verified": 0}
    beside = recipe.token(recipe.CITY, recipe.credential("did:web:a.example"), kid="#k", jwk=recipe.CITY.jwk)
    assert judged(beside)["ID-JOS-024"] == (Outcome.INCONCLUSIVE, "key_elsewhere")


def test_what_is_enveloped_in_another_way_is_open_not_green() -> None:
    document = recipe.outer(recipe.token())
    for kind, reason in (("vc+jwt", ""), ("vc+sd-jwt", "envelope_kind"), ("vc+cose", "envelope_kind")):
        document["verifiableCredential"].append(
            {**document["verifiableCredential"][0], "id": f"data:application/{kind},{recipe.token()}"}
        )
        assert judged(json.dumps(document), "credential").get("ID-JOE-011", (None, ""))[1] == reason


@pytest.mark.parametrize("what", ["Credential", "Presentation"])
def test_a_document_that_is_an_envelope_is_open_not_wrong(what: str) -> None:
    kind = "vc" if what == "Credential" else "vp"
    whole = {"@context": recipe.CONTEXTS[0], "type": f"EnvelopedVerifiable{what}"}
    whole["id"] = f"data:application/{kind}+jwt,{recipe.token()}"
    for text, of in (
        (json.dumps(whole), "credential"),
        (recipe.token(payload=whole, typ=f"{kind}+jwt", cty=kind), KIND),
    ):
        found = judged(text, of)
        assert found["ID-VC-008"] == (Outcome.INCONCLUSIVE, "enveloped")
        assert Outcome.FAIL not in {outcome for outcome, _ in found.values()}


def test_numbers_beyond_the_range_do_not_hide_the_document() -> None:
    payload = json.dumps(recipe.credential(credentialSubject={"id": 1, "level": 2})).replace("2}", "1e400}")
    assert judged(recipe.token(payload=coded(payload.encode())))["ID-VC-011"][0] is Outcome.FAIL


@pytest.mark.parametrize("library", ["joserfc", "multiformats"])
def test_without_a_library_nothing_is_green(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = recipe.good()["by_key.vc.jwt"]
    for name in [each for each in sys.modules if each.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    from conformance_suites.identity.data_integrity.reader.keys import base58

    base58.cache_clear()
    assert judged(text)["ID-JOS-024"] == (Outcome.NOT_RUN, "extra_missing")


def test_tokens_signed_by_sm2_are_verified() -> None:
    """By the algorithm names that products write, with r and s or in DER; another claim is noticed."""
    gmalg = pytest.importorskip("gmalg")
    number = bytes(31) + b"\7"
    point = gmalg.SM2().generate_pk(number)
    key = {"kty": "EC", "crv": "SM2", "x": coded(point[1:33]), "y": coded(point[33:])}
    did = f"did:jwk:{part(key)}"
    for algorithm in ("SGD_SM3_SM2", "SM2"):
        header = part({"alg": algorithm, "kid": f"{did}#0", "typ": "vc+jwt"})
        data = f"{header}.{part(recipe.credential(did))}"
        r, s = (each.rjust(32, b"\0") for each in gmalg.SM2(number, b"1234567812345678", point).sign(data.encode()))
        right = f"{data}.{coded(r + s)}"
        assert failing(right) == set()
        assert facts(Source("a.vc.jwt", right.encode())) == {"verified": 1}
        other = f"{header}.{part(recipe.credential(did, validUntil='2030-01-01T00:00:00Z'))}.{coded(r + s)}"
        assert failing(other) == failing(f"{data}.{coded(s + r)}") == failing(f"{data}.{coded(r)}") == {"ID-JOS-024"}
    misfit = recipe.token(alg="SM2")
    assert failing(misfit) == {"ID-JOS-023"}


WRONG = [None, True, 0, -1.5, "", "x", [], [[]], {}, {"id": {}}, [None], "z" * 5000, 10**30, "did:jwk:e30", "did:key:"]
HEADER = ("alg", "kid", "typ", "cty", "jwk", "x5c", "crit", "iss")
CLAIMS = ("@context", "type", "issuer", "holder", "credentialSubject", "verifiableCredential", "id", "vc")
NUMBERS = ("iss", "jti", "sub", "iat", "exp", "nbf")


def test_wrong_types_everywhere_raise_nothing() -> None:
    mutants = [recipe.token(**{name: wrong}) for name in HEADER for wrong in WRONG]
    mutants += [recipe.token(payload=recipe.credential(**{name: wrong})) for name in NUMBERS for wrong in WRONG]
    mutants += [recipe.token(payload={**recipe.credential(), name: wrong}) for name in CLAIMS for wrong in WRONG]
    mutants += [recipe.token(payload=wrong) for wrong in WRONG if not isinstance(wrong, str)]
    for mutant in mutants:
        assert Outcome.ERROR not in {outcome for outcome, _ in judged(mutant).values()}, mutant


def test_tokens_made_to_take_long_are_bounded() -> None:
    deep = coded(b"[" * 5000)
    huge = {"kty": "RSA", "n": coded(b"\x81" + bytes(20_000) + b"\1"), "e": "AQAB"}
    city = recipe.credential("https://city.example")
    for text, reason in (
        (f"{part({'alg': 'EdDSA'})}.{deep}.AAAA", "json_depth"),
        (recipe.token(payload=city, alg="RS256", kid=recipe.GONE, jwk=huge), "modulus_bound"),
        ("eyJ" + "A" * (17 << 20), "token_bound"),
        ("eyJ" + "." * 100_000, ""),
        (recipe.token(payload=city, kid=recipe.GONE, x5c=["A" * 200_000]), "certificate_bound"),
    ):
        found = judged(text)
        assert Outcome.ERROR not in {outcome for outcome, _ in found.values()}
        assert not reason or reason in {why for _, why in found.values()}
