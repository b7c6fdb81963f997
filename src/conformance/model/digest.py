"""Digests that carry the name of their algorithm."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import partial

ALGORITHM = "sha256"
HALVED = ("sha256", "sha384", "sha512")


def digest(data: bytes | memoryview, algorithm: str = ALGORITHM) -> str:
    """`algorithm:hex` of the bytes. Raises ValueError for an algorithm that this Python does not provide."""
    made = (
        hashlib.sha256 if algorithm == ALGORITHM else partial(hashlib.new, algorithm)
    )  # found by name, it costs twice
    return f"{algorithm}:{made(data, usedforsecurity=False).hexdigest()}"


def half_digests(text: str) -> dict[str, str]:
    """By algorithm, the first half of the digest of a text in base64url: what a token may say of another by it."""
    found = {}
    for algorithm in HALVED:
        whole = hashlib.new(algorithm, text.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()
        found[algorithm] = base64.urlsafe_b64encode(whole[: len(whole) // 2]).rstrip(b"=").decode()
    return found


def digest_of_pieces(pieces: Iterable[bytes | memoryview], algorithm: str = ALGORITHM) -> str:
    """The digest of bytes that arrive in pieces."""
    made = hashlib.new(algorithm, usedforsecurity=False)
    for piece in pieces:
        made.update(piece)
    return f"{algorithm}:{made.hexdigest()}"


def digest_of_parts(parts: Iterable[tuple[str, bytes]], algorithm: str = ALGORITHM) -> str:
    """One digest over named parts in any order; names and contents are delimited unambiguously."""
    whole = hashlib.new(algorithm, usedforsecurity=False)
    for name, data in sorted(parts):
        for piece in (name.encode(), data):
            whole.update(len(piece).to_bytes(8, "big"))
            whole.update(piece)
    return f"{algorithm}:{whole.hexdigest()}"
