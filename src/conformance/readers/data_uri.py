"""data: URIs (RFC 2397) with their data, of limited size."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

from conformance.readers import uri
from conformance.readers.bounds import DATA_URI_BYTES, JSON_BYTES

_TOKEN = r"[!#$&'*+.^_`|~0-9A-Za-z-]++"  # noqa: S105 - a token of a media type
# The repeated group is not possessive: Python before 3.11.5 mishandles backtracking into such a group.
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
    """The content of a data: URI. `media_type` is in lower case, by default the one of RFC 2397.

    `data` is None if the URI cannot be read; `problem` is then one of head, base64, characters, size, and `position`
    the character from which it cannot be read, if known.
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
        """The beginning of the data, long enough to recognise a format."""
        return (self.data or b"")[:FIRST_BYTES]


def is_data_uri(text: str) -> bool:
    """Whether the text has the scheme data."""
    return text[:5].lower() == "data:"


def embedded_data(text: str) -> EmbeddedData | None:
    """The text as a data: URI; None for any other scheme or a relative reference.

    A parameter without a value, such as ;utf8, is not allowed by RFC 2397, but every reader accepts it.
    """
    return _read(text, uri.URI, DATA_URI_BYTES)


def embedded_data_iri(text: str) -> EmbeddedData | None:
    """The text as a data: IRI, for rows that judge whether it is well formed and not only whether it can be read.

    Non-ASCII characters are allowed, parameters without a value are not. Whole models are embedded in such IRIs, so
    only the size limit of the surrounding JSON text applies.
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
        if data is not None:  # then its characters are valid as well, and were checked only once
            return EmbeddedData(media_type, data)
    outside = uri.leaves(text, grammar.path, grammar.query, at=head.end())
    if outside is not None:
        return EmbeddedData(media_type, None, "characters", outside)
    if head["base64"]:
        return EmbeddedData(media_type, None, "base64")
    return EmbeddedData(media_type, unquoted(text[head.end() :]))


def unquoted(text: str) -> bytes:
    """The bytes encoded by a text with well-formed percent-encoding. Raises ValueError for lone surrogates.

    Quoted-printable differs from it only in the escape character, and the decoder for it does not create an object for
    each of a million escapes, as the standard library's decoder for percent-encoding does.
    """
    raw = text.encode()
    return binascii.a2b_qp(raw.replace(b"=", b"=3D").replace(b"%", b"=")) if b"%" in raw else raw


def _from_base64(text: str) -> bytes | None:
    """The bytes encoded by percent-encoded base64, with or without padding; None if it is not base64."""
    if _MALFORMED.search(text):
        return None
    try:
        raw = unquoted(text)
        padding = len(raw) - len(raw.rstrip(b"="))
        if padding > 2 or (padding and len(raw) % 4):
            return None
        return binascii.a2b_base64(raw + b"=" * (-len(raw) % 4), strict_mode=True)
    except ValueError:
        return None
