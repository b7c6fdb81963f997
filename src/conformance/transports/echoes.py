"""Finding a secret in whatever form a product sends it back.

Its characters may be escaped in any mixture (see unescaping.py); as a whole it may be in hexadecimal, a list of
numbers or characters, base32 or base64 at every alignment, base58, UTF-16, UTF-32, GB 18030 or Latin-1, and in two of
these, one on the other; or it is reversed, compressed, escaped within base64, or part of a longer value in base58 (see
packed.py). Letter case is ignored everywhere, since header names arrive in lower case; and what the alphabets of base64
or a form (`+` for a blank) write differently counts as the same.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import islice

from conformance.transports.packed import Place, in_base58, packed
from conformance.transports.unescaping import Unescaped, unescaped

_FOLDED = bytes.maketrans(b"-_ ", b"+/+")
_BASE58 = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ORDERS = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_PLACEHOLDER = re.compile(rb"\{secret:[A-Za-z_][A-Za-z0-9_-]*\}")


def replaced(data: bytes, secrets: Iterable[tuple[str, bytes]]) -> bytes:
    """The data with every form of each secret replaced with its placeholder; of two that overlap, the first one.

    Placeholders that are already there stay as they are.
    """
    return _replaced(data, secrets, packs=True)


def _replaced(data: bytes, secrets: Iterable[tuple[str, bytes]], *, packs: bool) -> bytes:
    taken = [found.span() for found in _PLACEHOLDER.finditer(data)]
    parts: list[tuple[int, int, bytes]] = []
    texts: list[tuple[Unescaped, bytes]] = []
    inside: list[tuple[Place, bytes]] = []
    longer: list[tuple[Place, bytes]] = []
    for secret, placeholder in secrets:
        if not texts:
            texts = [(each, _fold(each.text)) for each in unescaped(data)]
            inside = packed(data, (each for each, _ in texts)) if packs else []
            longer = list(in_base58(each for each, _ in texts)) if packs else []
        holding = [place for place, inner in inside if _replaced(inner, [(secret, b"")], packs=False) != inner]
        raw = secret.encode("utf-8", "surrogateescape")
        holding += [place for place, inner in longer if raw in inner]
        for start, end in _merged([*_places(data, texts, _forms(secret)), *holding]):
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
    """`whole` are forms with letters and signs folded, also after rounds of unescaping; `literal`: wide characters."""

    def __init__(self, secret: str) -> None:
        raw = secret.encode("utf-8", "surrogateescape")
        texts = [each.text for each in unescaped(raw)]
        turned = secret[::-1].encode("utf-8", "surrogateescape")
        wholes = (
            *texts,
            turned,
            *_characters(secret),
            *_numbers(raw),
            *_coded(raw),
            _in_base58(raw),
            *_twice(raw, secret),
        )
        self.whole = [each for each in dict.fromkeys(map(_fold, wholes)) if len(each) >= len(raw) // 2]
        self.literal = [secret.encode(order, "surrogatepass").lower() for order in _ORDERS]


@lru_cache(maxsize=256)
def _forms(secret: str) -> _Forms:
    return _Forms(secret)


def _characters(secret: str) -> Iterator[bytes]:
    """Its characters one by one, as programs print lists of them, and in the encodings of older programs."""
    for sign in ('","', '", "', "','", "', '", " ", ","):
        yield sign.join(secret).encode("utf-8", "surrogateescape")
    for encoding in () if secret.isascii() else ("gb18030", "latin-1"):
        with suppress(UnicodeEncodeError):
            yield secret.encode(encoding)


def _numbers(raw: bytes) -> Iterator[bytes]:
    """Its bytes as numbers: hexadecimal, also as dumps group it, and lists as programs print them."""
    yield from (raw.hex(*sign).encode() for sign in ((), ":", " ", ","))
    yield from (raw.hex(" ", size).encode() for size in (-2, -4))
    for number in ("0x{:02x}", "{}"):
        yield from (sign.join(map(number.format, raw)).encode() for sign in (",", ", ", " "))


def _twice(raw: bytes, secret: str) -> Iterator[bytes]:
    """Its characters in a form that is coded once more."""
    wide = [secret.encode(order, "surrogatepass") for order in _ORDERS]
    for inner in (*wide, raw.hex().encode(), raw.hex().upper().encode(), *islice(_coded(raw), 3)):
        yield inner.hex().encode()
        yield from islice(_coded(inner), 3)


def _coded(raw: bytes) -> Iterator[bytes]:
    """Its characters in base64 and base32 at each alignment, without those that depend on the neighbouring bytes."""
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + raw)
        yield coded[-(-shift * 8 // 6) : (shift + len(raw)) * 8 // 6]
    for shift in range(5):
        for encode in (base64.b32encode, base64.b32hexencode):
            coded = encode(b"\0" * shift + raw)
            yield coded[-(-shift * 8 // 5) : (shift + len(raw)) * 8 // 5]


def _in_base58(raw: bytes) -> bytes:
    number, found = int.from_bytes(raw, "big"), bytearray()
    while number:
        number, rest = divmod(number, 58)
        found.append(_BASE58[rest])
    return bytes(found[::-1])


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
