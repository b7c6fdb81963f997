"""Fields of a form as they are sent: what is secret in them is in no record."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from conformance.transports.secrets import placeholders

from .pages import URLENCODED

__all__ = ["URLENCODED", "Cookie", "Made", "Secret", "encoded", "filled"]


@dataclass(frozen=True)
class Secret:
    """A text with placeholders of secrets in it, encoded for a URL or a form when it is sent; see `Made`."""

    text: str

    @property
    def name(self) -> str:
        return f"field-{hashlib.sha256(self.text.encode()).hexdigest()[:16]}"

    @property
    def placeholder(self) -> str:
        return f"{{secret:{self.name}}}"

    @property
    def content(self) -> Any:
        """What is recorded."""
        return {"encoded": self.text}

    def value(self, reveal: Callable[[str], str]) -> str:
        """The text as it is sent."""
        return quote_plus(reveal(self.text))


@dataclass(frozen=True)
class Cookie:
    """A cookie whose value the product has written into a URL, where it stays as it is; see `Made`."""

    name: str

    @property
    def content(self) -> Any:
        """What is recorded."""
        return "a cookie of this product"

    def value(self, reveal: Callable[[str], str]) -> str:
        """The value as it is sent."""
        return reveal(f"{{secret:{self.name}}}")


Made = Secret | Cookie


def filled(url: str, secret: Collection[str]) -> tuple[str, tuple[Made, ...]]:
    """A URL of the product in which placeholders among the `secret` ones are filled in when it is requested.

    A cookie keeps its name: the path for which another cookie is meant may have it, too.
    """
    made: list[Made] = []
    for each in dict.fromkeys(placeholders(url)):
        if each not in secret:
            continue
        name = each.removeprefix("{secret:").removesuffix("}")
        if name.startswith("cookie-"):
            made.append(Cookie(name))
        else:
            made.append(Secret(each))
            url = url.replace(each, Secret(each).placeholder)
    return url, tuple(made)


def encoded(pairs: Iterable[tuple[str, str]], secret: Collection[str]) -> tuple[str, tuple[Secret, ...]]:
    """The fields as a form sends them; values that are among the `secret` ones have placeholders until then."""
    parts, made = [], []
    for name, value in pairs:
        shown = quote_plus(value)
        if value in secret and placeholders(value):
            made.append(Secret(value))
            shown = made[-1].placeholder
        parts.append(f"{quote_plus(name)}={shown}")
    return "&".join(parts), tuple(made)
