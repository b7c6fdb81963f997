"""Makes the samples of the provenance suite: media signed with throw-away keys and certificates.

The samples are stored, because a signature differs each time it is made. To make them anew, run
`python tests/doubles/signed_media.py`. All but one are time-stamped, so that none depends on the day it is judged.
"""

from __future__ import annotations

import copy
import datetime
import io
import json
import struct
import sys
import zlib
from pathlib import Path
from typing import Any

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID, ObjectIdentifier
from time_stamps import Authority, served

SAMPLES = Path(__file__).resolve().parents[2] / "suites" / "assets" / "c2pa" / "provenance" / "samples"
EMAIL_PROTECTION, UNKNOWN_PURPOSE = "1.3.6.1.5.5.7.3.4", "1.2.3.4"
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
GLB = "model/gltf-binary"
MANIFEST: dict[str, Any] = {
    "claim_generator_info": [{"name": "samples", "version": "1"}],
    "title": "crane",
    "assertions": [
        {
            "label": "c2pa.actions",
            "data": {"actions": [{"action": "c2pa.created", "digitalSourceType": f"{SOURCE_TYPES}digitalCreation"}]},
        }
    ],
}
SETTINGS: dict[str, Any] = {
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_after_sign": False},
    "builder": {"thumbnail": {"enabled": False}},
    "trust": {"trust_config": "\n".join((EMAIL_PROTECTION, UNKNOWN_PURPOSE))},
}
PARENT = {"title": "heron", "relationship": "parentOf", "instance_id": "parent", "label": "parent"}
OPENED = [
    {
        "label": "c2pa.actions",
        "data": {"actions": [{"action": "c2pa.opened", "parameters": {"ingredientIds": ["parent"]}}]},
    }
]


