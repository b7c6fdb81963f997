"""Requests for presentations: signed request objects, and parameters in JSON."""

from __future__ import annotations

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.identity.presentation.reader.request import TYPE, request_text

NAMES = (".oauth-authz-req.jwt", ".request.json")
ASKING = ("dcql_query", "presentation_definition")


def recognises(source: Source) -> bool:
    """Whether the type of the token, or the parameters, say so."""
    if source.name.lower().endswith(NAMES):
        return True
    try:
        found = source.once(request_text)
        if found.token is not None and (not found.token.is_whole or "~" in found.token.text):
            return False
        members = found.parameters.members if found.parameters else {}
        asks = "vp_token" in str(members.get("response_type", "")) or any(name in members for name in ASKING)
        return found.typ == TYPE or asks
    except Blocked:
        return False
