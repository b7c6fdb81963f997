"""Live against a real product, the PyPI package oidc-provider-mock: what is reported of it is true, as tried by hand.

CONFORMANCE_SITE_PACKAGES names the folder that it is installed in.
"""

from __future__ import annotations

import json
import sys
from typing import Any
from urllib.request import Request, urlopen

import pytest
from listening import free_port, listening, named
from packages import installed

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

PACKAGES = installed("oidc-provider-mock")
PLAN = Plan(Selection(suites=("openid/flow",)))

if not PACKAGES.is_dir():
    pytest.skip("CONFORMANCE_SITE_PACKAGES names no folder with oidc-provider-mock in it", allow_module_level=True)
pytest.importorskip("joserfc")


def registered(url: str, uri: str) -> dict[str, Any]:
    """A client that registers itself."""
    told = json.dumps({"redirect_uris": [uri], "token_endpoint_auth_method": "client_secret_basic"}).encode()
    asked = Request(f"{url}/oauth2/clients", told, {"content-type": "application/json"})  # noqa: S310 - the product on loopback
    with urlopen(asked, timeout=10) as answer:  # noqa: S310 - the product on loopback
        return dict(json.load(answer))


def test_the_product_with_registered_clients() -> None:
    port = free_port()
    url = f"http://localhost:{port}"
    command = [sys.executable, "-m", "oidc_provider_mock", "-p", str(port), "-r"]
    with listening(command, port, PYTHONPATH=str(PACKAGES)):
        clients = [registered(url, f"https://{each}.example/back") for each in ("client", "other")]
        values = {
            "product": {"name": "oidc-provider-mock", "version": "0.3"},
            "profile": "openid-provider",
            "endpoints": {"sign_in": url},
            "authorisation": {"by": "its authors", "scope": "all", "starts": "2026-01-01", "ends": "2099-01-01"},
            "information": {
                "client_id": clients[0]["client_id"],
                "client_secret": {"env": "SECRET"},
                "redirect_uri": "https://client.example/back",
                "account": "alice",
                "other_client_id": clients[1]["client_id"],
                "other_client_secret": {"env": "OTHER_SECRET"},
                "other_redirect_uri": "https://other.example/back",
            },
        }
        secrets = {"SECRET": clients[0]["client_secret"], "OTHER_SECRET": clients[1]["client_secret"]}
        found = judged_once(PLAN, values, secrets)
    assert named(found, Outcome.FAIL) == {"ID-OIF-005", "ID-OIF-009", "ID-OIF-012"}
