"""The process of one page: `python -m conformance.transports.page_worker` reads and writes JSON Lines.

It may hang, or take all memory it can get: then it is ended with the browser that it started, and nothing else is lost.
"""

from __future__ import annotations

import json
import os
import re
import sys
from typing import Any

from conformance.model.finding import Blocked
from conformance.transports.address import host_of

_ERROR = re.compile(r"net::([A-Z0-9_]+)")
OWN = ("data:", "blob:", "about:")
"""Schemes of what a page has in itself."""


class Fence:
    """Which hosts a page may ask; `refused` are the others that it wanted."""

    def __init__(self, hosts: list[str]) -> None:
        self._hosts = frozenset(hosts)
        self.refused: set[str] = set()

    def admits(self, url: str) -> bool:
        if url.startswith(OWN):
            return True
        try:
            host = host_of(url)
        except Blocked:
            host = ""
        if host not in self._hosts:
            self.refused.add(host)
        return host in self._hosts

    def request(self, route: Any) -> None:
        """Let a request of the page pass, or not."""
        if self.admits(route.request.url):
            route.continue_()
        else:
            route.abort()

    def socket(self, route: Any) -> None:
        """Let a WebSocket of the page pass, or not."""
        if self.admits(route.url):
            route.connect_to_server()
        else:
            route.close()


def serve(asked: dict[str, Any]) -> None:
    """Load the page and evaluate scripts in it until standard input ends."""
    from playwright import sync_api as library

    fence = Fence(asked["hosts"])
    with library.sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=asked["browser"],
                chromium_sandbox=hasattr(os, "geteuid") and os.geteuid() != 0,  # Chromium has none for root
                args=["--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--dns-prefetch-disable"],
            )
        except library.Error:
            return _tell(trouble={"key": "no_browser"})
        context = browser.new_context(
            accept_downloads=False,
            service_workers="block",  # what they ask would pass the fence
            extra_http_headers=dict(asked["headers"]),
        )
        context.route("**/*", fence.request)
        context.route_web_socket(re.compile(""), fence.socket)
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.dismiss())
        try:
            loaded = page.goto(asked["url"], wait_until="load", timeout=asked["seconds"] * 1000)
            status = loaded.status if loaded else 0
            _tell(status=status, url=page.url, refused=sorted(fence.refused))
            for line in sys.stdin:
                told = json.loads(line)
                page.evaluate(told["script"])
                _tell(result=page.evaluate(told["evaluate"]))
        except library.TimeoutError:
            _tell(trouble={"key": "too_slow"})
        except library.Error as error:
            found = _ERROR.search(error.message)
            _tell(trouble={"key": found[1] if found else error.message.splitlines()[0][:200]})


def _tell(**values: Any) -> None:
    sys.stdout.write(json.dumps(values, ensure_ascii=True) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve(json.loads(sys.stdin.readline()))
