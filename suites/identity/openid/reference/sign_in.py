"""A provider at which one account signs in: pages with forms, codes and tokens (OpenID Connect Core 1.0, 3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

from conformance.reference.serving import Fault
from conformance_suites.identity.openid.reference.clients import Clients
from conformance_suites.identity.openid.reference.grants import (
    ACCOUNT,
    CLIENTS,
    ENVIRONMENT,
    KEPT_SCOPE,
    OF_TOKENS,
    OTHER_REDIRECT_URI,
    REDIRECT_URI,
    Grant,
    Grants,
    Lot,
    hour,
)

PATH = "/people"
SIGNED_OUT = "https://client.reference.example/signed-out"
INFORMATION: Mapping[str, Any] = {
    "client_id": "conformance",
    "client_secret": {"env": "REFERENCE_CLIENT_SECRET"},
    "redirect_uri": REDIRECT_URI,
    "account": ACCOUNT,
    "account_password": {"env": "REFERENCE_ACCOUNT_PASSWORD"},
    "scope": KEPT_SCOPE,
    "post_logout_redirect_uri": SIGNED_OUT,
    "other_client_id": "app",
    "other_redirect_uri": OTHER_REDIRECT_URI,
}
FAULTS = (
    "ID-OIF-001_in_the_fragment",
    "ID-OIF-001_no_code",
    "ID-OIF-002_cut",
    "ID-OIF-002_decoded_twice",
    "ID-OIF-002_none",
    "ID-OIF-003_cut_in_errors",
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
    "ID-OIF-017_empty_token",
    "ID-OIF-017_refresh_token_in_a_list",
    "ID-OIF-017_seconds_as_text",
    "ID-OIF-018_stored",
    *OF_TOKENS,
    "ID-OIF-025_no_subject",
    "ID-OIF-025_other_subject",
    "ID-OIL-015_first_counts",
    "ID-OIL-016_forbidden",
    "ID-OIL-016_no_challenge",
    "ID-OIL-016_other_scheme",
    "ID-OIL-017_not_asked",
    "ID-OIL-020_session_stays",
    "ID-OIL-021_anywhere",
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
_SIGN_OUT = (
    '<form id="leave" action="{url}/end_session" method="post"><input type="hidden" name="back" value="{back}"></form>'
    '<button form="leave" name="out" value="0">Stay signed in</button>'
    '<button form="leave" name="out" value="1">Sign out</button>'
)


class Pages:
    """The endpoints for people and for clients."""

    def __init__(self, base: str, fault: Fault) -> None:
        self.url, self._fault = f"{base}{PATH}", fault
        self._lot = Lot()
        self.grants = Grants(self.url, self._lot, fault)
        self._requests: dict[str, dict[str, str]] = {}
        # Few and short cookies: whatever looks like a secret is looked for in every message of a run.
        self._csrf = self._lot.draw()[:7]
        self._signed_in: dict[str, int] = {}

    async def authorize(self, request: Any) -> Any:
        """The authorization endpoint."""
        asked, fault = dict(request.query_params), self._fault
        client = CLIENTS.get(asked.get("client_id", ""))
        if client is None or not self._is_registered(asked.get("redirect_uri", ""), client[1]):
            return _page("Unknown client or redirect URI.", 400)
        if asked.get("response_type") != "code" and not fault.is_("ID-OIF-005_any_type"):
            if fault.is_("ID-OIF-005_page"):
                return _page("Unknown response type.", 400)
            return self._back(asked, error="unsupported_response_type")
        if len(request.query_params.multi_items()) > len(asked) and not fault.is_("ID-OIL-015_first_counts"):
            return self._back(asked, error="invalid_request")
        session = self._signed_in.get(request.cookies.get("session", ""))
        if asked.get("prompt") == "none" and not fault.is_("ID-OIF-006_login_page"):
            if session is not None or (fault.is_("ID-OIF-006_code") and not request.cookies):
                return self._granted(asked, session)
            return self._back(asked, error="access_denied" if fault.is_("ID-OIF-006_denied") else "login_required")
        number = self._lot.draw()
        self._requests[number] = asked
        if session is not None and (asked.get("prompt") != "login" or fault.is_("ID-OIL-017_not_asked")):
            return self._agreed(number, asked)
        return self._login(number)

    def _login(self, number: str, status: int = 200) -> Any:
        found = _page(_LOGIN.format(url=self.url, csrf=self._csrf, request=escape(number)), status)
        found.set_cookie("csrf", self._csrf, path=PATH, httponly=True)
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
        session = self._lot.draw()[:7]
        self._signed_in[session] = hour()
        found = self._agreed(number, self._requests[number])
        found.set_cookie("session", session, path=PATH, httponly=True)
        return found

    def _agreed(self, number: str, asked: Mapping[str, str]) -> Any:
        """The question whether the person agrees, unless the client belongs to the provider and has a secret."""
        if CLIENTS[asked["client_id"]][0]:
            return self._granted(self._requests.pop(number), hour())
        return _page(_CONSENT.format(url=self.url, request=escape(number)))

    async def consent(self, request: Any) -> Any:
        """What the consent form is sent to."""
        told = dict(parse_qsl((await request.body()).decode()))
        asked = self._requests.pop(told.get("request", ""), None)
        session = self._signed_in.get(request.cookies.get("session", ""))
        if asked is None or session is None:
            return _page("This page is too old.", 400)
        if told.get("answer") != "yes" or told.get("scope") != "openid":
            return self._back(asked, error="access_denied")
        return self._granted(asked, session)

    def _granted(self, asked: Mapping[str, str], session: int | None) -> Any:
        grant = Grant(
            asked["client_id"],
            asked["redirect_uri"],
            asked.get("code_challenge", ""),
            asked.get("nonce"),
            asked.get("scope", ""),
            asked.get("acr_values", ""),
            session if "max_age" in asked else None,
        )
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
        if fault.name == ("ID-OIF-003_cut_in_errors" if failed else "ID-OIF-002_cut"):
            state = state[:8]
        if fault.is_("ID-OIF-002_decoded_twice") and not failed:
            state = unquote_plus(state)
        if fault.is_("ID-OIF-004_host_alone"):
            issuer = "http://product"
        if fault.is_("ID-OIF-001_no_code"):
            told.pop("code", None)
        left_out = {
            "state": fault.name == ("ID-OIF-003_not_in_errors" if failed else "ID-OIF-002_none"),
            "iss": fault.is_("ID-OIF-004_not_in_errors") and failed,
        }
        parts = {**told, "state": state, "iss": issuer}
        query = urlencode({name: value for name, value in parts.items() if not left_out.get(name)})
        uri = asked["redirect_uri"]
        mark = "#" if fault.is_("ID-OIF-001_in_the_fragment") and not failed else "&" if "?" in uri else "?"
        return RedirectResponse(f"{uri}{mark}{query}", 303)

    async def end_session(self, request: Any) -> Any:
        """Where people sign out: a question, and its answer."""
        if request.method == "GET":
            back = request.query_params.get("post_logout_redirect_uri", "")
            return _page(_SIGN_OUT.format(url=self.url, back=escape(back)))
        told = dict(parse_qsl((await request.body()).decode()))
        if told.get("out") == "1" and not self._fault.is_("ID-OIL-020_session_stays"):
            self._signed_in.pop(request.cookies.get("session", ""), None)
        back = told.get("back", "")
        if back == SIGNED_OUT or (back and self._fault.is_("ID-OIL-021_anywhere")):
            from starlette.responses import RedirectResponse

            return RedirectResponse(back, 303)
        return _page("Good bye.")


def endpoints(base: str) -> dict[str, str]:
    """The endpoint of the plan when the product answers at the URL `base`."""
    return {"sign_in": f"{base}{PATH}"}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.routing import Route

    pages = Pages(base, fault)
    clients = Clients(pages.url, pages.grants, fault)
    return [
        Route(f"{PATH}/.well-known/openid-configuration", clients.configuration),
        Route(f"{PATH}/jwks", clients.keys),
        Route(f"{PATH}/authorize", pages.authorize),
        Route(f"{PATH}/login", pages.login, methods=["POST"]),
        Route(f"{PATH}/consent", pages.consent, methods=["POST"]),
        Route(f"{PATH}/token", clients.token, methods=["POST"]),
        Route(f"{PATH}/userinfo", clients.userinfo),
        Route(f"{PATH}/revocation", clients.revocation, methods=["POST"]),
        Route(f"{PATH}/introspection", clients.introspection, methods=["POST"]),
        Route(f"{PATH}/end_session", pages.end_session, methods=["GET", "POST"]),
    ]


def _page(text: str, status: int = 200) -> Any:
    from starlette.responses import HTMLResponse

    return HTMLResponse(_PAGE.format(text), status)
