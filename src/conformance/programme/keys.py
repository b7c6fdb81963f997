"""Public keys: of which kind they are, how they are named, and whether a signature is theirs."""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path
from typing import NamedTuple

from conformance.model.digest import digest
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme import sm2
from conformance.programme.libraries import needs

ED25519, P256, SM2 = "Ed25519", "ECDSA P-256", "SM2 with SM3"
KEY_BYTES = 16 << 10
"""No file of a key is longer."""
_PEM = re.compile(rb"-----BEGIN (?P<label>[A-Z0-9 ]+)-----\s(?P<text>[A-Za-z0-9+/=\s]+)-----END (?P=label)-----")
NO_KEY = Text(
    "{path} is not a public key: a PEM file that begins with -----BEGIN PUBLIC KEY----- is expected",
    "{path} 不是公钥：应为以 -----BEGIN PUBLIC KEY----- 开头的 PEM 文件",
)
OTHER_KEY = Text(
    "{path} is a key of another kind: use Ed25519, ECDSA P-256 or SM2",
    "{path} 的密钥类型不受支持：请使用 Ed25519、ECDSA P-256 或 SM2",
)


class PublicKey(NamedTuple):
    """A public key: the name of its algorithm, and its SubjectPublicKeyInfo in DER."""

    algorithm: str
    info: bytes

    @property
    def id(self) -> str:
        """How signatures name it: the digest of its SubjectPublicKeyInfo."""
        return digest(self.info)

    @property
    def raw(self) -> bytes:
        """The 32 bytes of an Ed25519 key."""
        return self.info[-32:]

    @property
    def pem(self) -> str:
        text = base64.encodebytes(self.info).decode().replace("\n", "")
        lines = "\n".join(text[at : at + 64] for at in range(0, len(text), 64))
        return f"-----BEGIN PUBLIC KEY-----\n{lines}\n-----END PUBLIC KEY-----\n"

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Whether the signature is that of the key: 64 bytes for Ed25519, DER for the others."""
        if self.algorithm == SM2:
            return sm2.verifies(self.info, message, signature)
        with needs():
            from cryptography.exceptions import InvalidSignature
            from cryptography.hazmat.primitives import hashes
            from cryptography.hazmat.primitives.asymmetric import ec, ed25519
            from cryptography.hazmat.primitives.serialization import load_der_public_key
        key = load_der_public_key(self.info)
        try:
            if isinstance(key, ed25519.Ed25519PublicKey):
                key.verify(signature, message)
            elif isinstance(key, ec.EllipticCurvePublicKey):
                key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
            else:
                return False
        except InvalidSignature:
            return False
        return True


def pem_of(text: bytes) -> bytes | None:
    """The bytes of a public key in PEM; None for anything else."""
    parts = _parts(text)
    return parts[1] if parts and parts[0] == "PUBLIC KEY" else None


def pem_parts(path: Path) -> tuple[str, bytes] | None:
    """The label and the bytes of a PEM file; None for a file of another kind. Raises OSError."""
    with path.open("rb") as file:
        return _parts(file.read(KEY_BYTES))


def _parts(text: bytes) -> tuple[str, bytes] | None:
    found = _PEM.search(text)
    try:
        return (found["label"].decode(), base64.b64decode(found["text"])) if found else None
    except binascii.Error:
        return None


def read_public_key(path: Path) -> PublicKey:
    """The public key in a PEM file. Raises Problem, OSError."""
    parts = pem_parts(path)
    if parts is None or parts[0] != "PUBLIC KEY":
        raise Problem(NO_KEY.filled({"path": str(path)}))
    found = public_key(parts[1])
    if found is None:
        raise Problem(OTHER_KEY.filled({"path": str(path)}))
    return found


def public_key(info: bytes) -> PublicKey | None:
    """The key in a SubjectPublicKeyInfo; None for one of another kind, or that is not on its curve."""
    if sm2.is_public(info):
        return PublicKey(SM2, info) if sm2.is_on_curve(info) else None
    with needs():
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric import ec, ed25519
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key
    try:
        key = load_der_public_key(info)
    except (ValueError, UnsupportedAlgorithm):
        return None
    written = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    if isinstance(key, ed25519.Ed25519PublicKey):
        return PublicKey(ED25519, written)
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
        return PublicKey(P256, written)
    return None
