"""URLs as the limits of a plan see them: schemes, hosts and origins."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause

PAGE = "page+"
"""Before the scheme of a web page that a browser loads."""
PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443, "mqtt": 1883, "mqtts": 8883, "tls": 443}
LISTEN = "listen+"
"""Before the scheme of a place where the harness listens."""
PORTS |= {f"{PAGE}http": 80, f"{PAGE}https": 443, f"{LISTEN}http": 80}


def split(url: str) -> SplitResult:
    """The parts of a URL. Raises Blocked for anything else."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises if the port is not a number
    except ValueError:
        raise Blocked("no_request", cause=Cause.PRODUCT, url=url) from None
    return parts


def scheme_of(url: str) -> str:
    """The scheme in lower case; "" if there is none. Raises Blocked for anything but a URL."""
    return split(url).scheme


def host_of(url: str) -> str:
    """Host and port as written in `limits.hosts`: without the scheme's default port; "" if the host is missing.

    For a scheme without hosts, such as `adapter:/`, the scheme itself is the host: "adapter:". Raises Blocked for
    anything but a URL.
    """
    parts = split(url)
    if not parts.hostname:
        return f"{parts.scheme}:" if parts.scheme and parts.scheme not in PORTS else ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return host if parts.port in (None, PORTS.get(parts.scheme)) else f"{host}:{parts.port}"


def origin_of(url: str) -> tuple[str, str]:
    """Scheme and host; the same origin may see the same credentials. Raises Blocked for anything but a URL."""
    return split(url).scheme.removeprefix(PAGE), host_of(url)


@lru_cache(maxsize=1024)
def absolute(base: str, url: str) -> str:
    """The reference resolved against the base, whatever its scheme: urljoin by itself supports only a few.

    Raises Blocked for anything but a reference.
    """
    scheme, _, rest = base.partition(":")
    try:
        found = urljoin(rest, url)
        return found if urlsplit(found).scheme else f"{scheme}:{found}"
    except ValueError:
        raise Blocked("no_request", cause=Cause.PRODUCT, url=url) from None
