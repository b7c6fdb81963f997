"""Content identifiers (multiformats CID) and what can be checked with them: the digest of the bytes they name."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.media.bounds import CID_CHARACTERS
from conformance.media.extra import missing

SHA2_256 = 0x12
RAW = "raw"


@dataclass(frozen=True, slots=True)
class Cid:
    """A decoded CID: its version, codec of the content, code of the hash function and the digest."""

    version: int
    codec: str
    hash_code: int
    digest: bytes


def read_cid(text: str) -> Cid | None:
    """The CID that the text is; None where it is none.

    Raises NotRun where the library for CIDs is not installed.
    """
    try:
        import cid
        import multihash
    except ImportError:
        raise missing("identifiers") from None
    if not 1 < len(text) <= CID_CHARACTERS or not text.isascii():
        return None
    try:
        found = cid.from_string(text)
        inside = multihash.decode(found.multihash)
    except Exception:  # the libraries below it raise errors of many types for text that is no CID
        return None
    return Cid(found.version, str(found.codec), int(inside.code), bytes(inside.digest))
