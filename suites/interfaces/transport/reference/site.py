"""The site of the reference product: one page over https, and a plain address that leads there."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from conformance.reference.serving import Fault

AUTHORITIES = Path(__file__).with_name("site.pem")
PLAIN = "/plain-site"
POLICY = "max-age=31536000; includeSubDomains"
# Fault -> the values of the header over https.
_SENT: dict[str, tuple[str, ...]] = {
    "IFC-STS-001_nothing": (),
    "IFC-STS-002_twice": (POLICY, POLICY),
    "IFC-STS-003_commas": ("max-age=31536000, includeSubDomains",),
    "IFC-STS-003_open_quotes": ('max-age="31536000',),
    "IFC-STS-004_two_times": ("max-age=31536000; Max-Age=0",),
    "IFC-STS-005_no_time": ("includeSubDomains; preload",),
    "IFC-STS-005_days": ("max-age=365d",),
    "IFC-STS-005_no_value": ("max-age",),
    "IFC-STS-006_value": ("max-age=31536000; includeSubDomains=true",),
}
FAULTS = tuple(
    sorted({*_SENT, "IFC-STS-001_errors_without", "IFC-STS-007_sent", "IFC-STS-008_page", "IFC-STS-008_elsewhere"})
)


@cache
def _context() -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(AUTHORITIES)
    return made


def make(fault: Fault) -> Callable[[socket.socket], None]:
    """What serves a connection."""

    def serve(connection: socket.socket) -> None:
        with _context().wrap_socket(connection, server_side=True) as secured:
            data = b""
            while b"\r\n\r\n" not in data:
                if not (more := secured.recv(1 << 16)):
                    return
                data += more
            secured.sendall(_page(data.split(b" ")[1], fault))
            secured.unwrap()

    return serve


def _page(path: bytes, fault: Fault) -> bytes:
    """The answer over https."""
    found = path == b"/"
    sent = _SENT.get(fault.name, (POLICY,))
    if fault.is_("IFC-STS-001_errors_without") and not found:
        sent = ()
    lines = ["HTTP/1.1 200 OK" if found else "HTTP/1.1 404 Not Found", "Content-Length: 2", "Connection: close"]
    lines += [f"Strict-Transport-Security: {each}" for each in sent]
    return "\r\n".join([*lines, "", "{}"]).encode("ascii")


def endpoints(base: str) -> dict[str, str]:
    """The plain address; a separate server has the other one."""
    return {"plain_site": f"{base}{PLAIN}"}


def routes(base: str, fault: Fault) -> list[Any]:
    """The plain address."""
    from starlette.requests import Request
    from starlette.responses import JSONResponse, RedirectResponse, Response
    from starlette.routing import Route

    async def plain(request: Request) -> Response:
        if fault.is_("IFC-STS-008_page"):
            return JSONResponse({})
        scheme = "http" if fault.is_("IFC-STS-008_elsewhere") else "https"
        sent = {"strict-transport-security": POLICY} if fault.is_("IFC-STS-007_sent") else {}
        return RedirectResponse(f"{scheme}://site.reference.example/", 301, sent)

    return [Route(PLAIN, plain)]
