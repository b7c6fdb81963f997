"""The tags and texts of an HTML page (HTML Standard, 13.2.5), in time that grows with its length alone.

The parser of the standard library takes hours for some hostile pages, and reads others differently in each version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_BEGINS = re.compile(r"<(?:(?P<comment>!--)|(?P<other>[!?]|/[^a-zA-Z])|(?P<end>/)?(?P<name>[a-zA-Z][^\s/>]*+))")
_COMMENT_ENDS = re.compile("--!?>")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(?:(?P<close>>)|(?P<name>=?[^\s/>=]*+)"""
    r"""(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]*+)))?)"""
)
_TEXT_ONLY = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
"""Elements without tags in them, with what ends them."""


class Token(NamedTuple):
    """A tag with its name in lower case, or a text, whose name is empty; of attributes with one name, the first."""

    name: str
    text: str = ""
    ends: bool = False
    attributes: dict[str, str] = {}  # noqa: RUF012 - nobody changes it


def tokens_of(page: str) -> Iterator[Token]:
    """The tags and texts of a page in their order; what is cut off at its end is left out."""
    at = 0
    while (found := _BEGINS.search(page, at)) is not None:
        yield Token("", unescape(page[at : found.start()]))
        if found["name"] is None:
            at = _after(page, found)
            if at < 0:
                return
            continue
        name, tag = found["name"].lower(), _tag(page, found.end())
        if tag is None:
            return
        attributes, at = tag
        yield Token(name, "", bool(found["end"]), attributes)
        if not found["end"] and name in _TEXT_ONLY:
            end = _TEXT_ONLY[name].search(page, at)
            stop = end.start() if end else len(page)
            text = page[at:stop]
            yield Token("", unescape(text.removeprefix("\n")) if name == "textarea" else "")
            at = stop
    yield Token("", unescape(page[at:]))


def _after(page: str, found: re.Match[str]) -> int:
    """Where a comment ends, or what counts as one; -1 if it does not."""
    if found["comment"]:
        end = _COMMENT_ENDS.search(page, found.start() + 2)
        return end.end() if end else -1
    return page.find(">", found.start()) + 1 or -1


def _tag(page: str, at: int) -> tuple[dict[str, str], int] | None:
    """The attributes of a tag and where it ends; None for one that does not end."""
    attributes: dict[str, str] = {}
    while at < len(page):
        found = _ATTRIBUTE.match(page, at)
        if found is None or found.end() == at:
            return None
        at = found.end()
        if found["close"]:
            return attributes, at
        bare = found["bare"] or ""
        if bare.startswith(('"', "'")):
            return None  # a quotation that does not end
        value = found["double"] or found["single"] or bare
        if found["name"]:
            attributes.setdefault(found["name"].lower(), unescape(value))
    return None
