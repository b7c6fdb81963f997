"""Bad samples by what is changed in a good one: a value of the wrong type, an empty list, a missing member."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "samples" / "good" / "club.json"
MEMBER = ("credential_configurations_supported", "Membership")
AVATAR = ("credential_configurations_supported", "Avatar")
REQUESTS, RESPONSES = ("credential_request_encryption",), ("credential_response_encryption",)
JWT = (*MEMBER, "proof_types_supported", "jwt")
ATTESTED = (*JWT, "key_attestations_required")
SHOWN = (*MEMBER, "credential_metadata")
DISPLAY, CLAIM = (*SHOWN, "display", 0), (*SHOWN, "claims", 0)
Place = tuple[str | int, ...]

# Where something is a number that has to be something else.
TYPED: tuple[Place, ...] = (
    *((name,) for name in ("credential_issuer", "credential_endpoint", "nonce_endpoint")),
    *((name,) for name in ("deferred_credential_endpoint", "notification_endpoint", "batch_credential_issuance")),
    ("authorization_servers", 0),
    *(REQUESTS, RESPONSES, (*REQUESTS, "jwks"), (*REQUESTS, "jwks", "keys"), (*REQUESTS, "jwks", "keys", 0)),
    *((*REQUESTS, name) for name in ("enc_values_supported", "zip_values_supported", "encryption_required")),
    *((*RESPONSES, name) for name in ("alg_values_supported", "enc_values_supported", "zip_values_supported")),
    (*RESPONSES, "encryption_required"),
    ("display",),
    *(("display", 0), ("display", 0, "name"), ("display", 0, "locale"), ("display", 0, "logo")),
    *(("display", 0, "logo", "uri"), ("display", 0, "logo", "alt_text")),
    MEMBER,
    *((*MEMBER, name) for name in ("format", "scope", "vct", "cryptographic_binding_methods_supported")),
    *((*MEMBER, name) for name in ("credential_signing_alg_values_supported", "credential_metadata")),
    (*MEMBER, "proof_types_supported"),
    *(JWT, (*JWT, "proof_signing_alg_values_supported"), ATTESTED),
    *((*ATTESTED, "key_storage"), (*ATTESTED, "user_authentication")),
    *((*SHOWN, "display"), (*SHOWN, "claims"), CLAIM, (*CLAIM, "path"), (*CLAIM, "mandatory"), (*CLAIM, "display")),
    *((*DISPLAY, name) for name in ("description", "background_color", "text_color", "background_image")),
    ("credential_configurations_supported", "Licence", "doctype"),
    *((*AVATAR, "credential_definition"), (*AVATAR, "credential_definition", "type")),
    (*AVATAR, "credential_definition", "@context"),
)
FRACTIONS: tuple[Place, ...] = (
    (*MEMBER, "credential_signing_alg_values_supported", 0),
    (*JWT, "proof_signing_alg_values_supported", 0),
    ("batch_credential_issuance", "batch_size"),
)
EMPTY: tuple[Place, ...] = (
    ("display",),
    (*REQUESTS, "jwks", "keys"),
    *((*REQUESTS, name) for name in ("enc_values_supported", "zip_values_supported")),
    *((*RESPONSES, name) for name in ("alg_values_supported", "enc_values_supported", "zip_values_supported")),
    *((*MEMBER, name) for name in ("credential_signing_alg_values_supported",)),
    *((*AVATAR, name) for name in ("cryptographic_binding_methods_supported",)),
    *((*ATTESTED, "key_storage"), (*ATTESTED, "user_authentication"), (*SHOWN, "display"), (*CLAIM, "display")),
)
MISSING: tuple[Place, ...] = (
    (*REQUESTS, "jwks", "keys"),
    *((*REQUESTS, name) for name in ("enc_values_supported", "encryption_required")),
    *((*RESPONSES, name) for name in ("alg_values_supported", "enc_values_supported")),
)


def _changed(place: Place, value: Any) -> bytes:
    """The good sample with this value at a place; without the member where it is None."""
    document = copy.deepcopy(json.loads(HERE.read_bytes()))
    holder = document
    for step in place[:-1]:
        holder = holder[step]
    if value is None:
        del holder[place[-1]]
    else:
        holder[place[-1]] = value
    return json.dumps(document, ensure_ascii=False).encode()


def _name(row: str, what: str, place: Place) -> str:
    return f"{row}_{what}_{'_'.join(map(str, place)).replace('@', '')}.json"


def bad() -> dict[str, bytes]:
    """The samples by file name."""
    found = {_name("ID-VIM-003", "number", place): _changed(place, 7) for place in TYPED}
    found |= {_name("ID-VIM-003", "fraction", place): _changed(place, 2.5) for place in FRACTIONS}
    found |= {_name("ID-VIM-008", "empty", place): _changed(place, []) for place in EMPTY}
    found |= {_name("ID-VIM-010", "without", place): _changed(place, None) for place in MISSING}
    whole = {
        "format": "jwt_vc_json-ld",
        "credential_definition": {"@context": ["https://www.w3.org/2018/credentials/v1"]},
    }
    found["ID-VIM-014_linked_data.json"] = _changed((*AVATAR[:1], "Pass"), whole)
    bare = {"format": "ldp_vc", "credential_definition": {"type": ["VerifiableCredential"]}}
    found["ID-VIM-015_secured.json"] = _changed((*AVATAR[:1], "Pass"), bare)
    return found


def good() -> dict[str, bytes]:
    """A configuration whose format nobody names is not asked for contexts; a display need not have a language."""
    return {"display_without_language.json": _changed(("display",), [{"name": "Club"}, {"name": "俱乐部"}])}
