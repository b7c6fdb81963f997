"""A certificate for one run, which nobody has signed: its fingerprint is printed, to be compared on the device."""

from __future__ import annotations

import datetime
import ipaddress
import secrets
import ssl
import tempfile
from pathlib import Path

from conformance.writing import write_bytes

DAYS = 30


def own_certificate(address: str) -> tuple[ssl.SSLContext, str]:
    """A TLS context with a new certificate for the address or host name, and the SHA-256 fingerprint of it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "conformance listen")])
    try:
        called: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(address))
    except ValueError:
        called = x509.DNSName(address)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=DAYS))
        .add_extension(x509.SubjectAlternativeName([called]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # The library reads files only: the key is in one for a moment, encrypted with a password that is nowhere else.
    password = secrets.token_hex(16)
    form = serialization.BestAvailableEncryption(password.encode())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, form)
    with tempfile.TemporaryDirectory(prefix="conformance-") as folder:
        path = Path(folder) / "certificate.pem"
        write_bytes(path, certificate.public_bytes(serialization.Encoding.PEM) + pem)
        context.load_cert_chain(path, password=password)
    return context, ":".join(f"{octet:02X}" for octet in certificate.fingerprint(hashes.SHA256()))
