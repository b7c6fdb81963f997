"""Live against verifiers on openvc-core and vouchkit: what is reported of the libraries is true, as tried by hand.

The operations around them are the least that a verifier needs. CONFORMANCE_SITE_PACKAGES names the folder that they are
installed in.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from doubles.in_process import in_process
from packages import installed
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance_suites.identity.presentation.reader.keys import ISSUER, Key
from conformance_suites.identity.presentation.reference.verifier import CLAIMS, QUERIES

PACKAGES = [installed("openvc-core"), installed("vouchkit")]
if not all(each.is_dir() for each in PACKAGES):
    pytest.skip("CONFORMANCE_SITE_PACKAGES names no folder with openvc and vouchkit in it", allow_module_level=True)
sys.path += map(str, PACKAGES)

import vouchkit.openid4vp as vouchkit  # noqa: E402 - where the folder says
from openvc import openid4vp as openvc  # noqa: E402
from openvc.did.base import DidResolverRegistry  # noqa: E402
from openvc.did.did_jwk import DidJwkResolver  # noqa: E402
from openvc.errors import OpenvcError  # noqa: E402
from vouchkit.sdjwt import SdJwtError  # noqa: E402

PLAN = Plan(Selection(suites=("identity/presentation/verifier", "identity/presentation/transaction")))
INFORMATION = {"link_at": "/request"}
QUERY = QUERIES["dc+sd-jwt"]


def of_openvc(query: dict[str, Any]) -> Callable[[str], list[Route]]:
    """A verifier that keeps its transactions itself, and leaves the vp_token to the library."""
    resolver = DidResolverRegistry([DidJwkResolver()])

    def routes(base: str) -> list[Route]:
        open_now: dict[str, str] = {}
        client = f"redirect_uri:{base}/response"

        async def start(request: Request) -> Response:
            state, nonce = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
            open_now[state] = nonce
            told = {"client_id": client, "response_type": "vp_token", "response_mode": "direct_post", "nonce": nonce}
            asked = JSONResponse({"credentials": [query]}).body
            metadata = b'{"vp_formats_supported": {"dc+sd-jwt": {}, "jwt_vc_json": {}}}'
            more = {
                "response_uri": f"{base}/response",
                "state": state,
                "dcql_query": asked,
                "client_metadata": metadata,
            }
            return JSONResponse({"request": f"openid4vp://?{urlencode({**told, **more})}"})

        async def respond(request: Request) -> Response:
            form = {name: each[0] for name, each in parse_qs((await request.body()).decode()).items()}
            nonce = open_now.pop(form.get("state", ""), None)
            if nonce is None:
                return JSONResponse({"error": "invalid_request"}, 400)
            if "error" in form:
                return JSONResponse({})
            try:
                openvc.verify_vp_token(
                    form.get("vp_token", ""),
                    dcql_query={"credentials": [query]},
                    nonce=nonce,
                    client_id=client,
                    resolver=resolver,
                    require_holder_binding=True,
                )
            except OpenvcError as error:
                return JSONResponse({"error": "invalid_request", "error_description": str(error)}, 400)
            return JSONResponse({})

        return [Route("/verifier", start), Route("/response", respond, methods=["POST"])]

    return routes


def of_vouchkit(base: str) -> list[Route]:
    """The verifier of the library, which keeps its transactions."""
    key = Key(ISSUER)
    verifier = vouchkit.Verifier(f"redirect_uri:{base}/response", f"{base}/response", trust_anchors={key.did: key.jwk})
    query = vouchkit.CredentialQuery(QUERY["id"], QUERY["meta"]["vct_values"][0], CLAIMS)

    async def start(request: Request) -> Response:
        return JSONResponse({"request": verifier.start(query).authorize_url})

    async def respond(request: Request) -> Response:
        form = {name: each[0] for name, each in parse_qs((await request.body()).decode()).items()}
        if "error" in form:
            return JSONResponse({})
        try:
            verifier.handle_response(form)
        except (vouchkit.OpenId4VpError, SdJwtError) as error:
            return JSONResponse({"error": type(error).__name__}, 400)
        return JSONResponse({})

    return [Route("/verifier", start), Route("/response", respond, methods=["POST"])]


def outcomes(routes: Callable[[str], list[Route]]) -> dict[str, Outcome]:
    part = SimpleNamespace(
        FAULTS=(),
        STATEMENT={},
        INFORMATION=INFORMATION,
        routes=lambda base, fault: routes(base),
        endpoints=lambda base: {"presentation_verifier": f"{base}/verifier"},
    )
    with in_process(part, PLAN) as product:
        found = judged_once(PLAN, product.values())
    return {name: each for name, each in found.items() if name.startswith(("ID-VPV", "ID-VPT"))}


def named(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


NOT_FETCHED = {"ID-VPT-001", "ID-VPT-002", "ID-VPT-005", "ID-VPT-007"}
OF_SD_JWT = {f"ID-VPV-{number:03}" for number in (1, 2, 3, 4, 17, 18, 19)}


def test_openvc_leaves_the_claims_of_the_query_to_its_caller() -> None:
    """By hand: it compares the type with the query, and takes a presentation without a claim that is asked for."""
    found = outcomes(of_openvc(QUERY))
    assert named(found, Outcome.FAIL) == {"ID-VPV-010"}
    assert named(found, Outcome.PASS) == found.keys() - NOT_FETCHED - {"ID-VPV-010"}


def test_openvc_verifies_credentials_in_tokens() -> None:
    """Types are compared by linked data, whose context it does not have; so the query names none."""
    query = {name: each for name, each in QUERIES["jwt_vc_json"].items() if name != "meta"}
    found = outcomes(of_openvc(query))
    assert named(found, Outcome.FAIL) == {"ID-VPV-009", "ID-VPV-010"}
    assert named(found, Outcome.PASS) == found.keys() - NOT_FETCHED - OF_SD_JWT - {"ID-VPV-009", "ID-VPV-010"}


def test_vouchkit_takes_old_bindings_and_the_first_of_two_presentations() -> None:
    """By hand: it does not read the `iat` of a binding, and reads the first item of each array."""
    found = outcomes(of_vouchkit)
    assert named(found, Outcome.FAIL) == {"ID-VPV-019", "ID-VPV-021"}
    assert named(found, Outcome.PASS) == found.keys() - NOT_FETCHED - {"ID-VPV-019", "ID-VPV-021"}
