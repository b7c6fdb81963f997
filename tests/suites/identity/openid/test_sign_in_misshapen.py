"""Answers of any shape to who signs in get findings and reasons, never an error of ours."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from doubles.in_process import BASE, Product, in_process
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance.reference.serving import Fault
from conformance_suites.identity.openid import reference
from conformance_suites.identity.openid.reference.keys import SIGNING
from conformance_suites.identity.openid.reference.sign_in import SIGNED_OUT

pytest.importorskip("joserfc")

PATH, METADATA = "/people", ".well-known/openid-configuration"
SUBJECT = "ID-OIF-025"
Answering = Callable[[Any, Any], Any]
LIMITS = {"writing": True, "stimuli": 1, "concurrency": 1}
INSTEAD: dict[str, Any] = {}
"""Bodies by path, or what makes an answer from a request and its honest answer."""


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


def answering(body: bytes, media_type: str = "application/json") -> Answering:
    return lambda request, found: Response(body, media_type=media_type) if found.status_code == 200 else found


def elsewhere(url: str, method: str) -> Answering:
    there = Response(status_code=303, headers={"location": url})
    return lambda request, found: there if request.method == method and found.status_code == 200 else found


def not_now(request: Any, found: Any) -> Any:
    location = found.headers.get("location", "")
    found.headers["location"] = location.replace("access_denied", "temporarily_unavailable")
    return found


def with_address(request: Any, found: Any) -> Any:
    told = json.loads(found.body)
    more = {"scope": "openid offline_access address"} if "access_token" in told else {}
    return JSONResponse({**told, **more}, found.status_code)


UNNAMED = json.dumps({"keys": [{name: SIGNING[name] for name in ("kty", "n", "e")}]}).encode()
SCRIPT = b"<div id=app></div><script src=app.js></script>"
SHARED = granted(id_token=token({"alg": "HS256"}, {"iss": f"{BASE}{PATH}", "sub": "7", "aud": "a", "exp": 9, "iat": 8}))
JUDGED: dict[str, tuple[str, Answering, str, str, Outcome]] = {
    "shared secret": ("token", answering(SHARED), "", "ID-OIL-023", Outcome.NOT_APPLICABLE),
    "encrypted userinfo": ("userinfo", answering(b"a.b.c.d.e", "application/jwt"), "", SUBJECT, Outcome.INCONCLUSIVE),
    "broken userinfo": ("userinfo", answering(b"a.!.c", "application/jwt"), "", SUBJECT, Outcome.FAIL),
    "key without name": ("jwks", answering(UNNAMED), "", "ID-OIF-020", Outcome.PASS),
    "not now": ("authorize", not_now, "ID-OIF-006_denied", "ID-OIF-006", Outcome.INCONCLUSIVE),
    "wide before": ("token", with_address, "ID-OIL-006_any_scope_untold", "ID-OIL-006", Outcome.NOT_APPLICABLE),
    "sign-out by script": ("end_session", answering(SCRIPT, "text/html"), "", "ID-OIL-020", Outcome.INCONCLUSIVE),
    "sign-out elsewhere": ("end_session", elsewhere("https://a.example/", "GET"), "", "ID-OIL-020", Outcome.FAIL),
    "sign-out to the own URI": ("end_session", elsewhere(SIGNED_OUT, "POST"), "", "ID-OIL-021", Outcome.PASS),
}
"""What is right, or shows nothing, and once counted as wrong; with the outcomes of a row."""


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
                    other = INSTEAD.get(name)
                    if isinstance(other, bytes):
                        return Response(other, media_type="application/json")
                    found = await route.endpoint(request)
                    return found if other is None else other(request, found)

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


@pytest.mark.parametrize("name", JUDGED)
def test_what_shows_nothing_is_no_finding(provider: Product, name: str) -> None:
    path, answer, fault, row, outcome = JUDGED[name]
    INSTEAD.clear()
    INSTEAD[path] = answer
    suite = "openid/flow" if row.startswith("ID-OIF") else "openid/lifecycle"
    one = replace(provider, plan=Plan(Selection(suites=(suite,))))
    assert one.outcomes(fault, limits=LIMITS)[row] is outcome
