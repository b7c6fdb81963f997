"""Content identifiers (multiformats CID) and what can be checked with them: the digest of the bytes they identify.

The bases come from a library. The numbers in an identifier are read here: codes not yet in a table are allowed.
"""

from __future__ import annotations

from dataclasses import dataclass

from conformance.readers.extra import missing
from conformance_suites.assets.tokens.reader.bounds import CID_CHARACTERS

SHA2_256 = 0x12
DAG_PB = 0x70
RAW = 0x55
_V0_CHARACTERS, _V0_START = 46, bytes((SHA2_256, 32))
_VARINT_BYTES = 9


@dataclass(frozen=True, slots=True)
class Cid:
    """A decoded CID: its version, the codes of the codec of the content and of the hash function, and the digest."""

    version: int
    codec: int
    hash_code: int
    digest: bytes


def read_cid(text: str) -> Cid | None:
    """The CID in the text, by the decoding algorithm of the CID specification; None where it is not a CID.

    Raises NotRun where the library for the bases is not installed.
    """
    try:
        import multibase
    except ImportError:
        raise missing("identifiers") from None
    if not 1 < len(text) <= CID_CHARACTERS or not text.isascii():
        return None
    first = len(text) == _V0_CHARACTERS and text.startswith("Qm")
    try:
        binary = bytes(multibase.decode(f"z{text}" if first else text))
    except Exception:  # the library and its dependencies raise many types of errors for text in no base
        return None
    return _version_0(binary) if first else _version_1(binary)


def _version_0(binary: bytes) -> Cid | None:
    whole = len(binary) == len(_V0_START) + 32 and binary.startswith(_V0_START)
    return Cid(0, DAG_PB, SHA2_256, binary[len(_V0_START) :]) if whole else None


def _version_1(binary: bytes) -> Cid | None:
    numbers = []
    for _ in ("version", "codec", "hash function", "size of the digest"):
        number, binary = _varint(binary)
        numbers.append(number)
    version, codec, hash_code, size = numbers
    if version != 1 or codec is None or hash_code is None or size != len(binary):
        return None
    return Cid(version, codec, hash_code, binary)


def _varint(binary: bytes) -> tuple[int | None, bytes]:
    """The unsigned number that the bytes start with, and those after it; None where there is none."""
    number = 0
    for place, byte in enumerate(binary[:_VARINT_BYTES]):
        number |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return number, binary[place + 1 :]
    return None, b""
