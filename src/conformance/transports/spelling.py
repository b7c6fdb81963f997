"""Text as people read it, whatever characters it is written with.

Compatibility characters (full-width, bold, circled ...) become the plain ones, letters lose their case and their marks,
and what has no appearance (zero-width characters, soft hyphens, variation selectors) is left out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from conformance.transports.positions import Unescaped

# UTF-8 without ideographs and Hangul syllables, which have one spelling.
_CHARACTERS = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xe2][\x80-\xbf]{2}|\xe3[\x80-\x8f][\x80-\xbf]|\xea[\x80-\xaf][\x80-\xbf]"
    rb"|\xef[\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_UNSEEN = frozenset(("Mn", "Me", "Cf"))
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
_TAGS = range(0xE0020, 0xE007F)


def plainly_spelled(text: Unescaped) -> Unescaped:
    """The text with plain characters; itself if it has no others."""
    return text if text.text.isascii() else text.without(_CHARACTERS, lambda found: _plain(found[0]))


def spellings(text: bytes) -> list[bytes]:
    """How a text reads with plain characters, composed or not."""
    try:
        decoded = text.decode()
    except UnicodeDecodeError:
        return []
    forms = (unicodedata.normalize(form, decoded).encode() for form in ("NFC", "NFD"))
    return list(dict.fromkeys(_CHARACTERS.sub(lambda found: _plain(found[0]), each) for each in forms))


@lru_cache(maxsize=1 << 14)
def _plain(character: bytes) -> bytes:
    try:
        sign = character.decode()
    except UnicodeDecodeError:
        return character
    if ord(sign) in _TAGS:
        return bytes([ord(sign) - 0xE0000])
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold())
    return "".join(each for each in parts if not _unseen(each)).encode()


def _unseen(sign: str) -> bool:
    return unicodedata.category(sign) in _UNSEEN or sign in _FILLERS
