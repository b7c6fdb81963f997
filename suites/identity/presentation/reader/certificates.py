"""The certificate of a verifier in `x5c` (OpenID4VP 1.0, 5.9.3; RFC 7515, 4.1.6)."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.extra import missing
from conformance_suites.identity.jose.reader.base64url import encoded
from conformance_suites.identity.jose.reader.bounds import CERTIFICATE_CHARACTERS
from conformance_suites.identity.jose.reader.compact import Jws
from conformance_suites.identity.jose.reader.keys import EXTRA


def leaf(token: Jws) -> str | None:
    """The first certificate in base64; None where there is none. Raises Blocked beyond a limit."""
    chain: Any = token.header.get("x5c")
    text = chain[0] if isinstance(chain, list) and chain else None
    if isinstance(text, str) and len(text) > CERTIFICATE_CHARACTERS:
        raise Blocked("certificate_bound", bound=CERTIFICATE_CHARACTERS)
    return text if isinstance(text, str) and _octets(text) else None


def _octets(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


def digest(text: str) -> str:
    """The digest by SHA-256 of a certificate, in base64url."""
    return encoded(hashlib.sha256(_octets(text)).digest())


def host_names(text: str) -> list[str] | None:
    """The DNS names of a certificate; None if it is none. Raises NotRun without the library."""
    try:
        from cryptography import x509
    except ImportError:
        raise missing(EXTRA) from None
    try:
        found = x509.load_der_x509_certificate(_octets(text))
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        return list(names.get_values_for_type(x509.DNSName))
    except x509.ExtensionNotFound:
        return []
    except (ValueError, TypeError, x509.InvalidVersion, x509.DuplicateExtension):
        return None
