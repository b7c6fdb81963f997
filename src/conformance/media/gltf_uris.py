"""URIs as glTF uses them: data: URIs (RFC 2397) and references to files (RFC 3986, RFC 3987)."""

from __future__ import annotations

import binascii
import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

_NEVER = r"\x00-\x20\x7f-\x9f\"<>\\^`{|}"
_CHAR = rf"(?:[^{_NEVER}%/?\#\[\]:@]|%[0-9A-Fa-f]{{2}})"
# Possessive: what a character may be never depends on its neighbours, and megabytes of data stand in some URIs.
_PATH = rf"(?:{_CHAR}|[:@/])*+"
_QUERY = rf"(?:{_CHAR}|[:@/?])*+"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*:"
_AUTHORITY = rf"//(?:(?:{_CHAR}|:)*@)?(?:\[[0-9A-Fa-f:.]+\]|{_CHAR}*)(?::[0-9]*)?"
_REFERENCE = re.compile(
    rf"(?:(?:{_SCHEME})?{_AUTHORITY}(?:/{_PATH})?|{_SCHEME}{_PATH}|/{_PATH}|(?:{_CHAR}|@)+(?:/{_PATH})?)"
    rf"(?:\?{_QUERY})?(?:\#{_QUERY})?"
)
_UNENCODED = re.compile(rf"[{_NEVER}\[\]]|%(?![0-9A-Fa-f]{{2}})")
_TOKEN = r"[!#$&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - a token of a media type
_DATA_HEAD = re.compile(
    rf"data:(?P<type>{_TOKEN}/{_TOKEN})?(?:;{_TOKEN}=[^\x00-\x20;,]*)*(?P<base64>;base64)?,", re.IGNORECASE
)
HEAD_BYTES = 16


@dataclass(frozen=True, slots=True)
class DataUri:
    """A data: URI: its media type in lower case and its data, None where they cannot be read."""

    media_type: str
    data: bytes | None

    @property
    def head(self) -> bytes:
        """The first bytes of the data."""
        return (self.data or b"")[:HEAD_BYTES]

    @property
    def readable(self) -> bool:
        return self.data is not None


def data_uri(text: str) -> DataUri | None:
    """The data: URI that the text is; None for any other scheme or none."""
    if text[:5].lower() != "data:":
        return None
    found = _DATA_HEAD.match(text)
    if not found:
        return DataUri("", None)
    data = _decoded(text[found.end() :], found["base64"] is not None)
    return DataUri((found["type"] or "text/plain").lower(), data)


def _decoded(payload: str, base64: bool) -> bytes | None:
    """The data; None where the payload cannot be read."""
    if not base64:
        return unquote_to_bytes(payload) if re.fullmatch(_QUERY, payload) else None
    raw = unquote_to_bytes(payload) if "%" in payload else payload.encode()
    try:
        return binascii.a2b_base64(raw + b"=" * (-len(raw) % 4), strict_mode=True)
    except binascii.Error:
        return None


def grammar_error(text: str) -> int | None:
    """Where a reference to a file leaves the grammar of URI and IRI references, in characters; None if it does not."""
    found = _REFERENCE.match(text)
    end = found.end() if found else 0
    return None if found and end == len(text) else end


def percent_encoded(text: str) -> str | None:
    """The reference with what needs it percent-encoded; None where that alone does not mend it."""
    mended = _UNENCODED.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)
    return mended if "\\" not in text and grammar_error(mended) is None else None


def way_out(text: str) -> str:
    """How a reference leaves the folder it starts from: "scheme", "absolute" or "outside"; "" where it stays inside."""
    if re.match(_SCHEME, text):
        return "scheme"
    path = _path(text)
    if re.match("/|[A-Za-z]:", path):
        return "absolute"
    depth = 0
    for step in path.split("/"):
        depth += -1 if step == ".." else step not in ("", ".")
        if depth < 0:
            return "outside"
    return ""


def look_up(folder: Path, text: str) -> str:
    """What stands where a reference that stays in the folder points: "" for a file, "missing", or "link" out of it."""
    place = file_at(folder, text)
    return place if isinstance(place, str) else ""


def file_at(folder: Path, text: str) -> Path | str:
    """The file that a reference which stays in the folder points at; "missing", or "link" where it leads out of it."""
    try:
        root = Path(os.path.realpath(folder))
        place = Path(os.path.realpath(os.path.join(root, *path_steps(text))))
        if not place.is_relative_to(root):
            return "link"
        return place if place.is_file() else "missing"
    except (OSError, ValueError):  # a name no file can have
        return "missing"


def path_steps(text: str) -> list[str]:
    """The folders and the name that a reference which stays in the folder leads through."""
    steps: list[str] = []
    for step in _path(text).split("/"):
        if step == "..":
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return steps


def _path(text: str) -> str:
    """The path of a reference, percent-decoded, with `/` between its steps."""
    return unquote(re.split(r"[?#]", text, maxsplit=1)[0], errors="surrogateescape").replace("\\", "/")
