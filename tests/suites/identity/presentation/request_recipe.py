"""What the samples of request objects are made from: `python -m tests.suites.identity.presentation.request_recipe`.

They are files, so that the catalogue can be read without the libraries that sign; a test compares them with this
recipe. What is wrong with parameters alone is in patches beside them.
"""

from __future__ import annotations

import base64
import copy
import datetime
import hashlib
import json
from pathlib import Path
from typing import Any

from conformance_suites.identity.jose.writer.signing import P256, Signer, coded

FOLDER = Path(__file__).parents[4] / "suites" / "identity" / "presentation" / "request" / "samples"
VERIFIER, OTHER = Signer(P256), Signer(P256, 2)
GONE: Any = object()
"""In place of a value: the member is left out."""
HOST = "verifier.example"
HEADER: dict[str, Any] = {"alg": "ES256", "typ": "oauth-authz-req+jwt", "kid": VERIFIER.method}
PARAMETERS: dict[str, Any] = {
    "aud": "https://self-issued.me/v2",
    "client_id": f"decentralized_identifier:{VERIFIER.did}",
    "response_type": "vp_token",
    "response_mode": "direct_post",
    "response_uri": "https://verifier.example/responses/7",
    "nonce": "n-0S6_WzA2Mj.~",
    "state": "af0ifjsldkj",
    "dcql_query": {
        "credentials": [
            {
                "id": "member",
                "format": "dc+sd-jwt",
                "meta": {"vct_values": ["https://club.example/types/member"]},
                "claims": [{"path": ["nickname"]}],
            }
        ]
    },
    "client_metadata": {
        "vp_formats_supported": {"dc+sd-jwt": {"sd-jwt_alg_values": ["ES256"], "kb-jwt_alg_values": ["ES256"]}}
    },
}


def with_members(members: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in {**copy.deepcopy(members), **more}.items() if each is not GONE}


def signed(header: dict[str, Any] | None = None, signer: Signer = VERIFIER, **more: Any) -> str:
    """A request object; members of its header, and parameters, that replace the usual ones."""
    return signer.token(with_members(HEADER, header or {}), with_members(PARAMETERS, more))


def certificate(*names: str) -> str:
    """A certificate of the verifier for these host names, in base64, as it was made once."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import NameOID

    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A verifier")])
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(7)
    builder = builder.public_key(VERIFIER._private.public_key()).not_valid_before(start)
    builder = builder.not_valid_after(start + datetime.timedelta(days=3650))
    if names:
        alternatives = x509.SubjectAlternativeName([x509.DNSName(each) for each in names])
        builder = builder.add_extension(alternatives, critical=False)
    made = builder.sign(VERIFIER._private, hashes.SHA256(), ecdsa_deterministic=True)
    from cryptography.hazmat.primitives.serialization import Encoding

    return base64.b64encode(made.public_bytes(Encoding.DER)).decode()


def by_certificate(prefix: str, rest: str, chain: Any, signer: Signer = VERIFIER) -> str:
    return signed({"kid": GONE, "x5c": chain}, signer, client_id=f"{prefix}:{rest}")


def digest(text: str) -> str:
    return coded(hashlib.sha256(base64.b64decode(text)).digest())


def attested(typ: str = "verifier-attestation+jwt", sub: str = HOST, signer: Signer = VERIFIER, **more: Any) -> str:
    """A request of a verifier that somebody vouches for."""
    claims = {"iss": "https://trust.example", "sub": sub, "exp": 1_900_000_000, "cnf": {"jwk": VERIFIER.jwk}, **more}
    voucher = OTHER.token({"alg": "ES256", "typ": typ}, claims)
    return signed({"kid": GONE, "jwt": voucher}, signer, client_id=f"verifier_attestation:{HOST}")


def good() -> dict[str, str]:
    hosts = certificate(HOST, "other.example")
    address = "https://verifier.example/responses/7"
    return {
        "by_did": signed(),
        "by_fragment": signed({"kid": "#0"}),
        "by_key": signed({"kid": VERIFIER.key_method}, client_id=f"decentralized_identifier:{VERIFIER.did_key}"),
        "by_host": by_certificate("x509_san_dns", "Verifier.Example", [hosts]),
        "by_hash": by_certificate("x509_hash", digest(hosts), [hosts, hosts]),
        "attested": attested(),
        "unsigned": signed({"alg": "none", "kid": GONE}, client_id=f"redirect_uri:{address}").rpartition(".")[0] + ".",
        "known": signed({"kid": "7"}, client_id="example-client", aud="https://wallet.example"),
        "federation": signed(client_id="openid_federation:https://verifier.example", client_metadata=GONE),
    }


def bad() -> dict[str, str]:
    head, body, signature = signed().split(".")
    hosts, none = certificate(HOST), certificate()
    secret = {**VERIFIER.jwk, "d": coded(bytes(31) + b"\1")}
    twice = json.dumps(PARAMETERS).replace('"state"', '"nonce": "7", "state"').encode()
    cut = by_certificate("x509_san_dns", HOST, [base64.b64encode(b"no certificate").decode()])
    return {
        "001_two_parts": f"{head}.{body}",
        "001_padded": f"{head}=.{body}.{signature}",
        "002_cut_off": VERIFIER.token(coded(b'{"alg":"ES256",'), PARAMETERS),  # type: ignore[arg-type]
        "002_list": VERIFIER.token(HEADER, [1]),
        "002_twice": VERIFIER.token(HEADER, coded(twice)),
        "003_missing": signed({"typ": GONE}),
        "003_jwt": signed({"typ": "JWT"}),
        "004_missing": signed({"alg": GONE}),
        "004_none": signed({"alg": "None"}).rpartition(".")[0] + ".",
        "004_hmac": signed({"alg": "HS256"}),
        "005_missing": signed({"kid": GONE}),
        "005_other": signed({"kid": OTHER.method}, OTHER),
        "006_missing": by_certificate("x509_san_dns", HOST, GONE),
        "006_empty": by_certificate("x509_hash", digest(hosts), []),
        "006_text": by_certificate("x509_hash", digest(hosts), ["*"]),
        "006_certificate": by_certificate("x509_hash", digest(hosts), [7]),
        "007_other": by_certificate("x509_hash", digest(none), [hosts]),
        "008_other": by_certificate("x509_san_dns", "evil.example", [hosts]),
        "008_none": by_certificate("x509_san_dns", HOST, [none]),
        "009_missing": signed({"kid": GONE}, client_id=f"verifier_attestation:{HOST}"),
        "009_jwt": attested("JWT"),
        "009_other": attested(sub="evil.example"),
        "010_other_key": signed(signer=OTHER),
        "010_changed": f"{head}.{signed(nonce='n').split('.')[1]}.{signature}",
        "010_other_curve": signed({"alg": "EdDSA"}),
        "010_other_certificate": by_certificate("x509_hash", digest(hosts), [hosts], OTHER),
        "010_no_certificate": cut,
        "010_private": attested(cnf={"jwk": secret}),
        "010_attested": attested(signer=OTHER),
        "011_missing": signed(aud=GONE),
        "011_list": signed(aud=["https://self-issued.me/v2"]),
        "011_text": signed(aud="wallet"),
    }


def files() -> dict[str, str]:
    """By path: what the recipe makes."""
    made = {f"good/{name}": text for name, text in good().items()}
    made |= {f"bad/ID-VPQ-{name}": text for name, text in bad().items()}
    return {f"{name}.oauth-authz-req.jwt": text for name, text in made.items()}


if __name__ == "__main__":
    for name, text in files().items():
        FOLDER.joinpath(name).write_text(f"{text}\n", encoding="ascii")
