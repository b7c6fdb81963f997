"""Reference products that do not speak HTTP are served for as long as the block lasts, with the fault of the moment."""

from __future__ import annotations

import socket
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from conformance.reference.servers import Serve, servers
from conformance.reference.serving import Fault


def make(fault: Fault) -> Serve:
    def serve(connection: socket.socket) -> None:
        while data := connection.recv(100):
            connection.sendall(data[::-1] if fault.is_("BACKWARDS") else data)

    return serve


PARTS = [SimpleNamespace(SERVERS={"line": ("line://{address}/path", make)}), SimpleNamespace()]


def said(url: str, data: bytes) -> bytes:
    """What the server at the URL answers."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as connection:
        connection.sendall(data)
        return connection.recv(100)


def test_many_connections_are_served_with_the_fault_that_is_on() -> None:
    fault = Fault()
    with servers(PARTS, fault) as urls:
        assert urls.keys() == {"line"}
        assert urlsplit(urls["line"]).path == "/path"
        assert said(urls["line"], b"abc") == b"abc"
        fault.name = "BACKWARDS"
        assert said(urls["line"], b"abc") == b"cba"


def test_nothing_is_served_after_the_block() -> None:
    with servers(PARTS, Fault()) as urls:
        pass
    with pytest.raises(ConnectionError):
        said(urls["line"], b"abc")
