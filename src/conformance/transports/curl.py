"""The command line that sends a request again, the way the run reached the product."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from conformance.transports.address import split
from conformance.transports.exchange import Request
from conformance.transports.secrets import as_variables, placeholders

NOTHING_ISSUED: Mapping[str, str] = {}


@dataclass(frozen=True)
class Means:
    """What of the plan is needed to reach the product: files as the plan names them, and its proxy."""

    authorities: str | None = None
    certificate: str | None = None
    key: str | None = None
    proxy: str | None = None

    @property
    def options(self) -> list[str]:
        """They as options of curl."""
        named = (
            ("--cacert", self.authorities),
            ("--cert", self.certificate),
            ("--key", self.key),
            ("--proxy", self.proxy),
        )
        return [part for name, value in named if value for part in (name, value)]


def command(request: Request, means: Means, issued: Mapping[str, str] = NOTHING_ISSUED) -> str | None:
    """The command, in which secrets are shell variables. None for a URL that only other programs reach.

    A comment names the exchange and the JSON pointer where the product has `issued` what a placeholder means.
    """
    if split(request.url).scheme not in ("http", "https"):
        return None
    parts = ["curl", "-i", *means.options]
    if any(sign in request.url for sign in "[]{}"):
        parts.append("--globoff")
    if "/." in request.url:
        parts.append("--path-as-is")
    if request.method == "HEAD":
        parts.append("--head")
    elif request.method != "GET":
        parts += ["-X", request.method]
    for name, value in (*request.headers, *request.credentials):
        parts += ["-H", f"{name}: {value}"]
    if request.body:
        parts += ["--data-binary", request.body.decode("utf-8", "backslashreplace")]
    words = [*parts, request.url]
    sources = {each: issued[each] for part in words for each in placeholders(part) if each in issued}
    told = [f"# {as_variables(each)}: {source}" for each, source in sources.items()]
    return " ".join([*(as_variables(part) or shlex.quote(part) for part in words), *told])
