"""A time-stamping authority (RFC 3161) on loopback that attests whatever time it is told, with throw-away keys.

Only what the C2PA library asks for: one certificate, SHA-256 with RSA, no policy but its own.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SEQUENCE, SET, INTEGER, OCTETS, OBJECT, TIME = b"\x30", b"\x31", b"\x02", b"\x04", b"\x06", b"\x18"
CONTENT_0, CONTENT_1 = b"\xa0", b"\xa1"
SHA256 = bytes.fromhex("608648016503040201")
RSA_SHA256 = bytes.fromhex("2a864886f70d01010b")
SIGNED_DATA, TST_INFO = bytes.fromhex("2a864886f70d010702"), bytes.fromhex("2a864886f70d0109100104")
CONTENT_TYPE, MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010903"), bytes.fromhex("2a864886f70d010904")
SIGNING_CERTIFICATE = bytes.fromhex("2a864886f70d010910022f")
POLICY = bytes.fromhex("2a030401")


def der(tag: bytes, *parts: bytes) -> bytes:
    """One value in DER."""
    content = b"".join(parts)
    size = len(content)
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return tag + (bytes([size]) if size < 0x80 else bytes([0x80 | len(length)]) + length) + content


def parts_of(value: bytes) -> Iterator[bytes]:
    """The values in a constructed value."""
    at, end = _content(value, 0)
    while at < end:
        _, behind = _content(value, at)
        yield value[at:behind]
        at = behind


def _content(value: bytes, at: int) -> tuple[int, int]:
    """Where the content of the value at this place starts and ends."""
    size, start = value[at + 1], at + 2
    if size & 0x80:
        start, size = start + (size & 0x7F), int.from_bytes(value[start : start + (size & 0x7F)], "big")
    return start, start + size


class Authority:
    """One authority with its key; `time` is what it attests."""

    def __init__(self, time: datetime.datetime) -> None:
        self.time = time
        self.key = rsa.generate_private_key(65537, 2048)
        name = x509.Name(
            [x509.NameAttribute(kind, "Example TSA") for kind in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)]
        )
        made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(self.key.public_key())
        made = made.serial_number(1).not_valid_before(datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC))
        made = made.not_valid_after(datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC))
        usage = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
        made = made.add_extension(x509.BasicConstraints(False, None), critical=True)
        made = made.add_extension(usage, critical=True)
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), critical=False)
        made = made.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
        )
        self.certificate = made.sign(self.key, hashes.SHA256())

    def answer(self, request: bytes) -> bytes:
        """The TimeStampResp to a TimeStampReq."""
        imprint, *others = list(parts_of(request))[1:]
        nonce = next((part for part in others if part[:1] == INTEGER), b"")
        stamp = der(TIME, self.time.strftime("%Y%m%d%H%M%SZ").encode())
        version, serial = der(INTEGER, b"\1"), der(INTEGER, b"\1")
        info = der(SEQUENCE, version, der(OBJECT, POLICY), imprint, serial, stamp, nonce)
        return der(SEQUENCE, der(SEQUENCE, der(INTEGER, b"\0")), self._signed(info))

    def _signed(self, info: bytes) -> bytes:
        certificate = self.certificate.public_bytes(serialization.Encoding.DER)
        algorithm = der(SEQUENCE, der(OBJECT, SHA256))
        identity = der(SEQUENCE, der(SEQUENCE, der(SEQUENCE, der(OCTETS, sha256(certificate).digest()))))
        attributes = sorted(
            der(SEQUENCE, der(OBJECT, name), der(SET, value))
            for name, value in (
                (CONTENT_TYPE, der(OBJECT, TST_INFO)),
                (MESSAGE_DIGEST, der(OCTETS, sha256(info).digest())),
                (SIGNING_CERTIFICATE, identity),
            )
        )
        signature = self.key.sign(der(SET, *attributes), padding.PKCS1v15(), hashes.SHA256())
        issuer = der(SEQUENCE, self.certificate.issuer.public_bytes(), der(INTEGER, b"\1"))
        signer = der(
            SEQUENCE,
            der(INTEGER, b"\1"),
            issuer,
            algorithm,
            der(CONTENT_0, *attributes),
            der(SEQUENCE, der(OBJECT, RSA_SHA256), b"\5\0"),
            der(OCTETS, signature),
        )
        content = der(SEQUENCE, der(OBJECT, TST_INFO), der(CONTENT_0, der(OCTETS, info)))
        data = der(
            SEQUENCE, der(INTEGER, b"\3"), der(SET, algorithm), content, der(CONTENT_0, certificate), der(SET, signer)
        )
        return der(SEQUENCE, der(OBJECT, SIGNED_DATA), der(CONTENT_0, data))


@contextmanager
def served(authority: Authority) -> Iterator[str]:
    """The address of the authority while it answers."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: what it answers is in the samples."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
