"""Validating access tokens as RFC 9068, 4 says, but for the time, which their resource looks at."""

from __future__ import annotations

import base64
import json
from typing import Any

from conformance.reference.serving import Fault
from conformance_suites.interfaces.access.reference.keys import SIGNING_KEY


class Refused(Exception):
    """The token is not valid."""


def verified(token: str, fault: Fault) -> dict[str, Any]:
    """The claims of a valid token. Raises Refused."""
    from joserfc import jwk, jws

    try:
        head, body, signature = (_decoded(part) for part in token.split("."))
        header, claims = json.loads(head), json.loads(body)
    except ValueError:
        raise Refused from None
    if header["alg"] != "ES256":
        raise Refused
    signed = token.rpartition(".")[0].encode()
    key = jwk.import_key(dict(SIGNING_KEY))
    if not jws.JWSRegistry.algorithms["ES256"].verify(signed, signature, key):
        raise Refused
    return dict(claims)


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
