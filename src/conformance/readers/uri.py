"""The grammar of URIs and references to them (RFC 3986), also beyond ASCII (RFC 3987): where a text leaves it.

Every pattern is possessive: what a character may be never depends on its neighbours, so each is linear in the text. No
group is repeated so: Python before 3.11.5 loses its place there. A percent sign therefore counts as a character of each
part, and whether two digits follow it is asked of all parts at once.
"""

from __future__ import annotations

import re
from functools import cached_property

ENCODED = "%[0-9A-Fa-f]{2}"
_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*+:")
_MALFORMED = re.compile("%(?![0-9A-Fa-f]{2})")
_PLAIN = r"A-Za-z0-9._~!$&'()*+,;=\-"
# Characters that are not assigned, or for private use, are not told apart: which they are depends on the year.
_BEYOND_ASCII = "\xa0-\ud7ff\ue000-\U0010ffff"
_PARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
_UNRESERVED = re.compile("[A-Za-z0-9._~-]")
_UNENCODED = re.compile(rf"[^{_PLAIN}:@/?#\[\]%]|%(?![0-9A-Fa-f]{{2}})")


class Grammar:
    """The parts of a reference, as patterns; each but the authority also matches where there is no such part.

    `plain` are the characters that may stand anywhere. A pattern is made when it is first asked for: that takes longer
    than many a document to judge.
    """

    def __init__(self, plain: str) -> None:
        self._plain = plain

    def _run(self, more: str = "") -> str:
        return f"[{self._plain}{more}%]*+"

    @cached_property
    def authority(self) -> re.Pattern[str]:
        literal = rf"\[(?:[0-9A-Fa-f:.]++|[vV][0-9A-Fa-f]++\.[{_PLAIN}:]++)\]"
        return re.compile(f"//(?:{self._run(':')}@)?(?:{literal}|{self._run()})(?::[0-9]*+)?")

    @cached_property
    def path(self) -> re.Pattern[str]:
        return re.compile(self._run(":@/"))

    @cached_property
    def path_behind_authority(self) -> re.Pattern[str]:
        return re.compile(f"(?:/{self._run(':@/')})?")

    @cached_property
    def path_without_scheme(self) -> re.Pattern[str]:
        # No colon in the first step: it would make that step a scheme.
        return re.compile(f"{self._run('@')}(?:/{self._run(':@/')})?")

    @cached_property
    def query(self) -> re.Pattern[str]:
        return re.compile(rf"(?:\?{self._run(':@/?')})?")

    @cached_property
    def fragment(self) -> re.Pattern[str]:
        return re.compile(f"(?:#{self._run(':@/?')})?")


URI = Grammar(_PLAIN)
IRI = Grammar(_PLAIN + _BEYOND_ASCII)


def leaves(text: str, *parts: re.Pattern[str], at: int = 0) -> int | None:
    """Where the text stops being these parts in a row, in characters; None where it is all of them and no more."""
    malformed = _MALFORMED.search(text, at)
    for part in parts:
        found = part.match(text, at)
        if not found:
            break
        at = found.end()
    else:
        if at == len(text) and not malformed:
            return None
    return min(at, malformed.start()) if malformed else at


def has_scheme(text: str) -> bool:
    """Whether the text starts as a URI does; a relative reference does not."""
    return _SCHEME.match(text) is not None


def uri_error(text: str) -> int | None:
    """Where the text leaves the grammar of a URI with its scheme, in characters; None if it does not."""
    return reference_error(text) if has_scheme(text) else 0


def reference_error(text: str, grammar: Grammar = URI) -> int | None:
    """Where the text leaves the grammar of URI references (RFC 3986, 4.1); None for a URI or a relative reference."""
    scheme = _SCHEME.match(text)
    at = scheme.end() if scheme else 0
    if text.startswith("//", at):
        return leaves(text, grammar.authority, grammar.path_behind_authority, grammar.query, grammar.fragment, at=at)
    path = grammar.path if scheme else grammar.path_without_scheme
    return leaves(text, path, grammar.query, grammar.fragment, at=at)


def percent_encoded(text: str, unencoded: re.Pattern[str]) -> str:
    """The text with the UTF-8 of all that the pattern finds percent-encoded."""
    return unencoded.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)


def percent_encoded_uri(text: str) -> str | None:
    """The URI with what needs it percent-encoded; None where that alone does not mend it."""
    mended = percent_encoded(text, _UNENCODED)
    return mended if uri_error(mended) is None else None


def parted(text: str) -> tuple[str, str | None, str, str, str]:
    """Scheme, authority, path, query with its `?` and fragment with its `#` of any text (RFC 3986, appendix B)."""
    found = next(_PARTS.finditer(text))  # every text is a row of these parts
    return found[1] or "", found[2], found[3], found[4] or "", found[5] or ""


def normal_form(uri: str) -> str:
    """The URI after the syntax-based normalization of RFC 3986, 6.2.2: letter case, percent-encoding, dot segments."""
    scheme, authority, path, query, fragment = parted(uri)
    path, query, fragment = (_encoded_normally(part) for part in (path, query, fragment))
    if authority is None:
        return f"{scheme.lower()}:{path}{query}{fragment}"
    user, at, host = _encoded_normally(authority).rpartition("@")
    host = re.sub(rf"{ENCODED}|[A-Z]", lambda each: each[0] if len(each[0]) > 1 else each[0].lower(), host)
    return f"{scheme.lower()}://{user}{at}{host}{without_dots(path)}{query}{fragment}"


def _encoded_normally(text: str) -> str:
    def each(found: re.Match[str]) -> str:
        character = chr(int(found[0][1:], 16))
        return character if _UNRESERVED.fullmatch(character) else found[0].upper()

    return re.sub(ENCODED, each, text)


def without_dots(path: str) -> str:
    """The path without its segments `.` and `..` (RFC 3986, 5.2.4)."""
    steps = path.split("/")
    kept: list[str] = []
    for step in steps:
        if step == "..":
            if len(kept) > 1:
                kept.pop()
        elif step != ".":
            kept.append(step)
    if steps[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)
