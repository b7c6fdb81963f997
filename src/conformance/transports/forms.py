"""The forms in which a secret may be written as a whole."""

from __future__ import annotations

import base64
import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import islice

from conformance.transports.spelling import spellings
from conformance.transports.unescaping import unescaped

_FOLDED = bytes.maketrans(b"-_ ", b"+/+")
_ORDERS = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_OLDER = ("gb18030", "big5", "shift_jis", "euc-kr", "latin-1", "punycode")
_DIGITS = b"0123456789abcdefghijklmnopqrstuvwxyz"
_BASE58 = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE62 = (_DIGITS + _DIGITS[10:].upper(), _DIGITS[:10] + _DIGITS[10:].upper() + _DIGITS[10:])
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_UU = bytes.maketrans(_BASE64, bytes(range(32, 96)))
_ROT47 = bytes.maketrans(bytes(range(33, 127)), bytes((*range(80, 127), *range(33, 80))))
_NUMBERS = ("{:02x}", "{}", "{:03}", "{:o}", "{:03o}", "{:b}", "{:07b}", "{:08b}")
_HEAD, _SHORT = 4, 1024
_ENOUGH = 8  # items of a list that tell it from other text
# What is between two numbers or two characters of a list, the same everywhere: a comma, quotes, a line with its blanks.
_BETWEEN_NUMBERS, _BETWEEN_CHARACTERS = rb"(.{0,16}?)", rb"([^0-9a-z]{1,16}?)"


def fold(data: bytes) -> bytes:
    """Letters and signs that count as the same made one."""
    return data.lower().translate(_FOLDED)


class Listed:
    """Items of a list, each beside the next with the same between."""

    def __init__(self, items: list[bytes], between: bytes) -> None:
        self._items = items
        first, second, *others = map(re.escape, items[:_ENOUGH])
        after = b"".join(b"(?:\\1)" + each for each in others)
        self._begins = re.compile(first + between + second + after, re.DOTALL)

    def places(self, folded: bytes) -> Iterator[tuple[int, int]]:
        """Where the list is in a folded text."""
        at = 0
        while found := self._begins.search(folded, at):
            at = found.start() + 1
            if folded.startswith(whole := found[1].join(self._items), found.start()):
                yield found.start(), (at := found.start() + len(whole))


class Forms:
    """The forms of a secret.

    `raw` are its bytes. `whole` and `lists` are looked for in folded texts, also after rounds of unescaping;
    `literal`, of wide characters and another alphabet, in the lower case of the data itself.
    """

    def __init__(self, secret: str) -> None:
        self.raw = secret.encode("utf-8", "surrogateescape")
        wholes = (
            *(each.text for each in unescaped(self.raw)),
            *spellings(self.raw),
            *_turned(secret),
            *_encoded(secret),
            *_coded(self.raw),
            *_as_one_number(self.raw),
            *(self.raw.hex(" ", size).encode() for size in (-2, -4)),
            *_twice(self.raw, secret),
        )
        self.whole = [each for each in dict.fromkeys(map(fold, wholes)) if len(each) >= len(self.raw) // 2]
        self._heads = [(each[:_HEAD], each) for each in self.whole]
        self.lists = list(_lists(secret, self.raw))
        wide = (secret.encode(order, "surrogatepass") for order in _ORDERS)
        self.literal = [each.lower() for each in (*wide, *_ebcdic(secret))]

    def within(self, folded: bytes) -> list[bytes]:
        """Those of `whole` that are in a folded text. Most texts hold none, and of a short one that is soon clear."""
        if len(folded) > _SHORT:
            return [each for each in self.whole if each in folded]
        heads = {folded[at : at + _HEAD] for at in range(len(folded) - _HEAD + 1)}
        return [each for head, each in self._heads if head in heads and each in folded]


@lru_cache(maxsize=256)
def forms(secret: str) -> Forms:
    """The forms of this secret."""
    return Forms(secret)


def _turned(secret: str) -> Iterator[bytes]:
    """Its characters from the last to the first, or each replaced by another of the alphabet."""
    yield secret[::-1].encode("utf-8", "surrogateescape")
    yield codecs.encode(secret, "rot13").encode("utf-8", "surrogateescape")
    yield secret.encode("utf-8", "surrogateescape").translate(_ROT47)


def _encoded(secret: str) -> Iterator[bytes]:
    """Its characters in the encodings of older programs."""
    for encoding in () if secret.isascii() else _OLDER:
        with suppress(UnicodeEncodeError):
            yield secret.encode(encoding)


def _ebcdic(secret: str) -> Iterator[bytes]:
    with suppress(UnicodeEncodeError):
        yield secret.encode("cp037")


def _lists(secret: str, raw: bytes) -> Iterator[Listed]:
    """Its characters one by one, or its bytes or code points as numbers."""
    yield Listed([fold(each.encode("utf-8", "surrogateescape")) for each in secret], _BETWEEN_CHARACTERS)
    series = [[*raw]] if secret.isascii() else [[*raw], [*map(ord, secret)], [each - (each >> 7 << 8) for each in raw]]
    for numbers in series:
        for items in dict.fromkeys(tuple(map(number.format, numbers)) for number in _NUMBERS):
            yield Listed([fold(each.encode()) for each in items], _BETWEEN_NUMBERS)


def _twice(raw: bytes, secret: str) -> Iterator[bytes]:
    """Its characters in a form that is coded once more."""
    wide = [secret.encode(order, "surrogatepass") for order in _ORDERS]
    for inner in (*wide, raw.hex().encode(), raw.hex().upper().encode(), *islice(_coded(raw), 3)):
        yield inner.hex().encode()
        yield from islice(_coded(inner), 3)
    for other in (raw.lower(), raw.upper(), raw[::-1]):
        yield from islice(_coded(other), 3)
    yield raw[::-1].hex().encode()


def _coded(raw: bytes) -> Iterator[bytes]:
    """Its characters in base64, uuencode and base32 at each alignment.

    Those that depend on the neighbouring bytes are left out.
    """
    sixes = []
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + raw)
        sixes.append(coded[-(-shift * 8 // 6) : (shift + len(raw)) * 8 // 6])
    yield from sixes
    for each in sixes:
        yield each.translate(_UU)
        yield each.translate(_UU).replace(b" ", b"`")
    for shift in range(5):
        for encode in (base64.b32encode, base64.b32hexencode):
            coded = encode(b"\0" * shift + raw)
            yield coded[-(-shift * 8 // 5) : (shift + len(raw)) * 8 // 5]


def _as_one_number(raw: bytes) -> Iterator[bytes]:
    if len(raw) > _SHORT:  # it takes the square of the length, and nobody writes long texts so
        return
    for alphabet in (_BASE58, *_BASE62, _DIGITS, _DIGITS[:10]):
        number, found = int.from_bytes(raw, "big"), bytearray()
        while number:
            number, rest = divmod(number, len(alphabet))
            found.append(alphabet[rest])
        yield bytes(found[::-1])
