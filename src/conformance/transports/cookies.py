"""The cookies that a product sets in one case, and which of them are returned (RFC 6265).

The jar works on the record, in which equal values have equal placeholders, so that a replay returns the same cookies
and a check sees which ones. A cookie is returned only to the host that set it, whatever domain it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from conformance.readers.bounds import COOKIES
from conformance.transports.address import split
from conformance.transports.exchange import Exchange

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 5.6.2


@dataclass(frozen=True)
class Cookie:
    """A cookie from `Set-Cookie`; `attributes` by their names in lower case, "" for those without a value."""

    name: str
    value: str
    host: str
    path: str
    attributes: Mapping[str, str]

    def goes_to(self, url: str) -> bool:
        """Whether it is sent with a request to this URL (5.1.4, 5.4)."""
        parts = split(url)
        path = parts.path or "/"
        below = path == self.path or path.startswith(self.path if self.path.endswith("/") else f"{self.path}/")
        return below and parts.hostname == self.host and (parts.scheme == "https" or "secure" not in self.attributes)


class CookieJar:
    """The cookies of one case; those that have expired at `now` are dropped."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._cookies: dict[tuple[str, str, str], Cookie] = {}

    def take(self, exchange: Exchange) -> None:
        """Keep the cookies of a response, and drop those that it deletes."""
        for name, value in exchange.answer.headers:
            if name.lower() == "set-cookie" and (cookie := set_cookie(value, exchange.request.url)):
                key = (cookie.host, cookie.path, cookie.name)
                self._cookies.pop(key, None)
                if not _is_over(cookie, self._now) and len(self._cookies) < COOKIES:
                    self._cookies[key] = cookie

    def header(self, url: str) -> str | None:
        """The `Cookie` header of a request, longer paths first; None if no cookie applies."""
        going = sorted((each for each in self._cookies.values() if each.goes_to(url)), key=lambda each: -len(each.path))
        return "; ".join(f"{each.name}={each.value}" for each in going) or None


def set_cookie(value: str, url: str) -> Cookie | None:
    """The cookie of a `Set-Cookie` header in a response from this URL (5.2, 5.3); None if its name is not a token.

    Any other name could contain the placeholder of a secret, which would be filled in when it is returned.
    """
    pair, *more = value.split(";")
    name, equals, text = pair.partition("=")
    if not equals or not _TOKEN.fullmatch(name.strip()):
        return None
    attributes = {key.strip().lower(): word.strip() for key, _, word in (each.partition("=") for each in more)}
    parts = split(url)
    path = attributes.get("path", "")
    if not path.startswith("/"):
        path = parts.path.rpartition("/")[0] or "/"
    return Cookie(name.strip(), text.strip(), parts.hostname or "", path, attributes)


def _is_over(cookie: Cookie, now: datetime) -> bool:
    """Whether the cookie has expired: Max-Age takes precedence over Expires (5.3)."""
    age = cookie.attributes.get("max-age", "")
    if age.removeprefix("-").isdecimal():
        return age.startswith("-") or not age.strip("0")
    try:
        until = parsedate_to_datetime(cookie.attributes.get("expires", ""))
    except (TypeError, ValueError):
        return False
    return (until if until.tzinfo else until.replace(tzinfo=UTC)) <= now
