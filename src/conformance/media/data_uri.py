"""data: URIs (RFC 2397) with their data, bounded."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from conformance.media.bounds import DATA_URI_BYTES

_TOKEN = r"[!#$&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - a token of a media type
# A parameter without a value, such as ;utf8, is no parameter of RFC 2397, but every reader lets it pass.
_HEAD = re.compile(
    rf"data:(?P<type>{_TOKEN}/{_TOKEN})?(?:;(?!base64,){_TOKEN}(?:=[^\x00-\x20;,]*)?)*(?P<base64>;base64)?,",
    re.IGNORECASE,
)
_URI_CHARACTERS = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*+")


HEAD_CHARACTERS = 4096


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


def embedded_data(text: str) -> EmbeddedData | None:
    """The data: URI that the text is; None for any other scheme or none."""
    if text[:5].lower() != "data:":
        return None
    head = _HEAD.match(text, 0, HEAD_CHARACTERS)
    if not head:
        return EmbeddedData("", None, "head")
    media_type = (head["type"] or "text/plain").lower()
    if len(text) - head.end() > DATA_URI_BYTES:
        return EmbeddedData(media_type, None, "size")
    fine = _URI_CHARACTERS.match(text, head.end())
    if fine is None or fine.end() < len(text):
        return EmbeddedData(media_type, None, "characters", fine.end() if fine else head.end())
    raw = unquote_to_bytes(text[head.end() :])
    if not head["base64"]:
        return EmbeddedData(media_type, raw)
    try:
        return EmbeddedData(media_type, binascii.a2b_base64(raw + b"=" * (-len(raw) % 4), strict_mode=True))
    except binascii.Error:
        return EmbeddedData(media_type, None, "base64")