def credentials(purpose: str = EMAIL_PROTECTION, end: datetime.datetime | None = None) -> tuple[bytes, bytes]:
    """A certificate chain and its private key, both PEM; valid from 2020 to `end` or to the end of 2098."""
    span = (
        datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC),
        end or datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC),
    )
    names = [
        x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Example"), _common(n)]) for n in ("CA", "signer")
    ]
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in names]
    chain = []
    for place, (name, key) in enumerate(zip(names, keys, strict=True)):
        made = x509.CertificateBuilder().subject_name(name).issuer_name(names[0]).public_key(key.public_key())
        made = made.serial_number(place + 1).not_valid_before(span[0]).not_valid_after(span[1])
        made = made.add_extension(x509.BasicConstraints(place == 0, None), critical=True)
        made = made.add_extension(_usage(place == 0), critical=True)
        made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        if place:
            issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(keys[0].public_key())
            made = made.add_extension(issuer, critical=False)
            made = made.add_extension(x509.ExtendedKeyUsage([ObjectIdentifier(purpose)]), critical=False)
        chain.append(made.sign(keys[0], hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    private = keys[1].private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return chain[1] + chain[0], private


def _common(name: str) -> x509.NameAttribute[str]:
    return x509.NameAttribute(NameOID.COMMON_NAME, f"Example {name}")


def _usage(authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(True, False, False, False, False, authority, authority, False, False)


def signed(
    data: bytes,
    media_type: str,
    signer: tuple[bytes, bytes],
    stamps: str | None,
    *,
    detached: bool = False,
    opened: bytes | None = None,
    **changed: Any,
) -> bytes:
    """The media with a manifest in it, stamped at the address `stamps`; the manifest store alone where `detached`.

    `opened` is the media that was opened to make these: its manifest becomes that of an ingredient.
    """
    address = stamps.encode() if stamps else None
    information = c2pa.C2paSignerInfo(c2pa.C2paSigningAlg.ES256, signer[0], signer[1], address)
    context = c2pa.Context(c2pa.Settings.from_dict(SETTINGS))
    with c2pa.Builder(MANIFEST | {"format": media_type} | changed, context=context) as builder:
        if detached:
            builder.set_no_embed()
        if opened:
            builder.add_ingredient(json.dumps(PARENT), media_type, io.BytesIO(opened))
        out = io.BytesIO()
        store = builder.sign(c2pa.Signer.from_info(information), media_type, io.BytesIO(data), out)
    return bytes(store) if detached else out.getvalue()


def updated(data: bytes, media_type: str) -> bytes:
    """The media with an update manifest upon the one in it."""
    cert, key = credentials()
    information = c2pa.C2paSignerInfo(c2pa.C2paSigningAlg.ES256, cert, key, None)
    made = {name: value for name, value in MANIFEST.items() if name != "assertions"} | {"format": media_type}
    out = io.BytesIO()
    with c2pa.Builder(made, context=c2pa.Context(c2pa.Settings.from_dict(SETTINGS))) as builder:
        builder.set_intent(c2pa.C2paBuilderIntent.UPDATE)
        builder.sign(c2pa.Signer.from_info(information), media_type, io.BytesIO(data), out)
    return out.getvalue()


def png() -> bytes:
    """An image of one white pixel."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 1, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\x80")),
        (b"IEND", b""),
    )
    chunks = [struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def glb() -> bytes:
    """The smallest binary glTF."""
    text = b'{"asset":{"version":"2.0"}} '
    return b"glTF" + struct.pack("<III4s", 2, 20 + len(text), len(text), b"JSON") + text


def actions(*names: str, source: str | None = f"{SOURCE_TYPES}digitalCreation") -> list[dict[str, Any]]:
    """The assertions of the manifest with other actions."""
    made = [{"action": name} | ({"digitalSourceType": source} if source else {}) for name in names]
    return [{"label": "c2pa.actions", "data": {"actions": made}}] if names else []


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The bytes with the first `old` replaced by `new` of the same length."""
    assert old in data
    assert len(old) == len(new)
    return data.replace(old, new, 1)


def longer(data: bytes, kind: bytes) -> bytes:
    """The image with a superbox, of the first content of this kind, that is said to be longer by a byte."""
    at = data.index(b"jumd" + kind) - 12
    size = int.from_bytes(data[at : at + 4], "big") + 1
    lied = data[:at] + size.to_bytes(4, "big") + data[at + 4 :]
    start = lied.index(b"caBX")
    end = start + 4 + int.from_bytes(lied[start - 4 : start], "big")
    return lied[:end] + zlib.crc32(lied[start:end]).to_bytes(4, "big") + lied[end + 4 :]


def files() -> dict[str, bytes]:
    """Path below the folder of the samples -> bytes."""
    in_time, too_early = (Authority(datetime.datetime(year, 6, 1, tzinfo=datetime.UTC)) for year in (2021, 2019))
    with served(in_time) as stamps, served(too_early) as early_stamps:
        return _files(stamps, early_stamps)


def _files(stamps: str, early_stamps: str) -> dict[str, bytes]:
    signer = credentials()
    image, model = png(), glb()
    good = signed(image, "image/png", signer, stamps)
    store = signed(model, GLB, signer, stamps, detached=True)
    parent = signed(image, "image/png", signer, stamps, title="heron")
    derived = signed(image, "image/png", signer, stamps, opened=parent, assertions=OPENED)

    def acting(*names: str, source: str | None = f"{SOURCE_TYPES}digitalCreation") -> bytes:
        return signed(image, "image/png", signer, stamps, assertions=actions(*names, source=source))

    return {
        "good/signed.png": good,
        "good/generated.png": acting("c2pa.created", "c2pa.edited", source=f"{SOURCE_TYPES}trainedAlgorithmicMedia"),
        "good/derived.png": derived,
        "good/model.c2pa": store,
        "good/resources/model.glb": model,
        "good/unsigned.png": image,
        "bad/AST-PRV-001_no_claim.png": changed(good, b"c2cl", b"c2cx"),
        "bad/AST-PRV-001_placed_nothing.png": acting("c2pa.created", "c2pa.placed"),
        "bad/AST-PRV-001_long_store.png": longer(good, b"c2pa"),
        "bad/AST-PRV-001_long_manifest.png": longer(good, b"c2ma"),
        "bad/AST-PRV-001_cut_off.c2pa": store[:700],
        "bad/resources/AST-PRV-001_cut_off.glb": model,
        "bad/AST-PRV-002_other_pixel.png": good.replace(zlib.compress(b"\0\x80"), zlib.compress(b"\0\0"), 1),
        "bad/AST-PRV-002_other_model.c2pa": store,
        "bad/resources/AST-PRV-002_other_model.glb": changed(model, b"2.0", b"2.1"),
        "bad/AST-PRV-003_other_title.png": changed(good, b"crane", b"drake"),
        "bad/AST-PRV-004_other_source.png": changed(good, b"digitalCreation", b"digitalCapturex"),
        "bad/AST-PRV-005_purpose.png": signed(image, "image/png", credentials(UNKNOWN_PURPOSE), stamps),
        "bad/AST-PRV-006_too_early.png": signed(image, "image/png", signer, early_stamps),
        "bad/AST-PRV-007_edited.png": acting("c2pa.edited"),
        "bad/AST-PRV-007_no_action.png": acting(),
        "bad/AST-PRV-008_created_twice.png": acting("c2pa.created", "c2pa.created"),
        "bad/AST-PRV-009_no_source.png": acting("c2pa.created", source=None),
        "bad/AST-PRV-010_own_word.png": acting("c2pa.created", source=f"http://example.org/{'folded' * 20}"),
        "bad/AST-PRV-010_word_of_others.png": acting(
            "c2pa.created", source="http://c2pa.org/digitalsourcetype/digitalCreation"
        ),
        "bad/AST-PRV-011_alone.c2pa": copy.copy(store),
        "bad/AST-PRV-013_no_stamp.png": signed(image, "image/png", signer, None),
        "bad/AST-PRV-014_other_title.png": changed(derived, b"heron", b"egret"),
        "bad/AST-PRV-014_other_source.png": changed(derived, b"digitalCreation", b"digitalCapturex"),
    }


if __name__ == "__main__":
    for name, data in files().items():
        path = SAMPLES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    sys.exit(0)
