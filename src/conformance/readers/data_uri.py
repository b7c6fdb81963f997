"""data: URIs (RFC 2397) with their data, bounded."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

from conformance.readers import uri
from conformance.readers.bounds import DATA_URI_BYTES, JSON_BYTES

_TOKEN = r"[!#$&'*+.^_`|~0-9A-Za-z-]++"  # noqa: S105 - a token of a media type
# The repeated group is not possessive: Python before 3.11.5 then loses its place where the group goes back.
_HEAD = re.compile(
    rf"data:(?P<type>{_TOKEN}/{_TOKEN})?"
    rf"(?:;(?!base64,){_TOKEN}(?:=[^\x00-\x20;,]*+|(?P<no_value>)))*(?P<base64>;base64)?,",
    re.IGNORECASE,
)
_MALFORMED = re.compile("%(?![0-9A-Fa-f]{2})")
HEAD_CHARACTERS = 4096
FIRST_BYTES = 16


@dataclass(frozen=True, slots=True)
class EmbeddedData:
    """What a data: URI holds. `media_type` is in lower case, the one RFC 2397 presumes where none is named.

    `data` is None where the URI cannot be read; `problem` is then one of head, base64, characters, size, and
    `position` the character where it stops being readable, where that can be told.
    """

    media_type: str
    data: bytes | None
    problem: str = ""
    position: int = 0

    @property
    def readable(self) -> bool:
        return self.data is not None

    @property
    def first_bytes(self) -> bytes:
        """Enough of the data to recognise a format by."""
        return (self.data or b"")[:FIRST_BYTES]


def is_data_uri(text: str) -> bool:
    """Whether the text has the scheme data."""
    return text[:5].lower() == "data:"


def embedded_data(text: str) -> EmbeddedData | None:
    """The data: URI that the text is; None for any other scheme or none.

    A parameter without a value, such as ;utf8, is no parameter of RFC 2397, but every reader lets it pass.
    """
    return _read(text, uri.URI, DATA_URI_BYTES)


def embedded_data_iri(text: str) -> EmbeddedData | None:
    """The data: IRI that the text is, for rows that ask whether it is well formed and not only whether it can be read.

    Characters beyond ASCII may stand in it, parameters without a value may not. Whole models are embedded in such IRIs:
    no bound is smaller than that of the JSON text around them.
    """
    return _read(text, uri.IRI, JSON_BYTES, values=True)


def _read(text: str, grammar: uri.Grammar, most: int, *, values: bool = False) -> EmbeddedData | None:
    if not is_data_uri(text):
        return None
    head = _HEAD.match(text, 0, HEAD_CHARACTERS)
    if not head or (values and head["no_value"] is not None):
        return EmbeddedData("", None, "head")
    media_type = (head["type"] or "text/plain").lower()
    if len(text) - head.end() > most:
        return EmbeddedData(media_type, None, "size")
    if head["base64"]:
        data = _from_base64(text[head.end() :])
        if data is not None:  # then its characters are in order as well, and were looked at only once
            return EmbeddedData(media_type, data)
    outside = uri.leaves(text, grammar.path, grammar.query, at=head.end())
    if outside is not None:
        return EmbeddedData(media_type, None, "characters", outside)
    if head["base64"]:
        return EmbeddedData(media_type, None, "base64")
    return EmbeddedData(media_type, unquoted(text[head.end() :]))


def unquoted(text: str) -> bytes:
    """The bytes that a text with well-formed percent-encoding stands for. Raises ValueError for lone surrogates.

    Quoted-printable differs from it in its sign only, and its reader makes no object of each of a million escapes, as
    that of the standard library for percent-encoding does.
    """
    raw = text.encode()
    return binascii.a2b_qp(raw.replace(b"=", b"=3D").replace(b"%", b"=")) if b"%" in raw else raw


def _from_base64(text: str) -> bytes | None:
    """What percent-encoded base64 stands for, whether it is padded or not; None where it is none."""
    if _MALFORMED.search(text):
        return None
    try:
        raw = unquoted(text)
        return binascii.a2b_base64(raw + b"=" * (-len(raw) % 4), strict_mode=True)
    except ValueError:
        return None
