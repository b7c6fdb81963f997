"""What the samples of bound assets are made from: `python -m tests.suites.identity.avatar_binding.binding_recipe`."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
from pathlib import Path
from typing import Any

from conformance_suites.identity.data_integrity.reader.signing import Signer, signed

FOLDER = Path(__file__).parents[4] / "suites" / "identity" / "avatar_binding" / "binding" / "samples"
CLUB, WEI = Signer("Ed25519"), Signer("Ed25519", 2)
TERMS = {
    "Wearer": "https://club.example/terms#Wearer",
    "avatar": {"@id": "https://club.example/terms#avatar", "@type": "@id"},
}
URL = "https://club.example/avatars/mei.vrm"
Members = dict[str, Any]
GONE: Any = object()


def avatar() -> bytes:
    """A binary glTF with nothing but its version."""
    text = json.dumps({"asset": {"version": "2.0"}}).encode()
    text += b" " * (-len(text) % 4)
    return struct.pack("<4sIII4s", b"glTF", 2, 20 + len(text), len(text), b"JSON") + text


def integrity(function: str = "sha384", data: bytes | None = None) -> str:
    made = hashlib.new(function, avatar() if data is None else data).digest()
    return f"{function}-{base64.b64encode(made).decode()}"


def multihash(code: int = 0x12, function: str = "sha256", data: bytes | None = None) -> str:
    from multiformats import multibase

    made = hashlib.new(function, avatar() if data is None else data).digest()
    return multibase.encode(bytes([code, len(made)]) + made, "base64url")


def credential(subject: Members | None = None, **resource: Any) -> Members:
    """A credential that binds an avatar."""
    usual = {"id": URL, "mediaType": "model/gltf-binary", "digestSRI": integrity()}
    found = {name: each for name, each in {**usual, **resource}.items() if each is not GONE}
    plain = {
        "@context": ["https://www.w3.org/ns/credentials/v2", TERMS],
        "type": ["VerifiableCredential", "Wearer"],
        "issuer": CLUB.did,
        "credentialSubject": {"id": WEI.did, "avatar": URL} if subject is None else subject,
        "relatedResource": found,
    }
    return signed(plain, "eddsa-jcs-2022", CLUB)


def presentation(holder: Signer = WEI, made: Members | None = None) -> Members:
    plain = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": holder.did,
        "verifiableCredential": [made or credential()],
    }
    return signed(plain, "eddsa-jcs-2022", holder, proofPurpose="authentication")


def good() -> dict[str, Members]:
    two = f"{integrity('sha256', b'other')} {integrity('sha512')} {integrity('sha512', b'other')}"
    return {
        "avatar": credential(),
        "multihash": credential(digestSRI=GONE, digestMultibase=multihash()),
        "several": credential(digestSRI=two, digestMultibase=multihash(0x13, "sha512"), mediaType="text/plain"),
        "shown": presentation(),
        "shown_unnamed": presentation(made=credential({"avatar": URL})),
    }


def bad() -> dict[str, Members]:
    return {
        "001_integrity": credential(digestSRI=integrity(data=b"other")),
        "001_multihash": credential(digestMultibase=multihash(data=b"other")),
        "001_shown": presentation(made=credential(digestSRI=integrity(data=b"other"))),
        "002_sha1": credential(digestMultibase=multihash(0x11, "sha1")),
        "002_unknown": credential(digestMultibase=multihash(0x16)),
        "003_picture": credential(mediaType="image/png"),
        "004_unnamed": credential({"id": WEI.did, "avatar": f"{URL}#other"}),
        "005_other": presentation(Signer("Ed25519", 3)),
    }


def samples() -> dict[Path, bytes]:
    """All samples by file, and the asset beside them."""
    found = {FOLDER / "good" / f"{name}.vc.json": each for name, each in good().items()}
    found |= {FOLDER / "bad" / f"ID-AVB-{name}.vc.json": each for name, each in bad().items()}
    written = {path: json.dumps(each, indent=1).encode() + b"\n" for path, each in found.items()}
    return written | {FOLDER / kind / "assets" / "mei.vrm": avatar() for kind in ("good", "bad")}


if __name__ == "__main__":
    for path, data in samples().items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
