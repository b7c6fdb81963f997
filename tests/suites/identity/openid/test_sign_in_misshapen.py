"""Answers of any shape to who signs in get findings and reasons, never an error of ours."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from doubles.in_process import BASE, Product, in_process
from starlette.responses import Response
from starlette.routing import Route

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance.reference.serving import Fault
from conformance_suites.identity.openid import reference

pytest.importorskip("joserfc")

PATH, METADATA = "/people", ".well-known/openid-configuration"
LIMITS = {"writing": True, "stimuli": 1, "concurrency": 1}
INSTEAD: dict[str, Any] = {}
"""Bodies and headers by path, instead of those of the reference product."""


def token(header: Any, claims: Any) -> str:
    parts = (base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=").decode() for each in (header, claims))
    return f"{'.'.join(parts)}.c2lnbmF0dXJl"


def granted(**members: Any) -> bytes:
    return json.dumps({"access_token": "a" * 20, "token_type": "Bearer", "id_token": "x", **members}).encode()


def configured(**members: Any) -> bytes:
    names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo", "introspection": "introspection"}
    honest = {f"{name}_endpoint": f"{BASE}{PATH}/{path}" for name, path in names.items()}
    more = {"issuer": f"{BASE}{PATH}", "jwks_uri": f"{BASE}{PATH}/jwks", "end_session_endpoint": f"{BASE}{PATH}/x"}
    return json.dumps({**honest, **more, **members}).encode()


CLAIMS = {"iss": f"{BASE}{PATH}", "sub": "7", "aud": "conformance", "exp": 9, "iat": 8}
DEEP = b"[" * 300 + b"]" * 300
ODD = {"aud": [7], "exp": 1e400, "iat": True, "sub": ["x"], "auth_time": {}, "at_hash": 7, "nonce": {}}
BODIES: list[tuple[str, bytes]] = [
    *(("token", each) for each in (b"", b"\xff7", b"null", DEEP, b'{"error": {"a": []}}')),
    *(("token", granted(id_token=each)) for each in (7, "..", "a.b.c.d.e", "e30.e30.", token([], 7))),
    *(("token", granted(id_token=token({"alg": each, "kid": [7]}, CLAIMS))) for each in ({}, "RS256", "HS256")),
    *(("token", granted(id_token=token({"alg": "RS256"}, each))) for each in (ODD, {**CLAIMS, "at_hash": 7})),
    *(("token", granted(access_token=each)) for each in (7, "", "short", "{secret:A_PASSWORD}", "é\ud800")),
    ("token", granted(refresh_token=[], scope={})),
    ("userinfo", b'{"sub": []}'),
    ("jwks", DEEP),
    ("introspection", b"[7]"),
    *((METADATA, configured(token_endpoint=each)) for each in (7, "http://[", BASE)),
    *((METADATA, configured(authorization_endpoint=each)) for each in ("data:,", f"{BASE}/?")),
    (METADATA, configured(userinfo_endpoint={}, jwks_uri=7, issuer=None)),
    ("authorize", b"<form method=post action='http://[x'><input type=password name=p><button>Log in"),
    ("authorize", b"<form method=post action=mailto:a><button>OK"),
]


@pytest.fixture(scope="module")
def provider() -> Iterator[Product]:
    class Part:
        FAULTS, STATEMENT = reference.FAULTS, {"pairwise": True}
        INFORMATION, ENVIRONMENT = reference.INFORMATION, reference.ENVIRONMENT

        @staticmethod
        def endpoints(base: str) -> dict[str, str]:
            return {"sign_in": f"{base}{PATH}"}

        @staticmethod
        def routes(base: str, fault: Fault) -> list[Any]:
            def replaced(route: Any) -> Any:
                name = route.path.removeprefix(f"{PATH}/")

                async def answer(request: Any) -> Any:
                    if name in INSTEAD:
                        return Response(INSTEAD[name], media_type="application/json")
                    return await route.endpoint(request)

                return Route(route.path, answer, methods=list(route.methods))

            return [replaced(each) for each in reference.routes(base, fault) if each.path.startswith(PATH)]

    part: Any = Part
    with in_process(part, Plan(Selection(suites=("openid/flow", "openid/lifecycle")))) as product:
        yield product


@pytest.mark.parametrize(("path", "body"), BODIES, ids=range(len(BODIES)))
def test_no_answer_makes_an_error_of_ours(provider: Product, path: str, body: bytes) -> None:
    INSTEAD.clear()
    INSTEAD[path] = body
    found = provider.outcomes(limits=LIMITS)
    assert Outcome.ERROR not in found.values()
    refused = {found[f"ID-OIF-{number:03}"] for number in (8, 10, 11, 12, 13, 15, 16)}
    assert path != "token" or b'"access_token"' in body or refused == {Outcome.INCONCLUSIVE}
