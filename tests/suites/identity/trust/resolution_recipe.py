"""What the samples of resolve responses are made from: `python -m tests.suites.identity.trust.resolution_recipe`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from conformance_suites.identity.jose.reader.base64url import decoded
from conformance_suites.identity.jose.writer.signing import coded, part
from conformance_suites.identity.trust.writer.signers import ANCHOR, OTHER
from tests.suites.identity.trust import chain_recipe as chains
from tests.suites.identity.trust.statement_recipe import (
    ANCHOR_ID,
    EXP,
    GONE,
    IAT,
    LEAF_ID,
    key,
    statement,
    with_members,
)

FOLDER = Path(__file__).parents[4] / "suites" / "identity" / "trust" / "resolution" / "samples"
CHAIN = chains.good()["club"]
RESOLVED = {
    "openid_provider": {
        "issuer": LEAF_ID,
        "subject_types_supported": ["public", "pairwise"],
        "id_token_signing_alg_values_supported": ["ES256", "RS256"],
        "contacts": ["help@anchor.example"],
    }
}


def response(header: dict[str, Any] | None = None, signer: Any = ANCHOR, **more: Any) -> str:
    """What the anchor says of the club; more claims replace the usual ones."""
    usual = {"iss": ANCHOR_ID, "sub": LEAF_ID, "iat": IAT, "exp": EXP, "metadata": RESOLVED, "trust_chain": CHAIN}
    head = {"alg": "EdDSA", "typ": "resolve-response+jwt", "kid": "anchor-1"}
    return signer.token(with_members(head, header or {}), with_members(usual, more))


def provider(**more: Any) -> dict[str, Any]:
    return {"openid_provider": with_members(RESOLVED["openid_provider"], more)}


def resolver() -> str:
    """What another resolver says of itself."""
    claims = {"iss": "https://resolver.example", "sub": "https://resolver.example", "iat": IAT, "exp": EXP}
    return statement(OTHER, "resolver-1", {**claims, "jwks": {"keys": [key(OTHER, "resolver-1")]}})


def by_resolver(signer: Any = OTHER) -> str:
    header = {"kid": "resolver-1", "trust_chain": [resolver()]}
    return response(header, signer, iss="https://resolver.example")


def good() -> dict[str, str]:
    capitals = chains.policed(name={"capitals": True})
    return {
        "club": response(),
        "entity_alone": response(metadata={"federation_entity": {"organization_name": "Club"}}),
        "by_resolver": by_resolver(),
        "by_another": response(iss="https://elsewhere.example"),
        "anchor_left_out": response(trust_chain=CHAIN[:-1], exp=EXP - 1),
        "other_operator": response(
            metadata=chains.provider(name="CLUB", contacts=["help@anchor.example"]),
            trust_chain=chains.described(capitals, name="club"),
        ),
    }


def bad() -> dict[str, str]:
    head, body, signature = response().split(".")
    header = json.loads(decoded(head) or b"{}")
    claims = (decoded(body) or b"").decode()
    return {
        "001_two_parts": f"{head}.{body}",
        "001_padded": f"{head}=.{body}.{signature}",
        "002_cut_off": f"{coded(b'{')}.{body}.{signature}",
        "002_list": f"{head}.{part([1])}.{signature}",
        "002_twice": ANCHOR.token(header, coded(claims.replace("{", '{"iss": "a", ', 1).encode())),
        "003_jwt": response({"typ": "JWT"}),
        "003_missing": response({"typ": GONE}),
        "004_missing": response({"alg": GONE}),
        "004_number": response({"alg": 3}),
        "004_none": f"{part({**header, 'alg': 'none'})}.{body}.",
        "004_hs256": response({"alg": "HS256"}),
        "005_missing": response({"kid": GONE}),
        "005_number": response({"kid": 3}),
        "006_no_issuer": response(iss=GONE),
        "006_no_time": response(iat="now"),
        "006_metadata": response(metadata=[]),
        "006_text": response(metadata={"openid_provider": "Club"}),
        "007_missing": response(trust_chain=GONE),
        "007_none": response(trust_chain=[]),
        "008_other": response(sub=f"{LEAF_ID}/"),
        "009_later": response(exp=EXP + 1),
        "010_policy": response(metadata=provider(contacts=GONE)),
        "010_more": response(metadata=provider(acr="a")),
        "010_type": response(metadata={"oauth_client": {}}),
        "011_other_key": response(signer=OTHER),
        "011_resolver": by_resolver(ANCHOR),
    }


def samples() -> dict[Path, bytes]:
    """All samples by file."""
    found = {FOLDER / "good" / f"{name}.resolve-response.jwt": text for name, text in good().items()}
    found |= {FOLDER / "bad" / f"ID-FRR-{name}.resolve-response.jwt": text for name, text in bad().items()}
    return {path: f"{text}\n".encode() for path, text in found.items()}


if __name__ == "__main__":
    for path, data in samples().items():
        path.write_bytes(data)
