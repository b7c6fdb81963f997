"""What a certificate says (RFC 5280), read by a library that is an extra."""

from __future__ import annotations

from typing import NamedTuple

from conformance.authoring import Blocked
from conformance.readers.extra import missing


class Certificate(NamedTuple):
    """A certificate: the `kind` of its key is RSA, EC or "", `names` are its DNS names and addresses.

    `begin` and `end` are times of UTC in ISO 8601, which compare like times.
    """

    kind: str
    bits: int
    hash: str
    begin: str
    end: str
    names: tuple[str, ...]


def certificate_in(der: bytes) -> Certificate:
    """The certificate. Raises Blocked for bytes that are none, and NotRun without the library."""
    try:
        from cryptography import exceptions, x509
        from cryptography.hazmat.primitives.asymmetric import ec, rsa
    except ImportError:
        raise missing("transport") from None
    kind, bits, names, used = "", 0, [], None
    try:
        found = x509.load_der_x509_certificate(der)
        try:
            key = found.public_key()
            if isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
                kind, bits = "RSA" if isinstance(key, rsa.RSAPublicKey) else "EC", key.key_size
            used = found.signature_hash_algorithm
        except exceptions.UnsupportedAlgorithm:  # such as SM2: nothing is said of it here
            pass
        try:
            other = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
            names = [*other.get_values_for_type(x509.DNSName), *map(str, other.get_values_for_type(x509.IPAddress))]
        except x509.ExtensionNotFound:
            pass
        begin, end = found.not_valid_before_utc.isoformat(), found.not_valid_after_utc.isoformat()
    except ValueError:
        raise Blocked("no_certificate") from None
    return Certificate(kind, bits, used.name if used else "", begin, end, tuple(names))
