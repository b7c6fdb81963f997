"""Cookies go back only in the case that asks for it, to their host alone, and their values appear nowhere (D9)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from doubles.chain import COOKIE, Chain, running_chain
from doubles.sessions import all_of, live_and_again

from conformance.transports.cookies import CookieJar, set_cookie
from conformance.transports.curl import Means, command
from conformance.transports.exchange import Answer, Exchange, Request
from conformance.transports.service import Service
from conformance.transports.session import Session

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def logged_in(service: Service) -> list[Any]:
    """What the product sets, and what it says it was sent."""
    set_now = service.get("login").header("set-cookie")
    return [set_now, service.get("me").member.get("sent")]


def test_no_cookie_goes_back_where_nobody_asks_for_it(tmp_path: Path) -> None:
    def two_cases(session: Session, service: Service) -> list[Any]:
        with session.case("ONE"):
            one = logged_in(service)
        with session.case("TWO"):
            return [*one, service.get("me").status]

    with running_chain(Chain()) as chain:
        live, again = live_and_again(tmp_path, chain.url, two_cases)
        assert {cookie for _, _, cookie in chain.seen} == {None}
    assert live[1:] == [None, 403]
    assert again == live


def test_a_case_that_asks_gets_its_own_back_and_no_other_case_does(tmp_path: Path) -> None:
    def three_cases(session: Session, service: Service) -> list[Any]:
        found = []
        for name in ("ONE", "TWO"):
            with session.case(name):
                service.keep_cookies()
                found.append(logged_in(service))
        with session.case("THREE"):
            service.keep_cookies()
            return [*found, service.get("me").status]

    with running_chain(Chain()) as chain:
        live, again = live_and_again(tmp_path, chain.url, three_cases)
        sent = [cookie for _, path, cookie in chain.seen if path == "/me"]
    assert sent == [f"sid={COOKIE}-1; lang=zh", f"sid={COOKIE}-2; lang=zh", None]
    assert live[0][0] == "sid={secret:cookie-1}; Path=/; HttpOnly; Max-Age=600, lang={secret:cookie-2}"
    assert live[0][1] == "sid={secret:cookie-1}; lang=zh"  # too short to tell from other text, unless it is a cookie
    assert live[1][1] == "sid={secret:cookie-3}; lang=zh"
    assert live[2] == 403
    assert again == live
    assert COOKIE.encode() not in all_of(tmp_path)


def test_what_went_back_stands_in_the_evidence_as_a_header(tmp_path: Path) -> None:
    def case(session: Session, service: Service) -> str:
        with session.case("ROW"):
            service.keep_cookies()
            logged_in(service)
        return command(session.sent["ROW#2"], Means())

    with running_chain(Chain()) as chain:
        live, again = live_and_again(tmp_path, chain.url, case)
    assert live == again
    assert "'cookie: sid='\"$cookie_1\"'; lang='\"$cookie_2\"" in live
    lines = [json.loads(line) for line in (tmp_path / "exchanges.jsonl").read_text(encoding="utf-8").splitlines()]
    (asked,) = [line["steps"][0]["sent"] for line in lines if line.get("key") == "ROW#2"]
    assert asked["credentials"] == [["cookie", "sid={secret:cookie-1}; lang={secret:cookie-2}"]]


def test_a_cookie_that_is_taken_back_is_not_sent_any_more(tmp_path: Path) -> None:
    def case(session: Session, service: Service) -> Any:
        with session.case("ROW"):
            service.keep_cookies()
            logged_in(service)
            service.get("logout")
            return service.get("me").member["sent"]

    with running_chain(Chain()) as chain:
        assert live_and_again(tmp_path, chain.url, case) == ("lang=zh", "lang=zh")


def test_no_cookie_goes_to_another_host(tmp_path: Path) -> None:
    def case(session: Session, service: Service) -> int:
        with session.case("ROW"):
            service.keep_cookies()
            logged_in(service)
            return service.get(f"{session.endpoints['other-0']}me").status

    with running_chain(Chain()) as chain, running_chain(Chain()) as other:
        url = other.url.replace("127.0.0.1", "localhost")
        assert live_and_again(tmp_path, chain.url, case, url) == (403, 403)
        assert other.seen == [("GET", "/me", None)]


def given(url: str, *headers: str) -> CookieJar:
    jar = CookieJar(NOW)
    told = tuple(("Set-Cookie", each) for each in headers)
    jar.take(Exchange("ROW#1", Request("GET", url), Answer(200, told, b"")))
    return jar


@pytest.mark.parametrize(
    ("header", "sent"),
    [
        ("a=1", {"https://h/x/y", "http://h/x/z/"}),  # the default path is that of the answer, /x
        ("a=1; Path=/", {"https://h/", "https://h/x/y", "http://h/x/z/", "http://h/xy"}),
        ("a=1; Path=/; Secure", {"https://h/", "https://h/x/y"}),
        ("a=1; Path=/x/y", {"https://h/x/y"}),
        ("a=1; Domain=.example; Path=/x/y", {"https://h/x/y"}),
        ("a=1; Path=nonsense", {"https://h/x/y", "http://h/x/z/"}),
        ("a=1; Max-Age=0; Path=/", set()),
        ("a=1; Max-Age=-5; Path=/", set()),
        ("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/", set()),
        ("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=5; Path=/x/y", {"https://h/x/y"}),
        ("a=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT; Path=/x/y", {"https://h/x/y"}),
        ("a=1; Expires=soon; Path=/x/y", {"https://h/x/y"}),
        ("no name", set()),
        ("{secret:TOKEN}=1; Path=/", set()),
        ("=1", set()),
    ],
)
def test_which_requests_a_cookie_goes_along_with(header: str, sent: set[str]) -> None:
    jar = given("https://h/x/y", header)
    urls = ("https://h/", "https://h/x/y", "http://h/x/z/", "http://h/xy", "https://other/x/y", "https://a.h/x/y")
    assert {url for url in urls if jar.header(url)} == sent


def test_cookies_of_one_name_are_told_apart_by_their_paths_and_longer_ones_come_first() -> None:
    jar = given("https://h/x/y", "a=1; Path=/", "a=2; Path=/x", "b=3; Path=/", "a=4; Path=/")
    assert jar.header("https://h/x/y") == "a=2; b=3; a=4"


def test_a_product_that_sets_cookies_without_end_is_not_sent_all_of_them() -> None:
    jar = given("https://h/", *(f"c{number}=1" for number in range(1000)))
    assert (jar.header("https://h/") or "").count("=") == 100


@pytest.mark.parametrize("header", ["", ";", "=", "a", "a=b;;;=;=c", "a=b; path", 'a="b;c"', "a=\x00"])
def test_misshapen_cookies_raise_nothing(header: str) -> None:
    cookie = set_cookie(header, "https://h/")
    assert cookie is None or cookie.name == "a"
