"""The hash algorithms of `_sd_alg`, by the names of the registry of Named Information (RFC 9901, 4.1.1)."""

from __future__ import annotations

import hashlib
import re

from conformance_suites.identity.jose.reader.base64url import encoded

DEFAULT = "sha-256"
FUNCTIONS = {
    "sha-256": "sha256",
    "sha-384": "sha384",
    "sha-512": "sha512",
    "sha3-224": "sha3_224",
    "sha3-256": "sha3_256",
    "sha3-384": "sha3_384",
    "sha3-512": "sha3_512",
    "blake2s-256": "blake2s",
    "blake2b-512": "blake2b",
}
"""By registered name: the function of the same bits in Python's library."""
TRUNCATED = ("sha-256-128", "sha-256-120", "sha-256-96", "sha-256-64", "sha-256-32")
UNFIT = ("sha-256-64", "sha-256-32")
"""Those of 64 bits or less."""
BROKEN = ("md2", "md4", "md5", "sha1")
"""Those that are named as unfit for security (9.4), as they are compared: none of them is registered."""
REGISTERED = (*FUNCTIONS, *TRUNCATED, "blake2b-256", "k12-256", "k12-512")
_IGNORED = re.compile(r"[\s_-]")


def _bare(name: str) -> str:
    return _IGNORED.sub("", name).casefold()


_MEANT = {_bare(name): name for name in REGISTERED}


def meant(name: str) -> str | None:
    """The registered name that another spelling means; None for what may be defined elsewhere."""
    return _MEANT.get(_bare(name))


def is_unfit(name: str) -> bool:
    """Whether an algorithm is not to be used for disclosures (9.4), in whatever spelling if it is a broken one."""
    return name in UNFIT or _bare(name) in BROKEN


def digest(name: str, text: str) -> str | None:
    """The digest of a text in base64url by the algorithm of this name; None for one that is not computed here."""
    if name in TRUNCATED:
        bits = int(name.rpartition("-")[2])
        return encoded(hashlib.sha256(text.encode("ascii", "replace")).digest()[: bits // 8])
    function = FUNCTIONS.get(name)
    return None if function is None else encoded(hashlib.new(function, text.encode("ascii", "replace")).digest())
