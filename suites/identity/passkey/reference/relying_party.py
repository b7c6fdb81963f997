"""A relying party that verifies by itself, and shares no code with the authenticator of the tests."""

from __future__ import annotations

import hashlib
import io
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from conformance.reference.serving import Fault

PATH = "/passkeys"
RP_ID = "passkeys.reference.example"
ORIGIN = f"https://{RP_ID}"
STATEMENT: Mapping[str, Any] = {}
_BODY = '{"name": "{user}", "credential": "{credential}"}'
INFORMATION: Mapping[str, Any] = {
    "origin": ORIGIN,
    "rp_id": RP_ID,
    "creation_options": "POST register/options",
    "creation_options_example": '{"name": "{user}"}',
    "registration": "POST register",
    "registration_example": _BODY,
    "request_options": "POST login/options",
    "request_options_example": '{"name": "{user}"}',
    "sign_in": "POST login",
    "sign_in_example": _BODY,
    "options_at": "/publicKey",
    "accepted_at": "/verified",
}
FAULTS = (
    "ID-PKR-001_short",
    "ID-PKR-002_same",
    "ID-PKR-003_type",
    "ID-PKR-004_challenge",
    "ID-PKR-005_origin",
    "ID-PKR-006_rp_id",
    "ID-PKR-007_presence",
    "ID-PKR-008_verification",
    "ID-PKR-009_algorithm",
    "ID-PKR-010_type",
    "ID-PKR-011_challenge",
    "ID-PKR-012_origin",
    "ID-PKR-013_rp_id",
    "ID-PKR-014_presence",
    "ID-PKR-015_verification",
    "ID-PKR-016_signature",
    "ID-PKR-017_again",
    "ID-PKR-018_owner",
    "ID-PKR-019_server_error",
)
_FIXED = b"the same for all"


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"passkeys": f"{base}{PATH}"}


class Refused(Exception):
    """The response is not accepted."""


def bytes_of(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def text_of(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.requests import Request
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    keys: dict[str, tuple[str, dict[int, Any]]] = {}
    pending: dict[str, set[bytes]] = {}
    used: set[bytes] = set()

    def challenge(name: str, *, fixed: bool = False) -> str:
        drawn = _FIXED if fixed else secrets.token_bytes(8 if fault.is_("ID-PKR-001_short") else 32)
        pending.setdefault(name, set()).add(drawn)
        return text_of(drawn)

    async def creation(request: Request) -> Response:
        name = (await request.json())["name"]
        options = {
            "rp": {"id": RP_ID, "name": "Reference"},
            "user": {"id": text_of(name.encode()), "name": name, "displayName": name},
            "challenge": challenge(name, fixed=fault.is_("ID-PKR-002_same")),
            "pubKeyCredParams": [{"type": "public-key", "alg": -7}],
            "authenticatorSelection": {"userVerification": "required"},
        }
        return JSONResponse({"publicKey": options})

    async def asking(request: Request) -> Response:
        name = (await request.json())["name"]
        own = [{"type": "public-key", "id": each} for each, (owner, _) in list(keys.items()) if owner == name]
        options = {"challenge": challenge(name), "allowCredentials": own, "userVerification": "required"}
        return JSONResponse({"publicKey": {**options, "rpId": RP_ID}})

    def compare(name: str, client_data: bytes, data: bytes, faults: tuple[str, ...], type_: str) -> None:
        """Raises Refused by what the two ceremonies have in common; each comparison has its fault."""
        said = json.loads(client_data)
        answered = bytes_of(said["challenge"])
        if answered in used and not fault.is_("ID-PKR-017_again"):
            raise Refused("again")
        used.update({answered} - {_FIXED})
        held = (
            said["type"] == type_,
            answered in pending.get(name, set()),
            said["origin"] == ORIGIN,
            data[:32] == hashlib.sha256(RP_ID.encode()).digest(),
            bool(data[32] & 1),
            bool(data[32] & 4),
        )
        for holds, name_of_fault in zip(held, faults, strict=True):
            if not holds and not fault.is_(name_of_fault):
                raise Refused(name_of_fault)

    def add(name: str, credential: Any) -> None:
        import cbor2

        response = credential["response"]
        data = cbor2.loads(bytes_of(response["attestationObject"]))["authData"]
        compare(name, bytes_of(response["clientDataJSON"]), data, FAULTS[2:8], "webauthn.create")
        length = int.from_bytes(data[53:55])
        key = cbor2.load(io.BytesIO(data[55 + length :]))
        if key[3] != -7 and not fault.is_("ID-PKR-009_algorithm"):
            raise Refused("algorithm")
        keys[text_of(data[55 : 55 + length])] = name, key

    def verify(name: str, credential: Any) -> None:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.hashes import SHA256

        response = credential["response"]
        data, client_data = bytes_of(response["authenticatorData"]), bytes_of(response["clientDataJSON"])
        compare(name, client_data, data, FAULTS[9:15], "webauthn.get")
        owner, key = keys[credential["id"]]
        if owner != name and not fault.is_("ID-PKR-018_owner"):
            raise Refused("owner")
        numbers = ec.EllipticCurvePublicNumbers(int.from_bytes(key[-2]), int.from_bytes(key[-3]), ec.SECP256R1())
        signed = data + hashlib.sha256(client_data).digest()
        try:
            numbers.public_key().verify(bytes_of(response["signature"]), signed, ec.ECDSA(SHA256()))
        except InvalidSignature:
            if not fault.is_("ID-PKR-016_signature"):
                raise Refused("signature") from None

    def submitting(take: Any) -> Any:
        async def endpoint(request: Request) -> Response:
            told = await request.json()
            try:
                take(told["name"], told["credential"])
            except (Refused, KeyError, ValueError, TypeError) as reason:
                broken = fault.is_("ID-PKR-019_server_error") and reason.args == ("signature",)
                return JSONResponse({"verified": False, "reason": type(reason).__name__}, 500 if broken else 400)
            return JSONResponse({"verified": True})

        return endpoint

    return [
        Route(f"{PATH}/register/options", creation, methods=["POST"]),
        Route(f"{PATH}/register", submitting(add), methods=["POST"]),
        Route(f"{PATH}/login/options", asking, methods=["POST"]),
        Route(f"{PATH}/login", submitting(verify), methods=["POST"]),
    ]
