"""Tokens signed by SM2 with SM3 (GB/T 32918.2), as Chinese products write them: no such name is registered for JOSE.

The signature is r and s of 32 octets each, as those of ECDSA (RFC 7518, 3.4), or DER, made with the default user id.
"""

from __future__ import annotations

from conformance.readers.extra import missing
from conformance_suites.assets.labels.reader.sm2 import public_key, verifies

from .base64url import decoded
from .compact import Jws, Members

ALGORITHMS = ("SGD_SM3_SM2", "SM2", "SM2WithSM3")
"""Names of the algorithm; the first is that of the Chinese profile of JWS."""
CURVES = ("SM2", "sm2p256v1")
OCTETS = 64


def is_for(key: Members) -> bool:
    """Whether a key is on the curve of the algorithm, by its name."""
    return key.get("kty") == "EC" and key.get("crv") in CURVES


def is_signed(jws: Jws, key: Members) -> bool:
    """Whether the signature is that of header and payload. Raises NotRun without the library."""
    x, y = (decoded(str(key.get(name, ""))) or b"" for name in ("x", "y"))
    point, signature = public_key(x + y), jws.signature or b""
    if point is None or len(x) != len(y):
        return False
    return verifies(point, jws.signing_input, _der(signature) if len(signature) == OCTETS else signature)


def _der(signature: bytes) -> bytes:
    """The signature of two numbers in the form that the library reads."""
    try:
        from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    except ImportError:
        raise missing("credentials") from None
    half = OCTETS // 2
    return encode_dss_signature(*(int.from_bytes(each, "big") for each in (signature[:half], signature[half:])))
