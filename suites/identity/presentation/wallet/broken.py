"""Requests that are broken in one place, which no wallet answers with a presentation (OpenID4VP 1.0, 5 and 8)."""

from __future__ import annotations

import json
from dataclasses import replace

from conformance_suites.identity.presentation.reader.asking import GONE, ID, Asking, Change, with_claims
from conformance_suites.identity.presentation.reader.keys import OTHER_VERIFIER, Key, part, unsigned

UNKNOWN_DATA = part(json.loads(f'{{"type": "https://example.org/unknown-transaction", "credential_ids": ["{ID}"]}}'))


def _other_key(asking: Asking) -> Asking:
    return replace(asking, sign=Key(OTHER_VERIFIER).token)


def _unsigned(asking: Asking) -> Asking:
    return replace(asking, sign=unsigned)


def _other_type(asking: Asking) -> Asking:
    return replace(asking, header={"typ": "JWT"})


def _other_link(asking: Asking) -> Asking:
    return replace(asking, link={"client_id": f"decentralized_identifier:{Key(OTHER_VERIFIER).did}"})


def _origin(asking: Asking) -> Asking:
    identifier = {"client_id": f"origin:{asking.door}"}
    return replace(asking, claims=identifier, link=identifier)


def _both(asking: Asking) -> Asking:
    return replace(asking, claims={"redirect_uri": asking.response_uri})


BROKEN: dict[str, Change] = {
    "ID-WAL-017": _other_key,
    "ID-WAL-018": _unsigned,
    "ID-WAL-019": _other_type,
    "ID-WAL-020": _other_link,
    "ID-WAL-021": with_claims(nonce=GONE),
    "ID-WAL-022": _origin,
    "ID-WAL-023": _both,
    "ID-WAL-024": with_claims(dcql_query=GONE),
    "ID-WAL-025": with_claims(transaction_data=[UNKNOWN_DATA]),
}
"""Row -> its change of a right request. What the verifier signs is signed anew."""
