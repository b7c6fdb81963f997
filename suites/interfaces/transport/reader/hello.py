"""The first messages of a TLS handshake, written and read as bytes (RFC 5246 7.4.1, RFC 8446 4.1)."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

SSL30, TLS10, TLS11, TLS12, TLS13 = 0x0300, 0x0301, 0x0302, 0x0303, 0x0304
TLCP = 0x0101
"""GB/T 38636: a handshake of the same form, with SM2, SM3 and SM4."""
NAMES = {SSL30: "SSL 3.0", TLS10: "TLS 1.0", TLS11: "TLS 1.1", TLS12: "TLS 1.2", TLS13: "TLS 1.3"}
ALERT, HANDSHAKE = 21, 22
WARNING, CLOSE_NOTIFY = 1, 0
CLIENT_HELLO, SERVER_HELLO, CERTIFICATE, SERVER_HELLO_DONE = 1, 2, 11, 14
SERVER_NAME, GROUPS, POINTS, ALGORITHMS, MASTER_SECRET = 0, 10, 11, 13, 23
VERSIONS, KEY_SHARE, RENEGOTIATION = 43, 51, 0xFF01
# Names that nobody assigns (RFC 8701): a cipher suite and an extension.
UNKNOWN = 0x3A3A
# The base point of X25519: a key share that is well formed, and of a key that is not secret (RFC 7748 4.1).
_SHARE = bytes([9]) + bytes(31)
_ALGORITHMS = (0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601, 0x0807, 0x0203, 0x0201)


@dataclass(frozen=True)
class ClientHello:
    """What a client offers. `versions` are those of the extension, which only TLS 1.3 needs; `name` is the host."""

    suites: tuple[int, ...]
    version: int = TLS12
    versions: tuple[int, ...] = ()
    name: str = ""
    compressions: tuple[int, ...] = (0,)
    unknown: bool = False
    random: bytes = bytes(32)

    @property
    def record(self) -> bytes:
        """The hello in a record."""
        suites = (UNKNOWN, *self.suites) if self.unknown else self.suites
        body = _number(self.version, 2) + self.random + _sized(b"", 1)
        body += _sized(b"".join(_number(each, 2) for each in suites), 2) + _sized(bytes(self.compressions), 1)
        if self.version > SSL30:
            body += _sized(b"".join(_number(kind, 2) + _sized(data, 2) for kind, data in self._extensions()), 2)
        message = _number(CLIENT_HELLO, 1) + _sized(body, 3)
        return bytes([HANDSHAKE]) + _number(min(self.version, TLS10), 2) + _sized(message, 2)

    def _extensions(self) -> Iterable[tuple[int, bytes]]:
        if self.unknown:
            yield UNKNOWN, b""
        if self.name and not is_address(self.name):  # an address is not a name (RFC 6066 3)
            yield SERVER_NAME, _sized(b"\0" + _sized(self.name.encode("idna"), 2), 2)
        yield GROUPS, _sized(b"".join(_number(each, 2) for each in (29, 23, 24)), 2)
        yield POINTS, _sized(b"\0", 1)
        if self.version >= TLS12:
            yield ALGORITHMS, _sized(b"".join(_number(each, 2) for each in _ALGORITHMS), 2)
        yield MASTER_SECRET, b""
        yield RENEGOTIATION, _sized(b"", 1)
        if self.versions:
            offered = (UNKNOWN, *self.versions) if self.unknown else self.versions
            yield VERSIONS, _sized(b"".join(_number(each, 2) for each in offered), 1)
            yield KEY_SHARE, _sized(_number(29, 2) + _sized(_SHARE, 2), 2)


@dataclass(frozen=True)
class Answer:
    """What the server sent before anything was encrypted. `key` names the conversation.

    `version` and `suite` are None without a server hello; `alert` is the description of an alert; `certificates` are
    those of TLS 1.2 and older, in DER; `ended` says that the server closed the connection.
    """

    key: str
    version: int | None = None
    suite: int | None = None
    compression: int = 0
    extensions: frozenset[int] = frozenset()
    certificates: tuple[bytes, ...] = ()
    alert: int | None = None
    ended: bool = False
    done: bool = field(default=False, repr=False)

    @property
    def silent(self) -> bool:
        """Whether the connection was closed without a word."""
        return self.version is None and self.alert is None and self.ended


def read(key: str, records: Iterable[tuple[int, bytes]], *, ended: bool = False) -> Answer:
    """The answer in records of (type, content). Raises ValueError for handshake messages that break off or overlap."""
    found = Answer(key, ended=ended)
    data = b""
    for kind, content in records:
        if is_final(kind, content):
            found = replace(found, alert=content[1])
        elif kind == HANDSHAKE:
            data += content
    while len(data) >= 4:
        size = int.from_bytes(data[1:4])
        if len(data) < 4 + size:
            break
        found = _with(found, data[0], data[4 : 4 + size])
        data = data[4 + size :]
    return found


def _with(found: Answer, kind: int, body: bytes) -> Answer:
    if kind == SERVER_HELLO:
        return _server_hello(found, body)
    if kind == CERTIFICATE:
        return replace(found, certificates=tuple(_vectors(body[3:], 3)))
    return replace(found, done=True) if kind == SERVER_HELLO_DONE else found


def _server_hello(found: Answer, body: bytes) -> Answer:
    if len(body) < 38:
        raise ValueError("a server hello that breaks off")
    at = 35 + body[34]
    version, suite = int.from_bytes(body[:2]), int.from_bytes(body[at : at + 2])
    if len(body) < at + 3:
        raise ValueError("a server hello that breaks off")
    extensions, rest = {}, body[at + 5 :]
    while len(rest) >= 4:
        size = int.from_bytes(rest[2:4])
        extensions[int.from_bytes(rest[:2])] = rest[4 : 4 + size]
        rest = rest[4 + size :]
    if VERSIONS in extensions:
        version = int.from_bytes(extensions[VERSIONS])
    return replace(
        found,
        version=version,
        suite=suite,
        compression=body[at + 2],
        extensions=frozenset(extensions),
        done=version == TLS13,
    )


def _vectors(data: bytes, width: int) -> Iterable[bytes]:
    while data:
        size = int.from_bytes(data[:width])
        yield data[width : width + size]
        data = data[width + size :]


def is_final(kind: int, content: bytes) -> bool:
    """Whether a record is an alert that ends the conversation: a fatal one, or close_notify (RFC 5246 7.2)."""
    return kind == ALERT and len(content) == 2 and (content[0] != WARNING or content[1] == CLOSE_NOTIFY)


def is_address(host: str) -> bool:
    """Whether a host is an IP address, which no server name is (RFC 6066 3)."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _number(value: int, width: int) -> bytes:
    return value.to_bytes(width)


def _sized(data: bytes, width: int) -> bytes:
    return len(data).to_bytes(width) + data
