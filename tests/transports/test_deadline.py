"""Connections with a deadline hold their socket no longer than their user does."""

from __future__ import annotations

import socket

import pytest

from conformance.transports.deadline import DeadlineBackend


def test_a_connection_that_is_closed_is_closed_on_the_wire() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        stream = DeadlineBackend().connect_tcp("127.0.0.1", server.getsockname()[1], timeout=30)
        there, _ = server.accept()
        with there:
            there.settimeout(30)
            stream.close()
            assert there.recv(1) == b""
        with pytest.raises(OSError, match=r"[Bb]ad file descriptor|not a socket"):
            stream.get_extra_info("socket").getpeername()
