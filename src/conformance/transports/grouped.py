"""Codes that write a group of bytes as a number in digits: base85 (Ascii85, RFC 1924, Z85) and base45.

What a group looks like depends on all of its bytes. So the groups that lie wholly within a secret are looked for, and
where they are, the groups beside them are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

_ALPHANUMERIC = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LOWER = _ALPHANUMERIC[10:].lower()


@dataclass(frozen=True)
class _Code:
    """Groups of `size` bytes as `digits` signs; the first byte, and the first sign of `order` big, weighs most."""

    alphabet: bytes
    size: int
    digits: int
    order: Literal["big", "little"]

    def written(self, raw: bytes) -> bytes:
        """Whole groups as signs."""
        groups = (raw[at : at + self.size] for at in range(0, len(raw), self.size))
        return b"".join(self._group(int.from_bytes(each, "big")) for each in groups)

    def _group(self, number: int) -> bytes:
        signs = []
        for _ in range(self.digits):
            number, rest = divmod(number, len(self.alphabet))
            signs.append(self.alphabet[rest])
        return bytes(signs if self.order == "little" else signs[::-1])

    def read(self, signs: bytes) -> bytes:
        """The bytes of a group, which may be a shorter one at the end; nothing if it is not one."""
        if self.order == "little":
            size = self.size if len(signs) == self.digits else 1
            values, weighed = [self.alphabet.find(each) for each in signs], range(len(signs))
        else:
            size, weighed = len(signs) - 1, range(self.digits - 1, -1, -1)
            padded = signs + self.alphabet[-1:] * (self.digits - len(signs))
            values = [self.alphabet.find(each) for each in padded]
        number = sum(value * len(self.alphabet) ** place for value, place in zip(values, weighed, strict=True))
        whole = self.size if self.order == "big" else size
        return number.to_bytes(whole, "big")[:size] if min(values, default=-1) >= 0 and number < 256**whole else b""


_CODES = (
    _Code(bytes(range(33, 118)), 4, 5, "big"),
    _Code(_ALPHANUMERIC + _LOWER + b"!#$%&()*+-;<=>?@^_`{|}~", 4, 5, "big"),
    _Code(_ALPHANUMERIC[:10] + _LOWER + _ALPHANUMERIC[10:] + b".-:+=^!/*?&<>()[]{}@%$#", 4, 5, "big"),
    _Code(_ALPHANUMERIC + b" $%*+-./:", 2, 3, "little"),
)


def in_groups(text: bytes, raw: bytes) -> Iterator[tuple[int, int]]:
    """Where these bytes, 8 at least, are written in such a code, alone or within something longer."""
    for code, first, signs in _signs(raw):
        at = text.find(signs)
        while at >= 0:
            start, end = _before(code, text, at, raw[:first]), _after(code, text, at + len(signs), first, raw)
            if start >= 0 and end >= 0:
                yield start, end
            at = text.find(signs, at + 1)


@lru_cache(maxsize=256)
def _signs(raw: bytes) -> list[tuple[_Code, int, bytes]]:
    """For each place where a group may begin in the bytes: the signs of the whole groups from there on."""
    found = []
    for code in _CODES:
        for first in range(code.size):
            inner = raw[first : first + (len(raw) - first) // code.size * code.size]
            found.append((code, first, code.written(inner)))
    return found


def _before(code: _Code, text: bytes, at: int, beginning: bytes) -> int:
    """Where the group begins that ends with these bytes; -1 if it does not."""
    start = at - code.digits
    if not beginning:
        return at
    return start if start >= 0 and code.read(text[start:at]).endswith(beginning) else -1


def _after(code: _Code, text: bytes, at: int, first: int, raw: bytes) -> int:
    """Where the group ends that begins with the last bytes, a shorter one or a whole one; -1 if it does not."""
    rest = raw[first + (len(raw) - first) // code.size * code.size :]
    if not rest:
        return at
    for signs in (len(rest) + 1, code.digits):
        if len(text) >= at + signs and code.read(text[at : at + signs]).startswith(rest):
            return at + signs
    return -1
