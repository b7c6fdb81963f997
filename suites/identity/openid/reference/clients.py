"""What clients ask of the provider: tokens, what they say, and their end (RFC 6749, RFC 7009, RFC 7662)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from conformance.reference.serving import Fault
from conformance_suites.identity.openid.reference.grants import CLIENTS, Grants
from conformance_suites.identity.openid.reference.lifetimes import Lifetimes


class Clients:
    """The endpoints for clients."""

    def __init__(self, url: str, grants: Grants, fault: Fault) -> None:
        self.url, self.grants, self._fault = url, grants, fault
        self.lifetimes = Lifetimes(grants, fault)

    async def token(self, request: Any) -> Any:
        """The token endpoint."""
        fault = self._fault
        asked = dict(parse_qsl((await request.body()).decode()))
        client = self._authenticated(request.headers.get("authorization", ""), asked.get("client_id", ""))
        if client is None:
            headers = {} if fault.is_("ID-OIF-016_no_challenge") else {"WWW-Authenticate": 'Basic realm="clients"'}
            return _json({"error": "invalid_client"}, 400 if fault.is_("ID-OIF-016_bad_request") else 401, headers)
        if asked.get("grant_type") == "refresh_token":
            found = self.lifetimes.refreshed(asked, client)
            return _json(found, 400) if "error" in found else self._tokens(found, "ID-OIL-001_stored")
        if asked.get("grant_type") != "authorization_code":
            told = "invalid_request" if fault.is_("ID-OIL-013_other_error") else "unsupported_grant_type"
            text: Any = 'not a "grant"' if fault.is_("ID-OIL-014_quotation_marks") else "not a grant"
            text = [text] if fault.is_("ID-OIL-014_list") else text
            status = 401 if fault.is_("ID-OIL-013_unauthorized") else 400
            return _json({"error": told, "error_description": text}, status)
        if error := self.grants.refusal(asked, client):
            told = "invalid_request" if fault.is_("ID-OIF-015_other_error") else error
            return _json({"error": told}, 401 if fault.is_("ID-OIF-015_unauthorized") else 400)
        return self._tokens(self.lifetimes.granted(self.grants.codes[asked["code"]], asked["code"]))

    def _authenticated(self, header: str, named: str) -> str | None:
        """The client that the header names, with its secret; or a public one."""
        scheme, _, pair = header.partition(" ")
        if scheme.lower() != "basic":
            return named if CLIENTS.get(named, ("-", ""))[0] == "" else None
        name, _, secret = base64.b64decode(pair).decode().partition(":")
        known = CLIENTS.get(unquote_plus(name), ("", ""))[0]
        right = bool(known) and (unquote_plus(secret) == known or self._fault.is_("ID-OIF-016_any_secret"))
        return unquote_plus(name) if right else None

    def _tokens(self, told: dict[str, Any], stored: str = "ID-OIF-018_stored") -> Any:
        from starlette.responses import Response

        fault = self._fault
        headers = {} if fault.is_(stored) else {"Cache-Control": "no-store"}
        if fault.is_("ID-OIF-017_no_id_token"):
            del told["id_token"]
        if fault.is_("ID-OIF-017_other_type"):
            told["token_type"] = "mac"  # noqa: S105 - the fault
        if fault.is_("ID-OIF-017_empty_token"):
            told["access_token"] = ""
        if fault.is_("ID-OIF-017_seconds_as_text"):
            told["expires_in"] = str(told["expires_in"])
        if fault.is_("ID-OIF-017_refresh_token_in_a_list"):
            told["refresh_token"] = [told.get("refresh_token")]
        if fault.is_("ID-OIF-017_form"):
            found = _json(told, 200, headers)
            return Response(found.body, 200, headers, "text/plain")
        return _json([told] if fault.is_("ID-OIF-017_in_a_list") else told, 200, headers)

    async def userinfo(self, request: Any) -> Any:
        """What a token says of the person."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        subject = self.grants.subject(token) if scheme.lower() == "bearer" else None
        if subject is None:
            told = 'Bearer error="invalid_token"' if token else "Bearer"
            if self._fault.is_("ID-OIL-016_other_scheme") and not token:
                told = "Negotiate"
            bare = self._fault.is_("ID-OIL-016_no_challenge") and not token
            status = 403 if self._fault.is_("ID-OIL-016_forbidden") and not token else 401
            return _json({}, status, {} if bare else {"WWW-Authenticate": told})
        answer = {"sub": "7" if self._fault.is_("ID-OIF-025_other_subject") else subject, "name": "Alice"}
        if self._fault.is_("ID-OIF-025_no_subject"):
            del answer["sub"]
        return _json(answer)

    async def configuration(self, request: Any) -> Any:
        """The metadata."""
        names = {
            **{each: each for each in ("token", "userinfo", "revocation", "introspection", "end_session")},
            "authorization": "authorize",
        }
        return _json(
            {
                "issuer": self.url,
                **{f"{name}_endpoint": f"{self.url}/{path}" for name, path in names.items()},
                "jwks_uri": f"{self.url}/jwks",
                "response_types_supported": ["code"],
                "subject_types_supported": ["pairwise"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
                "authorization_response_iss_parameter_supported": True,
            }
        )

    async def revocation(self, request: Any) -> Any:
        """Where clients revoke tokens."""
        asked = dict(parse_qsl((await request.body()).decode()))
        client = self._authenticated(request.headers.get("authorization", ""), asked.get("client_id", ""))
        return _json({}, 401 if client is None else self.lifetimes.revoked(asked.get("token", ""), client))

    async def introspection(self, request: Any) -> Any:
        """Where clients ask what a token is."""
        asked = dict(parse_qsl((await request.body()).decode()))
        client = self._authenticated(request.headers.get("authorization", ""), asked.get("client_id", ""))
        if client is None and not self._fault.is_("ID-OIL-011_anybody"):
            return _json({"error": "invalid_client"}, 401, {"WWW-Authenticate": 'Basic realm="clients"'})
        found = self.lifetimes.introspected(asked.get("token", ""))
        return _json(found, 400 if self._fault.is_("ID-OIL-012_refused") and not found["active"] else 200)

    async def keys(self, request: Any) -> Any:
        """The published key."""
        return _json(self.grants.signer.published)


def _json(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Any:
    from starlette.responses import JSONResponse

    return JSONResponse(value, status, headers=dict(headers or {}))
