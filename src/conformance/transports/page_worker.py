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
from conformance.transports.address import host_of, origin_of

_ERROR = re.compile(r"net::([A-Z0-9_]+)")
OWN = ("data:", "blob:", "about:")
"""Schemes of what a page has in itself."""


class Fence:
    """Which hosts a page may ask; `refused` are the others that it wanted, `last` the last of them.

    The headers of the plan are for the origin of the page; a redirect from there to another host that the plan allows
    carries them along.
    """

    def __init__(self, hosts: list[str], own: str, headers: dict[str, str]) -> None:
        self._hosts, self._own, self._headers = frozenset(hosts), origin_of(own), headers
        self.refused: set[str] = set()
        self.last = ""

    def admits(self, url: str) -> bool:
        if url.startswith(OWN):
            return True
        try:
            host = host_of(url)
        except Blocked:
            host = ""
        if host not in self._hosts:
            self.refused.add(host)
            self.last = host
        return host in self._hosts

    def request(self, route: Any) -> None:
        """Let a request of the page pass, or not."""
        if not self.admits(route.request.url):
            route.abort()
        elif self._headers and origin_of(route.request.url) == self._own:
            route.continue_(headers={**route.request.headers, **self._headers})
        else:
            route.continue_()

    def redirected(self, request: Any) -> None:
        """Note where a redirect leads: the browser does not ask before it follows one."""
        if request.redirected_from is not None:
            self.admits(request.url)

    def socket(self, route: Any) -> None:
        """Let a WebSocket of the page pass, or not."""
        if self.admits(route.url):
            route.connect_to_server()
        else:
            route.close()


def resolver_rules(hosts: list[str]) -> str:
    """The rule by which the browser finds these hosts alone: where a redirect leads, the fence is not asked."""
    named = [each for each in hosts if not each.endswith(":")]  # the others are schemes without hosts
    ports = [[each] if each.rpartition(":")[2].isdigit() else [f"{each}:80", f"{each}:443"] for each in named]
    return ",".join((*(f"MAP {each} {each}" for both in ports for each in both), "MAP * ~NOTFOUND"))


def sorted_out(headers: list[list[str]]) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """The cookies among these headers, which a browser keeps itself, and the others by their names in lower case."""
    cookies = [each.strip() for name, value in headers if name.lower() == "cookie" for each in value.split(";")]
    pairs = [(name, value) for name, equals, value in (each.partition("=") for each in cookies) if equals]
    return pairs, {name.lower(): value for name, value in headers if name.lower() != "cookie"}


def serve(asked: dict[str, Any]) -> None:
    """Load the page and evaluate scripts in it until standard input ends."""
    from playwright import sync_api as library

    cookies, headers = sorted_out(asked["headers"])
    fence = Fence(asked["hosts"], asked["url"], headers)
    with library.sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=asked["browser"],
                chromium_sandbox=hasattr(os, "geteuid") and os.geteuid() != 0,  # Chromium has none for root
                args=[
                    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
                    "--dns-prefetch-disable",
                    f"--host-resolver-rules={resolver_rules(asked['hosts'])}",
                ],
            )
        except library.Error:
            return _tell(trouble={"key": "no_browser"})
        context = browser.new_context(
            accept_downloads=False,
            service_workers="block",  # what they ask would pass the fence
        )
        context.add_cookies([{"name": name, "value": value, "url": asked["url"]} for name, value in cookies])
        context.on("request", fence.redirected)
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
            _tell(trouble=_trouble(found[1] if found else error.message.splitlines()[0][:200], fence))


def _trouble(key: str, fence: Fence) -> dict[str, str]:
    """What kept the page from being loaded: a redirect to a host that it may not ask is named as such."""
    if key == "ERR_NAME_NOT_RESOLVED" and fence.last:
        return {"key": "host_not_allowed", "host": fence.last}
    return {"key": key}


def _tell(**values: Any) -> None:
    sys.stdout.write(json.dumps(values, ensure_ascii=True) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve(json.loads(sys.stdin.readline()))
