"""Servers that agree on HTTP/2 and then break it, each in one known way."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import trustme

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RST_STREAM, SETTINGS, PUSH, GOAWAY, WINDOW, CONTINUATION = 0, 1, 3, 4, 5, 7, 8, 9
END_STREAM, END_HEADERS = 1, 4


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def literal(name: bytes, value: bytes) -> bytes:
    """A header field that HPACK does not index (RFC 7541, 6.2.2)."""
    return b"\0" + bytes([len(name)]) + name + bytes([len(value)]) + value


OK = b"\x88"  # :status 200, from the static table
SET = frame(SETTINGS, 0, 0)
GOOD = SET + frame(HEADERS, END_HEADERS, 1, OK)

BROKEN = {
    "headers_no_hpack": SET + frame(HEADERS, END_HEADERS, 1, b"\xff\xff\xff\xff\xff\xff\xff"),
    "trailers_no_hpack": GOOD
    + frame(DATA, 0, 1, b"{}")
    + frame(HEADERS, END_HEADERS | END_STREAM, 1, b"\xff\xff\xff\xff"),
    "index_zero": SET + frame(HEADERS, END_HEADERS, 1, b"\x80"),
    "status_in_words": SET + frame(HEADERS, END_HEADERS | END_STREAM, 1, literal(b":status", b"fine")),
    "status_no_ascii": SET + frame(HEADERS, END_HEADERS | END_STREAM, 1, literal(b":status", b"\xff\xfe")),
    "data_before_headers": SET + frame(DATA, END_STREAM, 1, b"{}"),
    "data_on_stream_zero": SET + frame(DATA, 0, 0, b"{}"),
    "settings_of_five_octets": frame(SETTINGS, 0, 0, b"12345"),
    "window_of_zero": SET + frame(WINDOW, 0, 0, bytes(4)),
    "continuation_alone": SET + frame(CONTINUATION, END_HEADERS, 1, OK),
    "push": SET + frame(PUSH, END_HEADERS, 1, (2).to_bytes(4, "big") + OK),
    "goes_away": SET + frame(GOAWAY, 0, 0, bytes(8)),
    "resets": SET + frame(RST_STREAM, 0, 1, (2).to_bytes(4, "big")),
    "resets_in_the_body": GOOD + frame(DATA, 0, 1, b"{") + frame(RST_STREAM, 0, 1, (2).to_bytes(4, "big")),
    "more_than_announced": SET
    + frame(HEADERS, END_HEADERS, 1, OK + literal(b"content-length", b"1"))
    + frame(DATA, END_STREAM, 1, b"{}"),
}


def _kinds(frames: bytes) -> set[int]:
    """The kinds of the complete frames."""
    kinds = set()
    while len(frames) >= 9 and len(frames) >= 9 + (size := int.from_bytes(frames[:3], "big")):
        kinds.add(frames[3])
        frames = frames[9 + size :]
    return kinds


@contextmanager
def http2_product(answer: bytes, folder: Path) -> Iterator[tuple[str, str]]:
    """(URL, file of its authority) of a server that sends these octets to whoever connects."""
    authority, trusted = trustme.CA(), str(folder / "ca.pem")
    authority.cert_pem.write_to_path(trusted)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    context.set_alpn_protocols(["h2"])
    listener = socket.create_server(("127.0.0.1", 0))

    def talk(connection: socket.socket) -> None:
        with suppress(OSError), connection, context.wrap_socket(connection, server_side=True) as stream:
            stream.settimeout(60)
            received = b""
            while len(received) < len(PREFACE) + 9 or HEADERS not in _kinds(received[len(PREFACE) :]):
                received += stream.recv(65536)
            stream.sendall(answer)
            while stream.recv(65536):
                pass

    def serve() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=talk, args=[listener.accept()[0]], daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{listener.getsockname()[1]}/", trusted
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(60)
