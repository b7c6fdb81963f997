"""A wallet with real cryptography, whose agent takes links. A fault overlooks, misstates or discloses something."""

from __future__ import annotations

import json
import ssl
import time
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from conformance.reference.serving import Fault
from conformance_suites.identity.jose.reader.compact import Jws
from conformance_suites.identity.jose.reader.keys import key_of_did
from conformance_suites.identity.jose.reader.verifying import verifies
from conformance_suites.identity.presentation.reader.keys import HOLDER, OTHER_HOLDER, Key
from conformance_suites.identity.presentation.reader.links import parameters_of
from conformance_suites.identity.presentation.reader.prefixes import DID, client_id
from conformance_suites.identity.presentation.reader.presentation import Binding, presented, usual
from conformance_suites.identity.presentation.reader.query import Found
from conformance_suites.identity.presentation.reader.request import TYPE
from conformance_suites.identity.presentation.reader.transactions import FORM
from conformance_suites.identity.presentation.reader.wanted import SD_JWT, claims_of, type_of

PATH = "/wallet"
HELD = {"age_over_18": True, "nickname": "Xiao Wei", "birthdate": "2001-02-03"}
CREDENTIAL = "https://club.example/types/member"
INFORMATION = {"credential_type": CREDENTIAL, "held_claims": list(HELD), "patience": 0.3}
_OF_REQUESTS = (
    *("ID-WAL-017_any_key", "ID-WAL-018_unsigned", "ID-WAL-019_any_typ", "ID-WAL-020_any_link", "ID-WAL-021_no_nonce"),
    *("ID-WAL-022_origin", "ID-WAL-023_both", "ID-WAL-024_no_query", "ID-WAL-025_any_data"),
)
FAULTS = (
    *("ID-WAL-001_json", "ID-WAL-002_missing", "ID-WAL-002_other", "ID-WAL-003_name", "ID-WAL-003_text"),
    *("ID-WAL-004_unbound", "ID-WAL-005_other_type", "ID-WAL-006_fewer", "ID-WAL-007_more", "ID-WAL-008_unasked"),
    *("ID-WAL-009_no_prefix", "ID-WAL-010_other", "ID-WAL-011_other_key", "ID-WAL-012_other", "ID-WAL-013_jwt"),
    *("ID-WAL-014_text", "ID-WAL-014_old", "ID-WAL-015_half", "ID-WAL-016_silent", *_OF_REQUESTS),
)


@dataclass
class Refused(Exception):
    """Why a request is not answered with a presentation."""

    error: str


