"""Credential issuers that are not like the reference product: who is blamed for what, and who is not."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("cryptography")
pytest.importorskip("joserfc")
pytest.importorskip("multiformats")
from doubles.in_process import in_process
from doubles.live_runs import asked_of, run_live
from doubles.null_products import PRODUCTS, null_product
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.api import judge
from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.finding import Blocked
from conformance.model.outcome import Outcome
from conformance.reference.product import ReferenceProduct, families_with_products
from conformance_suites.identity.issuance import reference
from conformance_suites.identity.issuance.credentials.view import Credentials
from conformance_suites.identity.issuance.reader.proofs import HolderKey
from conformance_suites.identity.issuance.reference.credential import issued

pytestmark = pytest.mark.needs("identity/issuance")
SUITES = ("identity/issuance/flow", "identity/issuance/credentials")
PLAN = Plan(Selection(suites=SUITES))
ROLE = Plan(Selection(profile="credential-issuer"))
REFERENCE = ReferenceProduct(families_with_products(ROLE.catalogue, ROLE.sought), "credential-issuer")
ROWS = {f"VIF-{at:03}" for at in range(1, 19)} | {f"VIC-{at:03}" for at in range(1, 26)}
Change = Callable[[Request, Response], Response]


@contextmanager
def changed(change: Change) -> Iterator[Any]:
    """The honest product, with each of its answers changed."""

    def routes(base: str, fault: Any) -> list[Route]:
        def wrapped(route: Route) -> Route:
            async def endpoint(request: Request) -> Response:
                return change(request, await route.endpoint(request))

            return Route(route.path, endpoint, methods=list(route.methods or ()))

        return [wrapped(each) for each in reference.routes(base, fault)]

    with in_process(SimpleNamespace(**{**vars(reference), "routes": routes}), PLAN) as product:
        yield product


def outcomes(change: Change = lambda _, answer: answer, **information: Any) -> dict[str, Outcome]:
    told = {**reference.INFORMATION, **information}
    with changed(change) as product:
        given = {name: each for name, each in told.items() if each != ""}
        found = judged_once(PLAN, product.values(information=given))
    return {name.removeprefix("ID-"): each for name, each in found.items()}


def named(found: dict[str, Outcome], *wanted: Outcome) -> set[str]:
    return {name for name, each in found.items() if each in wanted}


def of(path: str, make: Callable[[Any], Any], status: int | None = None) -> Change:
    """Other content in the answers of one path."""

    def change(request: Request, answer: Response) -> Response:
        if not request.url.path.endswith(path):
            return answer
        content = make(json.loads(bytes(answer.body)) if answer.body else {})
        if isinstance(content, Response):
            return content
        return Response(json.dumps(content), status or answer.status_code, media_type="application/json")

    return change


def test_the_honest_product_satisfies_every_row() -> None:
    assert named(outcomes(), Outcome.PASS) == ROWS


def test_an_offer_may_be_in_the_link_itself() -> None:
    def change(request: Request, answer: Response) -> Response:
        if not request.url.path.endswith("/offers"):
            return answer
        told = json.loads(bytes(answer.body))
        codes = {"pre-authorized_code": told["link"].rpartition("%2F")[2]}
        return JSONResponse({**told, "link": codes})

    found = outcomes(change)
    assert not named(found, Outcome.FAIL) - {"VIF-003", "VIF-004"}


def test_without_an_operation_only_metadata_are_judged() -> None:
    found = outcomes(offer="", redirect_uri="")
    assert named(found, Outcome.PASS) == {f"VIF-{at:03}" for at in (5, 6, 7, 8, 9, 17, 18)}
    assert not named(found, Outcome.FAIL)


def test_without_nonces_rows_about_them_do_not_apply() -> None:
    def without(members: Any) -> Any:
        return {name: each for name, each in members.items() if name != "nonce_endpoint"}

    found = outcomes(of("openid-credential-issuer/club", without))
    # The reference issuer goes on asking for a nonce, so that nothing is issued.
    assert not named(found, Outcome.FAIL)
    assert named(found, Outcome.NOT_APPLICABLE) >= {"VIF-017", "VIF-018"}


@pytest.mark.parametrize(("name", "other"), [("kid", "jwk"), ("jwk", "kid")])
def test_the_second_key_of_a_batch_is_named_as_the_first_one_is(name: str, other: str) -> None:
    """An issuer that binds credentials to DIDs alone could use no other."""
    first, second = HolderKey("ES256"), HolderKey("ES256", 2)
    named, like_it = (each.named(["did:key" if name == "kid" else "jwk"]) for each in (first, second))
    asked = SimpleNamespace(header={"alg": "ES256", **named}, claims={"nonce": "n"}, key=first)
    headers: list[Any] = []

    def requested(_: str, tokens: Callable[[Any], list[str]]) -> Any:
        headers.extend(part_of(token) for token in tokens(asked))
        raise Blocked("no_answer")

    wallet = SimpleNamespace(has=lambda _: True, has_binding=True, issued=[], _issued=list, requested=requested)
    wallet.key = lambda number=1: HolderKey("ES256", number)
    with pytest.raises(Blocked):
        Credentials.batch.fget(wallet)  # type: ignore[attr-defined]  # the property itself
    assert [other in each for each in headers] == [False, False]
    assert [each[name] for each in headers] == [named[name], like_it[name]]


def part_of(token: str) -> Any:
    """The header of a token."""
    head = token.partition(".")[0]
    return json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))


@pytest.mark.parametrize("value", [None, 7, "text", [], [7], {}, {"x": 7}, "https://[", "//", "\ud800", "x" * 200_000])
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("openid-credential-issuer/club", "credential_issuer"),
        ("openid-credential-issuer/club", "authorization_servers"),
        ("openid-credential-issuer/club", "credential_endpoint"),
        ("openid-credential-issuer/club", "nonce_endpoint"),
        ("openid-credential-issuer/club", "credential_configurations_supported"),
        ("oauth-authorization-server/club", "token_endpoint"),
        ("/offers", "link"),
        ("/offers", "transaction_code"),
        ("/token", "access_token"),
        ("/nonce", "c_nonce"),
        ("/credential", "credentials"),
        ("/credential", "notification_id"),
    ],
)
def test_members_of_any_type_end_in_an_outcome(path: str, name: str, value: Any) -> None:
    found = outcomes(of(path, lambda members: {**members, name: value}))
    assert not named(found, Outcome.ERROR)
    assert "VIC-001" in found


@pytest.mark.parametrize("path", ["club", "/offers", "/token", "/nonce", "/credential", "/notification"])
@pytest.mark.parametrize(
    "answer",
    [
        Response(b"", 200),
        Response(b"[" * 100_000, media_type="application/json"),
        Response(b'{"a":' * 100_000, media_type="application/json"),
        Response(b"\xff\xfe\x00", media_type="application/json"),
        JSONResponse([]),
        JSONResponse({}, 500),
        Response(b"", 302, {"location": "https://elsewhere.example/"}),
    ],
)
def test_answers_of_any_content_end_in_an_outcome(path: str, answer: Response) -> None:
    found = outcomes(of(path, lambda _: answer))
    assert not named(found, Outcome.ERROR)
    assert len(named(found, Outcome.PASS)) < len(ROWS)


@pytest.mark.parametrize("status", [401, 403, 404, 500])
def test_an_issuer_that_refuses_all_requests_satisfies_nothing_about_proofs(status: int) -> None:
    found = outcomes(of("/credential", lambda _: {"error": "invalid_proof"}, status))
    assert not named(found, Outcome.PASS) & {each for each in ROWS if each.startswith("VIC")}


def test_an_issuer_that_takes_everything_is_found_out() -> None:
    content = {"credentials": [{"credential": issued({"kty": "EC"})}]}
    found = outcomes(of("/credential", lambda _: content, 200))
    mutants = {f"VIC-{at:03}" for at in (*range(6, 13), 14, 15, 16, 21, 23)}
    assert named(found, Outcome.FAIL) == mutants | {"VIC-003"}


@pytest.mark.parametrize("credential", ["", "x", "a.b.c", "~" * 50_000, "." * 50_000, {}, {"proof": 7}, {"proof": {}}])
def test_credentials_of_any_content_end_in_an_outcome(credential: Any) -> None:
    def other(members: Any) -> Any:
        return {**members, "credentials": [{"credential": credential}]} if "credentials" in members else members

    found = outcomes(of("/credential", other))
    assert not named(found, Outcome.ERROR)
    assert "VIC-013" not in named(found, Outcome.PASS)


@pytest.mark.parametrize("name", ["jwt_vc_json", "ldp_vc", "mso_mdoc", "x" * 1000])
def test_an_other_format_is_not_taken_for_a_token_with_disclosures(name: str) -> None:
    def other(members: Any) -> Any:
        described = members["credential_configurations_supported"]["Membership"]
        return {**members, "credential_configurations_supported": {"Membership": {**described, "format": name}}}

    found = outcomes(of("openid-credential-issuer/club", other))
    assert not named(found, Outcome.ERROR)
    assert "VIC-013" not in named(found, Outcome.PASS)


def test_what_is_issued_is_an_sd_jwt_vc(tmp_path: Path) -> None:
    path = tmp_path / "membership.sd-jwt"
    path.write_text(issued(HolderKey("ES256").jwk), encoding="utf-8")
    assert {each.id for each in judge(path).requirements if each.conclusion == "violated"} == set()


@pytest.mark.parametrize("kind", sorted({*PRODUCTS} - {"slow_drip", "slow_body"}))
def test_a_service_that_issues_nothing_satisfies_nothing(kind: str, tmp_path: Path) -> None:
    limits = {"exchange_seconds": 0.7, "body_bytes": 1_000_000}
    with null_product(kind) as product:
        values = asked_of(ROLE, REFERENCE.plan(product.url.rstrip("/"), {}))
        run = run_live(tmp_path, {**values, "limits": limits}, suites="")
    found = {row.record.id for row in run.summary.requirements.values() if row.conclusion == "satisfied"}
    assert found == set()
    assert len(run.exchanges) <= 30
