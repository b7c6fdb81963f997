"""What the samples of tokens with disclosures are made from: `python -m tests.suites.identity.sd_jwt.sd_jwt_recipe`.

They are files, so that the catalogue can be read without the libraries that sign; a test compares them with this
recipe.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from conformance_suites.identity.jose.writer.signing import P256, Signer, coded, part
from conformance_suites.identity.sd_jwt.writer.issuing import binding, combined, digest, disclosure, salt

FOLDER = Path(__file__).parents[4] / "suites" / "identity" / "sd_jwt"
CLUB, OTHER, CITY = Signer(), Signer(number=2), Signer(P256)
HOLDER, THIEF = Signer(P256, 3), Signer(P256, 4)
OFF_CURVE = bytes([2, *bytes(31), 1])
GONE: Any = object()
NICKNAME = disclosure(salt(1), "nickname", "小薇")
LEVEL = disclosure(salt(2), "level", 3)
FRIEND, RIVAL = disclosure(salt(3), "did:example:ming"), disclosure(salt(4), "did:example:bo")
INNER = disclosure(salt(8), {"...": digest(FRIEND)})
STREET = disclosure(salt(5), "street", "1 Harbour Road")
ADDRESS = disclosure(salt(6), "address", {"town": "Shanghai", "_sd": [digest(STREET)]})
ISSUER = disclosure(salt(7), "iss", CLUB.did)
DECOY = digest("decoy")
SENT = (NICKNAME, LEVEL, FRIEND, ADDRESS, STREET)


def claims(**more: Any) -> dict[str, Any]:
    """The claims of the club's token; GONE leaves one out."""
    members = {
        "iss": CLUB.did,
        "iat": 1_760_000_000,
        "exp": 1_790_000_000,
        "_sd_alg": "sha-256",
        "_sd": sorted([*map(digest, (NICKNAME, LEVEL, ADDRESS)), DECOY]),
        "club": "Harbour",
        "friends": ["did:example:an", {"...": digest(FRIEND)}, {"...": digest(RIVAL)}],
        "cnf": {"jwk": HOLDER.jwk},
    }
    return {name: each for name, each in {**members, **more}.items() if each is not GONE}


def issued(payload: Any = None, signer: Signer = CLUB, **header: Any) -> str:
    usual = {"alg": signer.algorithm, "kid": signer.method, "typ": "example+sd-jwt"}
    members = {name: each for name, each in {**usual, **header}.items() if each is not GONE}
    return signer.token(members, claims() if payload is None else payload)


def token(*sent: str, payload: Any = None, signer: Signer = CLUB, **header: Any) -> str:
    """A token with what is sent of its disclosures, by default all but one."""
    return combined(issued(payload, signer, **header), *(sent or SENT))


def hiding(*hidden: str, **more: Any) -> dict[str, Any]:
    """The claims of a token that hides these."""
    return claims(**{"_sd": [*map(digest, hidden)], "friends": GONE, **more})


def only(text: str, **more: Any) -> str:
    """A token that hides this claim alone, and discloses it."""
    return token(text, payload=hiding(text, **more))


def shown(holder: Signer = HOLDER, before: str = "", **more: Any) -> str:
    """A token with a key binding JWT."""
    before = before or token(NICKNAME, LEVEL)
    return before + binding(before, holder, **more)


def bound_by(**confirmation: Any) -> str:
    """The same with another `cnf`."""
    return shown(before=token(NICKNAME, payload=claims(cnf=confirmation.get("cnf", confirmation))))


def credential(**more: Any) -> dict[str, Any]:
    return claims(**{"vct": "https://club.example/types/member", **more})


def vc(*sent: str, payload: Any = None, **header: Any) -> str:
    return token(*sent, payload=credential() if payload is None else payload, **{"typ": "dc+sd-jwt", **header})


def vc_hiding(name: str, value: Any) -> str:
    text = disclosure(salt(9), name, value)
    return vc(text, payload={**credential(**{name: GONE}), "_sd": [digest(text)], "friends": []})


def model(*sent: str, **more: Any) -> str:
    """A token with a credential of the data model; GONE leaves a member out."""
    terms = {"Member": "https://club.example/terms#Member", "level": "https://club.example/terms#level"}
    members = {
        "@context": ["https://www.w3.org/ns/credentials/v2", terms],
        "type": ["VerifiableCredential", "Member"],
        "issuer": CLUB.did,
        "credentialSubject": {"id": "did:example:wei", "_sd": [digest(LEVEL)]},
    }
    payload = {name: each for name, each in {**members, **more}.items() if each is not GONE}
    return combined(issued(payload, typ="vc+sd-jwt"), *sent)