@dataclass
class Pocket:
    """The wallet, with one credential."""

    fault: Fault

    def check(self, link: dict[str, Any], token: Jws) -> dict[str, Any]:
        """The parameters of a request. Raises Refused for one that is broken."""
        claims = token.payload
        wrong = [each for each in self._problems(link, token, claims) if not self.fault.is_(each)]
        if wrong:
            raise Refused("invalid_request")
        return claims

    def _problems(self, link: dict[str, Any], token: Jws, claims: dict[str, Any]) -> list[str]:
        """The faults without which the request is refused."""
        found = []
        client = client_id(str(claims.get("client_id")))
        key = key_of_did(client.rest) if client.prefix == DID else None
        if client.prefix != DID:
            found.append("ID-WAL-022_origin")
        elif token.algorithm == "none":
            found.append("ID-WAL-018_unsigned")
        elif not isinstance(key, dict) or not verifies(token, key):
            found.append("ID-WAL-017_any_key")
        if token.header.get("typ") != TYPE:
            found.append("ID-WAL-019_any_typ")
        if link.get("client_id") != claims.get("client_id"):
            found.append("ID-WAL-020_any_link")
        if not isinstance(claims.get("nonce"), str):
            found.append("ID-WAL-021_no_nonce")
        if "redirect_uri" in claims:
            found.append("ID-WAL-023_both")
        if not isinstance(claims.get("dcql_query"), dict):
            found.append("ID-WAL-024_no_query")
        return [*found, *(["ID-WAL-025_any_data"] if "transaction_data" in claims else [])]

    def names(self, query: Found) -> list[str]:
        """The claims to disclose. Raises Refused where the credential does not have them."""
        asked = [str((each.path or [""])[0]) for each in claims_of(query)]
        if not set(asked) <= HELD.keys() and not self.fault.is_("ID-WAL-015_half"):
            raise Refused("access_denied")
        if self.fault.is_("ID-WAL-007_more") and asked:
            return list(HELD)
        if self.fault.is_("ID-WAL-008_unasked") and not asked:
            return ["nickname"]
        fewer = self.fault.is_("ID-WAL-006_fewer") and len(asked) > 1
        return [each for each in (asked[:1] if fewer else asked) if each in HELD]

    def present(self, claims: dict[str, Any]) -> dict[str, Any]:
        """The vp_token. Raises Refused."""
        listed = Found("", claims.get("dcql_query") or {"credentials": [{"id": "asked"}]}).listed("credentials")
        query = listed[0]
        if "meta" in query.value and (query.value.get("format") != SD_JWT or type_of(query) != CREDENTIAL):
            raise Refused("access_denied")
        now = int(time.time())
        other = "https://club.example/types/guest"
        form = {"format": SD_JWT, "type": other if self.fault.is_("ID-WAL-005_other_type") else CREDENTIAL}
        whole = usual("", claims=HELD, now=now, **form)
        names = self.names(query)
        disclosures = [each for each, name in zip(whole.disclosures, HELD, strict=True) if name in names]
        text = presented(whole, self._binding(claims, now), disclosures=disclosures)
        if self.fault.is_("ID-WAL-003_text"):
            return {str(query.name): text}
        return {"other" if self.fault.is_("ID-WAL-003_name") else str(query.name): [text]}

    def _binding(self, claims: dict[str, Any], now: int) -> Binding | None:
        client, fault = str(claims["client_id"]), self.fault
        if fault.is_("ID-WAL-004_unbound"):
            return None
        audience = client.partition(":")[2] if fault.is_("ID-WAL-009_no_prefix") else client
        nonce = "other" if fault.is_("ID-WAL-010_other") else str(claims.get("nonce"))
        binding = Binding(audience, nonce, now, Key(OTHER_HOLDER if fault.is_("ID-WAL-011_other_key") else HOLDER))
        if fault.is_("ID-WAL-012_other"):
            return replace(binding, over="other")
        if fault.is_("ID-WAL-013_jwt"):
            return replace(binding, header={"typ": "JWT"})
        if fault.is_("ID-WAL-014_text"):
            return replace(binding, claims={"iat": "now"})
        return replace(binding, now=now - 86_400) if fault.is_("ID-WAL-014_old") else binding

    def response(self, link: dict[str, Any], token: Jws) -> dict[str, str]:
        """The parameters of the response."""
        state = {"state": str(token.payload["state"])} if "state" in token.payload else {}
        if self.fault.is_("ID-WAL-002_missing"):
            state = {}
        elif self.fault.is_("ID-WAL-002_other"):
            state = {"state": "other"}
        try:
            return {"vp_token": json.dumps(self.present(self.check(link, token))), **state}
        except Refused as reason:
            return {"error": reason.error, **state}


def routes(fault: Fault) -> list[Any]:
    """The Starlette routes of its agent, `POST {"request": link}`."""
    import httpx
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    pocket = Pocket(fault)
    nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # no door has TLS, and to read whom a system trusts takes long

    async def take(request: Any) -> Response:
        try:
            link = parameters_of(str(json.loads(await request.body())["request"]))
            with httpx.Client(trust_env=False, timeout=5, verify=nobody) as client:
                token = Jws("", client.get(str(link["request_uri"])).text.strip())
                if not token.reads:
                    return JSONResponse({"done": False}, 400)
                told = pocket.response(link, token)
                if "error" in told and fault.is_("ID-WAL-016_silent"):
                    return JSONResponse({"done": False})
                label = "application/json" if fault.is_("ID-WAL-001_json") else FORM
                uri = str(token.payload.get("response_uri"))
                client.post(uri, content=urlencode(told).encode(), headers={"content-type": label})
        except (ValueError, KeyError, TypeError, httpx.HTTPError, httpx.InvalidURL, RecursionError):
            return JSONResponse({"done": False}, 400)
        return JSONResponse({"done": True})

    return [Route(PATH, take, methods=["POST"])]
