"""DIDs and DID URLs (DID Core 1.0, section 3) and URIs (RFC 3986): where a text leaves the grammar, what it stands for.

Every pattern is possessive: what a character may be never depends on its neighbours, so each is linear in the text.
"""

from __future__ import annotations

import re

_ENCODED = "%[0-9A-Fa-f]{2}"
_CHAR = rf"(?:[A-Za-z0-9._~!$&'()*+,;=-]|{_ENCODED})"
_PATH_CHAR = rf"(?:{_CHAR}|[:@])"
_ID_CHAR = rf"(?:[A-Za-z0-9._:-]|{_ENCODED})"
_PATH = re.compile(rf"(?:{_PATH_CHAR}|/)*+")
_QUERY = re.compile(rf"(?:\?(?:{_PATH_CHAR}|[/?])*+)?")
_FRAGMENT = re.compile(rf"(?:#(?:{_PATH_CHAR}|[/?])*+)?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:")
_AUTHORITY = re.compile(
    rf"//(?:(?:{_CHAR}|:)*+@)?(?:\[(?:[0-9A-Fa-f:.]++|[vV][0-9A-Fa-f]++\.(?:{_CHAR}|:)++)\]|{_CHAR}*+)(?::[0-9]*+)?"
    rf"(?=[/?#]|\Z)"
)
# ABNF text is of either case (RFC 5234), so the scheme is; the method name is given by code points of lower case.
_DID = (re.compile("[dD][iI][dD]:"), re.compile("[a-z0-9]++"), re.compile(":"), re.compile(rf"{_ID_CHAR}++(?<!:)"))
# No colon in the first step of a relative path: it would make that step a scheme.
_RELATIVE_PATH = re.compile(rf"(?:{_CHAR}|@)*+(?:/(?:{_PATH_CHAR}|/)*+)?")
_SLASH_PATH = re.compile(rf"(?:/(?:{_PATH_CHAR}|/)*+)?")
_PARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
_UNRESERVED = re.compile("[A-Za-z0-9._~-]")


def _leaves(text: str, *parts: re.Pattern[str], at: int = 0) -> int | None:
    """Where the text stops being these parts in a row, in characters; None where it is all of them and no more."""
    for part in parts:
        found = part.match(text, at)
        if not found:
            return at
        at = found.end()
    return None if at == len(text) else at


def did_error(text: str) -> int | None:
    """Where the text leaves the DID syntax (DID Core 1.0, 3.1); None for a DID."""
    return _leaves(text, *_DID)


def did_url_error(text: str) -> int | None:
    """Where the text leaves the syntax of DID URLs (DID Core 1.0, 3.2), absolute or relative (3.2.2)."""
    if _SCHEME.match(text):
        return _leaves(text, *_DID, _SLASH_PATH, _QUERY, _FRAGMENT)
    return 0 if text.startswith("//") else _leaves(text, _RELATIVE_PATH, _QUERY, _FRAGMENT)


def uri_error(text: str) -> int | None:
    """Where the text leaves the syntax of URIs (RFC 3986, 3); None for a URI."""
    scheme = _SCHEME.match(text)
    if not scheme:
        return 0
    after = scheme.end()
    if text.startswith("//", after):
        return _leaves(text, _AUTHORITY, _SLASH_PATH, _QUERY, _FRAGMENT, at=after)
    return _leaves(text, _PATH, _QUERY, _FRAGMENT, at=after)


def reference_error(text: str) -> int | None:
    """Where the text leaves the syntax of URIs and of relative DID URLs; None for either."""
    return uri_error(text) if _SCHEME.match(text) else did_url_error(text)


def resolved(text: str, did: str) -> str:
    """The URL a text in the document of `did` stands for: that DID is the base URI and its authority (3.2.2)."""
    if _SCHEME.match(text) or text.startswith("//"):  # neither is relative to a DID
        return text
    _, _, path, query, fragment = _parted(text)
    if path:
        path = _without_dots(path if path.startswith("/") else f"/{path}")
    return f"{did}{path}{query}{fragment}"


def did_of(url: str) -> str:
    """The DID in a DID URL."""
    return re.split("[/?#]", url, maxsplit=1)[0]


def normal_form(uri: str) -> str:
    """The URI after the syntax-based normalization of RFC 3986, 6.2.2: letter case, percent-encoding, dot segments."""
    scheme, authority, path, query, fragment = _parted(uri)
    path, query, fragment = (_encoded_normally(part) for part in (path, query, fragment))
    if authority is None:
        return f"{scheme.lower()}:{path}{query}{fragment}"
    user, at, host = _encoded_normally(authority).rpartition("@")
    host = re.sub(rf"{_ENCODED}|[A-Z]", lambda each: each[0] if len(each[0]) > 1 else each[0].lower(), host)
    return f"{scheme.lower()}://{user}{at}{host}{_without_dots(path)}{query}{fragment}"


def _parted(text: str) -> tuple[str, str | None, str, str, str]:
    found = next(_PARTS.finditer(text))  # every text is a row of these parts
    return found[1] or "", found[2], found[3], found[4] or "", found[5] or ""


def _encoded_normally(text: str) -> str:
    def each(found: re.Match[str]) -> str:
        character = chr(int(found[0][1:], 16))
        return character if _UNRESERVED.fullmatch(character) else found[0].upper()

    return re.sub(_ENCODED, each, text)


def _without_dots(path: str) -> str:
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
