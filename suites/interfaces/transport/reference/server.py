"""A server that begins handshakes of TLS and never finishes one: what it negotiates is all that is looked at."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from conformance.reference.serving import Fault
from conformance_suites.interfaces.transport.reader import suites
from conformance_suites.interfaces.transport.reader.hello import (
    ALERT,
    CERTIFICATE,
    HANDSHAKE,
    KEY_SHARE,
    MASTER_SECRET,
    RENEGOTIATION,
    SERVER_HELLO,
    SERVER_HELLO_DONE,
    SERVER_NAME,
    SSL30,
    TLS10,
    TLS11,
    TLS12,
    TLS13,
    VERSIONS,
)
from conformance_suites.interfaces.transport.reference.certificates import certificate

STATEMENT: Mapping[str, Any] = {}
INFORMATION: Mapping[str, Any] = {}
HANDSHAKE_FAILURE, PROTOCOL_VERSION, UNRECOGNIZED_NAME = 40, 70, 112
# Fault -> the old version that is negotiated.
_OLD = {"IFC-TLS-002_ssl_30": SSL30, "IFC-TLS-003_tls_10": TLS10, "IFC-TLS-004_tls_11": TLS11}
# Fault -> the suites that are negotiated where a client offers nothing better.
_WEAK = {
    "IFC-TLS-007_null": suites.NULL,
    "IFC-TLS-008_rc4": suites.RC4,
    "IFC-TLS-009_export": suites.BELOW_112,
    "IFC-TLS-010_triple_des": suites.TRIPLE_DES,
    "IFC-TLS-011_static_rsa": suites.STATIC_RSA,
    "IFC-TLS-012_static_dh": suites.STATIC_DH,
    "IFC-TLS-013_finite_field": suites.DHE,
}
# Fault -> the certificate that is shown.
_CERTIFICATES = {
    "IFC-TLS-020_short_rsa": "short_rsa",
    "IFC-TLS-020_short_curve": "short_curve",
    "IFC-TLS-021_sha1": "sha1",
    "IFC-TLS-022_expired": "expired",
    "IFC-TLS-022_early": "early",
    "IFC-TLS-023_other_name": "other_name",
    "IFC-TLS-023_no_name": "no_name",
}
_OTHERS = (
    "IFC-TLS-001_none",
    "IFC-TLS-001_closes",
    "IFC-TLS-001_old",
    "IFC-TLS-005_closes",
    "IFC-TLS-005_no_tls_13",
    "IFC-TLS-006_prefers_tls_12",
    "IFC-TLS-014_order_of_the_client",
    "IFC-TLS-015_compression",
    "IFC-TLS-016_no_renegotiation",
    "IFC-TLS-017_no_master_secret",
    "IFC-TLS-018_closes",
    "IFC-TLS-018_intolerant",
    "IFC-TLS-019_any_name",
)
FAULTS = tuple(sorted({*_OLD, *_WEAK, *_CERTIFICATES, *_OTHERS}))


class Offer(NamedTuple):
    """What a client hello offers."""

    version: int
    suites: tuple[int, ...]
    compressions: bytes
    extensions: dict[int, bytes]

    @property
    def versions(self) -> set[int]:
        """All versions that the client supports, as far as it says so."""
        listed = self.extensions.get(VERSIONS, b"")[1:]
        return {int.from_bytes(listed[at : at + 2]) for at in range(0, len(listed), 2)} or {self.version}


def make(fault: Fault) -> Callable[[socket.socket], None]:
    """What answers the hello of one connection."""

    def serve(connection: socket.socket) -> None:
        connection.settimeout(10)
        head = _exactly(connection, 5)
        offer = _offer(_exactly(connection, int.from_bytes(head[3:5])))
        if not _is_dropped(offer, fault):
            connection.sendall(b"".join(_answer(offer, fault)))

    return serve


def _is_dropped(offer: Offer, fault: Fault) -> bool:
    """Whether the connection is closed without a word."""
    if fault.is_("IFC-TLS-018_closes"):
        return _is_unknown(offer)
    return fault.is_("IFC-TLS-001_closes") or (fault.is_("IFC-TLS-005_closes") and offer.versions == {TLS13})


def _is_unknown(offer: Offer) -> bool:
    """Whether a client of TLS 1.3 begins its offer with a suite that nobody assigns."""
    known = {*suites.TLS13, *suites.FORWARD_SECRET, *suites.STATIC_RSA}
    return offer.suites[0] not in known and TLS13 in offer.versions


def _answer(offer: Offer, fault: Fault) -> Iterator[bytes]:
    """The records of the answer."""
    if alert := _refusal(offer, fault):
        yield _record(ALERT, bytes([2, alert]))
        return
    version, suite = _chosen(offer, fault)
    if suite is None:
        yield _record(ALERT, bytes([2, HANDSHAKE_FAILURE if version else PROTOCOL_VERSION]))
        return
    yield _record(HANDSHAKE, _server_hello(offer, version, suite, fault))
    if version < TLS13:
        der = certificate(_CERTIFICATES.get(fault.name, "honest"))
        yield _record(HANDSHAKE, _message(CERTIFICATE, _sized(_sized(der, 3), 3)))
        yield _record(HANDSHAKE, _message(SERVER_HELLO_DONE, b""))


def _refusal(offer: Offer, fault: Fault) -> int:
    """The alert for what is refused whatever else is offered; 0 if nothing is."""
    if fault.is_("IFC-TLS-001_none"):
        return HANDSHAKE_FAILURE
    if fault.is_("IFC-TLS-018_intolerant") and _is_unknown(offer):
        return HANDSHAKE_FAILURE
    name = offer.extensions.get(SERVER_NAME, b"")[5:].decode("ascii", "replace")
    return UNRECOGNIZED_NAME if name not in ("", "localhost") and not fault.is_("IFC-TLS-019_any_name") else 0


def _chosen(offer: Offer, fault: Fault) -> tuple[int, int | None]:
    """The version, 0 for none, and the suite, None for none."""
    if fault.is_("IFC-TLS-001_old") and {TLS12, TLS13} <= offer.versions:
        return TLS11, suites.OLD[0]
    prefers_12 = fault.is_("IFC-TLS-006_prefers_tls_12") and TLS12 in offer.versions
    if TLS13 in offer.versions and not prefers_12 and not fault.is_("IFC-TLS-005_no_tls_13"):
        return TLS13, next((each for each in offer.suites if each in suites.TLS13), None)
    old = _OLD.get(fault.name)
    if TLS12 not in offer.versions:
        return (old, suites.OLD[0]) if old in offer.versions else (0, None)
    good = [each for each in (*suites.RECOMMENDED, *suites.ECDHE_CBC) if each in offer.suites]
    if fault.is_("IFC-TLS-014_order_of_the_client") and good:
        good = [offer.suites[0]]
    weak = [each for each in _WEAK.get(fault.name, ()) if each in offer.suites]
    return TLS12, next(iter((*good, *weak)), None)


def _server_hello(offer: Offer, version: int, suite: int, fault: Fault) -> bytes:
    extensions: dict[int, bytes] = {}
    if version == TLS13:
        extensions[VERSIONS] = struct.pack(">H", TLS13)
        extensions[KEY_SHARE] = struct.pack(">HH", 29, 32) + bytes([9]) + bytes(31)
    else:
        if not fault.is_("IFC-TLS-016_no_renegotiation"):
            extensions[RENEGOTIATION] = b"\0"
        if not fault.is_("IFC-TLS-017_no_master_secret"):
            extensions[MASTER_SECRET] = b""
    compression = 1 if fault.is_("IFC-TLS-015_compression") and 1 in offer.compressions else 0
    body = struct.pack(">H32sB", min(version, TLS12), b"reference".ljust(32, b"."), 0)
    body += struct.pack(">HB", suite, compression)
    body += _sized(b"".join(struct.pack(">H", kind) + _sized(data, 2) for kind, data in extensions.items()), 2)
    return _message(SERVER_HELLO, body)


def _offer(message: bytes) -> Offer:
    body = message[4:]
    version, rest = int.from_bytes(body[:2]), body[35 + body[34] :]
    listed, rest = _first(rest, 2)
    compressions, rest = _first(rest, 1)
    extensions, rest = {}, rest[2:]
    while rest:
        kind = int.from_bytes(rest[:2])
        extensions[kind], rest = _first(rest[2:], 2)
    offered = tuple(int.from_bytes(listed[at : at + 2]) for at in range(0, len(listed), 2))
    return Offer(version, offered, compressions, extensions)


def _first(data: bytes, width: int) -> tuple[bytes, bytes]:
    size = int.from_bytes(data[:width])
    return data[width : width + size], data[width + size :]


def _exactly(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = connection.recv(size - len(data))
        if not piece:
            raise ConnectionError
        data += piece
    return data


def _record(kind: int, content: bytes) -> bytes:
    return bytes([kind, 3, 3]) + _sized(content, 2)


def _message(kind: int, body: bytes) -> bytes:
    return bytes([kind]) + _sized(body, 3)


def _sized(data: bytes, width: int) -> bytes:
    return len(data).to_bytes(width, "big") + data
