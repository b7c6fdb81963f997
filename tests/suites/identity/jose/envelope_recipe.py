"""What the samples of tokens are made from: `python -m tests.suites.identity.jose.envelope_recipe` writes them.

They are files, so that the catalogue can be read without the libraries that sign; a test compares them with this
recipe.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from conformance_suites.identity.jose.writer.signing import P256, Signer, coded, part

FAMILY = Path(__file__).parents[4] / "suites" / "identity" / "jose"
FOLDER, ENVELOPED = FAMILY / "envelope" / "samples", FAMILY / "enveloped" / "samples"
CLUB, OTHER, CITY = Signer(), Signer(number=2), Signer(P256)
TERMS = {"Member": "https://club.example/terms#Member", "level": "https://club.example/terms#level"}
CONTEXTS = ["https://www.w3.org/ns/credentials/v2", TERMS]
FOUR = {"id": "did:example:wei", "level": 4}
GONE: Any = object()
"""In place of a value: the member is left out."""


def credential(issuer: str = CLUB.did, **more: Any) -> dict[str, Any]:
    document = {"@context": CONTEXTS, "type": ["VerifiableCredential", "Member"], "issuer": issuer}
    return with_members({**document, "credentialSubject": {"id": "did:example:wei", "level": 3}}, more)


def presentation(**more: Any) -> dict[str, Any]:
    enveloped = {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{token()}",
    }
    document = {"@context": CONTEXTS[:1], "type": ["VerifiablePresentation"], "holder": CLUB.did}
    return with_members({**document, "verifiableCredential": [enveloped]}, more)


def with_members(members: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in {**copy.deepcopy(members), **more}.items() if each is not GONE}


def token(signer: Signer = CLUB, payload: Any = None, **header: Any) -> str:
    """A token of the club; more members of its header replace the usual ones."""
    usual = {"alg": signer.algorithm, "kid": signer.method, "typ": "vc+jwt", "cty": "vc"}
    return signer.token(with_members(usual, header), credential() if payload is None else payload)


def presented(payload: Any = None, **header: Any) -> str:
    return token(payload=presentation() if payload is None else payload, **{"typ": "vp+jwt", "cty": "vp", **header})


def outer(*tokens: str) -> dict[str, Any]:
    """A presentation that is a document, with these tokens."""
    enveloped = [
        {**presentation()["verifiableCredential"][0], "id": f"data:application/vc+jwt,{each}"} for each in tokens
    ]
    return presentation(holder=GONE, verifiableCredential=enveloped)


def by_jwk(key: Any, signer: Signer = CITY, **header: Any) -> str:
    """A token of an issuer with a web address, whose key is in the header."""
    payload = credential("https://city.example/issuers/1", iss="https://city.example/issuers/1")
    return token(signer, payload, kid=GONE, jwk=key, **header)


def by_did(did: str, signer: Signer = CLUB) -> str:
    """A token of an issuer with this DID, whose fragment is its value."""
    return token(signer, credential(did), kid=f"{did}#{did.rpartition(':')[2]}")


def good() -> dict[str, str]:
    whole = credential(
        id="urn:uuid:3f1c7c2e-8f0a-4b63-9d4e-2a5b7c9d1e02",
        iss=CLUB.did,
        jti="urn:uuid:3f1c7c2e-8f0a-4b63-9d4e-2a5b7c9d1e02",
        sub="did:example:wei",
        aud="https://verifier.example",
        iat=1_760_000_000,
        exp=1_790_000_000,
    )
    registered = credential(
        nonce="n-0S6_WzA2Mj", status={"status_list": {"idx": 0, "uri": "https://club.example/list"}}
    )
    return {
        "plain.vc.jwt": token(),
        "registered.vc.jwt": token(payload=registered, typ="ob+vc+jwt", cty="ob+vc", kid=f"{CLUB.did}/a?versionId=1#0"),
        "whole.vc.jwt": token(payload=whole, aud="https://verifier.example", region="east", crit=["region"]),
        "by_key.vc.jwt": token(CITY, credential(CITY.did_key), kid=CITY.key_method, typ="application/vc+jwt"),
        "by_jwk.vc.jwt": by_jwk(CITY.jwk),
        "shown.vp.jwt": presented(),
    }


def bad() -> dict[str, str]:
    head, body, signature = token().split(".")
    whole = json.loads(json.dumps(credential()))
    secret = {**CITY.jwk, "d": coded(bytes(31) + b"\1")}
    signed = CLUB.token
    header = {"alg": "EdDSA", "kid": CLUB.method, "typ": "vc+jwt"}
    off = coded(bytes(31) + b"\2")
    value = CLUB.did_key.rpartition(":")[2]
    return {
        "001_two_parts": f"{head}.{body}",
        "001_padded": f"{head}.{body}==.{signature}",
        "001_unused_bits": f"{head}.{body}.{signature[:-1]}{chr(ord(signature[-1]) + 1)}",
        "001_no_header": f".{body}.{signature}",
        "002_cut_off": signed(coded(b'{"alg":"EdDSA",'), whole),  # type: ignore[arg-type]
        "002_bom": signed(coded(b"\xef\xbb\xbf" + json.dumps(header).encode()), whole),  # type: ignore[arg-type]
        "002_list": signed(part([header]), whole),  # type: ignore[arg-type]
        "002_twice": signed(coded(json.dumps(header).replace("{", '{"alg": "ES256", ').encode()), whole),  # type: ignore[arg-type]
        "003_cut_off": signed(header, coded(json.dumps(whole)[:-1].encode())),
        "003_text": signed(header, part("credential")),
        "003_twice": signed(header, coded(json.dumps(whole).replace("{", '{"issuer": "did:example:1", ', 1).encode())),
        "004_missing": token(alg=GONE),
        "004_number": token(alg=3),
        "005_none": f"{part({'alg': 'none', 'kid': CLUB.method, 'typ': 'vc+jwt'})}.{body}.",
        "005_none_in_capitals": token(alg="None"),
        "005_no_signature": f"{head}.{body}.",
        "006_hs256": token(alg="HS256"),
        "007_kid": token(kid=1),
        "007_jwk": token(jwk="key"),
        "007_x5c": token(x5c="certificate"),
        "007_x5c_none": token(x5c=[]),
        "007_x5c_number": token(x5c=["MIIB", 1]),
        "008_absent": token(crit=["region"]),
        "008_none": token(crit=[]),
        "008_number": token(crit=[1]),
        "008_registered": token(crit=["kid"]),
        "008_twice": token(crit=["region", "region"], region="east"),
        "009_vc": token(payload={"iss": CLUB.did, "vc": whole}),
        "009_vp": presented({**presentation(), "vp": {}}),
        "010_jwt": token(typ="JWT"),
        "010_missing": token(typ=GONE),
        "010_presentation": token(typ="vp+jwt"),
        "010_credential": presented(typ="vc+jwt"),
        "011_json": token(cty="application/ld+json"),
        "011_credential": presented(cty="vc"),
        "012_missing": token(kid=GONE),
        "013_relative": token(kid="#0"),
        "013_did_alone": token(kid=CLUB.did),
        "014_other": token(payload=credential(OTHER.did)),
        "014_issuer_of_the_claim": token(payload=credential(OTHER.did, iss=OTHER.did)),
        "015_other": token(payload=credential(iss=OTHER.did)),
        "015_header": token(iss=OTHER.did),
        "015_object": token(payload=credential({"id": CLUB.did}, iss=OTHER.did)),  # type: ignore[arg-type]
        "016_jti": token(payload=credential(id="urn:a:1", jti="urn:a:2")),
        "016_sub": token(payload=credential(sub="did:example:other")),
        "017_nbf": token(payload=credential(nbf=1_760_000_000)),
        "018_text": token(payload=credential(iat="2026-01-01T00:00:00Z")),
        "018_true": token(payload=credential(exp=True)),
        "019_reversed": token(payload=credential(iat=1_790_000_000, exp=1_760_000_000)),
        "020_other": token(payload=credential(aud="https://verifier.example"), aud="https://other.example"),
        "021_multibase": by_did("did:key:0OIl"),
        "021_codec": by_did("did:key:z2UzHL"),
        "021_size": by_did(f"did:key:{_shortened(CLUB)}"),
        "021_point": by_did(f"did:key:{_off_curve()}"),
        "021_did_jwk": token(payload=credential("did:jwk:e30x"), kid="did:jwk:e30x#0"),
        "021_private": by_jwk(secret),
        "021_no_type": by_jwk({name: each for name, each in CITY.jwk.items() if name != "kty"}),
        "021_no_x": by_jwk({name: each for name, each in CITY.jwk.items() if name != "x"}),
        "021_values": by_jwk({**CITY.jwk, "x": off}),
        "021_encoding": by_jwk({**CITY.jwk, "y": "short"}),
        "021_certificate": by_jwk(GONE, x5c=["TUlJQg=="]),
        "022_jwk": token(kid=f"{CLUB.did}#1"),
        "022_key": token(payload=credential(CLUB.did_key), kid=f"{CLUB.did_key}#{value[:-1]}"),
        "023_es256": token(alg="ES256"),
        "023_use": by_jwk({**CITY.jwk, "use": "enc"}),
        "023_curve": by_jwk(CITY.jwk, alg="ES384"),
        "024_payload": f"{head}.{part(credential(credentialSubject=FOUR))}.{signature}",
        "024_other_key": f"{head}.{body}.{token(OTHER).split('.')[2]}",
        "024_short": f"{head}.{body}.{coded(bytes(63))}",
        "025_issuer": token(payload=credential(iss=1)),
        "025_subject": token(payload=credential(sub=1)),
        "025_audiences": token(payload=credential(aud=["https://verifier.example", 1])),
    }


def _shortened(signer: Signer) -> str:
    from multiformats import multibase

    return str(multibase.encode(multibase.decode(signer.did_key.rpartition(":")[2])[:-1], "base58btc"))


def _off_curve() -> str:
    from multiformats import multibase

    return str(multibase.encode(b"\x80\x24\x02" + bytes(31) + b"\1", "base58btc"))


def files() -> dict[str, str]:
    """By path in the folder of samples: the token."""
    ends = {name: ".vp.jwt" if '"vp' in _header(text) else ".vc.jwt" for name, text in bad().items()}
    wrong = {f"bad/ID-JOS-{name}{ends[name]}": text for name, text in bad().items()}
    return {**{f"good/{name}": text for name, text in good().items()}, **wrong}


def enveloped_good() -> dict[str, dict[str, Any]]:
    return {"two.vp.json": outer(token(), by_jwk(CITY.jwk), token(payload=credential(iss=CLUB.did)))}


def enveloped_bad() -> dict[str, dict[str, Any]]:
    wrong = bad()
    chosen = {
        "001_two_parts": wrong["001_two_parts"],
        "001_padded": wrong["001_padded"],
        "002_list": wrong["002_list"],
        "002_twice": wrong["002_twice"],
        "002_cut_off": wrong["002_cut_off"],
        "003_text": wrong["003_text"],
        "003_twice": wrong["003_twice"],
        "003_cut_off": wrong["003_cut_off"],
        "004_claim": wrong["009_vc"],
        "005_missing": wrong["004_missing"],
        "005_number": wrong["004_number"],
        "006_none": wrong["005_none"],
        "006_no_signature": wrong["005_no_signature"],
        "007_hs256": wrong["006_hs256"],
        "008_other": wrong["015_other"],
        "010_es256": wrong["023_es256"],
        "010_use": wrong["023_use"],
        "011_payload": wrong["024_payload"],
        **{name.replace("021", "009"): text for name, text in wrong.items() if name.startswith("021")},
    }
    return {f"ID-JOE-{name}.vp.json": outer(text) for name, text in chosen.items()}


def enveloped_files() -> dict[str, str]:
    """By path in the folder of samples of enveloped tokens: the presentation."""
    found = {f"good/{name}": each for name, each in enveloped_good().items()}
    found |= {f"bad/{name}": each for name, each in enveloped_bad().items()}
    return {name: json.dumps(each, indent=1, ensure_ascii=False) for name, each in found.items()}


def _header(text: str) -> str:
    import base64

    return base64.urlsafe_b64decode(text.partition(".")[0] + "===").decode(errors="replace")


if __name__ == "__main__":
    for folder, made in ((FOLDER, files()), (ENVELOPED, enveloped_files())):
        for old in [*folder.glob("*/*.jwt"), *folder.glob("*/*.json")]:
            old.unlink()
        for name, text in made.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text + "\n", encoding="utf-8", newline="\n")
