"""What the samples of histories are made from: `python -m tests.suites.identity.minimal.history_recipe`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from conformance_suites.identity.jose.writer.signing import Signer, part
from conformance_suites.identity.sd_jwt.writer.issuing import combined, digest, disclosure, salt

FOLDER = Path(__file__).parents[4] / "suites" / "identity" / "minimal" / "history" / "samples"
ISSUER = Signer()
BAR, CLUB = "bar.example", "club.example"
CLAIMS = {"age_over_18": True, "birthdate": "2001-02-03", "nickname": "Wei"}
Members = dict[str, Any]


def credential(number: int, shown: tuple[str, ...], **payload: Any) -> str:
    """An instance of the credential, bound to a key of this number, that discloses these claims."""
    texts = {name: disclosure(salt(10 * number + at), name, value) for at, (name, value) in enumerate(CLAIMS.items())}
    claims = {
        "vct": "https://club.example/types/member",
        "_sd_alg": "sha-256",
        "_sd": sorted(digest(each) for each in texts.values()),
        "cnf": {"jwk": Signer(number=number).jwk},
        **payload,
    }
    token = ISSUER.token({"alg": "EdDSA", "typ": "dc+sd-jwt"}, claims)
    return combined(token, *(texts[name] for name in shown))


def request(host: str, *names: str, **metadata: Any) -> Members:
    """The parameters of a verifier that asks for these claims."""
    asked = {
        "id": "member",
        "format": "dc+sd-jwt",
        "meta": {"vct_values": ["https://club.example/types/member"]},
        "claims": [{"path": [name]} for name in names],
    }
    return {
        "client_id": f"x509_san_dns:{host}",
        "response_uri": f"https://{host}/responses",
        "client_metadata": {"logo_uri": f"https://static.{host}/logo.png", **metadata},
        "dcql_query": {"credentials": [asked]},
    }


def answered(asked: Any, *tokens: str) -> Members:
    return {"request": asked, "vp_token": {"member": list(tokens)}}


def signed(parameters: Members) -> str:
    return ISSUER.token({"alg": "EdDSA", "typ": "oauth-authz-req+jwt"}, parameters)


AGE, NICKNAME = ("age_over_18",), ("nickname",)


def two(*tokens: str) -> list[Members]:
    """What a bar and a club asked, with these answers."""
    return [answered(request(BAR, *AGE), tokens[0]), answered(request(CLUB, *NICKNAME), tokens[1])]


def choosing() -> Members:
    """A request that leaves the choice between an age and a birth date."""
    made = request(BAR, "age_over_18", "birthdate")
    query = made["dcql_query"]["credentials"][0]
    query["claims"] = [{"id": "a", "path": ["age_over_18"]}, {"id": "b", "path": ["birthdate"]}]
    query["claim_sets"] = [["a"], ["b"]]
    return made


def in_linked_data() -> Members:
    """A request for a credential whose presentation is an object."""
    made = request(BAR, *NICKNAME)
    made["dcql_query"]["credentials"][0] |= {"format": "ldp_vc", "meta": {"type_values": [["Member"]]}}
    shown = {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"]}
    return {**answered(made), "vp_token": {"member": [shown]}}


def good() -> dict[str, list[Members]]:
    named = credential(1, AGE, sub="one", jti="1"), credential(2, NICKNAME, sub="two", jti="2")
    logo = request(BAR, *NICKNAME, logo_uri="data:image/png;base64,iVBORw0KGgo=")
    again = credential(3, NICKNAME, sub="three")
    return {
        "two": two(*named),
        "signed": [answered(signed(request(BAR, *AGE)), credential(1, AGE))],
        "choice": [answered(choosing(), credential(1, AGE))],
        "again": [answered(logo, again), answered(request(BAR, *NICKNAME), again)],
        "birth": [answered(request(BAR, "birthdate"), credential(1, ("birthdate",)))],
        "object": [in_linked_data()],
    }


def bad() -> dict[str, list[Members]]:
    same = credential(1, NICKNAME)
    return {
        "002_more": [answered(request(BAR, *AGE), credential(1, ("age_over_18", "nickname", "birthdate")))],
        "002_signed": [answered(signed(request(BAR, *AGE)), credential(1, ("age_over_18", "birthdate")))],
        "003_clear": [answered(request(BAR, *AGE), credential(1, AGE, birthday="02-03", birth_date="2001-02-03"))],
        "004_both": [answered(request(BAR, "birthdate", "age_over_18", "birth_date"), credential(1, AGE))],
        "005_elsewhere": [answered(request(BAR, *AGE, logo_uri="https://cdn.example/a.png?b=1"), credential(1, AGE))],
        "006_key": two(credential(1, AGE, iat=1), credential(1, NICKNAME, iat=2)),
        "007_token": [
            answered(request(BAR, *NICKNAME), unbound(same)),
            answered(request(CLUB, *NICKNAME), unbound(same)),
        ],
        "009_other": [{**answered(request(BAR, *AGE)), "vp_token": {"members": [credential(1, AGE)]}}],
        "009_text": [{**answered(request(BAR, *AGE)), "vp_token": {"member": credential(1, AGE)}}],
        "009_number": [{**answered(request(BAR, *AGE)), "vp_token": {"member": [credential(1, AGE), 7]}}],
        "009_none": [answered(request(BAR, *AGE))],
        "008_subject": two(credential(1, AGE, sub="one"), credential(2, NICKNAME, sub="one")),
    }


def unbound(token: str) -> str:
    """The credential without a key."""
    from conformance_suites.identity.jose.reader.base64url import decoded

    payload = json.loads(decoded(token.split(".")[1]) or b"{}")
    del payload["cnf"]
    issued = ISSUER.token({"alg": "EdDSA", "typ": "dc+sd-jwt"}, part(payload))
    return combined(issued, *token.split("~")[1:-1])


def samples() -> dict[Path, bytes]:
    """All samples by file."""
    found = {FOLDER / "good" / f"{name}.presentations.json": each for name, each in good().items()}
    found |= {FOLDER / "bad" / f"ID-MIN-{name}.presentations.json": each for name, each in bad().items()}
    written = {path: json.dumps({"presentations": each}, indent=1).encode() + b"\n" for path, each in found.items()}
    whole = json.dumps({"presentations": good()["signed"]}).encode()
    odd = {
        "001_cut_off": whole[:-1],
        "001_object": b'{"presentations": {}}\n',
        "001_item": whole.replace(b'"request"', b'"asked"'),
        "001_list": b"[]\n",
        "001_answer": whole.replace(b'{"member"', b'[{"member"').replace(b"]}}]}", b"]}]}]}"),
    }
    return written | {FOLDER / "bad" / f"ID-MIN-{name}.presentations.json": data for name, data in odd.items()}


if __name__ == "__main__":
    for path, data in samples().items():
        path.write_bytes(data)
