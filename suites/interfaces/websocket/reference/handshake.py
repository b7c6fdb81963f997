"""The answers of the reference product to opening handshakes (RFC 6455, 4.2), right ones or with one fault."""

from __future__ import annotations

import base64
import binascii
import hashlib

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
EXAMPLE = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="  # the accept value of the example in 4.2.2
PROTOCOL = "echo.reference.example"
FAULTS_OF_HANDSHAKES = (
    "IFC-WSK-001_constant",
    "IFC-WSK-001_missing",
    "IFC-WSK-002_no_upgrade",
    "IFC-WSK-002_no_connection",
    "IFC-WSK-003_own",
    "IFC-WSK-004_compression",
    "IFC-WSK-004_all",
    "IFC-WSK-005_accepted",
    "IFC-WSK-005_closed",
    "IFC-WSK-006_accepted",
    "IFC-WSK-006_closed",
    "IFC-WSK-007_no_header",
    "IFC-WSK-007_sent_back",
    "IFC-WSK-008_accepted",
    "IFC-WSK-008_closed",
    "IFC-WSK-009_accepted",
    "IFC-WSK-009_closed",
    "IFC-WSR-012_accepted",
)


def answer(request: bytes, fault: str) -> tuple[bool, bytes]:
    """Whether the handshake is accepted, and what is sent; nothing if the connection is just closed."""
    first, *lines = request.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    method, _, version = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    wrong = {
        "IFC-WSK-008": ("405 Method Not Allowed", {"Allow": "GET"}, method != "GET"),
        "IFC-WSK-009": ("505 HTTP Version Not Supported", {}, version != "HTTP/1.1"),
        "IFC-WSK-005": ("400 Bad Request", {}, "sec-websocket-key" not in headers),
        "IFC-WSK-006": ("426 Upgrade Required", _versions(headers, fault), headers["sec-websocket-version"] != "13"),
    }
    for row, (status, more, found) in wrong.items():
        if found and fault == f"{row}_closed":
            return False, b""
        if found and fault != f"{row}_accepted":
            return False, _head(status, {"Content-Length": "0", "Connection": "close", **more})
    key = headers.get("sec-websocket-key")
    if key is not None and not _is_key(key) and fault != "IFC-WSR-012_accepted":
        return False, _head("400 Bad Request", {"Content-Length": "0", "Connection": "close"})
    return True, _head("101 Switching Protocols", _acceptance(headers, fault))


def _acceptance(headers: dict[str, str], fault: str) -> dict[str, str]:
    digest = hashlib.sha1(f"{headers.get('sec-websocket-key', '')}{GUID}".encode("latin-1")).digest()  # noqa: S324 - the protocol
    accept = EXAMPLE if fault == "IFC-WSK-001_constant" else base64.b64encode(digest).decode()
    found = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": accept}
    offered = [each.strip() for each in headers.get("sec-websocket-protocol", "").split(",")]
    if PROTOCOL in offered:
        found["Sec-WebSocket-Protocol"] = PROTOCOL
    if fault == "IFC-WSK-003_own":
        found["Sec-WebSocket-Protocol"] = "own.reference.example"
    if fault == "IFC-WSK-004_compression":
        found["Sec-WebSocket-Extensions"] = "permessage-deflate; server_no_context_takeover"
    if fault == "IFC-WSK-004_all" and "sec-websocket-extensions" in headers:
        found["Sec-WebSocket-Extensions"] = f"{headers['sec-websocket-extensions']}, permessage-deflate"
    left_out = {
        "IFC-WSK-001_missing": "Sec-WebSocket-Accept",
        "IFC-WSK-002_no_upgrade": "Upgrade",
        "IFC-WSK-002_no_connection": "Connection",
    }
    found.pop(left_out.get(fault, ""), None)
    return found


def _versions(headers: dict[str, str], fault: str) -> dict[str, str]:
    if fault == "IFC-WSK-007_no_header":
        return {}
    return {"Sec-WebSocket-Version": headers["sec-websocket-version"] if fault == "IFC-WSK-007_sent_back" else "13"}


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == 16
    except binascii.Error:
        return False


def _head(status: str, headers: dict[str, str]) -> bytes:
    lines = (f"{name}: {value}" for name, value in headers.items())
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode("latin-1")
