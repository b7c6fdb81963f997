"""No regular expression of the project takes more than linear time on hostile text (defect E5)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from doubles.expressions import WAYS, Use, uses
from doubles.growth import grows_too_fast
from doubles.hostile_text import hostile_parts

from conformance.drafting import wording_rules, wording_tokens
from conformance.readers.uri import IRI, URI
from conformance.transports import unescaping
from conformance.transports.forms import forms
from conformance_suites.identity.did.document.keys import _MULTIBASE
from conformance_suites.identity.login.reader import words

LARGE = (12_500, 25_000, 50_000, 100_000)
PASSED_ON = ("match", "fullmatch", "search")
GRAMMAR = ("authority", "path", "path_behind_authority", "path_without_scheme", "query", "fragment")
RULES = [getattr(rules, each.name) for rules in map(wording_rules.rules, ("en", "zh")) for each in fields(rules)]
# What files make while they run: the expressions, and the way they are used. Alternatives of plain words are left out.
MADE: dict[str, tuple[list[Any], str]] = {
    "conformance/cli/parser.py": ([], ""),  # argparse's own sentences about a command line
    "conformance/engine/recognise.py": ([], ""),  # the names that kinds say their files have
    "conformance/drafting/marks.py": ([re.compile(r"\s*(?:(?:findings\.)?key\s*=|findings\s*=)")], "match"),
    "drafting/mutation/ledger.py": ([], ""),  # the patterns of a drafter, for the places of a sample
    "drafting/strength/code.py": ([], ""),  # operators of Python between two ends of a line
    "conformance/reporting/terminal.py": ([re.compile(r"(?<![\w.])a value(?!\.?\w)")], "search"),
    "conformance/readers/uri.py": ([getattr(each, part) for each in (URI, IRI) for part in GRAMMAR], "match"),
    "conformance/readers/json_schema_reference.py": ([], ""),  # the patterns of schemas, which are handled separately
    "conformance/drafting/wording_rules.py": ([each for each in RULES if isinstance(each, re.Pattern)], "finditer"),
    "conformance/drafting/wording_tokens.py": ([wording_tokens._unit_words()[0]], "finditer"),
    "conformance/transports/forms.py": ([each._begins for each in forms("S3cr/t+Tok~en").lists], "finditer"),
    "conformance/transports/unescaping.py": ([unescaping._REPEATED, unescaping._ONCE], "finditer"),
    "did/document/keys.py": ([re.compile(each) for each in _MULTIBASE.values()], "fullmatch"),
    "login/reader/words.py": ([*words._YES.values(), *words._NO.values(), words._ELSEWHERE], "search"),
}
# Expressions that are handed to other code, which only ever matches them from a place on.
MATCHED = ("identifiers.py: _DID", "__init__.py: CID", "__init__.py: CAIP", "__init__.py: ADDRESS")


def work(pattern: re.Pattern[Any], way: str) -> Callable[[Any], object]:
    if way in PASSED_ON:
        return getattr(pattern, way)  # type: ignore[no-any-return]  # a method of the pattern
    return lambda text: sum(1 for _ in pattern.finditer(text))


def complaint(pattern: re.Pattern[Any], way: str) -> str:
    """A text on which the expression takes more than linear time; empty if none is found."""
    slowest: tuple[float, Callable[[int], Any]] = 0.0, lambda size: "" if isinstance(pattern.pattern, str) else b""
    for start, middle, end in hostile_parts(pattern):
        made = _texts(start, middle, end, isinstance(pattern.pattern, bytes))
        growth = grows_too_fast(work(pattern, way), made)
        if growth.ratio:
            return (
                f"{way} {start!r} + {middle!r} * n + {end!r}: eight times the text, {growth.ratio:.0f} times the work"
            )
        slowest = max(slowest, (growth.seconds, made), key=lambda each: each[0])
    growth = grows_too_fast(work(pattern, way), slowest[1], LARGE)
    return f"{way} {slowest[1](20)!r}, made longer" if growth.ratio else ""


def _texts(start: str, middle: str, end: str, as_bytes: bool) -> Callable[[int], Any]:
    def made(size: int) -> Any:
        text = start + middle * max(1, size // len(middle)) + end
        return text.encode() if as_bytes else text

    return made


def test_no_expression_of_the_project_takes_ever_longer() -> None:
    found, untold = uses()
    assert untold == set(MADE), "say what this file makes while it runs"
    found += [Use(name, pattern, way) for name, (patterns, way) in MADE.items() for pattern in patterns]
    assert len(found) > 100
    slow = []
    for use in found:
        ways = (use.way,) if use.way else ("match",) if use.where in MATCHED else PASSED_ON
        slow += [f"{use.where}: {told}" for way in ways if (told := complaint(use.pattern, way))]
    assert not slow, "\n".join(slow)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        (r"\s*x", "search"),
        (r'\s*(?:("[^"\\]*(?:\\.[^"\\]*)*")|([{}\[\],:])|[^\s{}\[\],:"]+)', "finditer"),
        (r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", "fullmatch"),
        (r"\s*Frames\s*:\s*(.*?)\s*", "fullmatch"),
        (r'"[^"\\]*(?:\\.[^"\\]*)*"', "search"),
        (r"(?:a+)+$", "match"),
        (r"(?:a|a)*b", "match"),
        (r"<a>.*?</a>", "search"),
        (r"\[(?:\\.|[^\]\\])*\]", "sub"),
        (rb"^[ \t]*x|y+z", "search"),
    ],
)
def test_expressions_that_go_back_again_and_again_are_seen(text: str | bytes, way: str) -> None:
    assert complaint(re.compile(text), way)


@pytest.mark.parametrize(
    ("text", "way"), [(r"[a-z]+", "search"), (r"\d++(?:\.\d*+)?", "fullmatch"), (r'"[^"]*+"?+', "finditer")]
)
def test_expressions_that_do_not_are_let_be(text: str, way: str) -> None:
    assert way in WAYS
    assert not complaint(re.compile(text), way)
