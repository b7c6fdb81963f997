"""Live against localstripe, which takes payments: what is reported of its receipts is true, as tried by hand."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from http_products import ALLOWED, asked, running
from listening import named

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

START = "from aiohttp import web; from localstripe.server import app; web.run_app(app, host='127.0.0.1', port={port})"
BUYERS = {"BUYER": "sk_test_of_the_buyer", "OTHER": "sk_test_of_somebody_else"}
STATEMENT = {"lists_content": False, "admits_minors": False, "sells": True, "idempotent_purchases": True}
PLAN = Plan(Selection(suites=("interfaces/governance/conduct",)))

if importlib.util.find_spec("localstripe") is None:
    pytest.skip("localstripe is not installed", allow_module_level=True)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The product, which keeps its store in the folder that it is started in."""
    monkeypatch.chdir(tmp_path)
    with running([sys.executable, "-c", START], "js.stripe.com/v3/") as url:
        yield url


def told(url: str, path: str, who: str, content: dict[str, Any] | None = None, **headers: str) -> tuple[int, Any]:
    method, body = ("GET", None) if content is None else ("POST", urlencode(content).encode())
    status, _, answer = asked(method, f"{url}{path}", body, Authorization=f"Bearer {BUYERS[who]}", **headers)
    return status, json.loads(answer)


def test_it_pays_twice_and_shows_payments_to_every_key(url: str) -> None:
    card = {"type": "card", "card[number]": "4242424242424242", "card[exp_month]": 12, "card[exp_year]": 2099}
    _, method = told(url, "v1/payment_methods", "BUYER", {**card, "card[cvc]": 123})
    price = {"id": "visit", "amount": 500, "currency": "eur", "interval": "month", "product[name]": "visit"}
    assert told(url, "v1/plans", "BUYER", price)[0] == 200
    purchase = {"amount": 500, "currency": "eur", "source": method["id"], "statement_descriptor": "Rooms"}
    paid = [told(url, "v1/charges", "BUYER", purchase, Idempotency_Key="once")[1]["id"] for _ in range(2)]
    assert len({*paid}) == 2
    assert told(url, f"v1/charges/{paid[0]}", "OTHER")[0] == 200
    found = judged_once(
        PLAN,
        {
            "product": {"name": "localstripe", "version": "1.15.10"},
            "profile": "governed-platform",
            "endpoints": {"governance": url},
            "statement": STATEMENT,
            "information": {
                "adult_token": {"env": "BUYER"},
                "other_token": {"env": "OTHER"},
                "offer": "v1/plans/visit",
                "offer_price": "/amount",
                "purchase": "POST v1/charges",
                "purchase_body": json.dumps(purchase),
                "receipt_members": json.dumps({"time": "/created", "seller": "/statement_descriptor"}),
                "transaction": "v1/charges/{id}",
            },
            "authorisation": ALLOWED,
            "limits": {"writing": True},
        },
        BUYERS,
    )
    # Times are numbers of seconds, a repeated request pays again, and every key reads every payment.
    assert named(found, Outcome.FAIL) == {"IFC-GOV-015", "IFC-GOV-021", "IFC-GOV-023"}
    assert named(found, Outcome.PASS) == {f"IFC-GOV-0{number}" for number in (14, 16, 17, 18, 19, 20, 24, 25)}
    # It makes no declaration, and its balance has more than one amount.
    assert named(found, Outcome.NOT_RUN) == {"IFC-GOV-007", "IFC-GOV-022"}
    assert len(named(found, Outcome.NOT_APPLICABLE)) == len(found) - 13
