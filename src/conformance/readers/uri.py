"""The grammar of URIs and references (RFC 3986) and of IRIs (RFC 3987), and where a text violates it.

Every pattern is possessive: what a character may be never depends on its neighbours, so each is linear in the text.
Groups are not repeated possessively, since Python before 3.11.5 mishandles that. A percent sign therefore counts as a
character of each part, and whether two digits follow it is checked for all parts at once.
"""

from __future__ import annotations

import re
from functools import cached_property

ENCODED = "%[0-9A-Fa-f]{2}"
_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*+:")
_MALFORMED = re.compile("%(?![0-9A-Fa-f]{2})")
_PLAIN = r"A-Za-z0-9._~!$&'()*+,;=\-"
# Unassigned and private-use characters are not distinguished, since their number changes with each Unicode version.
_BEYOND_ASCII = "\xa0-\ud7ff\ue000-\U0010ffff"
_PARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
_UNRESERVED = re.compile("[A-Za-z0-9._~-]")
_UNENCODED = re.compile(rf"[^{_PLAIN}:@/?#\[\]%]|%(?![0-9A-Fa-f]{{2}})")


class Grammar:
    """The parts of a reference as patterns; each except the authority also matches if the part is absent.

    `plain` are the characters allowed anywhere. A pattern is compiled on first use, since that takes longer than
    judging many a document.
    """

    def __init__(self, plain: str) -> None:
        self._plain = plain

    def _run(self, more: str = "") -> str:
        return f"[{self._plain}{more}%]*+"

    @cached_property
    def common(self) -> re.Pattern[str]:
        """References as most are: without percent-encoding, user and IPv6 address. The others are taken by parts."""
        part = f"[{self._plain}:@/]*+"
        scheme, behind = "[A-Za-z][A-Za-z0-9+.-]*+:", rf"(?:\?[{self._plain}:@/?]*+)?(?:#[{self._plain}:@/?]*+)?"
        with_authority = f"(?:{scheme})?//[{self._plain}]*+(?::[0-9]*+)?(?:/{part})?"
        return re.compile(f"(?:{with_authority}|{scheme}(?!//){part}|(?!//)[{self._plain}@]*+(?:/{part})?){behind}")

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
        # No colon in the first segment, which would make that segment a scheme.
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
    """The character at which the text stops matching these parts in sequence; None if it matches completely."""
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
    """Whether the text starts with a scheme; a relative reference does not."""
    return _SCHEME.match(text) is not None


def uri_error(text: str) -> int | None:
    """The character at which the text violates the grammar of a URI with a scheme; None if it conforms."""
    return reference_error(text) if has_scheme(text) else 0


def reference_error(text: str, grammar: Grammar = URI) -> int | None:
    """The character at which the text violates the grammar of URI references (RFC 3986, 4.1); None if it conforms."""
    if grammar.common.fullmatch(text):
        return None
    scheme = _SCHEME.match(text)
    at = scheme.end() if scheme else 0
    if text.startswith("//", at):
        return leaves(text, grammar.authority, grammar.path_behind_authority, grammar.query, grammar.fragment, at=at)
    path = grammar.path if scheme else grammar.path_without_scheme
    return leaves(text, path, grammar.query, grammar.fragment, at=at)


def percent_encoded(text: str, unencoded: re.Pattern[str]) -> str:
    """The text with everything that the pattern matches percent-encoded as UTF-8."""
    return unencoded.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)


def percent_encoded_uri(text: str) -> str | None:
    """The URI with percent-encoding where needed; None if that alone does not make it valid."""
    mended = percent_encoded(text, _UNENCODED)
    return mended if uri_error(mended) is None else None


def parted(text: str) -> tuple[str, str | None, str, str, str]:
    """Scheme, authority, path, query with its `?` and fragment with its `#` of any text (RFC 3986, appendix B)."""
    found = next(_PARTS.finditer(text))  # every text consists of these parts
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