def good() -> dict[str, dict[str, str]]:
    long = hiding(NICKNAME, _sd_alg="sha-384", _sd=[digest(NICKNAME, "sha384")], nbf=1_760_000_000)
    longer = token(NICKNAME, payload=long)
    disclosures = {
        "whole.sd-jwt": token(),
        "few.sd-jwt": token(NICKNAME),
        "twice_hidden.sd-jwt": token(
            FRIEND, INNER, payload=hiding(NICKNAME, friends=[{"...": digest(INNER)}, {"...": DECOY}])
        ),
        "plain.sd-jwt": combined(issued({"iss": CLUB.did, "club": "Harbour"})),
        "sha384.sd-jwt": longer,
        "model.sd-jwt": model(LEVEL),
    }
    hidden = {"...": digest("other")}
    signature = {
        "whole.sd-jwt": token(payload=claims(sub="did:example:wei", aud=["https://verifier.example", hidden])),
        "by_key.sd-jwt": token(payload=claims(iss=CITY.did_key), signer=CITY, kid=CITY.key_method),
        "by_jwk.sd-jwt": by_jwk(CITY.jwk),
        "critical.sd-jwt": token(crit=["region"], region="east"),
        "model.sd-jwt": model(LEVEL, iss=CLUB.did),
        "issuer_disclosed.sd-jwt": token(
            ISSUER, payload=hiding(ISSUER, iss=GONE), kid=f"#{CLUB.method.partition('#')[2]}"
        ),
    }
    key_binding = {
        "shown.sd-jwt": shown(),
        "holder_by_did.sd-jwt": bound_by(kid=HOLDER.method),
        "holder_by_did_key.sd-jwt": bound_by(kid=HOLDER.key_method),
        "sha384.sd-jwt": longer + binding(longer, HOLDER, "sha384"),
        "clocks_differ.sd-jwt": shown(iat=1_790_000_300),
    }
    whole = credential(**{"vct#integrity": f"sha256-{'A' * 43}=", "aka_vcts": ["https://club.example/types/person"]})
    elements = credential(_sd=[])
    return {
        "disclosures": disclosures,
        "signature": signature,
        "key_binding": key_binding,
        "vc": {
            "plain.sd-jwt": vc(),
            "whole.sd-jwt": vc(payload=whole),
            "elements.sd-jwt": vc(FRIEND, payload=elements),
        },
    }


def by_jwk(key: Any, iss: Any = "https://city.example", **header: Any) -> str:
    return token(payload=claims(iss=iss), signer=CITY, kid=GONE, jwk=key, **header)


def by_did(did: str) -> str:
    return token(payload=claims(iss=did), kid=f"{did}#{did.rpartition(':')[2]}")


def bad() -> dict[str, dict[str, str]]:
    return {
        "disclosures": bad_disclosures(),
        "signature": bad_signatures(),
        "key_binding": bad_bindings(),
        "vc": bad_vc(),
    }


def raw(text: str) -> str:
    return coded(text.encode())


