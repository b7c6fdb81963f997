"""Bytes and texts as a whole: cut off, decoded wrongly, damaged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from conformance.drafting.mutation.operators.operator import RawOperator

HEAD = 64
"""Bytes at the start of a file where fields of a header are; each is changed."""
FIELDS = 48
"""Places behind the head that are changed, drawn anew for each operator."""
_NUMBER = re.compile(rb'"(?:[^"\\\n]|\\.)*"?|(?<=[:\[,])\s*(?P<number>-?\d+(?:\.\d+)?)(?=\s*[,\]}])')
"""A text, or a number outside texts."""
_COMMA = re.compile(rb",(?=\s*[\"{\[\d-])")


def _whole(change: Callable[[bytes], bytes | None]) -> Callable[[bytes, Random], Iterator[tuple[str, bytes]]]:
    def changed(data: bytes, chance: Random) -> Iterator[tuple[str, bytes]]:
        after = change(data)
        if after is not None and after != data:
            yield "", after

    return changed


def _text(change: Callable[[str], bytes]) -> Callable[[bytes], bytes | None]:
    def changed(data: bytes) -> bytes | None:
        try:
            return change(data.decode("utf-8"))
        except UnicodeDecodeError:
            return None

    return changed


def _number(text: bytes) -> Callable[[bytes], bytes | None]:
    def changed(data: bytes) -> bytes | None:
        found = next((each for each in _NUMBER.finditer(data) if each["number"]), None)
        return data[: found.start("number")] + text + data[found.end("number") :] if found else None

    return changed


TEXT = tuple(
    RawOperator(f"raw.{name}", _whole(change))
    for name, change in {
        "nothing": lambda data: b"",
        "blank": lambda data: b" \n",
        "cut_off": lambda data: data[: len(data) // 2],
        "last_byte": lambda data: data.rstrip()[:-1],
        "more_behind": lambda data: data + b"x",
        "twice": lambda data: data + data,
        "order_mark": lambda data: b"\xef\xbb\xbf" + data,
        "utf_16": _text(lambda text: text.encode("utf-16")),
        "gbk": _text(lambda text: (text[:-1] + " 字" + text[-1:]).encode("gbk", "replace")),
        "not_utf8": lambda data: data.replace(b"e", b"\xe9", 1),
        "nul": lambda data: data[: len(data) // 2] + b"\0" + data[len(data) // 2 :],
        "comma_more": lambda data: _COMMA.sub(b",,", data, count=1),
        "comma_less": lambda data: _COMMA.sub(b" ", data, count=1),
        "comma_last": lambda data: re.sub(rb"([}\]])\s*\Z", rb",\1", data),
        "single_quotes": lambda data: data.replace(b'"', b"'"),
        "comment": lambda data: data[:1] + b"/* x */" + data[1:],
        "not_a_number": _number(b"NaN"),
        "leading_zero": _number(b"007"),
        "plus": _number(b"+7"),
        "hexadecimal": _number(b"0x7"),
        "upper_true": lambda data: data.replace(b"true", b"True", 1),
        "line_in_text": lambda data: re.sub(rb'("[^"\\\n]{3})', rb"\1\n", data, count=1),
        "tab_in_text": lambda data: re.sub(rb'("[^"\\\n]{3})', rb"\1\t", data, count=1),
        "escape": lambda data: re.sub(rb'("[^"\\\n]{3})', rb"\1\\x", data, count=1),
    }.items()
)


LINES_TRIED = 3
"""Lines with the same first word that are changed."""


def _lines(change: Callable[[list[bytes], int], list[bytes]]) -> Callable[[bytes, Random], Iterator[tuple[str, bytes]]]:
    """Lines with different first words, a few of each; the place is the first word."""

    def changed(data: bytes, chance: Random) -> Iterator[tuple[str, bytes]]:
        lines = data.splitlines(keepends=True)
        by_word: dict[str, list[int]] = {}
        for at, line in enumerate(lines):
            words = re.findall(rb"[A-Za-z_][\w.:-]*", line)
            by_word.setdefault(words[0].decode() if words else "#", []).append(at)
        for word, found in by_word.items():
            for at in found if len(found) <= LINES_TRIED else chance.sample(found, LINES_TRIED):
                yield f"line {word}", b"".join(change(lines, at))

    return changed


LINES = tuple(
    RawOperator(f"line.{name}", _lines(change))
    for name, change in {
        "removed": lambda lines, at: [*lines[:at], *lines[at + 1 :]],
        "twice": lambda lines, at: [*lines[: at + 1], *lines[at:]],
        "swapped": lambda lines, at: [*lines[:at], *lines[at : at + 2][::-1], *lines[at + 2 :]],
        "indented": lambda lines, at: [*lines[:at], b"\t " + lines[at], *lines[at + 1 :]],
    }.items()
)


def _bytes(size: int, change: Callable[[int], int]) -> Callable[[bytes, Random], Iterator[tuple[str, bytes]]]:
    """A little-endian integer of so many bytes: each of the head, and some behind it."""

    def changed(data: bytes, chance: Random) -> Iterator[tuple[str, bytes]]:
        last = len(data) - size
        behind = sorted(chance.sample(range(HEAD, last), min(FIELDS, max(0, last - HEAD)))) if last > HEAD else []
        for at in (*range(0, min(HEAD, last + 1), size), *behind):
            before = int.from_bytes(data[at : at + size], "little")
            after = change(before) % (1 << 8 * size)
            if after != before:
                yield f"@{at}" if at < HEAD else "@", data[:at] + after.to_bytes(size, "little") + data[at + size :]

    return changed


BYTES = (
    *(
        RawOperator(f"bytes.{name}_{8 * size}", _bytes(size, change))
        for size in (1, 4)
        for name, change in {
            "one_more": lambda number: number + 1,
            "one_less": lambda number: number - 1,
            "zero": lambda number: 0,
            "full": lambda number: -1,
            "top_bit": lambda number: number ^ (1 << 31),
        }.items()
        if not (size == 1 and name == "top_bit")
    ),
    *(
        RawOperator(f"bytes.{name}", _whole(change))
        for name, change in {
            "nothing": lambda data: b"",
            "cut_off": lambda data: data[: len(data) // 2],
            "last_less": lambda data: data[:-1],
            "last_four_less": lambda data: data[:-4],
            "first_less": lambda data: data[1:],
            "one_behind": lambda data: data + b"\0",
            "four_behind": lambda data: data + b"\0\0\0\0",
            "twice": lambda data: data + data,
            "lines": lambda data: data.replace(b"\n", b"\r\n"),
        }.items()
    ),
)
