"""The process of a page with a browser that only writes down what it is told to do, and what the page may fetch."""

from __future__ import annotations

import io
import json
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from conformance.transports import page_worker
from conformance.transports.page_worker import Fence, resolver_rules, serve, sorted_out

HEADERS = [["Cookie", "a=1; b=2=3; c"], ["COOKIE", "d="], ["Authorization", "Bearer x"]]
ASKED = {"url": "http://a.example/p", "hosts": ["a.example"], "headers": HEADERS, "seconds": 2, "browser": "chrome"}


def test_cookies_are_told_from_other_headers() -> None:
    cookies, others = sorted_out(HEADERS)
    assert cookies == [("a", "1"), ("b", "2=3"), ("d", "")]
    assert others == {"authorization": "Bearer x"}


def test_only_the_hosts_of_the_plan_are_resolved() -> None:
    assert resolver_rules(["a.example", "b.example:8080", "blob:"]) == (
        "MAP a.example:80 a.example:80,MAP a.example:443 a.example:443,"
        "MAP b.example:8080 b.example:8080,MAP * ~NOTFOUND"
    )


@pytest.mark.parametrize(
    ("url", "admitted", "refused"),
    [
        ("http://a.example/x", True, set()),
        ("data:text/html,x", True, set()),
        ("http://b.example/", False, {"b.example"}),
        ("nothing", False, {""}),
    ],
)
def test_a_page_asks_no_host_that_the_plan_does_not_allow(url: str, admitted: bool, refused: set[str]) -> None:
    fence = Fence(["a.example"], "http://a.example/p", {"x": "y"})
    assert fence.admits(url) is admitted
    assert (fence.refused, fence.last) == (refused, next(iter(refused), ""))


@pytest.mark.parametrize(
    ("url", "headers", "asked"),
    [
        ("http://b.example/", {"x": "y"}, ["abort"]),
        ("http://a.example/", {"x": "y"}, [{"headers": {"own": "1", "x": "y"}}]),
        ("http://a.example/", {}, [{}]),
        ("http://a.example:81/", {"x": "y"}, [{}]),
    ],
)
def test_headers_of_the_plan_go_to_the_origin_of_the_page_alone(url: str, headers: Any, asked: list[Any]) -> None:
    done: list[Any] = []
    route = SimpleNamespace(
        request=SimpleNamespace(url=url, headers={"own": "1"}, redirected_from=object()),
        abort=lambda: done.append("abort"),
        continue_=lambda **changed: done.append(changed),
    )
    fence = Fence(["a.example", "a.example:81"], "http://a.example/p", headers)
    fence.request(route)
    assert done == asked


def test_a_socket_of_the_page_passes_or_not_and_a_redirect_is_noted() -> None:
    fence, done = Fence(["a.example"], "http://a.example/p", {}), []
    for url in ("ws://a.example/", "ws://b.example/"):
        on, off = (lambda: done.append("on")), (lambda: done.append("off"))
        socket = SimpleNamespace(url=url, connect_to_server=on, close=off)
        fence.socket(socket)
    assert done == ["on", "off"]
    fence.redirected(SimpleNamespace(url="http://c.example/", redirected_from=None))
    assert fence.last == "b.example"
    fence.redirected(SimpleNamespace(url="http://c.example/", redirected_from=object()))
    assert fence.last == "c.example"


class Asked:
    """Whatever is called of it is written down with its arguments; goto fails with `error` if there is one."""

    def __init__(self, calls: list[Any], error: Exception | None = None) -> None:
        self.calls, self.error = calls, error
        self.url, self.status = "http://a.example/q", 203

    def __enter__(self) -> Asked:
        return self

    def __exit__(self, *_: object) -> None:
        self.calls.append("end")

    @property
    def chromium(self) -> Asked:
        return self

    def __getattr__(self, name: str) -> Any:
        def called(*given: Any, **named: Any) -> Any:
            self.calls.append((name, *(each for each in given if not callable(each)), named))
            if name == "goto" and self.error:
                raise self.error
            return f"of {given[0]}" if name == "evaluate" else self

        return called


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module of the browser, whose calls are kept; `error` is how it fails."""
    made: Any = ModuleType("playwright.sync_api")
    made.Error = type("Error", (Exception,), {"message": property(str)})
    made.TimeoutError = type("TimeoutError", (made.Error,), {})
    made.calls, made.error = [], None
    made.sync_playwright = lambda: Asked(made.calls, made.error)
    whole: Any = ModuleType("playwright")
    whole.sync_api = made
    monkeypatch.setitem(sys.modules, "playwright", whole)
    monkeypatch.setitem(sys.modules, "playwright.sync_api", made)
    monkeypatch.setattr(page_worker.os, "geteuid", lambda: 7, raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"script": "s", "evaluate": "e"}\n'))
    return made


def test_a_page_is_loaded_within_its_fence_and_asked(library: Any, capsys: pytest.CaptureFixture[str]) -> None:
    serve(ASKED)
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"status": 203, "url": "http://a.example/q", "refused": []},
        {"result": "of e"},
    ]
    launched = dict(library.calls[0][1])
    assert (launched["executable_path"], launched["chromium_sandbox"], len(launched["args"])) == ("chrome", True, 3)
    cookies = [
        {"name": name, "value": value, "url": ASKED["url"]} for name, value in (("a", "1"), ("b", "2=3"), ("d", ""))
    ]
    assert [call for call in library.calls[1:] if call[0] != "route_web_socket"] == [
        ("new_context", {"accept_downloads": False, "service_workers": "block"}),
        ("add_cookies", cookies, {}),
        ("on", "request", {}),
        ("route", "**/*", {}),
        ("new_page", {}),
        ("on", "dialog", {}),
        ("goto", "http://a.example/p", {"wait_until": "load", "timeout": 2000}),
        ("evaluate", "s", {}),
        ("evaluate", "e", {}),
        "end",
    ]
    assert any(call[0] == "route_web_socket" for call in library.calls)


@pytest.mark.parametrize(
    ("kind", "message", "key"),
    [
        ("TimeoutError", "slow", "too_slow"),
        ("Error", "net::ERR_ABORTED at x", "ERR_ABORTED"),
        ("Error", "first\nsecond", "first"),
        ("Error", "n" * 300, "n" * 200),
    ],
)
def test_why_a_page_was_not_loaded_is_told(
    kind: str, message: str, key: str, library: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    library.error = getattr(library, kind)(message)
    serve(ASKED)
    assert json.loads(capsys.readouterr().out) == {"trouble": {"key": key}}


def test_root_has_no_sandbox(library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_worker.os, "geteuid", lambda: 0, raising=False)
    serve(ASKED)
    assert library.calls[0][1]["chromium_sandbox"] is False


def test_a_redirect_to_a_host_that_the_plan_does_not_allow_is_named() -> None:
    fence = Fence(["a.example"], "http://a.example/p", {})
    assert page_worker._trouble("ERR_NAME_NOT_RESOLVED", fence) == {"key": "ERR_NAME_NOT_RESOLVED"}
    fence.admits("http://b.example/")
    assert page_worker._trouble("ERR_NAME_NOT_RESOLVED", fence) == {"key": "host_not_allowed", "host": "b.example"}
    assert page_worker._trouble("ERR_FAILED", fence) == {"key": "ERR_FAILED"}
