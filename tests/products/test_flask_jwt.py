"""Live against a real product, flask-jwt-extended: what is reported of it is true."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from listening import named

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

pytest.importorskip("flask_jwt_extended")

PLAN = Plan(Selection(suites=("access/resource_server", "access/jwt")))
SECRET = "a secret of at least thirty-two characters"  # noqa: S105 - of a product that lives as long as its test
KEY = {"kty": "oct", "k": "YSBzZWNyZXQgb2YgYXQgbGVhc3QgdGhpcnR5LXR3byBjaGFyYWN0ZXJz"}


@contextmanager
def product(**more: Any) -> Iterator[str]:
    """The product with this configuration, at the URL that is given."""
    script = Path(__file__).with_name("flask_jwt.py")
    program = subprocess.Popen(
        [sys.executable, str(script), SECRET, json.dumps(more)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    assert program.stdout
    try:
        url = program.stdout.readline().strip()
        assert url, "the product did not start"
        yield url
    finally:
        program.terminate()
        program.wait(10)
        program.stdout.close()


def outcomes(url: str) -> dict[str, Outcome]:
    values = {
        "product": {"name": "flask-jwt-extended", "version": "4"},
        "profile": "resource-server",
        "endpoints": {"resource": f"{url}/me"},
        "statement": {"jwt_profile": False, "dpop": False},
        "authorisation": {"by": "its authors", "scope": "all", "starts": "2026-01-01", "ends": "2099-01-01"},
        "information": {
            "signing_key": {"env": "KEY"},
            "token_issuer": "https://issuer.example",
            "token_audience": "https://api.example",
            "token_subject": "alice",
            "token_type": "JWT",
            "token_algorithm": "HS256",
            "token_claims": '{"type": "access", "fresh": false}',
            "other_subject": "bob",
            "other_resource": "/users/bob",
        },
    }
    return judged_once(PLAN, values, {"KEY": json.dumps(KEY)})


def test_the_product_as_it_comes() -> None:
    with product() as url:
        found = outcomes(url)
    # It never sends WWW-Authenticate, answers with 422 what cannot be a token, wants `Bearer` with a capital, looks at
    # neither audience nor issuer unless asked to; and this application gives everybody what belongs to bob.
    assert named(found, Outcome.FAIL) == {
        "IFC-ORS-002",
        "IFC-ORS-010",
        "IFC-ORS-011",
        "IFC-ORS-013",
        "IFC-ORS-018",
        "IFC-JAT-005",
        "IFC-JAT-007",
    }
    assert {"IFC-ORS-001", "IFC-ORS-009", "IFC-ORS-014", "IFC-ORS-015"} <= named(found, Outcome.PASS)
    assert {"IFC-JAT-001", "IFC-JAT-010", "IFC-JAT-011", "IFC-JAT-012", "IFC-JAT-014"} <= named(found, Outcome.PASS)


def test_the_product_with_issuer_and_audience() -> None:
    audience = {"JWT_DECODE_AUDIENCE": "https://api.example", "JWT_DECODE_ISSUER": "https://issuer.example"}
    with product(
        **audience, JWT_TOKEN_LOCATION=["headers", "query_string"], JWT_QUERY_STRING_NAME="access_token"
    ) as url:
        found = outcomes(url)
    assert named(found, Outcome.FAIL) == {"IFC-ORS-002", "IFC-ORS-010", "IFC-ORS-011", "IFC-ORS-013"} | {
        "IFC-ORS-014",
        "IFC-ORS-018",
    }
