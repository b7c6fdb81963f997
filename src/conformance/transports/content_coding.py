"""Decoding of bodies that a product sent compressed (RFC 9110, 8.4), within a limit at every step."""

from __future__ import annotations

import zlib

from conformance.model.finding import Blocked

_WINDOW = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
MOST_CODINGS = 4
_GZIP = b"\x1f\x8b"


def decoded(body: bytes, header: str, limit: int) -> bytes:
    """The body without the codings that the header lists, the last of them removed first.

    Raises Blocked for a coding that was not asked for, for data that is not in its coding, and as soon as one step
    yields more than `limit` bytes.
    """
    codings = [name for each in header.split(",") if (name := each.strip().lower()) not in ("", "identity")]
    if not body:
        return body
    if len(codings) > MOST_CODINGS or any(name not in _WINDOW for name in codings):
        raise Blocked("content_coding", coding=header)
    for name in reversed(codings):
        try:
            body = _inflated(body, name, limit)
        except zlib.error:
            raise Blocked("content_coding", coding=header) from None
    return body


def _inflated(body: bytes, name: str, limit: int) -> bytes:
    if name != "deflate":
        return _members(body, _WINDOW[name], limit)
    try:
        return _members(body, _WINDOW[name], limit)
    except zlib.error:  # many servers leave out the zlib header that RFC 9110 demands, and clients accept it
        return _members(body, -zlib.MAX_WBITS, limit)


def _members(body: bytes, window: int, limit: int) -> bytes:
    """The data of the first member and of further gzip members (RFC 1952, 2.2); anything else after it is ignored."""
    found = bytearray()
    while True:
        member = zlib.decompressobj(window)
        found += member.decompress(body, limit + 1 - len(found))
        if len(found) > limit:
            raise Blocked("body_too_large", limit=limit)
        if not member.eof:
            raise zlib.error("incomplete")
        body = member.unused_data
        if not body.startswith(_GZIP):
            return bytes(found)
