"""Live against a real product, the npm package oidc-provider: what is reported of it is true.

CONFORMANCE_NODE_MODULES names the node_modules folder it is installed in.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from listening import named

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

NODE = shutil.which("node")
MODULES = Path(os.environ.get("CONFORMANCE_NODE_MODULES", "nowhere"))
PLAN = Plan(Selection(suites=("openid/discovery",)))

if NODE is None:
    pytest.skip("Node is not installed", allow_module_level=True)
if not (MODULES / "oidc-provider").is_dir():
    pytest.skip("CONFORMANCE_NODE_MODULES names no folder with oidc-provider in it", allow_module_level=True)


@contextmanager
def provider(appended: str = "", **configuration: Any) -> Iterator[str]:
    """The product with this configuration, at the URL that is given."""
    script = Path(__file__).with_name("oidc_provider.mjs")
    program = subprocess.Popen(
        [str(NODE), str(script), json.dumps(configuration), appended],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env={**os.environ, "CONFORMANCE_NODE_MODULES": str(MODULES.resolve())},
    )
    assert program.stdin
    assert program.stdout
    try:
        url = program.stdout.readline().strip()
        assert url, "oidc-provider did not start"
        yield url
    finally:
        program.stdin.close()
        program.wait(10)
        program.stdout.close()


def outcomes(url: str) -> dict[str, Outcome]:
    values = {
        "product": {"name": "oidc-provider", "version": "9"},
        "profile": "identity-service",
        "endpoints": {"issuer": url},
        "statement": {"oauth_metadata": True},
    }
    return judged_once(PLAN, values)


def fetched(url: str) -> Any:
    with urlopen(url, timeout=10) as answer:  # noqa: S310 - the product on loopback
        return json.load(answer)


def test_nothing_is_found_at_the_product_as_it_comes() -> None:
    with provider() as url:
        found = outcomes(url)
    assert named(found, Outcome.FAIL) == set()
    # All is on loopback, no key is for encryption: nothing of these two rows is there to be judged.
    assert named(found, Outcome.NOT_APPLICABLE) == {"ID-OID-009", "ID-OID-015"}
    assert len(named(found, Outcome.PASS)) == len(found) - 2


def test_a_product_that_believes_to_be_elsewhere_is_found_out() -> None:
    with provider(appended="/tenant") as url:
        told = fetched(f"{url}/.well-known/openid-configuration")["issuer"]
        found = outcomes(url)
    assert told == f"{url}/tenant"
    assert named(found, Outcome.FAIL) == {"ID-OID-007", "ID-OID-021"}


def test_an_implicit_flow_is_found() -> None:
    with provider(responseTypes=["code", "id_token token"]) as url:
        told = fetched(f"{url}/.well-known/openid-configuration")["response_types_supported"]
        found = outcomes(url)
    assert "id_token token" in told
    assert named(found, Outcome.FAIL) == {"ID-OID-025"}


def test_a_product_that_cannot_sign_with_rs256_is_found() -> None:
    # The private key of RFC 7515 A.3, known to everyone.
    key = {
        "kty": "EC",
        "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        "d": "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI",
    }
    client = {"id_token_signed_response_alg": "ES256"}
    with provider(jwks={"keys": [key]}, clientDefaults=client) as url:
        algorithms = fetched(f"{url}/.well-known/openid-configuration")["id_token_signing_alg_values_supported"]
        keys = fetched(f"{url}/jwks")["keys"]
        found = outcomes(url)
    assert algorithms == ["ES256"]
    assert "d" not in keys[0]
    assert named(found, Outcome.FAIL) == {"ID-OID-011"}


CLIENT = {
    "client_id": "conformance",
    "client_secret": "a secret of the tests",
    "redirect_uris": ["https://client.example/back"],
}
OTHER = {
    "client_id": "app",
    "token_endpoint_auth_method": "none",
    "redirect_uris": ["https://other.example/back"],
}
SIGN_IN = {
    "client_id": "conformance",
    "client_secret": {"env": "SECRET"},
    "redirect_uri": "https://client.example/back",
    "account": "alice",
    "account_password": {"env": "PASSWORD"},
    "other_client_id": "app",
    "other_redirect_uri": "https://other.example/back",
}
ENVIRONMENT = {"SECRET": CLIENT["client_secret"], "PASSWORD": "any word will do"}


def signed_in(url: str, suite: str = "openid/flow", **more: str) -> dict[str, Outcome]:
    """What the rows of signing in say of the product, through its own pages for developers."""
    values = {
        "product": {"name": "oidc-provider", "version": "9"},
        "profile": "openid-provider",
        "endpoints": {"sign_in": url},
        "statement": {"pairwise": False},
        "information": {**SIGN_IN, **more},
        "authorisation": {"by": "its authors", "scope": "all", "starts": "2026-01-01", "ends": "2099-01-01"},
    }
    return judged_once(Plan(Selection(suites=(suite,))), values, ENVIRONMENT)


def test_people_sign_in_at_the_product_as_it_comes() -> None:
    pytest.importorskip("joserfc")
    with provider(clients=[CLIENT, OTHER]) as url:
        found = signed_in(url)
    assert named(found, Outcome.FAIL) == set()
    # It leaves the hash of the access token out, as it may.
    assert named(found, Outcome.NOT_APPLICABLE) == {"ID-OIF-024"}
    assert len(named(found, Outcome.PASS)) == len(found) - 1


def test_tokens_and_sessions_of_the_product_end_as_they_should() -> None:
    pytest.importorskip("joserfc")
    out = "https://client.example/out"
    keeping = {"grant_types": ["authorization_code", "refresh_token"], "post_logout_redirect_uris": [out]}
    with provider(
        clients=[CLIENT, OTHER],
        clientDefaults=keeping,
        scopes=["openid", "offline_access"],
        features={name: {"enabled": True} for name in ("revocation", "introspection", "rpInitiatedLogout")},
    ) as url:
        found = signed_in(url, "openid/lifecycle", scope="openid offline_access", post_logout_redirect_uri=out)
    assert named(found, Outcome.FAIL) == set()
    # Its subjects are not pairwise here, and it publishes one key.
    assert named(found, Outcome.NOT_APPLICABLE) == {"ID-OIL-022", "ID-OIL-023"}
    assert len(named(found, Outcome.PASS)) == len(found) - 2
