"""Tokens that the test system makes: what is on the wire, what is in the evidence, and what a replay needs."""

from __future__ import annotations

import base64
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from doubles.live_runs import LiveRun, run_live
from doubles.null_products import null_product

from conformance.engine.plan import Plan, Selection
from conformance.engine.plan_file import PlanError
from conformance.model.finding import Blocked
from conformance.reference.product import ReferenceProduct, families_with_products
from conformance_suites.interfaces.access.reader.tokens import CLAIMS, REMOVED, SIGNATURE, Token
from conformance_suites.interfaces.access.reference.keys import ENVIRONMENT, SIGNING_KEY, VARIABLE

PLAN = Plan(Selection(profile="resource-server"))
REFERENCE = ReferenceProduct(families_with_products(PLAN.catalogue, PLAN.sought), "resource-server")
KEYS = {
    "a private RSA key without its primes": {"kty": "RSA", "n": "AQAB", "e": "AQAB", "d": "AQAB"},
    "an unknown curve": {"kty": "EC", "crv": "P-257", "x": "AQ", "y": "AQ", "d": "AQ"},
    "no private value": {name: value for name, value in SIGNING_KEY.items() if name != "d"},
    "an algorithm of another type": {**SIGNING_KEY, "alg": "RS256"},
    "an unknown algorithm": {**SIGNING_KEY, "alg": "XS256"},
    "a number for a coordinate": {**SIGNING_KEY, "x": 7},
    "a list": [SIGNING_KEY],
}


def part(token: str, at: int) -> Any:
    text = token.split(".")[at]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def made(**members: Any) -> str:
    found = Token(**{"claims": {"sub": "alice"}, "key": "{secret:KEY}", **members})
    return found.value(lambda text: text.replace("{secret:KEY}", json.dumps(SIGNING_KEY)))


def reference_run(folder: Path, environment: dict[str, str] | None = None) -> LiveRun:
    with REFERENCE.start() as product:
        values = REFERENCE.plan(product.url, product.servers)
        return run_live(folder, values, suites="", environment=environment or REFERENCE.environment)


def test_a_token_has_the_algorithm_and_the_name_of_its_key() -> None:
    assert part(made(header={"typ": "at+jwt"}), 0) == {"alg": "ES256", "kid": "1", "typ": "at+jwt"}
    assert part(made(), 1) == {"sub": "alice"}


