"""Changes to tokens that `conformance mutate` tries: of what is signed, signed anew, and of what is not signed anew.

The samples are signed with keys that everybody knows, so that a changed header or payload can be signed like the first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from conformance_suites.identity.jose.reader.base64url import decoded
from conformance_suites.identity.jose.writer.signing import P256, Signer, coded, part

TOKEN = re.compile("[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]*")
SIGNERS = {"EdDSA": Signer, "ES256": lambda: Signer(P256)}
GONE: Any = object()
HEADER = ("alg", "kid", "typ", "cty", "jwk", "crit", "aud", "region")
PAYLOAD = (
    *("@context", "type", "issuer", "holder", "credentialSubject", "verifiableCredential", "id"),
    *("iss", "jti", "sub", "aud", "iat", "exp"),
)
OTHERS: Mapping[str, Any] = {
    "gone": GONE,
    "number": 7,
    "text": "something else",
    "empty": "",
    "list": [],
    "null": None,
    "object": {"a": "b"},
}


def _parts(value: Any) -> tuple[dict[str, Any], dict[str, Any], str] | None:
    """Header, payload and signature of a token; None for any other value."""
    if not isinstance(value, str) or not TOKEN.fullmatch(value):
        return None
    head, body, signature = value.split(".")
    found = [json.loads(decoded(each) or b"null") for each in (head, body)]
    return (found[0], found[1], signature) if all(isinstance(each, dict) for each in found) else None


def resigned(header: dict[str, Any], payload: dict[str, Any], algorithm: Any) -> str:
    """The token, signed as the sample with this algorithm was."""
    signer = SIGNERS.get(algorithm if isinstance(algorithm, str) else "", Signer)()
    return signer.token(header, payload)


def _changed(which: int, name: str, value: Any, token: Any) -> Any:
    found = _parts(token)
    parts: list[dict[str, Any]] = [] if found is None else [found[0], found[1]]
    if found is None or name not in parts[which] or parts[which][name] == value:
        return None
    algorithm = found[0].get("alg")
    if value is GONE:
        del parts[which][name]
    else:
        parts[which][name] = value
    return resigned(parts[0], parts[1], algorithm)


def _added(which: int, name: str, value: Any, token: Any) -> Any:
    found = _parts(token)
    parts: list[dict[str, Any]] = [] if found is None else [found[0], found[1]]
    if found is None or name in parts[which]:
        return None
    parts[which][name] = value
    return resigned(parts[0], parts[1], found[0].get("alg"))


def _unsigned(change: Callable[[dict[str, Any], dict[str, Any], str], tuple[Any, Any, str]], token: Any) -> Any:
    found = _parts(token)
    if found is None:
        return None
    header, payload, signature = change(*found)
    return f"{part(header)}.{part(payload)}.{signature}"


OPERATORS: Mapping[str, Callable[[Any], Any]] = {
    **{f"token.header_{name}_{how}": partial(_changed, 0, name, to) for name in HEADER for how, to in OTHERS.items()},
    **{f"token.claim_{name}_{how}": partial(_changed, 1, name, to) for name in PAYLOAD for how, to in OTHERS.items()},
    "token.header_x5c": partial(_added, 0, "x5c", ["MIIB", 1]),
    "token.header_iss": partial(_added, 0, "iss", "https://other.example"),
    "token.header_crit": partial(_added, 0, "crit", ["exp"]),
    "token.header_alg_none": partial(_changed, 0, "alg", "none"),
    "token.header_alg_hmac": partial(_changed, 0, "alg", "HS256"),
    "token.header_alg_other": partial(_changed, 0, "alg", "ES384"),
    "token.claim_vc": partial(_added, 1, "vc", {}),
    "token.claim_nbf": partial(_added, 1, "nbf", 1_750_000_000),
    "token.claim_iat_text": partial(_added, 1, "iat", "yesterday"),
    "token.claim_exp_before": partial(_changed, 1, "exp", 1),
    "token.claim_iss_other": partial(_added, 1, "iss", "https://other.example"),
    "token.unsigned_claim": partial(_unsigned, lambda header, payload, end: (header, {**payload, "a": 1}, end)),
    "token.unsigned_header": partial(_unsigned, lambda header, payload, end: ({**header, "a": 1}, payload, end)),
    "token.unsigned": partial(_unsigned, lambda header, payload, _: ({**header, "alg": "none"}, payload, "")),
    "token.signature_zeros": partial(_unsigned, lambda header, payload, _: (header, payload, coded(bytes(64)))),
    "token.tilde": lambda token: f"{token}~" if _parts(token) else None,
}
"""By name: another value, or None where it does not apply."""