def bad_disclosures() -> dict[str, str]:
    head, body, signature = issued().split(".")
    header = {"alg": "EdDSA", "kid": CLUB.method, "typ": "example+sd-jwt"}
    text = json.dumps(claims())
    wrong = CLUB.token
    padded, alike = f"{LEVEL}=", disclosure(salt(1), "level", 3)
    nested = disclosure(salt(8), "more", {"_sd_alg": "sha-256"})
    twice = {"club": {"_sd": [digest(LEVEL)]}}
    issued_on, later = (disclosure(salt(7), "iat", each) for each in ("2026-01-01", 1_790_000_000))
    return {
        "001_no_tilde": issued(),
        "001_unfinished": token(NICKNAME)[:-1],
        "001_empty": combined(issued(), NICKNAME, "", LEVEL, binding=""),
        "002_two_parts": combined(f"{head}.{body}", NICKNAME),
        "002_padded": combined(f"{head}.{body}=.{signature}", NICKNAME),
        "003_cut_off": combined(wrong(raw('{"alg":"EdDSA",'), claims()), NICKNAME),  # type: ignore[arg-type]
        "003_list": combined(wrong(part([header]), claims()), NICKNAME),  # type: ignore[arg-type]
        "003_twice": combined(
            wrong(raw(json.dumps(header).replace("{", '{"typ": "a+sd-jwt", ')), claims()),  # type: ignore[arg-type]
            NICKNAME,
        ),
        "004_cut_off": combined(wrong(header, raw(text[:-1])), NICKNAME),
        "004_text": combined(wrong(header, part("claims")), NICKNAME),
        "004_twice": combined(wrong(header, raw(text.replace("{", '{"club": "Hill", ', 1))), NICKNAME),
        "005_missing": token(typ=GONE),
        "005_jwt": token(typ="JWT"),
        "006_padded": only(padded),
        "006_cut_off": only(raw('["salt", "level"')),
        "006_object": only(part({"level": 3})),
        "006_four": only(disclosure(salt(2), "level", 3, 4)),
        "006_one": only(disclosure(salt(2))),
        "007_twice": only(raw(f'["{salt(2)}", "address", {{"town": "Shanghai", "town": "Suzhou"}}]')),
        "008_number": only(disclosure(17, "level", 3)),
        "009_equal": token(NICKNAME, alike, payload=hiding(NICKNAME, alike)),
        "010_short": only(disclosure("abc", "level", 3)),
        "010_dense": only(disclosure("盐盐", "level", 3)),
        "011_number": only(disclosure(salt(2), 3, 3)),
        "012_list": only(disclosure(salt(2), "_sd", [])),
        "012_dots": only(disclosure(salt(2), "...", "level")),
        "013_text": token(NICKNAME, payload=hiding(NICKNAME, club={"_sd": "digest"})),
        "013_number": token(NICKNAME, payload=hiding(NICKNAME, club={"_sd": [1]})),
        "014_member": token(NICKNAME, payload=hiding(NICKNAME, club={"...": DECOY})),
        "014_more": token(NICKNAME, payload=hiding(NICKNAME, club=[{"...": DECOY, "hint": "west"}])),
        "014_number": token(NICKNAME, payload=hiding(NICKNAME, club=[{"...": 7}])),
        "014_disclosed": only(disclosure(salt(7), "club2", {"...": DECOY})),
        "015_inside": token(NICKNAME, payload=hiding(NICKNAME, club={"_sd_alg": "sha-256"})),
        "015_disclosed": only(nested),
        "015_name": only(disclosure(salt(2), "_sd_alg", "sha-256"), _sd_alg=GONE),
        "016_spelling": token(NICKNAME, payload=hiding(NICKNAME, _sd_alg="SHA256")),
        "016_number": token(NICKNAME, payload=hiding(NICKNAME, _sd_alg=256)),
        "017_truncated": token(NICKNAME, payload=hiding(NICKNAME, _sd_alg="sha-256-64", _sd=[_first_octets(NICKNAME)])),
        "017_sha_1": token(NICKNAME, payload=hiding(NICKNAME, _sd_alg="sha-1", _sd=[digest(NICKNAME, "sha1")])),
        "017_md5": token(NICKNAME, payload=hiding(NICKNAME, _sd_alg="MD5", _sd=[digest(NICKNAME, "md5")])),
        "018_twice": token(LEVEL, payload=hiding(LEVEL, **twice)),
        "018_decoys": token(LEVEL, payload=hiding(LEVEL, friends=[{"...": DECOY}, {"...": DECOY}])),
        "019_foreign": token(NICKNAME, STREET, payload=hiding(NICKNAME)),
        "019_inside_out": token(NICKNAME, STREET),
        "020_element": token(NICKNAME, payload=hiding(friends=[{"...": digest(NICKNAME)}])),
        "020_property": token(FRIEND, payload=hiding(FRIEND)),
        "021_plain": token(LEVEL, payload=hiding(LEVEL, level=4)),
        "021_both": token(
            LEVEL, disclosure(salt(7), "level", 4), payload=hiding(LEVEL, disclosure(salt(7), "level", 4))
        ),
        "022_twice": token(LEVEL, LEVEL, payload=hiding(LEVEL)),
        "023_issuer": token(ISSUER, payload=hiding(ISSUER, iss=GONE)),
        "024_text": token(payload=claims(iat="2026-01-01")),
        "024_disclosed": only(issued_on, iat=GONE),
        "025_disclosed": only(later, iat=GONE),
        "025_reversed": token(payload=claims(iat=1_790_000_000, exp=1_760_000_000)),
        "025_not_before": token(payload=claims(nbf=1_790_000_000)),
    }


def _first_octets(text: str) -> str:
    import hashlib

    return coded(hashlib.sha256(text.encode()).digest()[:8])


