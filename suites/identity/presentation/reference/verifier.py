"""A verifier with real cryptography. A fault overlooks what is wrong with a presentation, or misstates something."""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from conformance.reference.serving import Fault
from conformance_suites.identity.presentation.reader.keys import ALGORITHM, VERIFIER, Key
from conformance_suites.identity.presentation.reader.request import DIRECT, TYPE
from conformance_suites.identity.presentation.reader.transactions import MEDIA_TYPE
from conformance_suites.identity.presentation.reader.wanted import JWT_VC, SD_JWT

from .judging import Expected, problems

ROOT = "/verifier"
STATEMENT: dict[str, Any] = {}
INFORMATION = {"start": f"POST {ROOT}/transactions", "start_example": '{"ask": "age"}', "link_at": "/request"}
_SERVER_ERROR, _TWICE = "ID-VPV-025_server_error", "ID-VPV-024_twice"
_TEXT, _TWO, _NAME = "ID-VPV-020_text", "ID-VPV-021_two", "ID-VPV-022_any_name"
_OF_PRESENTATIONS = (
    *("ID-VPV-001_changed", "ID-VPV-002_added", "ID-VPV-003_reserved", "ID-VPV-004_replaced", "ID-VPV-005_changed"),
    *("ID-VPV-006_any_key", "ID-VPV-007_unsigned", "ID-VPV-008_secret", "ID-VPV-009_any_type", "ID-VPV-010_fewer"),
    *("ID-VPV-011_expired", "ID-VPV-012_early", "ID-VPV-013_unbound", "ID-VPV-014_any_holder"),
    *("ID-VPV-015_any_audience", "ID-VPV-016_any_nonce", "ID-VPV-017_any_hash", "ID-VPV-018_any_typ"),
    *("ID-VPV-019_old", _TEXT, _TWO, _NAME, "ID-VPV-023_any_transaction", _TWICE, _SERVER_ERROR),
)
_STATE = "ID-VPT-009_any_state"
_OF_TRANSACTIONS = (
    *("ID-VPT-001_json", "ID-VPT-002_other", "ID-VPT-002_missing", "ID-VPT-003_same", "ID-VPT-004_short"),
    *("ID-VPT-005_missing", "ID-VPT-005_other", "ID-VPT-006_status", "ID-VPT-006_type", "ID-VPT-006_body"),
    "ID-VPT-006_address",
    *("ID-VPT-007_same", "ID-VPT-008_status", "ID-VPT-008_type", "ID-VPT-008_body", "ID-VPT-008_address", _STATE),
)
FAULTS = (*_OF_PRESENTATIONS, *_OF_TRANSACTIONS)
CLAIMS = ("age_over_18", "nickname")
QUERIES: dict[str, dict[str, Any]] = {
    SD_JWT: {
        "id": "member",
        "format": SD_JWT,
        "meta": {"vct_values": ["https://club.example/types/member"]},
        "claims": [{"path": [name]} for name in CLAIMS],
    },
    JWT_VC: {
        "id": "member",
        "format": JWT_VC,
        "meta": {"type_values": [["VerifiableCredential", "Member"]]},
        "claims": [{"path": ["credentialSubject", name]} for name in CLAIMS],
    },
}
FORMATS = {
    SD_JWT: {"sd-jwt_alg_values": [ALGORITHM], "kb-jwt_alg_values": [ALGORITHM]},
    JWT_VC: {"alg_values": [ALGORITHM]},
}


@dataclass
class Transaction:
    """What the verifier keeps of a request; `status` is what its result says."""

    nonce: str
    state: str
    query: dict[str, Any]
    status: str = "open"


