"""The page of the reference client. It has something for each criterion; a fault replaces one part of it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from conformance.reference.serving import Fault

PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
PAGE = """<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>广场 Plaza</title>
<style>
body { margin: 24px; color: #111; background: #fff; font-size: 16px; }
a, button, input { display: inline-block; min-height: 32px; min-width: 32px; margin: 8px; }
p a { display: inline; margin: 0; text-decoration: underline; }
.log { height: 60px; overflow: auto; }
</style>
</head>
<body>
<main>
<h1>广场</h1>
<p>欢迎来到广场。<span lang="en">Welcome.</span> 请先阅读<a href="#rules">社区守则</a>再进入。</p>
<img src="{pixel}" alt="广场全景">
<ul><li>大厅</li><li>花园</li></ul>
<p style="letter-spacing: 1px">字距可以调整。</p>
<div class="log" tabindex="0" role="region" aria-label="公告">
<p>今晚七点开放。</p><p>请提前入场。</p><p>请勿喧哗。</p><p>祝您愉快。</p>
</div>
<form>
<label for="mail">邮箱</label> <input id="mail" type="email" autocomplete="email">
<button type="button">进入</button>
</form>
<nav aria-label="房间"><a href="#hall">大厅</a> <a href="#garden">花园</a></nav>
</main>
</body>
</html>
"""
HALL = '<a href="#hall">大厅</a>'
ENTER = '<button type="button">进入</button>'
SMALL = "min-width: 0; min-height: 0; width: 9px; height: 9px; margin: 0; padding: 0"
TINY = f'<button type="button" style="{SMALL}">进</button>'
LINK = '<a href="#rules">'
LABEL = '<label for="mail">邮箱</label>'
# Fault -> the part of the page that it replaces, and by what.
_CHANGES: dict[str, tuple[str, str]] = {
    "IFC-ACC-002_no_alternative": (' alt="广场全景"', ""),
    "IFC-ACC-003_paragraph_in_a_list": ("<li>花园</li>", "<p>花园</p>"),
    "IFC-ACC-004_unknown_purpose": ('autocomplete="email"', 'autocomplete="post-box"'),
    "IFC-ACC-005_colour_alone": (LINK, '<a href="#rules" style="text-decoration: none; color: #0000b0">'),
    "IFC-ACC-006_pale": ("<li>大厅</li>", '<li style="color: #bbb">大厅</li>'),
    "IFC-ACC-007_fixed_scale": ("initial-scale=1", "initial-scale=1, user-scalable=no"),
    "IFC-ACC-008_fixed_spacing": ("letter-spacing: 1px", "letter-spacing: 1px !important"),
    "IFC-ACC-009_mouse_alone": (' tabindex="0" role="region" aria-label="公告"', ""),
    "IFC-ACC-010_reloads": ("<title>", '<meta http-equiv="refresh" content="600"><title>'),
    "IFC-ACC-011_scrolls": ("<li>大厅</li>", "<li><marquee>大厅</marquee></li>"),
    "IFC-ACC-012_no_title": ("<title>广场 Plaza</title>", ""),
    "IFC-ACC-013_no_text": (HALL, '<a href="#hall"></a>'),
    "IFC-ACC-014_tiny_targets": (ENTER, f"<div>{TINY}{TINY}</div>"),
    "IFC-ACC-015_no_language": ('<html lang="zh">', "<html>"),
    "IFC-ACC-016_no_such_language": ('<span lang="en">', '<span lang="english!">'),
    "IFC-ACC-017_no_label": (LABEL, "邮箱"),
}
FAULTS = ("IFC-ACC-001_not_there", *_CHANGES)


def endpoints(base: str) -> dict[str, str]:
    """None: the page is served apart, since a browser loads it."""
    return {}


def routes(base: str, fault: Fault) -> list[Any]:
    """None."""
    return []


def page(fault: Fault) -> str:
    """The page with the fault."""
    honest = PAGE.replace("{pixel}", PIXEL)
    old, new = _CHANGES.get(fault.name, ("", ""))
    return honest.replace(old, new, 1) if old else honest


def make(fault: Fault) -> Callable[[socket.socket], None]:
    """What answers every request with the page."""

    def serve(connection: socket.socket) -> None:
        while head := _head(connection):
            wanted = head.split(b" ", 2)[1]
            found = wanted == b"/" and not fault.is_("IFC-ACC-001_not_there")
            body = page(fault).encode() if found else b"<!DOCTYPE html><title>404</title>"
            status = "200 OK" if found else "404 Not Found"
            length = f"Content-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}"
            connection.sendall(f"HTTP/1.1 {status}\r\n{length}\r\n\r\n".encode() + body)

    return serve


def _head(connection: socket.socket) -> bytes:
    """The head of the next request; empty at the end of the connection."""
    found = b""
    while not found.endswith(b"\r\n\r\n"):
        piece = connection.recv(1)
        if not piece or len(found) > 65_536:
            return b""
        found += piece
    return found


SERVERS = {"client": ("http://{address}/", make)}
