"""A provider at which one account signs in: pages with forms, codes and tokens (OpenID Connect Core 1.0, 3.1)."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

from conformance.reference.serving import Fault
from conformance_suites.identity.openid.reference.grants import (
    ACCOUNT,
    ENVIRONMENT,
    OF_TOKENS,
    OTHER_REDIRECT_URI,
    REDIRECT_URI,
    SECRETS,
    Grant,
    Grants,
)

PATH = "/people"
INFORMATION: Mapping[str, Any] = {
    "client_id": "conformance",
    "client_secret": {"env": "REFERENCE_CLIENT_SECRET"},
    "redirect_uri": REDIRECT_URI,
    "account": ACCOUNT,
    "account_password": {"env": "REFERENCE_ACCOUNT_PASSWORD"},
    "other_client_id": "conformance-other",
    "other_client_secret": {"env": "REFERENCE_OTHER_CLIENT_SECRET"},
    "other_redirect_uri": OTHER_REDIRECT_URI,
}
FAULTS = (
    "ID-OIF-001_in_the_fragment",
    "ID-OIF-001_no_code",
    "ID-OIF-002_cut",
    "ID-OIF-002_decoded_twice",
    "ID-OIF-003_not_in_errors",
    "ID-OIF-004_not_in_errors",
    "ID-OIF-004_host_alone",
    "ID-OIF-005_page",
    "ID-OIF-005_any_type",
    "ID-OIF-006_login_page",
    "ID-OIF-006_code",
    "ID-OIF-006_denied",
    "ID-OIF-007_any_host",
    "ID-OIF-007_longer_path",
    "ID-OIF-007_query",
    "ID-OIF-008_again",
    "ID-OIF-009_tokens_stay",
    "ID-OIF-010_any_client",
    "ID-OIF-011_any_redirect_uri",
    "ID-OIF-012_not_compared",
    "ID-OIF-012_plain_as_well",
    "ID-OIF-013_not_required",
    "ID-OIF-014_verifier_ignored",
    "ID-OIF-015_other_error",
    "ID-OIF-015_unauthorized",
    "ID-OIF-016_any_secret",
    "ID-OIF-016_bad_request",
    "ID-OIF-016_no_challenge",
    "ID-OIF-017_form",
    "ID-OIF-017_in_a_list",
    "ID-OIF-017_no_id_token",
    "ID-OIF-017_other_type",
    "ID-OIF-018_stored",
    *OF_TOKENS,
    "ID-OIF-025_no_subject",
    "ID-OIF-025_other_subject",
)
_PAGE = "<!DOCTYPE html><title>Reference</title>{}"
_LOGIN = (
    '<form action="{url}/login" method="post"><input type="hidden" name="csrf" value="{csrf}">'
    '<input type="hidden" name="request" value="{request}"><input name="username"><input type="password" name="pw">'
    '<button>Sign in</button></form><form action="/search"><input name="q"><button>Search</button></form>'
)
_CONSENT = (
    '<form id="answer" action="{url}/consent" method="post"><input type="hidden" name="request" value="{request}">'
    '<input type="checkbox" name="scope" value="openid"></form><button form="answer" name="answer" value="no">Deny'
    '</button><button form="answer" name="answer" value="yes">Allow</button>'
)


class Pages:
    """The endpoints for people and for clients."""

    def __init__(self, base: str, fault: Fault) -> None:
        self.url, self._fault = f"{base}{PATH}", fault
        self.grants = Grants(self.url, fault)
        self._requests: dict[str, dict[str, str]] = {}
        self._signed_in: set[str] = set()

    async def authorize(self, request: Any) -> Any:
        """The authorization endpoint."""
        asked, fault = dict(request.query_params), self._fault
        client = SECRETS.get(asked.get("client_id", ""))
        if client is None or not self._is_registered(asked.get("redirect_uri", ""), client[1]):
            return _page("Unknown client or redirect URI.", 400)
        if asked.get("response_type") != "code" and not fault.is_("ID-OIF-005_any_type"):
            if fault.is_("ID-OIF-005_page"):
                return _page("Unknown response type.", 400)
            return self._back(asked, error="unsupported_response_type")
        if asked.get("prompt") == "none" and not fault.is_("ID-OIF-006_login_page"):
            if fault.is_("ID-OIF-006_code"):
                return self._granted(asked)
            return self._back(asked, error="access_denied" if fault.is_("ID-OIF-006_denied") else "login_required")
        number = secrets.token_urlsafe(12)
        self._requests[number] = asked
        return self._login(number)

    def _login(self, number: str, status: int = 200) -> Any:
        csrf = secrets.token_urlsafe(12)
        found = _page(_LOGIN.format(url=self.url, csrf=csrf, request=escape(number)), status)
        found.set_cookie("csrf", csrf, path=PATH, httponly=True)
        return found

    async def login(self, request: Any) -> Any:
        """What the login form is sent to."""
        told = dict(parse_qsl((await request.body()).decode()))
        number = told.get("request", "")
        right = (ACCOUNT, ENVIRONMENT["REFERENCE_ACCOUNT_PASSWORD"])
        if number not in self._requests or told.get("csrf") != request.cookies.get("csrf"):
            return _page("This page is too old.", 400)
        if (told.get("username"), told.get("pw")) != right:
            return self._login(number, 401)
        session = secrets.token_urlsafe(12)
        self._signed_in.add(session)
        found = _page(_CONSENT.format(url=self.url, request=escape(number)))
        found.set_cookie("session", session, path=PATH, httponly=True)
        return found

    async def consent(self, request: Any) -> Any:
        """What the consent form is sent to."""
        told = dict(parse_qsl((await request.body()).decode()))
        asked = self._requests.pop(told.get("request", ""), None)
        if asked is None or request.cookies.get("session") not in self._signed_in:
            return _page("This page is too old.", 400)
        if told.get("answer") != "yes" or told.get("scope") != "openid":
            return self._back(asked, error="access_denied")
        return self._granted(asked)

    def _granted(self, asked: Mapping[str, str]) -> Any:
        challenge = asked.get("code_challenge", "")
        grant = Grant(asked["client_id"], asked["redirect_uri"], challenge, asked.get("nonce"))
        return self._back(asked, code=self.grants.add(grant))

    def _is_registered(self, uri: str, registered: str) -> bool:
        fault, parts, own = self._fault, urlsplit(uri), urlsplit(registered)
        if fault.is_("ID-OIF-007_query"):
            return parts._replace(query="").geturl() == registered
        if fault.is_("ID-OIF-007_longer_path"):
            return uri == registered or uri.startswith(f"{registered}/")
        if fault.is_("ID-OIF-007_any_host"):
            return parts._replace(netloc=own.netloc).geturl() == registered
        return uri == registered

    def _back(self, asked: Mapping[str, str], **told: str) -> Any:
        """The redirect to the client."""
        from starlette.responses import RedirectResponse

        fault, failed = self._fault, "error" in told
        state, issuer = asked.get("state", ""), self.url
        if fault.is_("ID-OIF-002_cut") and not failed:
            state = state[:8]
        if fault.is_("ID-OIF-002_decoded_twice") and not failed:
            state = unquote_plus(state)
        if fault.is_("ID-OIF-004_host_alone"):
            issuer = "http://product"
        if fault.is_("ID-OIF-001_no_code"):
            told.pop("code", None)
        left_out = {
            "state": fault.is_("ID-OIF-003_not_in_errors") and failed,
            "iss": fault.is_("ID-OIF-004_not_in_errors") and failed,
        }
        parts = {**told, "state": state, "iss": issuer}
        query = urlencode({name: value for name, value in parts.items() if not left_out.get(name)})
        uri = asked["redirect_uri"]
        mark = "#" if fault.is_("ID-OIF-001_in_the_fragment") and not failed else "&" if "?" in uri else "?"
        return RedirectResponse(f"{uri}{mark}{query}", 303)

    async def token(self, request: Any) -> Any:
        """The token endpoint."""
        fault = self._fault
        asked = dict(parse_qsl((await request.body()).decode()))
        client = self._authenticated(request.headers.get("authorization", ""))
        if client is None:
            headers = {} if fault.is_("ID-OIF-016_no_challenge") else {"WWW-Authenticate": 'Basic realm="clients"'}
            return _json({"error": "invalid_client"}, 400 if fault.is_("ID-OIF-016_bad_request") else 401, headers)
        if asked.get("grant_type") != "authorization_code":
            return _json({"error": "unsupported_grant_type"}, 400)
        if error := self.grants.refusal(asked, client):
            told = "invalid_request" if fault.is_("ID-OIF-015_other_error") else error
            return _json({"error": told}, 401 if fault.is_("ID-OIF-015_unauthorized") else 400)
        return self._tokens(self.grants.issued(asked["code"]))

    def _authenticated(self, header: str) -> str | None:
        """The client that the header names, with its secret."""
        scheme, _, pair = header.partition(" ")
        if scheme.lower() != "basic":
            return None
        name, _, secret = base64.b64decode(pair).decode().partition(":")
        known = SECRETS.get(unquote_plus(name), ("", ""))[0]
        right = bool(known) and (unquote_plus(secret) == known or self._fault.is_("ID-OIF-016_any_secret"))
        return unquote_plus(name) if right else None

    def _tokens(self, told: dict[str, Any]) -> Any:
        from starlette.responses import Response

        fault = self._fault
        headers = {} if fault.is_("ID-OIF-018_stored") else {"Cache-Control": "no-store"}
        if fault.is_("ID-OIF-017_no_id_token"):
            del told["id_token"]
        if fault.is_("ID-OIF-017_other_type"):
            told["token_type"] = "mac"  # noqa: S105 - the fault
        if fault.is_("ID-OIF-017_form"):
            found = _json(told, 200, headers)
            return Response(found.body, 200, headers, "text/plain")
        return _json([told] if fault.is_("ID-OIF-017_in_a_list") else told, 200, headers)

    async def userinfo(self, request: Any) -> Any:
        """What a token says of the person."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        subject = self.grants.subject(token) if scheme.lower() == "bearer" else None
        if subject is None:
            return _json({}, 401, {"WWW-Authenticate": 'Bearer error="invalid_token"' if token else "Bearer"})
        told = {"sub": "7" if self._fault.is_("ID-OIF-025_other_subject") else subject, "name": "Alice"}
        if self._fault.is_("ID-OIF-025_no_subject"):
            del told["sub"]
        return _json(told)

    async def configuration(self, request: Any) -> Any:
        """The metadata."""
        names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        return _json(
            {
                "issuer": self.url,
                **{f"{name}_endpoint": f"{self.url}/{path}" for name, path in names.items()},
                "jwks_uri": f"{self.url}/jwks",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["ES256"],
                "code_challenge_methods_supported": ["S256"],
                "authorization_response_iss_parameter_supported": True,
            }
        )

    async def keys(self, request: Any) -> Any:
        """The published key."""
        return _json(self.grants.signer.published)


def endpoints(base: str) -> dict[str, str]:
    """The endpoint of the plan when the product answers at the URL `base`."""
    return {"sign_in": f"{base}{PATH}"}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.routing import Route

    pages = Pages(base, fault)
    return [
        Route(f"{PATH}/.well-known/openid-configuration", pages.configuration),
        Route(f"{PATH}/jwks", pages.keys),
        Route(f"{PATH}/authorize", pages.authorize),
        Route(f"{PATH}/login", pages.login, methods=["POST"]),
        Route(f"{PATH}/consent", pages.consent, methods=["POST"]),
        Route(f"{PATH}/token", pages.token, methods=["POST"]),
        Route(f"{PATH}/userinfo", pages.userinfo),
    ]


def _page(text: str, status: int = 200) -> Any:
    from starlette.responses import HTMLResponse

    return HTMLResponse(_PAGE.format(text), status)


def _json(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Any:
    from starlette.responses import JSONResponse

    return JSONResponse(value, status, headers=dict(headers or {}))
