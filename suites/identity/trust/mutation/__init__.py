"""Changes to entity statements that `conformance mutate` tries, signed anew by the entity that signed them."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from conformance_suites.identity.jose.reader.base64url import decoded, encoded
from conformance_suites.identity.trust.writer.signers import SIGNERS

TOKEN = re.compile("[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+")
GONE: Any = object()
OTHERS: Mapping[str, Any] = {
    "gone": GONE,
    "number": -7,
    "text": "something else",
    "empty": "",
    "list": [],
    "null": None,
}
HEADER = ("alg", "kid", "typ")
CLAIMS = (
    *("iss", "sub", "iat", "exp", "jwks", "authority_hints", "metadata"),
    *("metadata_policy", "metadata_policy_crit", "constraints", "crit", "trust_chain"),
)
PROVIDER, ALGORITHMS, TYPES = "openid_provider", "id_token_signing_alg_values_supported", "subject_types_supported"


def _resigned(change: Callable[[dict[str, Any], dict[str, Any]], None], token: Any) -> Any:
    """The token with changed header and claims; None for any other value, or where nothing changes."""
    if not isinstance(token, str) or not TOKEN.fullmatch(token):
        return None
    header, claims = (json.loads(decoded(each) or b"null") for each in token.split(".")[:2])
    before, signer = copy.deepcopy((header, claims)), SIGNERS[header["kid"]]
    try:
        change(header, claims)
    except (KeyError, IndexError, TypeError):
        return None
    return None if (header, claims) == before else signer.token(header, claims)


def _set(which: int, way: tuple[str | int, ...], value: Any, *parts: Any) -> None:
    """Set or remove a value that is there."""
    holder = parts[which]
    for step in way[:-1]:
        holder = holder[step]
    _ = holder[way[-1]]
    if value is GONE:
        del holder[way[-1]]
    else:
        holder[way[-1]] = value


def _add(claim: str, value: Any, _: Any, claims: dict[str, Any]) -> None:
    claims.setdefault(claim, value)


def _key(change: Callable[[list[Any]], None], _: Any, claims: dict[str, Any]) -> None:
    change(claims["jwks"]["keys"])


def _unsigned(token: Any) -> Any:
    if not isinstance(token, str) or not TOKEN.fullmatch(token):
        return None
    return f"{token.rpartition('.')[0]}.{encoded(bytes(64))}"


POLICY, METADATA = ("metadata_policy", PROVIDER), ("metadata", PROVIDER)
CHANGES: Mapping[str, Callable[[Any, Any], None]] = {
    **{f"header_{name}_{how}": partial(_set, 0, (name,), to) for name in HEADER for how, to in OTHERS.items()},
    **{f"claim_{name}_{how}": partial(_set, 1, (name,), to) for name in CLAIMS for how, to in OTHERS.items()},
    "header_alg_none": partial(_set, 0, ("alg",), "none"),
    "claim_iss_http": partial(_set, 1, ("iss",), "http://club.example"),
    "claim_exp_before": partial(_set, 1, ("exp",), 1),
    "claim_iat_after": partial(_set, 1, ("iat",), 1_790_600_000),
    "claim_other_superior": partial(_set, 1, ("authority_hints", 0), "https://other.example"),
    "claim_hints_own": partial(_add, "authority_hints", ["https://anchor.example"]),
    "claim_policy_own": partial(_add, "metadata_policy", {}),
    "claim_path": partial(_set, 1, ("constraints", "max_path_length"), 0),
    "claim_path_negative": partial(_set, 1, ("constraints", "max_path_length"), -1),
    "claim_names": partial(_set, 1, ("constraints", "naming_constraints"), {"permitted": ["other.example"]}),
    "claim_issuer": partial(_set, 1, (*METADATA, "issuer"), "https://other.example"),
    "claim_null": partial(_set, 1, (*METADATA, TYPES), None),
    "claim_types": partial(_set, 1, (*METADATA, TYPES), ["other"]),
    "claim_metadata_text": partial(_set, 1, METADATA, "club"),
    "claim_policy_text": partial(_set, 1, POLICY, "club"),
    "claim_policy_type": partial(_set, 1, (*POLICY, ALGORITHMS, "subset_of"), "ES256"),
    "claim_policy_apart": partial(_set, 1, (*POLICY, ALGORITHMS, "subset_of"), ["RS256"]),
    "claim_policy_value": partial(_set, 1, (*POLICY, "acr", "value"), "c"),
    "claim_policy_default": partial(_set, 1, (*POLICY, "acr"), {"default": "b"}),
    "claim_key_twice": partial(_key, lambda keys: keys.append(keys[0])),
    "claim_key_unnamed": partial(_key, lambda keys: keys[0].pop("kid")),
    "claim_key_private": partial(_key, lambda keys: keys[0].update(d="AAAA")),
    "claim_key_short": partial(_key, lambda keys: keys[0].update(x="AAAA")),
    "claim_key_renamed": partial(_key, lambda keys: keys[0].update(kid="other")),
}
OPERATORS: Mapping[str, Callable[[Any], Any]] = {
    **{f"token.{name}": partial(_resigned, change) for name, change in CHANGES.items()},
    "token.signature_zeros": _unsigned,
}
"""By name: another value, or None where it does not apply."""