@dataclass
class Desk:
    """The verifier at a URL."""

    base: str
    fault: Fault
    known: dict[str, Transaction] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    @property
    def client(self) -> str:
        return f"decentralized_identifier:{Key(VERIFIER).did}"

    def start(self, form: str) -> dict[str, str]:
        """A new transaction: the link for wallets, and where the result will be."""
        nonce = secrets.token_urlsafe(16)
        if self.fault.is_("ID-VPT-003_same"):
            nonce = "c2FtZSBub25jZSBldmVyeSB0aW1l"
        elif self.fault.is_("ID-VPT-004_short"):
            nonce = nonce[:8]
        number = secrets.token_urlsafe(8)
        self.known[number] = Transaction(nonce, secrets.token_urlsafe(16), QUERIES[form])
        named = {} if self.fault.is_("ID-VPT-002_missing") else {"client_id": self.client}
        if self.fault.is_("ID-VPT-002_other"):
            named["client_id"] = "decentralized_identifier:did:example:other"
        link = {**named, "request_uri": f"{self.base}{ROOT}/requests/{number}", "request_uri_method": "post"}
        return {"request": f"openid4vp://?{urlencode(link)}", "result": f"{self.base}{ROOT}/results/{number}"}

    def request(self, number: str, wallet_nonce: str | None) -> str:
        """The request object of a transaction."""
        transaction, key = self.known[number], Key(VERIFIER)
        returned = (
            {} if wallet_nonce is None or self.fault.is_("ID-VPT-005_missing") else {"wallet_nonce": wallet_nonce}
        )
        if returned and self.fault.is_("ID-VPT-005_other"):
            returned["wallet_nonce"] = "other"
        form = transaction.query["format"]
        claims = {
            "aud": "https://self-issued.me/v2",
            "client_id": self.client,
            "response_type": "vp_token",
            "response_mode": DIRECT,
            "response_uri": f"{self.base}{ROOT}/responses/{number}",
            "nonce": transaction.nonce,
            "state": transaction.state,
            "dcql_query": {"credentials": [transaction.query]},
            "client_metadata": {"vp_formats_supported": {form: FORMATS[form]}},
        }
        return key.token({"alg": ALGORITHM, "typ": TYPE, "kid": key.method}, {**claims, **returned})

    def refused(self, transaction: Transaction, text: str, state: str | None) -> list[str]:
        """The faults without which the response is refused."""
        try:
            token = json.loads(text)
            found = [*self._of_response(transaction, token, state)]
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
            return ["malformed"]
        if self.fault.is_("ID-VPT-003_same") and text in self.seen:
            found.append("seen before")
        self.seen.add(text)
        return [each for each in found if not self.fault.is_(each)]

    def _of_response(self, transaction: Transaction, token: dict[str, Any], state: str | None) -> list[str]:
        found = [] if state == transaction.state else [_STATE]
        if transaction.status != "open":
            found.append(_TWICE)
        name = transaction.query["id"]
        if name not in token:
            found.append(_NAME)
            name = next(iter(token))
        given = token[name]
        if isinstance(given, str):
            found.append(_TEXT)
        presentations = [given] if isinstance(given, str) else list(given)
        if len(presentations) != 1:
            found.append(_TWO)
        former = frozenset(each.nonce for each in self.known.values())
        expected = Expected(transaction.query, self.client, transaction.nonce, time.time(), former)
        return [*found, *problems(presentations[0], expected)]


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"presentation_verifier": base + ROOT}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    desk = Desk(base, fault)

    async def start(request: Any) -> Response:
        try:
            wanted = json.loads(await request.body() or b"{}")
        except (ValueError, RecursionError):
            wanted = None
        form = wanted.get("format", SD_JWT) if isinstance(wanted, dict) else None
        known = isinstance(form, str) and form in QUERIES
        return JSONResponse(desk.start(str(form))) if known else JSONResponse({"error": "invalid_request"}, 400)

    async def fetch(request: Any) -> Response:
        number = request.path_params["number"]
        if number not in desk.known:
            return JSONResponse({"error": "not_found"}, 404)
        sent = parse_qs((await request.body()).decode("utf-8", "replace")).get("wallet_nonce", [None])
        label = "application/json" if fault.is_("ID-VPT-001_json") else MEDIA_TYPE
        return Response(desk.request(number, sent[0]), media_type=label)

    async def respond(request: Any) -> Response:
        transaction = desk.known.get(request.path_params["number"])
        if transaction is None:
            return JSONResponse({"error": "invalid_request"}, 404)
        told = {name: each[0] for name, each in parse_qs((await request.body()).decode("utf-8", "replace")).items()}
        if "error" in told:
            transaction.status = "declined"
            return _processed("ID-VPT-008")
        wrong = desk.refused(transaction, told.get("vp_token", ""), told.get("state"))
        if wrong:
            status = 500 if fault.is_(_SERVER_ERROR) and "ID-VPV-013_unbound" in wrong else 400
            return JSONResponse({"error": "invalid_request"}, status)
        transaction.status = "accepted"
        return _processed("ID-VPT-006")

    def _processed(row: str) -> Response:
        code = "same" if fault.is_("ID-VPT-007_same") else secrets.token_urlsafe(16)
        address = f"{base}{ROOT}/done?response_code={code}"
        body: Any = {"redirect_uri": [address] if fault.is_(f"{row}_address") else address}
        body = [] if fault.is_(f"{row}_body") else body
        label = "text/plain" if fault.is_(f"{row}_type") else "application/json"
        failed = 201 if row == "ID-VPT-006" else 400
        return JSONResponse(body, failed if fault.is_(f"{row}_status") else 200, media_type=label)

    async def result(request: Any) -> Response:
        transaction = desk.known.get(request.path_params["number"])
        return JSONResponse({"status": transaction.status}) if transaction else JSONResponse({}, 404)

    return [
        Route(f"{ROOT}/transactions", start, methods=["POST"]),
        Route(f"{ROOT}/requests/{{number}}", fetch, methods=["GET", "POST"]),
        Route(f"{ROOT}/responses/{{number}}", respond, methods=["POST"]),
        Route(f"{ROOT}/results/{{number}}", result, methods=["GET"]),
    ]
