"""Texts on which a regular expression may be slow, derived from the expression itself.

A backtracking expression is slow on a text that it matches for long before it fails: what precedes one of its
repetitions, very many copies of what it repeats, and an end that does not match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]  # the tree of an expression is nowhere else
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MANY = 20
LETTERS = 10
ENDS = ("", "\0", "\n!")
SAMPLES = "a0 _-.\t\n\"'é"


def hostile_parts(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    """(start, what is repeated, end) of texts; each is long where its middle is repeated often."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = _parser.parse(source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    repeats = list(dict.fromkeys([*_repeats(tree, "", 0), *_repeats(tree, "", 1)]))
    letters = list(dict.fromkeys(_letters(tree)))[:LETTERS]
    starts = dict.fromkeys(["", *(start for start, _ in repeats)])
    middles = [(start, each) for start in starts for each in letters]
    middles += [*repeats, *(("", start + each) for start, each in repeats)]
    for start, middle in dict.fromkeys(middles):
        for end in ENDS:
            if middle:
                yield start, middle, end
    if repeats:
        yield from (("", first + second, ENDS[1]) for first, second in product(letters, repeat=2))


def _repeats(tree: Any, start: str, least: int) -> Iterator[tuple[str, str]]:
    """(a text that leads there, what is repeated) for each repetition without a small bound.

    On the way there, optional parts occur `least` times.
    """
    for kind, value in tree:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            _, most, body = value
            if most > MANY:
                for each in _examples(body):
                    yield start, each
            yield from _repeats(body, start, least)
        else:
            for below in _below(kind, value):
                yield from _repeats(below, start, least)
        start += _example([(kind, value)], least)


def _below(kind: Any, value: Any) -> list[Any]:
    """The expressions within a node."""
    if kind is op.SUBPATTERN:
        return [value[-1]]
    if kind is op.BRANCH:
        return list(value[1])
    if kind is op.ATOMIC_GROUP:
        return [value]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    return []


def _examples(tree: Any) -> Iterator[str]:
    """Short texts that fit: one for each way to begin."""
    if not tree:
        return
    (kind, value), rest = tree[0], _example(tree[1:])
    if kind is op.BRANCH:
        for branch in value[1]:
            yield _example(branch) + rest
    elif kind is op.IN:
        for letter in _members(value):
            yield letter + rest
    else:
        yield _example(tree) or "a"


def _example(tree: Any, least: int = 0) -> str:
    """One short text that fits, where it is easily found."""
    text = ""
    for kind, value in tree:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            text += _example(value[2], least) * max(value[0], min(least, value[1]))
        elif kind in (op.ASSERT, op.ASSERT_NOT, op.AT, op.GROUPREF, op.FAILURE):
            continue  # 3.13 reads an empty `(?!)` as FAILURE
        elif below := _below(kind, value):
            text += _example(below[0], least)
        elif kind is op.IN:
            text += next(iter(_members(value)), "")
        elif kind is op.LITERAL:
            text += chr(value)
        else:
            text += next(letter for letter in SAMPLES if kind is op.ANY or letter != chr(value))
    return text


def _members(items: Any) -> list[str]:
    """Characters of a class: of each of its ranges the first, of what it leaves out some that it does not."""
    named = [letter for kind, value in items for letter in _named(kind, value)]
    if items[0][0] is not op.NEGATE:
        return list(dict.fromkeys(named))
    without = re.compile("[" + "".join(map(re.escape, named)) + "]") if named else re.compile("(?!)")
    return [letter for letter in SAMPLES if not without.match(letter)][:3]


def _named(kind: Any, value: Any) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind is op.RANGE:
        return chr(value[0])
    if kind is op.CATEGORY:
        categories = {op.CATEGORY_DIGIT: "0", op.CATEGORY_SPACE: " \n", op.CATEGORY_WORD: "a0_"}
        return categories.get(value, "!")
    return ""


def _letters(tree: Any) -> Iterator[str]:
    """The characters an expression speaks of."""
    for kind, value in tree:
        if kind in (op.LITERAL, op.NOT_LITERAL):
            yield chr(value)
        elif kind is op.IN:
            yield from _members(value)
            yield from (letter for each in value for letter in _named(*each))
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            yield from _letters(value[2])
        for below in _below(kind, value):
            yield from _letters(below)
