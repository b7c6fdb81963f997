"""Who signs: a private key in a file, or a program that has the key, such as one that asks a PKCS #11 device."""

from __future__ import annotations

import os
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme import sm2
from conformance.programme.keys import KEY_BYTES, PublicKey, pem_parts, public_key, read_public_key
from conformance.programme.libraries import needs

PASSPHRASE = "CONFORMANCE_KEY_PASSPHRASE"  # noqa: S105 - the name of the variable
SECONDS = 120
"""As long as a device may take, and whoever types its PIN."""
SIGNATURE_BYTES = 1024
NO_KEY = Text(
    "{path} is not a private key: expected a PEM file of Ed25519, ECDSA P-256 or SM2, or a TOML file with "
    "public_key and command",
    "{path} 不是私钥：应为 Ed25519、ECDSA P-256 或 SM2 的 PEM 文件，或含有 public_key 和 command 的 TOML 文件",
)
LOCKED = Text(
    "{path} cannot be opened: its passphrase is expected in the environment variable CONFORMANCE_KEY_PASSPHRASE",
    "{path} 无法打开：其口令应在环境变量 CONFORMANCE_KEY_PASSPHRASE 中给出",
)
NO_PROGRAM = Text("{path}: {command} does not sign: {reason}", "{path}：{command} 未能签名：{reason}")
NOT_ITS = Text(
    "{path}: the signature does not verify with its public key: command and public_key do not belong together",
    "{path}：签名无法用其公钥验证：command 与 public_key 不匹配",
)


class Signer(NamedTuple):
    """A public key, and what signs for it: `software`, where this program does so with a key from a file."""

    key: PublicKey
    sign: Callable[[bytes], bytes]
    software: bool = True


def signer_of(path: Path) -> Signer:
    """What signs with the key that a file is or names. Raises Problem, OSError."""
    if path.suffix == ".toml":
        return _of_program(path)
    parts = pem_parts(path)
    if parts is None or "PRIVATE KEY" not in parts[0]:
        raise Problem(NO_KEY.filled({"path": str(path)}))
    if number := sm2.private_number(parts[1]):
        info = sm2.public_of(number)
        return Signer(_known(public_key(info), path), lambda message: sm2.sign(number, info, message))
    return _of_file(path)


def _of_file(path: Path) -> Signer:
    with needs():
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec, ed25519
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
    passphrase = os.environ.get(PASSPHRASE)
    try:
        key = load_pem_private_key(path.read_bytes()[:KEY_BYTES], passphrase.encode() if passphrase else None)
    except TypeError:  # it is encrypted and no passphrase is given, or the other way round
        raise Problem(LOCKED.filled({"path": str(path)})) from None
    except (ValueError, UnsupportedAlgorithm):
        raise Problem((LOCKED if passphrase else NO_KEY).filled({"path": str(path)})) from None
    info = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    known = _known(public_key(info), path)
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return Signer(known, key.sign)
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101 - `known` is of one of two kinds
    return Signer(known, lambda message: key.sign(message, ec.ECDSA(hashes.SHA256())))


def _known(key: PublicKey | None, path: Path) -> PublicKey:
    if key is None:
        raise Problem(NO_KEY.filled({"path": str(path)}))
    return key


def _of_program(path: Path) -> Signer:
    try:
        told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError):
        told = {}
    command, named = told.get("command"), told.get("public_key")
    if not isinstance(named, str) or not isinstance(command, list) or not command:
        raise Problem(NO_KEY.filled({"path": str(path)}))
    key, words = read_public_key(path.parent / named), [str(each) for each in command]

    def sign(message: bytes) -> bytes:
        try:
            done = subprocess.run(words, input=message, capture_output=True, timeout=SECONDS, cwd=path.parent)  # noqa: S603, PLW1510 - the user's own program
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise Problem(_refused(path, words, type(error).__name__)) from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise Problem(_refused(path, words, said[-1] if said else f"exit status {done.returncode}"))
        signature = done.stdout[:SIGNATURE_BYTES]
        if not key.verifies(message, signature):
            raise Problem(NOT_ITS.filled({"path": str(path)}))
        return signature

    return Signer(key, sign, software=False)


def _refused(path: Path, words: list[str], reason: str) -> Text:
    return NO_PROGRAM.filled({"path": str(path), "command": words[0], "reason": reason})
