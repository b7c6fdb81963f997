"""Whether a token verifies (RFC 7515, 5.2), with joserfc, of the extra `credentials`."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.extra import missing
from conformance_suites.identity.keys.reader.jwk import SIGNATURES, fits

from . import national
from .bounds import MODULUS_BITS
from .compact import Jws, Members
from .keys import EXTRA, is_bounded

NONE = "none"
NUMBERS = ("kty", "crv", "x", "y", "n", "e")
SYMMETRIC = ("HS256", "HS384", "HS512")


def is_unsigned(algorithm: str) -> bool:
    """Whether the algorithm leaves a token unprotected; in other letter case none is registered, but some accept it."""
    return algorithm.lower() == NONE


def is_symmetric(algorithm: str) -> bool:
    """Whether who verifies could sign as well; in any letter case, as above."""
    return algorithm.upper() in SYMMETRIC


def is_for(algorithm: str | None, key: Members) -> bool | None:
    """Whether the algorithm is for such a key; None for algorithms that are not verified here."""
    if algorithm in national.ALGORITHMS:
        return national.is_for(key)
    return fits(key, algorithm) if algorithm in SIGNATURES else None


def _quietly(load: Callable[[Any], Any], key: Members) -> Any:
    """The key as the library reads it, without its warnings about short keys."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load(key)


def verifies(jws: Jws, key: Members) -> bool:
    """Whether the signature is that of header and payload, by a key that fits the algorithm.

    Raises Blocked for what cannot be verified here, NotRun without the library.
    """
    algorithm, signature = jws.algorithm, jws.signature
    if algorithm in national.ALGORITHMS:
        return national.is_signed(jws, key)
    if algorithm not in SIGNATURES:
        raise Blocked("algorithm_unknown", algorithm=str(algorithm)[:100])
    if not is_bounded(key):
        raise Blocked("modulus_bound", bound=MODULUS_BITS)
    try:
        from joserfc import errors, jwk
        from joserfc.jws import JWSRegistry
    except ImportError:
        raise missing(EXTRA) from None
    try:
        # What the key says of its use is for other rows: only its numbers verify.
        used = _quietly(jwk.import_key, {name: key[name] for name in NUMBERS if name in key})
        model: Any = JWSRegistry.algorithms[algorithm]
        return bool(signature) and bool(model.verify(jws.signing_input, signature, used))
    except (errors.JoseError, ValueError, TypeError, KeyError):
        return False
