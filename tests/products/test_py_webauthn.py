"""Live against a relying party on py_webauthn 3.0.1: what is reported of the library is true, as tried by hand.

The operations around it are the least that a relying party needs. CONFORMANCE_SITE_PACKAGES names the folder that it is
installed in.
"""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from doubles.in_process import in_process
from packages import installed
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance_suites.identity.passkey import reference

PACKAGES = installed("webauthn")
if not PACKAGES.is_dir():
    pytest.skip("CONFORMANCE_SITE_PACKAGES names no folder with webauthn in it", allow_module_level=True)
sys.path.append(str(PACKAGES))

import webauthn  # noqa: E402 - where the folder says
from webauthn.helpers import structs  # noqa: E402
from webauthn.helpers.cose import COSEAlgorithmIdentifier  # noqa: E402
from webauthn.helpers.exceptions import WebAuthnException  # noqa: E402

PLAN = Plan(Selection(suites=("identity/passkey/relying_party",)))
RP_ID, ORIGIN, PATH = reference.INFORMATION["rp_id"], reference.INFORMATION["origin"], "/passkeys"
ES256 = [COSEAlgorithmIdentifier.ECDSA_SHA_256]


def routes(asked: str, verified: bool) -> list[Route]:
    """The routes of a relying party with these options, which looks at user verification or not."""
    level = structs.UserVerificationRequirement(asked)
    selection = structs.AuthenticatorSelectionCriteria(user_verification=level)
    pending: dict[str, bytes] = {}
    keys: dict[str, bytes] = {}

    async def creation(request: Request) -> Response:
        name = (await request.json())["name"]
        options = webauthn.generate_registration_options(
            rp_id=RP_ID,
            rp_name="Reference",
            user_name=name,
            authenticator_selection=selection,
            supported_pub_key_algs=ES256,
        )
        pending[name] = options.challenge
        return JSONResponse({"publicKey": json.loads(webauthn.options_to_json(options))})

    async def asking(request: Request) -> Response:
        options = webauthn.generate_authentication_options(rp_id=RP_ID, user_verification=level)
        pending[(await request.json())["name"]] = options.challenge
        return JSONResponse({"publicKey": json.loads(webauthn.options_to_json(options))})

    async def submitted(request: Request) -> Response:
        told = await request.json()
        name = told["name"]
        common: dict[str, Any] = {
            "credential": told["credential"],
            "expected_challenge": pending.pop(name, b"nothing was asked"),
            "expected_rp_id": RP_ID,
            "expected_origin": ORIGIN,
            "require_user_verification": verified,
        }
        try:
            if request.url.path.endswith("register"):
                found = webauthn.verify_registration_response(**common, supported_pub_key_algs=ES256)
                keys[name] = found.credential_public_key
            else:
                webauthn.verify_authentication_response(
                    **common, credential_public_key=keys[name], credential_current_sign_count=0
                )
        except WebAuthnException:
            return JSONResponse({"verified": False}, 400)
        return JSONResponse({"verified": True})

    return [
        Route(f"{PATH}/register/options", creation, methods=["POST"]),
        Route(f"{PATH}/register", submitted, methods=["POST"]),
        Route(f"{PATH}/login/options", asking, methods=["POST"]),
        Route(f"{PATH}/login", submitted, methods=["POST"]),
    ]


def outcomes(asked: str, verified: bool) -> dict[str, Outcome]:
    product = SimpleNamespace(**{**vars(reference), "routes": lambda base, fault: routes(asked, verified)})
    with in_process(product, PLAN) as served:
        return judged_once(PLAN, served.values(limits={"writing": True}, information=reference.INFORMATION))


@pytest.mark.parametrize(
    ("asked", "verified", "other", "outcome"),
    [
        ("required", True, set(), Outcome.PASS),
        ("preferred", False, {"ID-PKR-008", "ID-PKR-015"}, Outcome.NOT_APPLICABLE),
        ("required", False, {"ID-PKR-008", "ID-PKR-015"}, Outcome.FAIL),  # verifying is off unless asked for
    ],
)
def test_what_the_library_holds(asked: str, verified: bool, other: set[str], outcome: Outcome) -> None:
    found = outcomes(asked, verified)
    assert found.pop("ID-PKR-018") is Outcome.NOT_APPLICABLE  # the operations list no passkeys
    assert {name for name, each in found.items() if each is not Outcome.PASS} == other
    assert {found[name] for name in other} <= {outcome}
