"""URLs as the limits of a plan see them: schemes, hosts and origins."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause

PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443, "mqtt": 1883, "mqtts": 8883}


def split(url: str) -> SplitResult:
    """The parts of a URL. Raises Blocked for what is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # a port that is no number raises here
    except ValueError:
        raise Blocked("no_request", cause=Cause.PRODUCT, url=url) from None
    return parts


def scheme_of(url: str) -> str:
    """In lower case; "" where there is none. Raises Blocked for what is no URL."""
    return split(url).scheme


def host_of(url: str) -> str:
    """Host and port as `limits.hosts` has them: no port where it is the scheme's own; "" where a host is missing.

    A URL of a scheme that needs no host, as `adapter:/`, has its scheme for a host: "adapter:". Raises Blocked for what
    is no URL.
    """
    parts = split(url)
    if not parts.hostname:
        return f"{parts.scheme}:" if parts.scheme and parts.scheme not in PORTS else ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return host if parts.port in (None, PORTS.get(parts.scheme)) else f"{host}:{parts.port}"


def origin_of(url: str) -> tuple[str, str]:
    """Scheme and host; what has the same may see the same credentials. Raises Blocked for what is no URL."""
    return split(url).scheme, host_of(url)


def absolute(base: str, url: str) -> str:
    """The reference resolved against the base, whatever the base's scheme: urljoin by itself knows a few only."""
    scheme, _, rest = base.partition(":")
    found = urljoin(rest, url)
    return found if urlsplit(found).scheme else f"{scheme}:{found}"
