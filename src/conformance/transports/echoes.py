"""Finding a secret in whatever form a product sends it back.

Its characters may be escaped in any mixture (see unescaping.py); as a whole it may be in hexadecimal, a list of
numbers, base32 or base64 at every alignment, or UTF-16, and in two of these, one on the other. Letter case is ignored
everywhere, since header names arrive in lower case; and what the alphabets of base64 or a form (`+` for a blank) write
differently counts as the same.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from conformance.transports.unescaping import Unescaped, unescaped

_FOLDED = bytes.maketrans(b"-_ ", b"+/+")
_PLACEHOLDER = re.compile(rb"\{secret:[A-Za-z_][A-Za-z0-9_-]*\}")


def replaced(data: bytes, secrets: Iterable[tuple[str, bytes]]) -> bytes:
    """The data with every form of each secret replaced with its placeholder; of two that overlap, the first one.

    Placeholders that are already there stay as they are.
    """
    taken = [found.span() for found in _PLACEHOLDER.finditer(data)]
    parts: list[tuple[int, int, bytes]] = []
    texts: list[tuple[Unescaped, bytes]] = []
    for secret, placeholder in secrets:
        texts = texts or [(each, _fold(each.text)) for each in unescaped(data)]
        for start, end in _merged(_places(data, texts, _forms(secret))):
            if not any(start < other_end and other < end for other, other_end in taken):
                parts.append((start, end, placeholder))
                taken.append((start, end))
    found, done = bytearray(), 0
    for start, end, placeholder in sorted(parts):
        found += data[done:start] + placeholder
        done = end
    return bytes(found + data[done:]) if parts else data


def _places(data: bytes, texts: list[tuple[Unescaped, bytes]], forms: _Forms) -> Iterator[tuple[int, int]]:
    """Where any form of a secret is in the data."""
    for form in forms.literal:
        yield from _all(data.lower(), form)
    for text, folded in texts:
        for form in forms.whole:
            yield from (text.place(*each) for each in _all(folded, form))


class _Forms:
    """`whole` are forms with letters and signs folded, also after rounds of unescaping; `literal` those in UTF-16."""

    def __init__(self, secret: str) -> None:
        raw = secret.encode("utf-8", "surrogateescape")
        texts = [each.text for each in unescaped(raw)]
        wholes = (*texts, *_numbers(raw), *_coded(raw), *_twice(raw, secret))
        self.whole = [each for each in dict.fromkeys(map(_fold, wholes)) if len(each) >= len(raw) // 2]
        orders = ("utf-16-le", "utf-16-be")
        self.literal = [secret.encode(order, "surrogatepass").lower() for order in orders]


@lru_cache(maxsize=256)
def _forms(secret: str) -> _Forms:
    return _Forms(secret)


def _numbers(raw: bytes) -> Iterator[bytes]:
    """Its bytes as numbers: hexadecimal, also as dumps group it, and lists as programs print them."""
    yield from (raw.hex(*sign).encode() for sign in ((), ":", " ", ","))
    yield from (raw.hex(" ", size).encode() for size in (-2, -4))
    for number in ("0x{:02x}", "{}"):
        yield from (sign.join(map(number.format, raw)).encode() for sign in (",", ", ", " "))


def _twice(raw: bytes, secret: str) -> Iterator[bytes]:
    """Its characters in a form that is coded once more."""
    wide = [secret.encode(order, "surrogatepass") for order in ("utf-16-le", "utf-16-be")]
    for inner in (*wide, raw.hex().encode(), raw.hex().upper().encode(), *islice(_coded(raw), 3)):
        yield inner.hex().encode()
        yield from islice(_coded(inner), 3)


def _coded(raw: bytes) -> Iterator[bytes]:
    """Its characters in base64 and base32 at each alignment, without those that depend on the neighbouring bytes."""
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + raw)
        yield coded[-(-shift * 8 // 6) : (shift + len(raw)) * 8 // 6]
    for shift in range(5):
        coded = base64.b32encode(b"\0" * shift + raw)
        yield coded[-(-shift * 8 // 5) : (shift + len(raw)) * 8 // 5]


def _fold(data: bytes) -> bytes:
    return data.lower().translate(_FOLDED)


def _all(data: bytes, form: bytes) -> Iterator[tuple[int, int]]:
    at = data.find(form)
    while at >= 0:
        yield at, at + len(form)
        at = data.find(form, at + len(form))


def _merged(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places in order, with those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