def bad_signatures() -> dict[str, str]:
    head, body, signature = issued().split(".")
    secret = {**CITY.jwk, "d": coded(bytes(31) + b"\1")}
    off = {**CITY.jwk, "x": coded(bytes(31) + b"\2")}
    value = CLUB.did_key.rpartition(":")[2]
    unsigned = part({"alg": "none", "kid": CLUB.method, "typ": "example+sd-jwt"})
    return {
        "001_missing": token(alg=GONE),
        "001_number": token(alg=1),
        "002_none": combined(f"{unsigned}.{body}.", NICKNAME),
        "002_no_signature": combined(f"{head}.{body}.", NICKNAME),
        "003_hs256": token(alg="HS256"),
        "004_kid": token(kid=1),
        "004_jwk": token(jwk="key"),
        "004_x5c": token(x5c=[]),
        "004_x5c_number": token(x5c=["MIIB", 1]),
        "005_absent": token(crit=["region"]),
        "005_none": token(crit=[]),
        "005_number": token(crit=[1]),
        "005_registered": token(crit=["kid"]),
        "005_twice": token(crit=["region", "region"], region="east"),
        "006_issuer": by_jwk(CITY.jwk, iss=1),
        "006_subject": token(payload=claims(sub=["did:example:wei"])),
        "006_audiences": token(payload=claims(aud=["https://verifier.example", 1])),
        "006_disclosed": only(disclosure(salt(7), "sub", 1)),
        "007_credential": model(LEVEL, issuer=OTHER.did),
        "007_other": token(payload=claims(iss=OTHER.did)),
        "008_multibase": by_did("did:key:0OIl"),
        "008_codec": by_did("did:key:z2UzHL"),
        "008_size": by_did(f"did:key:{_recoded(value, lambda octets: octets[:-1])}"),
        "008_point": by_did(f"did:key:{_recoded(value, lambda _: bytes([0x80, 0x24, 2]) + bytes(31) + bytes([1]))}"),
        "008_did_jwk": token(payload=claims(iss="did:jwk:e30x"), kid="did:jwk:e30x#0"),
        "008_private": by_jwk(secret),
        "008_no_x": by_jwk({name: each for name, each in CITY.jwk.items() if name != "x"}),
        "008_values": by_jwk(off),
        "008_certificate": by_jwk(GONE, x5c=["TUlJQg=="]),
        "009_jwk": token(kid=f"{CLUB.did}#1"),
        "010_es256": token(alg="ES256"),
        "010_use": by_jwk({**CITY.jwk, "use": "enc"}),
        "011_payload": combined(f"{head}.{part(claims(club='Hill'))}.{signature}", NICKNAME),
        "011_other_key": combined(f"{head}.{body}.{issued(signer=OTHER).split('.')[2]}", NICKNAME),
        "012_credential": model(LEVEL, vc={"type": ["VerifiableCredential"]}),
        "012_presentation": model(LEVEL, vp={"type": ["VerifiablePresentation"]}),
        "013_other": model(LEVEL, iss=CLUB.did, issuer=OTHER.did),
    }


