"""The part of the reference issuer at which a person signs in: a page, codes, and requests that are pushed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

from conformance.reference.serving import Fault
from conformance_suites.identity.openid.reader.client import challenge_of

CLIENT, REDIRECT_URI = "wallet", "https://wallet.reference.example/callback"
ACCOUNT = "alice"
DETAILS = "openid_credential"
PUSHED = "urn:ietf:params:oauth:request_uri:"
KNOWN = {"membership", "later"}
_PAGE = (
    '<!DOCTYPE html><title>Reference</title><form action="{url}/login" method="post"><input type="hidden" '
    'name="request" value="{request}"><input name="username"><button>Sign in</button>'
    "</form>"
)
Params = dict[str, str]


class Codes:
    """Requests that wait for a person, and codes that wait for a wallet."""

    def __init__(self, url: str, fault: Fault, draw: Callable[[str], str]) -> None:
        self.url, self._fault, self._draw = url, fault, draw
        self._waiting: dict[str, Params] = {}
        self._pushed: dict[str, Params] = {}
        self._codes: dict[str, Params] = {}

    @property
    def metadata(self) -> dict[str, Any]:
        """What the metadata of the server say of it."""
        fault = self._fault
        methods = {} if fault.is_("ID-VIA-002_not_said") else {"code_challenge_methods_supported": ["S256"]}
        if fault.is_("ID-VIA-002_plain"):
            methods = {"code_challenge_methods_supported": ["plain"]}
        there = {} if fault.is_("ID-VIA-001_no_endpoint") else {"authorization_endpoint": f"{self.url}/authorize"}
        return {
            **there,
            **methods,
            "response_types_supported": ["code"],
            "authorization_response_iss_parameter_supported": True,
            "authorization_details_types_supported": [DETAILS],
            "pushed_authorization_request_endpoint": f"{self.url}/par",
            "require_pushed_authorization_requests": self._requires_pushing,
        }

    @property
    def _requires_pushing(self) -> bool:
        return not self._fault.is_("ID-VIA-021_refused")

    async def push(self, request: Any) -> Any:
        """Keeps the parameters of a request under a name."""
        fault, asked = self._fault, dict(parse_qsl((await request.body()).decode()))
        if not self._is_ours(asked):
            return _json({"error": "invalid_request"}, 400)
        name = f"{PUSHED}{self._draw('pushed')}"
        self._pushed[name] = asked
        told: dict[str, Any] = {"expires_in": 60}
        if fault.is_("ID-VIA-020_no_seconds"):
            told = {}
        elif fault.is_("ID-VIA-020_no_time"):
            told = {"expires_in": 0}
        named = {} if fault.is_("ID-VIA-020_no_name") else {"request_uri": name}
        label = "text/plain" if fault.is_("ID-VIA-020_text") else "application/json"
        return _json({**named, **told}, 200 if fault.is_("ID-VIA-020_ok") else 201, label)

    async def authorize(self, request: Any) -> Any:
        """The page at which a person signs in."""
        asked, fault = dict(request.query_params), self._fault
        name = asked.get("request_uri")
        if name is not None:
            asked = {**self._pushed.pop(name, {}), "request_uri": name}
        if not self._is_ours(asked):
            return _page("Unknown client or redirect URI.", 400)
        if name is None and self._requires_pushing and not fault.is_("ID-VIA-022_as_well"):
            return _page("Requests have to be pushed.", 400)
        number = self._draw("request")
        self._waiting[number] = asked
        return _page(_PAGE.format(url=escape(self.url), request=number))

    def _is_ours(self, asked: Mapping[str, str]) -> bool:
        uri, fault = asked.get("redirect_uri", ""), self._fault
        longer = fault.is_("ID-VIA-012_longer_path") and uri.startswith(REDIRECT_URI)
        return asked.get("client_id") == CLIENT and (uri == REDIRECT_URI or longer)

    async def login(self, request: Any) -> Any:
        """Sends the person back to the wallet with a code."""
        from starlette.responses import RedirectResponse

        sent = dict(parse_qsl((await request.body()).decode()))
        asked, fault = self._waiting.pop(sent.get("request", ""), None), self._fault
        if asked is None or sent.get("username") != ACCOUNT:
            return _page("Please try again.", 400)
        code = self._draw("code")
        self._codes[code] = asked
        told = {"code": code, "state": asked.get("state", ""), "iss": self.url}
        refused = self._refused(asked)
        if refused:
            told = {"error": refused, "state": told["state"], "iss": self.url}
        if fault.is_("ID-VIA-003_no_code"):
            del told["code"]
        if fault.is_("ID-VIA-004_no_state"):
            del told["state"]
        if fault.is_("ID-VIA-004_other_state"):
            told["state"] = told["state"][:5]
        if fault.is_("ID-VIA-005_no_issuer"):
            del told["iss"]
        if fault.is_("ID-VIA-005_other_issuer"):
            told["iss"] = "https://elsewhere.example"
        mark = "#" if fault.is_("ID-VIA-003_in_the_fragment") else "?"
        return RedirectResponse(f"{asked['redirect_uri']}{mark}{urlencode(told)}", 303)

    def _refused(self, asked: Mapping[str, str]) -> str:
        """The error that a fault makes of a right request; empty for none."""
        fault = self._fault
        if fault.is_("ID-VIA-018_refused") and not set(asked.get("scope", "").split()) <= KNOWN:
            return "invalid_scope"
        unknown = fault.is_("ID-VIA-019_refused") and "conformance_unknown" in asked
        if unknown or (fault.is_("ID-VIA-021_refused") and "request_uri" in asked):
            return "invalid_request"
        return ""

    def redeemed(self, asked: Mapping[str, str]) -> Params | str:
        """The request for which a code was given; the error of a token request that does not fit it."""
        fault, code = self._fault, asked.get("code", "")
        found = self._codes.get(code)
        if found is None:
            return "invalid_grant"
        if not fault.is_("ID-VIA-008_again"):
            del self._codes[code]
        if asked.get("redirect_uri") != found["redirect_uri"] and not fault.is_("ID-VIA-011_any"):
            return "invalid_grant"
        verifier = asked.get("code_verifier")
        if verifier is None:
            return found if fault.is_("ID-VIA-010_not_asked") else "invalid_grant"
        if challenge_of(verifier) != found.get("code_challenge") and not fault.is_("ID-VIA-009_any"):
            return "invalid_request" if fault.is_("ID-VIA-009_other_error") else "invalid_grant"
        return found

    def details(self, asked: Mapping[str, str], identifiers: list[str]) -> list[dict[str, Any]]:
        """The details that an answer with a token has; none where they were not asked for."""
        fault = self._fault
        if "authorization_details" not in asked or fault.is_("ID-VIA-013_none"):
            return []
        (first, *_) = json.loads(asked["authorization_details"])
        name = "Other" if fault.is_("ID-VIA-013_other_name") else first["credential_configuration_id"]
        given = {} if fault.is_("ID-VIA-013_no_identifiers") else {"credential_identifiers": identifiers}
        return [{"type": DETAILS, "credential_configuration_id": name, **given}]


def _json(value: Any, status: int, label: str = "application/json") -> Any:
    from starlette.responses import JSONResponse

    return JSONResponse(value, status, media_type=label)


def _page(text: str, status: int = 200) -> Any:
    from starlette.responses import HTMLResponse

    return HTMLResponse(text, status)
