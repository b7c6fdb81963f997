"""Refresh tokens, their revocation, and what is said of tokens (RFC 6749, 6; RFC 7009; RFC 7662)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conformance.reference.serving import Fault
from conformance_suites.identity.openid.reference.grants import CLIENTS, KEPT_SCOPE, LIFETIME, Grant, Grants

FAULTS = (
    "ID-OIL-001_refused",
    "ID-OIL-001_empty",
    "ID-OIL-001_stored",
    "ID-OIL-002_not_replaced",
    "ID-OIL-003_replay_accepted",
    "ID-OIL-004_newest_stays",
    "ID-OIL-005_any_client",
    "ID-OIL-005_any_client_rotated",
    "ID-OIL-006_any_scope",
    "ID-OIL-006_any_scope_untold",
    "ID-OIL-007_no_subject",
    "ID-OIL-007_other_audience",
    "ID-OIL-008_not_ended",
    "ID-OIL-009_unknown_refused",
    "ID-OIL-010_any_client",
    "ID-OIL-011_anybody",
    "ID-OIL-012_active",
    "ID-OIL-012_refused",
    "ID-OIL-013_other_error",
    "ID-OIL-013_unauthorized",
    "ID-OIL-014_quotation_marks",
    "ID-OIL-014_list",
)


@dataclass
class Kept:
    """A refresh token."""

    grant: Grant
    replaced: bool = False


class Lifetimes:
    """What becomes of the tokens of a provider."""

    def __init__(self, grants: Grants, fault: Fault) -> None:
        self._grants, self._fault = grants, fault
        self._kept: dict[str, Kept] = {}

    def granted(self, grant: Grant, code: str) -> dict[str, Any]:
        """The answer to a code: with a refresh token, if the person has granted that."""
        found = self._grants.issued(grant, code)
        return {**found, "refresh_token": self._new(grant)} if "offline_access" in grant.scope.split() else found

    def _new(self, grant: Grant) -> str:
        token = self._grants.lot.draw()
        self._kept[token] = Kept(grant)
        return token

    def refreshed(self, asked: Mapping[str, str], client: str) -> dict[str, Any]:
        """The answer to a refresh token; with `error` for a refusal."""
        kept, fault = self._kept.get(asked.get("refresh_token", "")), self._fault
        if kept is None or kept.grant.ended or fault.is_("ID-OIL-001_refused"):
            return {"error": "invalid_grant"}
        if fault.is_("ID-OIL-001_empty"):
            return {}
        grant = kept.grant
        if grant.client != client and not fault.name.startswith("ID-OIL-005"):
            return {"error": "invalid_grant"}
        if kept.replaced and not fault.is_("ID-OIL-003_replay_accepted"):
            grant.ended = not fault.is_("ID-OIL-004_newest_stays")
            return {"error": "invalid_grant"}
        scope = asked.get("scope", KEPT_SCOPE)
        wide = bool(set(scope.split()) - set(grant.scope.split()))
        if wide and not fault.name.startswith("ID-OIL-006"):
            return {"error": "invalid_scope"}
        changed: dict[str, Any] = {"nonce": None, "sub": self._grants.subject_of(grant.client)}
        if fault.is_("ID-OIL-007_no_subject"):
            changed["sub"] = None
        if fault.is_("ID-OIL-007_other_audience"):
            changed["aud"] = [client, "somebody"]
        found = self._grants.issued(grant, **changed)
        if wide and not fault.is_("ID-OIL-006_any_scope_untold"):
            found["scope"] = scope
        public = not CLIENTS[grant.client][0]
        if (public or fault.is_("ID-OIL-005_any_client_rotated")) and not fault.is_("ID-OIL-002_not_replaced"):
            kept.replaced = True
            found["refresh_token"] = self._new(grant)
        return found

    def revoked(self, token: str, client: str) -> int:
        """The status of the answer to a revocation."""
        kept, fault = self._kept.get(token), self._fault
        if kept is None:
            return 400 if fault.is_("ID-OIL-009_unknown_refused") else 200
        if kept.grant.client != client and not fault.is_("ID-OIL-010_any_client"):
            return 400
        if not fault.is_("ID-OIL-008_not_ended"):
            kept.grant.ended = True
        return 200

    def introspected(self, token: str) -> dict[str, Any]:
        """What is said of an access token to one who may ask."""
        grant = self._grants.tokens.get(token)
        if grant is None or grant.ended:
            return {"active": self._fault.is_("ID-OIL-012_active")}
        return {"active": True, "client_id": grant.client, "expires_in": LIFETIME}
