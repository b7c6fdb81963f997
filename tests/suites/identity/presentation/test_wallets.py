"""Wallets that are not like the reference product, and a wallet that a person operates."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

pytest.importorskip("cryptography")
pytest.importorskip("joserfc")
pytest.importorskip("multiformats")
from doubles.in_process import in_process
from doubles.live_runs import run_live
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance.reference.product import ReferenceProduct, families_with_products
from conformance.reference.serving import Fault
from conformance_suites.identity.jose.reader.compact import Jws
from conformance_suites.identity.presentation import reference
from conformance_suites.identity.presentation.reader.links import parameters_of
from conformance_suites.identity.presentation.reference.wallet import INFORMATION, PATH, Pocket

pytestmark = pytest.mark.needs("identity/presentation")
PLAN = Plan(Selection(suites=("identity/presentation/wallet",)))
REFERENCE = ReferenceProduct(families_with_products(PLAN.catalogue, {"wallet"}), "wallet")
ROWS = {f"{number:03}" for number in range(1, 26)}
SHOWN = {f"{number:03}" for number in (5, 6, 7, 9, 10, 11, 12, 13, 14)}
Answer = Callable[[dict[str, Any], Jws, dict[str, str]], bytes | None]


@contextmanager
def wallet(answer: Answer) -> Iterator[Any]:
    """A wallet whose response is made from that of the honest one; None sends nothing."""
    pocket = Pocket(Fault())

    async def take(request: Request) -> Response:
        link = parameters_of(str((await request.json())["request"]))
        with httpx.Client(trust_env=False, timeout=5) as client:
            token = Jws("", client.get(str(link["request_uri"])).text.strip())
            body = answer(link, token, pocket.response(link, token))
            if body is not None:
                form = {"content-type": "application/x-www-form-urlencoded"}
                client.post(str(token.payload.get("response_uri")), content=body, headers=form)
        return JSONResponse({})

    routes = [Route(PATH, take, methods=["POST"])]
    part = SimpleNamespace(**{**vars(reference), "routes": lambda base, fault: routes})
    with in_process(part, PLAN) as product:
        yield product


def outcomes(answer: Answer, **information: Any) -> dict[str, Outcome]:
    with wallet(answer) as product:
        values = product.values()
        values["information"] = {**values["information"], **information}
        return {name.removeprefix("ID-WAL-"): each for name, each in judged_once(PLAN, values).items()}


def named(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


def form(parameters: dict[str, str]) -> bytes:
    return str(httpx.QueryParams(parameters)).encode()


def test_the_honest_wallet_satisfies_every_row() -> None:
    assert named(outcomes(lambda link, token, told: form(told)), Outcome.PASS) == ROWS


def test_a_wallet_that_stays_silent_refuses_as_well() -> None:
    found = outcomes(lambda link, token, told: None if "error" in told else form(told))
    assert named(found, Outcome.FAIL) == {"016"}
    assert named(found, Outcome.PASS) == ROWS - {"016"}


@pytest.mark.parametrize("body", [None, b"", b"error=access_denied", b"vp_token=", b"\xff", b"&" * 5000])
def test_a_wallet_that_presents_nothing_satisfies_nothing(body: bytes | None) -> None:
    found = outcomes(lambda link, token, told: body)
    assert named(found, Outcome.PASS) | named(found, Outcome.FAIL) | named(found, Outcome.ERROR) == set()


@pytest.mark.parametrize(
    "token",
    ["{", "[]", "7", '{"asked": {}}', '{"asked": [7]}', '{"asked": ["a~b~c.d.e"]}', '{"asked": []}', "[" * 9999],
)
def test_a_token_that_cannot_be_read_is_found_and_nothing_else_passes(token: str) -> None:
    found = outcomes(
        lambda link, request, told: form({**told, "vp_token": token}) if "vp_token" in told else form(told)
    )
    assert named(found, Outcome.FAIL) & {"003", "004"}
    assert not named(found, Outcome.PASS) & SHOWN
    assert not named(found, Outcome.ERROR)


def test_a_wallet_that_presents_whatever_it_is_asked_is_found_out() -> None:
    right: dict[str, str] = {}

    def answer(link: dict[str, Any], token: Jws, told: dict[str, str]) -> bytes:
        right.update(told if "vp_token" in told else {})
        return form(right)

    found = outcomes(answer)
    assert {f"{number:03}" for number in (15, *range(17, 26))} <= named(found, Outcome.FAIL)


def test_a_wallet_that_answers_once_proves_no_refusal() -> None:
    seen: list[str] = []

    def answer(link: dict[str, Any], token: Jws, told: dict[str, str]) -> bytes | None:
        seen.append(link["request_uri"])
        return form(told) if len(seen) == 1 else None

    found = outcomes(answer)
    assert not named(found, Outcome.PASS) & {f"{number:03}" for number in (15, *range(17, 26))}
    assert "015" not in named(found, Outcome.FAIL)


def test_a_claim_that_the_wallet_lacks_is_a_matter_of_the_plan() -> None:
    found = outcomes(lambda link, token, told: form(told), held_claims=["nowhere", "birthdate"])
    assert named(found, Outcome.PASS) | named(found, Outcome.FAIL) == set()


def test_a_person_opens_the_request_from_the_page_of_the_run(tmp_path: Path) -> None:
    """Whoever reads the page and answers plays the person; no agent is in the plan."""
    pocket, done = Pocket(Fault()), threading.Event()
    endpoint = reference.endpoints("http://127.0.0.1:9")["wallet_door"]
    page = endpoint.removeprefix("listen+")

    def person() -> None:
        answered = set()
        with httpx.Client(trust_env=False, timeout=5) as client:
            while not done.is_set():
                try:
                    text = client.get(page).text
                except httpx.HTTPError:
                    time.sleep(0.05)
                    continue
                for part in text.split('href="')[1:]:
                    url = part.partition('"')[0].replace("&amp;", "&")
                    link = parameters_of(url)
                    if url in answered or "request_uri" not in link:
                        continue
                    answered.add(url)
                    fetched = client.get(str(link["request_uri"]))
                    if fetched.status_code == 200:
                        told = pocket.response(link, token := Jws("", fetched.text.strip()))
                        client.post(str(token.payload["response_uri"]), data=told)
                time.sleep(0.02)

    thread = threading.Thread(target=person)
    thread.start()
    try:
        plan = {
            "product": {"name": "A wallet", "version": "1"},
            "profile": "wallet",
            "endpoints": {"wallet_door": endpoint},
            "information": {**INFORMATION, "patience": 3},
        }
        run = run_live(tmp_path / "live", plan, suites="")
    finally:
        done.set()
        thread.join()
    assert run.summary.verdict.value == "conformant"
    assert run.again(tmp_path / "again").same_bytes
