"""Finding a secret in whatever form a product sends it back.

Its characters may be escaped in any mixture (see unescaping.py) or replaced by others that read the same (spelling.py);
as a whole it may be in one of the forms of forms.py, and in some of these, one on the other, or be written in groups of
bytes (grouped.py); or it is compressed, escaped within base64, or part of a longer value in base58 (packed.py). Letter
case is ignored, since header names arrive in lower case; and what the alphabets of base64 or a form (`+` for a blank)
write differently counts as the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from conformance.transports.forms import Forms, fold, forms
from conformance.transports.grouped import in_groups
from conformance.transports.packed import Place, in_base58, packed
from conformance.transports.positions import Unescaped
from conformance.transports.unescaping import after_backslashes, unescaped

_PLACEHOLDER = re.compile(rb"\{secret:[A-Za-z_][A-Za-z0-9_-]*\}")


def replaced(data: bytes, secrets: Iterable[tuple[str, bytes]]) -> bytes:
    """The data with every form of each secret replaced with its placeholder; of two that overlap, the first one.

    Placeholders that are already there stay as they are.
    """
    return _replaced(data, secrets, packs=True)


def _replaced(data: bytes, given: Iterable[tuple[str, bytes]], *, packs: bool) -> bytes:
    secrets = list(given)
    taken = [found.span() for found in _PLACEHOLDER.finditer(data)]
    parts: list[tuple[int, int, bytes]] = []
    texts: list[tuple[Unescaped, bytes]] = []
    inside: list[tuple[Place, bytes]] = []
    longer: list[tuple[Place, bytes]] = []
    for secret, placeholder in secrets:
        if not texts:
            texts = [(each, fold(each.text)) for each in unescaped(data)]
            inside = packed(data, (each for each, _ in texts)) if packs else []
            shortest = min(len(forms(each).raw) for each, _ in secrets)
            longer = list(in_base58((each for each, _ in texts), shortest)) if packs else []
        holding = [place for place, inner in inside if _replaced(inner, [(secret, b"")], packs=False) != inner]
        known = forms(secret)
        seen = [*texts, *((each, fold(each.text)) for each in after_backslashes(data, secret))]
        holding += [place for place, inner in longer if known.raw in inner]
        free = [place for place in _merged([*_places(data, seen, known), *holding]) if _is_free(taken, *place)]
        parts += ((start, end, placeholder) for start, end in free)
        taken = sorted((*taken, *free))
    found, done = bytearray(), 0
    for start, end, placeholder in sorted(parts):
        found += data[done:start] + placeholder
        done = end
    return bytes(found + data[done:]) if parts else data


def _is_free(taken: list[Place], start: int, end: int) -> bool:
    """Whether a range overlaps none of these, which are in order and overlap none of each other."""
    at = bisect_left(taken, (start, end))
    return not any(other < end and start < other_end for other, other_end in taken[max(at - 1, 0) : at + 1])


def _places(data: bytes, texts: list[tuple[Unescaped, bytes]], known: Forms) -> Iterator[Place]:
    """Where any form of a secret is in the data."""
    lower = data.lower()
    for form in known.literal:
        yield from _all(lower, form)
    for text, folded in texts:
        for form in known.within(folded):
            yield from (text.place(*each) for each in _all(folded, form))
        for listed in known.lists:
            yield from (text.place(*each) for each in listed.places(folded))
        yield from (text.place(*each) for each in in_groups(text.text, known.raw))


def _all(data: bytes, form: bytes) -> Iterator[Place]:
    at = data.find(form)
    while at >= 0:
        yield at, at + len(form)
        at = data.find(form, at + len(form))


def _merged(places: Iterable[Place]) -> list[Place]:
    """The places in order, with those that overlap made one."""
    found: list[Place] = []
    for start, end in sorted(places):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
