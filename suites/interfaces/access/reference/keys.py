"""The key of the issuer that the reference product trusts: RFC 7517 A.2, which everybody may know."""

from __future__ import annotations

import json
from typing import Any

SIGNING_KEY: dict[str, Any] = {
    "kty": "EC",
    "crv": "P-256",
    "kid": "1",
    "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
    "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
    "d": "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE",  # gitleaks:allow - an example of the RFC
}
VARIABLE = "REFERENCE_SIGNING_KEY"
ENVIRONMENT = {VARIABLE: json.dumps(SIGNING_KEY)}
