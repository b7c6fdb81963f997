"""What the samples of entity statements are made from: `python -m tests.suites.identity.trust.statement_recipe`.

They are files, so that the catalogue can be read without the libraries that sign; a test compares them with this
recipe.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from conformance_suites.identity.jose.reader.base64url import decoded
from conformance_suites.identity.jose.writer.signing import Signer, coded, part
from conformance_suites.identity.trust.writer.signers import ANCHOR, LEAF, OTHER, UNION

FOLDER = Path(__file__).parents[4] / "suites" / "identity" / "trust" / "statement" / "samples"
LEAF_ID, UNION_ID, ANCHOR_ID = "https://club.example", "https://union.example/members", "https://anchor.example"
IAT, EXP = 1_790_000_000, 1_790_600_000
GONE: Any = object()
"""In place of a value: the member is left out."""


def with_members(members: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in {**copy.deepcopy(members), **more}.items() if each is not GONE}


def key(signer: Signer, kid: str) -> dict[str, str]:
    return {**signer.jwk, "kid": kid}


def statement(signer: Signer, named: str, claims: dict[str, Any], header: dict[str, Any] | None = None) -> str:
    usual = {"alg": signer.algorithm, "typ": "entity-statement+jwt", "kid": named}
    return signer.token(with_members(usual, header or {}), claims)


def own(header: dict[str, Any] | None = None, **more: Any) -> str:
    """What the club says of itself; more claims replace the usual ones."""
    claims = {
        "iss": LEAF_ID,
        "sub": LEAF_ID,
        "iat": IAT,
        "exp": EXP,
        "jwks": {"keys": [key(LEAF, "club-1")]},
        "authority_hints": [UNION_ID],
        "metadata": {
            "openid_provider": {
                "issuer": LEAF_ID,
                "subject_types_supported": ["pairwise", "public"],
                "id_token_signing_alg_values_supported": ["ES256", "RS256"],
            },
            "federation_entity": {"organization_name": "Club"},
        },
    }
    return statement(LEAF, "club-1", with_members(claims, more), header)


POLICY = {
    "openid_provider": {
        "subject_types_supported": {"value": ["pairwise"]},
        "id_token_signing_alg_values_supported": {
            "default": ["ES256"],
            "subset_of": ["ES256", "EdDSA"],
            "superset_of": ["ES256"],
            "essential": True,
        },
        "contacts": {"add": ["help@union.example"], "regexp": "@"},
    }
}


def about(header: dict[str, Any] | None = None, **more: Any) -> str:
    """What the union says of the club."""
    claims = {
        "iss": UNION_ID,
        "sub": LEAF_ID,
        "iat": IAT,
        "exp": EXP,
        "jwks": {"keys": [key(LEAF, "club-1")]},
        "metadata_policy": POLICY,
        "metadata_policy_crit": ["regexp"],
        "constraints": {
            "max_path_length": 0,
            "naming_constraints": {"permitted": ["club.example"], "excluded": ["old.club.example"]},
            "allowed_entity_types": ["openid_provider"],
        },
        "source_endpoint": "https://union.example/fetch",
        "crit": ["region"],
        "region": "east",
    }
    return statement(UNION, "union-1", with_members(claims, more), header)


def policed(**operators: Any) -> str:
    """A policy of one parameter."""
    return about(metadata_policy={"openid_provider": {"some": operators}})


def good() -> dict[str, str]:
    removed = {"openid_provider": {"legacy": {"value": None, "add": []}, "scope": {"value": "a b", "add": ["a"]}}}
    return {
        "club.entity-statement.jwt": own(),
        "about_club.entity-statement.jwt": about(),
        "anchor.entity-statement.jwt": statement(
            ANCHOR,
            "anchor-2",
            {
                "iss": ANCHOR_ID,
                "sub": ANCHOR_ID,
                "iat": IAT,
                "exp": EXP,
                "jwks": {"keys": [key(ANCHOR, "anchor-2"), key(OTHER, "anchor-1")]},
                "metadata": {"oauth_authorization_server": {"issuer": ANCHOR_ID}, "federation_entity": {}},
                "trust_anchor_hints": [ANCHOR_ID],
            },
            {"typ": "application/entity-statement+jwt"},
        ),
        "removed.entity-statement.jwt": about(metadata_policy=removed),
    }


def bad() -> dict[str, str]:
    head, body, signature = own().split(".")
    header = {"alg": "EdDSA", "typ": "entity-statement+jwt", "kid": "club-1"}
    claims = (decoded(body) or b"").decode()
    signed = LEAF.token
    secret = {**key(LEAF, "club-1"), "d": coded(bytes(31) + b"\1")}
    keys = {"jwks": {"keys": [key(LEAF, "club-1"), key(OTHER, "club-1")]}}
    naming = {"naming_constraints": {"permitted": "club.example"}}
    return {
        "001_two_parts": f"{head}.{body}",
        "001_padded": f"{head}=.{body}.{signature}",
        "002_cut_off": signed(coded(b'{"alg":"EdDSA",'), json.loads(claims)),  # type: ignore[arg-type]
        "002_list": signed(header, part([claims])),
        "002_twice": signed(header, coded(claims.replace("{", '{"iss": "https://a.example", ', 1).encode())),
        "003_jwt": own({"typ": "JWT"}),
        "003_missing": own({"typ": GONE}),
        "004_missing": own({"alg": GONE}),
        "004_number": own({"alg": 3}),
        "005_none": f"{part({**header, 'alg': 'none'})}.{body}.",
        "005_hs256": own({"alg": "HS256"}),
        "005_no_signature": f"{head}.{body}.",
        "006_missing": own({"kid": GONE}),
        "006_empty": own({"kid": ""}),
        "007_no_subject": about(sub=GONE),
        "007_number": about(iss=3),
        "008_http": about(iss="http://union.example"),
        "008_query": about(sub="https://club.example?a"),
        "008_name": about(iss="The union"),
        "009_no_end": own(exp=GONE),
        "009_text": own(iat="2026-09-21"),
        "010_reversed": own(exp=IAT - 1),
        "011_missing": own(jwks=GONE),
        "011_list": own(jwks=[key(LEAF, "club-1")]),
        "011_none": own(jwks={"keys": []}),
        "011_text": own(jwks={"keys": ["club-1"]}),
        "012_missing": own(jwks={"keys": [LEAF.jwk]}),
        "012_twice": own(**keys),
        "013_private": own(jwks={"keys": [secret]}),
        "013_no_type": own(jwks={"keys": [{"kid": "club-1"}]}),
        "013_no_x": own(jwks={"keys": [{"kty": "OKP", "crv": "Ed25519", "kid": "club-1"}]}),
        "013_size": own(jwks={"keys": [{**key(LEAF, "club-1"), "x": "AAAA"}]}),
        "014_text": about(crit="region"),
        "014_number": about(crit=[3]),
        "014_defined": about(crit=["constraints"]),
        "015_none": own(authority_hints=[]),
        "015_text": own(authority_hints=UNION_ID),
        "015_name": own(trust_anchor_hints=["The anchor"]),
        "016_policy": own(metadata_policy=POLICY),
        "016_hints": about(authority_hints=[ANCHOR_ID]),
        "017_list": own(metadata=[]),
        "017_text": own(metadata={"federation_entity": "Club"}),
        "018_null": own(metadata={"federation_entity": {"organization_name": None}}),
        "019_other": own(metadata={"openid_provider": {"issuer": f"{LEAF_ID}/"}}),
        "020_list": about(metadata_policy=[]),
        "020_parameter": about(metadata_policy={"openid_provider": {"contacts": ["help@union.example"]}}),
        "021_add": policed(add="a"),
        "021_essential": policed(essential="yes"),
        "021_default": policed(default=None),
        "022_apart": policed(one_of=["a"], subset_of=["a"]),
        "022_value": policed(value="b", one_of=["a"]),
        "022_removed": policed(value=None, essential=True),
        "022_add": policed(add=["b"], subset_of=["a"]),
        "022_sets": policed(subset_of=["a"], superset_of=["b"]),
        "023_none": about(metadata_policy_crit=[]),
        "023_number": about(metadata_policy_crit=[3]),
        "023_standard": about(metadata_policy_crit=["subset_of"]),
        "024_list": about(constraints=[]),
        "024_text": about(constraints=naming),
        "024_negative": about(constraints={"max_path_length": -1}),
        "024_always": about(constraints={"allowed_entity_types": ["federation_entity"]}),
        "025_unknown": own({"kid": "club-2"}),
        "025_other_key": f"{head}.{body}.{coded(OTHER.signature(f'{head}.{body}'.encode()))}",
        "025_es256": own({"alg": "ES256"}),
    }


def samples() -> dict[Path, bytes]:
    """All samples by file."""
    found = {FOLDER / "good" / name: text for name, text in good().items()}
    found |= {FOLDER / "bad" / f"ID-FES-{name}.entity-statement.jwt": text for name, text in bad().items()}
    return {path: f"{text}\n".encode() for path, text in found.items()}


if __name__ == "__main__":
    for path, data in samples().items():
        path.write_bytes(data)