@pytest.mark.parametrize(("altered", "at"), [(SIGNATURE, 2), (CLAIMS, 1), (REMOVED, 2)])
def test_one_part_alone_is_altered(altered: str, at: int) -> None:
    key = {"kty": "oct", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQ"}  # with it a signature is always the same
    tokens = [
        Token({"sub": "a"}, key="KEY", altered=how).value(lambda _: json.dumps(key)).split(".") for how in ("", altered)
    ]
    assert [number for number in range(3) if tokens[0][number] != tokens[1][number]] == [at]


def test_an_unsigned_token_has_an_empty_signature() -> None:
    assert made(header={"alg": "none"}).endswith(".")


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_a_key_that_cannot_sign_is_the_plans_mistake(key: Any) -> None:
    with pytest.raises(Blocked) as found:
        Token({}, key="KEY").value(lambda _: json.dumps(key))
    assert (found.value.key, found.value.cause) == ("bad_signing_key", "configuration")


def test_the_name_follows_from_the_content() -> None:
    assert Token({"a": 1, "b": 2}).name == Token({"b": 2, "a": 1}).name
    assert Token({"a": 1}).name != Token({"a": 2}).name != Token({"a": 2}, altered=SIGNATURE).name


def test_neither_key_nor_token_is_in_the_evidence_and_a_replay_needs_neither(tmp_path: Path) -> None:
    run = reference_run(tmp_path)
    assert run.summary.verdict == "conformant"
    with zipfile.ZipFile(run.bundle) as bundle:
        held = b"".join(bundle.read(name) for name in bundle.namelist())
    assert SIGNING_KEY["d"].encode() not in held
    assert b"eyJ" not in held  # what every token begins with
    assert held.count(b'"exp"') > 5  # their content is there
    assert run.again(tmp_path / "again").same_bytes


def test_a_key_of_another_issuer_proves_nothing(tmp_path: Path) -> None:
    other = {**SIGNING_KEY, "d": "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI", "kid": "2"}
    other |= {
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    }
    run = reference_run(tmp_path, {VARIABLE: json.dumps(other)})
    assert run.outcome("IFC-ORS-015") == ("inconclusive", "token_refused")
    assert run.outcome("IFC-ORS-009") == ("pass", None)
    assert run.summary.verdict == "unproven"
    assert run.again(tmp_path / "again").same_bytes


def test_a_key_that_is_no_key_proves_nothing(tmp_path: Path) -> None:
    run = reference_run(tmp_path, {VARIABLE: "not a key at all"})
    assert run.outcome("IFC-ORS-015") == ("inconclusive", "bad_signing_key")
    assert run.again(tmp_path / "again").same_bytes


def test_without_the_variable_nothing_is_run(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=f"information.signing_key: the environment variable {VARIABLE} is not set"):
        reference_run(tmp_path, {"ANOTHER": "value"})


def test_without_a_key_refusals_alone_are_judged(tmp_path: Path) -> None:
    with REFERENCE.start() as product:
        values = {**REFERENCE.plan(product.url, product.servers), "information": {}}
        run = run_live(tmp_path, values, suites="")
    assert run.outcome("IFC-ORS-002") == run.outcome("IFC-ORS-009") == ("pass", None)
    assert run.outcome("IFC-ORS-015") == ("not_run", "no_information")
    assert run.summary.verdict == "unproven"


# What these do is what the rows ask, as far as they can be judged: the product refuses, and says how to authenticate.
TRULY_SATISFIED = {
    "wants_token": {"IFC-ORS-001", "IFC-ORS-002", "IFC-ORS-003", "IFC-ORS-004", "IFC-ORS-006", "IFC-ORS-007"}
    | {"IFC-ORS-008", "IFC-ORS-009", "IFC-ORS-010", "IFC-ORS-011"},
}
KINDS = ("nothing", "empty_object", "always_400", "always_404", "always_500", "echo", "html_error", "redirect_off")


@pytest.mark.parametrize("kind", [*KINDS, "accepts_everything", "wants_token", "too_many", "closes_mid_body"])
def test_a_product_that_does_nothing_protects_nothing(kind: str, tmp_path: Path) -> None:
    limits = {"exchange_seconds": 0.7, "body_bytes": 100_000}
    with null_product(kind) as product:
        values = {**REFERENCE.plan(product.url.rstrip("/"), {}), "limits": limits}
        run = run_live(tmp_path, values, suites="", environment=dict(ENVIRONMENT))
    assert run.summary.verdict in ("nonconformant", "unproven")
    assert [name for name, case in run.results.items() if getattr(case, "outcome", "") == "error"] == []
    satisfied = {row.record.id for row in run.summary.requirements.values() if row.conclusion == "satisfied"}
    assert satisfied == TRULY_SATISFIED.get(kind, set())
    assert run.again(tmp_path / "again").same_bytes


@pytest.mark.parametrize("allowed", [False, True])
def test_invented_tokens_are_sent_only_where_the_plan_allows_them(allowed: bool, tmp_path: Path) -> None:
    with REFERENCE.start() as product:
        values = REFERENCE.plan(product.url, product.servers) | ({} if allowed else {"authorisation": None})
        run = run_live(tmp_path, values, suites="", environment=REFERENCE.environment)
    with zipfile.ZipFile(run.bundle) as bundle:
        assert ('"resource:invented#1"' in bundle.read("exchanges.jsonl").decode()) is allowed
    assert run.outcome("IFC-ORS-003") == ("pass", None)