def bad_bindings() -> dict[str, str]:
    before = token(NICKNAME, LEVEL)
    kb = binding(before, HOLDER).split(".")
    header = {"alg": "ES256", "typ": "kb+jwt"}
    plain = {"iat": 1_770_000_000, "aud": "https://verifier.example", "nonce": "8vmXwZ2u", "sd_hash": digest(before)}
    secret = {**CITY.jwk, "d": coded(bytes(31) + b"\1")}
    off = {**CITY.jwk, "x": coded(bytes(31) + b"\2")}
    signed, value = HOLDER.token, HOLDER.did_key.rpartition(":")[2]
    later = disclosure(salt(7), "iat", 1_770_000_301)
    return {
        "001_two_parts": f"{before}{kb[0]}.{kb[1]}",
        "001_padded": f"{before}{kb[0]}.{kb[1]}=.{kb[2]}",
        "002_cut_off": before + signed(raw('{"alg":'), plain),  # type: ignore[arg-type]
        "002_list": before + signed(header, part([])),
        "002_twice": before + signed(header, raw(json.dumps(plain).replace("{", '{"nonce": "a", '))),
        "003_missing": shown(typ=None),
        "003_jwt": shown(typ="JWT"),
        "003_number": shown(typ=1),
        "004_missing": shown(alg=None),
        "004_number": shown(alg=1),
        "005_none": f"{before}{part({**header, 'alg': 'none'})}.{part(plain)}.",
        "005_no_signature": f"{before}{kb[0]}.{kb[1]}.",
        "006_hs256": shown(alg="HS256"),
        "007_nonce": shown(nonce=None),
        "007_hash": shown(sd_hash=None),
        "008_audiences": shown(aud=["https://verifier.example"]),
        "008_time": shown(iat="2026-01-01"),
        "009_other": shown(sd_hash=digest(token(NICKNAME))),
        "009_fewer": token(NICKNAME) + binding(before, HOLDER),
        "010_missing": bound_by(cnf=GONE),
        "011_text": bound_by(cnf="key"),
        "011_empty": bound_by(cnf={}),
        "011_unbound": token(payload=claims(cnf="key")),
        "012_multibase": bound_by(kid="did:key:0OIl"),
        "012_codec": bound_by(kid="did:key:z2UzHL"),
        "012_size": bound_by(kid=f"did:key:{_recoded(value, lambda octets: octets[:-1])}"),
        "012_point": bound_by(kid=f"did:key:{_recoded(value, lambda octets: octets[:2] + OFF_CURVE)}"),
        "012_private": bound_by(jwk=secret),
        "012_absent": bound_by(jwk={"crv": "P-256"}),
        "012_values": bound_by(jwk=off),
        "012_did_jwk": bound_by(kid="did:jwk:e30x#0"),
        "013_eddsa": shown(alg="EdDSA"),
        "013_operations": bound_by(jwk={**HOLDER.jwk, "key_ops": ["deriveKey"]}),
        "014_thief": shown(THIEF),
        "014_nonce": f"{before}{kb[0]}.{part({**plain, 'nonce': 'other'})}.{kb[2]}",
        "015_before_issue": shown(iat=1_759_999_699),
        "015_late": shown(iat=1_790_000_301),
        "015_disclosed": shown(before=only(later, iat=GONE)),
        "015_early": shown(before=token(NICKNAME, payload=claims(nbf=1_770_000_301))),
    }


def _recoded(value: str, change: Any) -> str:
    from multiformats import multibase

    return str(multibase.encode(change(multibase.decode(value)), "base58btc"))


def bad_vc() -> dict[str, str]:
    part_of = disclosure(salt(9), "region", "east")
    element = disclosure(salt(9), "https://club.example/types/person")
    return {
        "001_missing": vc(typ=GONE),
        "001_jwt": vc(typ="JWT"),
        "001_former": vc(typ="vc+sd-jwt"),
        "002_missing": vc(payload=claims()),
        "002_number": vc(payload=claims(vct=1)),
        "003_member": vc(payload=claims(vct="member")),
        "004_text": vc(payload=credential(aka_vcts="https://club.example/types/person")),
        "004_none": vc(payload=credential(aka_vcts=[])),
        "004_member": vc(payload=credential(aka_vcts=["member"])),
        "004_number": vc(payload=credential(aka_vcts=[1])),
        "005_itself": vc(payload=credential(aka_vcts=["https://club.example/types/member"])),
        "006_integrity": vc_hiding("vct#integrity", f"sha256-{'A' * 43}="),
        "006_status": vc_hiding("status", {"status_list": {"idx": 1, "uri": "https://club.example/1"}}),
        "006_part": vc(part_of, payload=credential(cnf={"jwk": HOLDER.jwk, "_sd": [digest(part_of)]}, _sd=GONE)),
        "006_element": vc(element, payload=credential(aka_vcts=["urn:a:b", {"...": digest(element)}])),
        "006_undisclosed": vc(payload=credential(cnf={"jwk": HOLDER.jwk, "_sd": [digest("other")]})),
        "007_hex": vc(payload=credential(**{"vct#integrity": "0123456789abcdef"})),
        "007_number": vc(payload=credential(**{"vct#integrity": 1})),
        "008_key_elsewhere": vc(payload=credential(cnf={"kid": "did:example:wei#1"})),
        "009_empty": combined(issued(credential(_sd=[], friends=GONE), typ="dc+sd-jwt")),
    }


PREFIXES = {"disclosures": "ID-SDJ", "signature": "ID-SDS", "key_binding": "ID-SDK", "vc": "ID-SDV"}


def files() -> dict[str, str]:
    """By path in the folder of the family: the token."""
    found = {f"{suite}/samples/good/{name}": text for suite, each in good().items() for name, text in each.items()}
    for suite, each in bad().items():
        found |= {f"{suite}/samples/bad/{PREFIXES[suite]}-{name}.sd-jwt": text for name, text in each.items()}
    return found


if __name__ == "__main__":
    for old in FOLDER.glob("*/samples/*/*.sd-jwt"):
        old.unlink()
    for name, text in files().items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_text(text + "\n", encoding="utf-8", newline="\n")
