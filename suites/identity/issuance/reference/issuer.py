"""A credential issuer that is its own authorization server, with real signatures, and offers for whoever asks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote

from conformance.reference.serving import Fault
from conformance_suites.identity.issuance.reference.codes import ACCOUNT, CLIENT, REDIRECT_URI, Codes
from conformance_suites.identity.issuance.reference.credential import VCT, issued
from conformance_suites.identity.issuance.reference.later import LATER, Later
from conformance_suites.identity.issuance.reference.proofs import ALGORITHMS, BadProof, text_of, verified

PATH = "/club"
GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
TX_CODE = "4711"
STATEMENT: Mapping[str, Any] = {}
ENVIRONMENT: Mapping[str, str] = {}
INFORMATION: Mapping[str, Any] = {
    "offer": "POST offers",
    "offer_with_code": "POST offers?code=1",
    "deferred_offer": "POST offers?later=1",
    "offer_at": "/link",
    "transaction_code_at": "/transaction_code",
    "client_id": CLIENT,
    "redirect_uri": REDIRECT_URI,
    "account": ACCOUNT,
}
NAMES = ("Membership", LATER)
_BATCH = 3


class Issuer:
    """The issuer with its offers, tokens and nonces. What it draws is the same whenever it starts."""

    def __init__(self, base: str, fault: Fault) -> None:
        self.url, self.base, self._fault, self._number = f"{base}{PATH}", base, fault, 0
        self.offers: dict[str, dict[str, Any]] = {}
        self.codes: dict[str, str | None] = {}
        self.tokens: set[str] = set()
        self.nonces: set[str] = set()
        self.notifications: set[str] = set()
        self.identifiers: dict[str, list[str]] = {}
        self._later = Later(fault)
        self.people = Codes(self.url, fault, self.draw)

    def draw(self, what: str) -> str:
        """A text that nobody has seen before."""
        self._number += 1
        return text_of(hashlib.sha256(f"reference {what} {self._number}".encode()).digest()[:24])

    async def offer(self, request: Any) -> Any:
        """Makes an offer, with a transaction code if one is asked for."""
        coded, later = "code" in request.query_params, "later" in request.query_params
        code, name, fault = self.draw("code"), self.draw("offer"), self._fault
        self.codes[code] = TX_CODE if coded else None
        grant = {"pre-authorized_code": code, **({"tx_code": {"length": 4}} if coded else {})}
        self.offers[name] = {
            "credential_issuer": "https://elsewhere.example" if fault.is_("ID-VIF-003_other_issuer") else self.url,
            "credential_configuration_ids": [LATER] if later else self._names(),
            "grants": {GRANT: grant},
        }
        reference = f"credential_offer_uri={quote(f'{self.url}/offers/{name}', safe='')}"
        value = f"credential_offer={quote(json.dumps(self.offers[name]))}"
        carried = f"{reference}&{value}" if fault.is_("ID-VIF-001_both") else reference
        link = f"openid-credential-offer://?{'' if fault.is_('ID-VIF-001_neither') else carried}"
        return _json({"link": link, **({"transaction_code": TX_CODE} if coded else {})})

    def _names(self) -> list[str]:
        if self._fault.is_("ID-VIF-004_none"):
            return []
        return ["Membership", *(["Other"] if self._fault.is_("ID-VIF-004_unknown") else ())]

    async def offered(self, request: Any) -> Any:
        """An offer by reference."""
        label = "text/plain" if self._fault.is_("ID-VIF-002_text") else "application/json"
        return _json(self.offers.get(request.path_params["name"], {}), label=label)

    async def metadata(self, request: Any) -> Any:
        """The metadata of the issuer."""
        proofs = {"jwt": {"proof_signing_alg_values_supported": list(ALGORITHMS)}}
        told = {
            "credential_issuer": f"{self.url}/" if self._fault.is_("ID-VIF-007_slash") else self.url,
            "credential_endpoint": f"{self.url}/credential",
            "nonce_endpoint": f"{self.url}/nonce",
            "notification_endpoint": f"{self.url}/notification",
            "batch_credential_issuance": {"batch_size": _BATCH},
            "display": [{"name": "Reference club", "locale": "en"}],
            "credential_configurations_supported": {
                name: {
                    "format": "dc+sd-jwt",
                    "vct": VCT,
                    "scope": name.lower(),
                    "credential_signing_alg_values_supported": ["ES256"],
                    "cryptographic_binding_methods_supported": ["jwk"],
                    "proof_types_supported": proofs,
                    "credential_metadata": {"display": [{"name": name}], "claims": [{"path": ["club"]}]},
                }
                for name in NAMES
            },
        }
        if not self._fault.is_("ID-VID-003_no_endpoint"):
            told["deferred_credential_endpoint"] = f"{self.url}/deferred"
        return _json(told, label="text/plain" if self._fault.is_("ID-VIF-006_text") else "application/json")

    async def server(self, request: Any) -> Any:
        """The metadata of the authorization server."""
        fault = self._fault
        told = {
            "issuer": "https://elsewhere.example" if fault.is_("ID-VIF-008_other_issuer") else self.url,
            "grant_types_supported": [GRANT, "authorization_code"],
            **self.people.metadata,
            "pre-authorized_grant_anonymous_access_supported": True,
            **({} if fault.is_("ID-VIF-009_no_endpoint") else {"token_endpoint": f"{self.url}/token"}),
        }
        return _json(told, 404 if fault.is_("ID-VIF-008_not_there") else 200)

    async def token(self, request: Any) -> Any:
        """Tokens for codes."""
        asked, fault = dict(parse_qsl((await request.body()).decode())), self._fault
        if asked.get("grant_type") == "authorization_code":
            return self._token_of_person(asked)
        if refusal := self._refusal(asked):
            return _json({"error": refusal[0]}, refusal[1])
        token = "" if fault.is_("ID-VIF-010_empty") else self.draw("token")
        if token:
            self.tokens.add(token)
        if not fault.is_("ID-VIF-012_again"):
            self.codes.pop(asked["pre-authorized_code"], None)
        kind = {} if fault.is_("ID-VIF-010_no_type") else {"token_type": "Bearer"}
        headers = {} if fault.is_("ID-VIF-011_stored") else {"Cache-Control": "no-store"}
        seconds: Any = "300" if fault.is_("ID-VIF-010_seconds_as_text") else 300
        label = "text/plain" if fault.is_("ID-VIF-010_text") else "application/json"
        return _json({"access_token": token, **kind, "expires_in": seconds}, headers=headers, label=label)

    def _token_of_person(self, asked: Mapping[str, str]) -> Any:
        """A token for the code of a person."""
        fault, found = self._fault, self.people.redeemed(asked)
        if isinstance(found, str):
            return _json({"error": found}, 401 if fault.is_("ID-VIA-009_status") else 400)
        token = "" if fault.is_("ID-VIA-006_empty") else self.draw("token")
        if token and not (fault.is_("ID-VIA-017_refused") and "scope" in found):
            self.tokens.add(token)
        if details := self.people.details(found, [self.draw("identifier")]):
            self.identifiers[token] = details[0].get("credential_identifiers", [])
        kind = {} if fault.is_("ID-VIA-006_no_type") else {"token_type": "Bearer"}
        seconds: Any = "300" if fault.is_("ID-VIA-006_seconds_as_text") else 300
        told = {"access_token": token, **kind, "expires_in": seconds}
        headers = {} if fault.is_("ID-VIA-007_stored") else {"Cache-Control": "no-store"}
        label = "text/plain" if fault.is_("ID-VIA-006_text") else "application/json"
        return _json({**told, **({"authorization_details": details} if details else {})}, 200, headers, label)

    def _refusal(self, asked: Mapping[str, str]) -> tuple[str, int] | None:
        """The error of a token request, and its status; None if it is right."""
        code, given = asked.get("pre-authorized_code", ""), asked.get("tx_code")
        if code not in self.codes:
            unknown = code.startswith("conformance")
            return (
                self._told("013", "any_code", "invalid_grant", "invalid_request") if unknown else ("invalid_grant", 400)
            )
        expected = self.codes[code]
        if expected is None and given is not None:
            return self._told("016", "ignored", "invalid_request", "invalid_grant")
        if expected is not None and given is None:
            return self._told("014", "no_tx_code", "invalid_request", "invalid_grant")
        if given != expected:
            return self._told("015", "any_tx_code", "invalid_grant", "invalid_request")
        return None

    def _told(self, row: str, overlooked: str, error: str, other: str) -> tuple[str, int] | None:
        if self._fault.is_(f"ID-VIF-{row}_{overlooked}"):
            return None
        status = 401 if self._fault.is_(f"ID-VIF-{row}_status") else 400
        return other if self._fault.is_(f"ID-VIF-{row}_other_error") else error, status

    async def nonce(self, request: Any) -> Any:
        """Nonces for proofs."""
        fault, nonce = self._fault, self.draw("nonce")
        self.nonces.add(nonce)
        headers = {} if fault.is_("ID-VIF-018_stored") else {"Cache-Control": "no-store"}
        label = "text/plain" if fault.is_("ID-VIF-017_text") else "application/json"
        return _json(
            {"nonce" if fault.is_("ID-VIF-017_other_name") else "c_nonce": nonce}, headers=headers, label=label
        )

    def _is_authorised(self, request: Any) -> bool:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return (scheme.lower() == "bearer" and token in self.tokens) or self._fault.is_("ID-VIC-023_anybody")

    def _unauthorised(self) -> Any:
        fault = self._fault
        scheme = 'Basic realm="club"' if fault.is_("ID-VIC-023_other_challenge") else "Bearer"
        headers = {} if fault.is_("ID-VIC-023_no_challenge") else {"WWW-Authenticate": scheme}
        return _json({}, 400 if fault.is_("ID-VIC-023_bad_request") else 401, headers)

    async def credential(self, request: Any) -> Any:
        """Credentials for tokens and proofs."""
        if not self._is_authorised(request):
            return self._unauthorised()
        asked, fault = json.loads(await request.body()), self._fault
        name = asked.get("credential_configuration_id")
        if "credential_identifier" in asked:
            token = request.headers.get("authorization", "").partition(" ")[2]
            if not self._is_identified(asked["credential_identifier"], token):
                other, status = fault.is_("ID-VIA-016_other_error"), 404 if fault.is_("ID-VIA-015_status") else 400
                error = "invalid_credential_request" if other else "unknown_credential_identifier"
                return _json({"error": error}, status)
            name = NAMES[0]
        if name not in NAMES and not fault.is_("ID-VIC-021_any_configuration"):
            other = fault.is_("ID-VIC-022_other_error")
            return self._refused("invalid_credential_request" if other else "unknown_credential_configuration")
        proofs = asked.get("proofs", {}).get("jwt", [])
        try:
            if not proofs and not fault.is_("ID-VIC-006_no_proof"):
                raise BadProof
            found = [verified(each, self.url, self.nonces, fault) for each in proofs[:_BATCH]]
        except BadProof as reason:
            return self._refused("invalid_request" if fault.is_("ID-VIC-019_other_error") else reason.error)
        if not fault.is_("ID-VIC-017_again"):
            self.nonces -= {nonce for _, nonce in found}
        keys = [key for key, _ in found]
        if name == LATER:
            told, status = self._later.put_off(self.draw("transaction"), keys)
            return _json(told, status)
        return self._issued(keys)

    def _is_identified(self, identifier: Any, token: str) -> bool:
        """Whether the identifier came with the token."""
        if self._fault.is_("ID-VIA-014_refused"):
            return False
        return identifier in self.identifiers.get(token, ()) or self._fault.is_("ID-VIA-015_any")

    async def deferred(self, request: Any) -> Any:
        """Credentials that were put off."""
        fault = self._fault
        token = request.headers.get("authorization", "").partition(" ")[2]
        if not (token in self.tokens or fault.is_("ID-VID-009_anybody")):
            headers = {} if fault.is_("ID-VID-009_no_challenge") else {"WWW-Authenticate": "Bearer"}
            return _json({}, 400 if fault.is_("ID-VID-009_bad_request") else 401, headers)
        identifier = json.loads(await request.body()).get("transaction_id")
        if keys := self._later.keys(identifier):
            listed = [{"credential": issued(key, VCT)} for key in keys]
            return _json({"credentials": listed}, 201 if fault.is_("ID-VID-004_created") else 200)
        told, status = self._later.answer(identifier)
        label = "text/plain" if fault.is_("ID-VID-004_text") and status == 202 else "application/json"
        return _json(told, status, label=label)

    def _refused(self, error: str) -> Any:
        fault = self._fault
        text: Any = 'no "proof"' if fault.is_("ID-VIC-020_quotation") else "not accepted"
        unknown = error == "unknown_credential_configuration"
        unnamed = fault.is_("ID-VIC-022_no_error" if unknown else "ID-VIC-018_no_error")
        told = {"error_description": [text] if fault.is_("ID-VIC-020_list") else text}
        told |= {} if unnamed else {"error": error}
        label = "text/plain" if fault.is_("ID-VIC-018_text") else "application/json"
        return _json(told, 500 if fault.is_("ID-VIC-018_status") else 400, label=label)

    def _issued(self, keys: list[dict[str, Any]]) -> Any:
        fault = self._fault
        if fault.is_("ID-VIC-005_same_key"):
            keys = [keys[0]] * len(keys)
        if fault.is_("ID-VIC-005_more") and len(keys) > 1:
            keys = [*keys, keys[0]]
        other = {"kty": "EC", "crv": "P-256", "x": "A" * 43, "y": "A" * 43}
        bound = [other if fault.is_("ID-VIC-003_other_key") else key for key in keys] or [{}]
        vct = "https://elsewhere.example/other" if fault.is_("ID-VIC-004_other_type") else VCT
        made = [issued(None if fault.is_("ID-VIC-003_unbound") else key, vct) for key in bound]
        if fault.is_("ID-VIC-013_forged"):
            made = [f"{each.partition('~')[0][:-8]}AAAAAAAA~{each.partition('~')[2]}" for each in made]
        listed: Any = [{"credential": each} for each in made]
        if fault.is_("ID-VIC-001_text"):
            listed = made
        if fault.is_("ID-VIC-001_number"):
            listed = [{"credential": 7}]
        self.notifications.add(name := self.draw("notification"))
        told = {"credential": made[0]} if fault.is_("ID-VIC-001_alone") else {"credentials": listed}
        label = "text/plain" if fault.is_("ID-VIC-002_text") else "application/json"
        return _json({**told, "notification_id": name}, 201 if fault.is_("ID-VIC-001_created") else 200, label=label)

    async def notification(self, request: Any) -> Any:
        """What wallets say became of a credential."""
        if not self._is_authorised(request):
            return self._unauthorised()
        known = json.loads(await request.body()).get("notification_id") in self.notifications
        if known or self._fault.is_("ID-VIC-025_any_notification"):
            return _json({}, 400 if self._fault.is_("ID-VIC-024_refused") else 200)
        other = self._fault.is_("ID-VIC-025_other_error")
        return _json({"error": "invalid_request" if other else "invalid_notification_id"}, 400)


def _json(
    value: Any, status: int = 200, headers: Mapping[str, str] | None = None, label: str = "application/json"
) -> Any:
    from starlette.responses import JSONResponse

    return JSONResponse(value, status, headers=dict(headers or {}), media_type=label)
