"""The exchange structure of ISO 10303-21: sections, statements and instances, each with its place.

The text is read once, statement by statement, and what is between the parentheses of an instance only where it is asked
for. The bytes are kept as they are: each is one character of the text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from conformance.authoring import Blocked, Where
from conformance.readers.source import Source

from .bounds import BYTES, INSTANCES, PARAMETERS, PROBLEMS
from .strings import BINARY, STRING, blanked

OPENS, CLOSES = "ISO-10303-21", "END-ISO-10303-21"
HEADER, DATA, ENDSEC = "HEADER", "DATA", "ENDSEC"
THIRD_EDITION = ("ANCHOR", "REFERENCE", "SIGNATURE")
"""Sections that refer to other files, or sign this one; no tool for buildings writes them."""
_TOKEN = re.compile(rf"{STRING}|{BINARY}|;|/\*|['\"]")
_ENTITY = re.compile(r"\s*([A-Z!][A-Z0-9_]*)\s*\(")
_INSTANCE = re.compile(r"\s*#(?!0+\s*=)(\d{1,18})\s*=\s*([A-Z!][A-Z0-9_]*)\s*\(")
_NOTHING = "".join(map(chr, range(33)))
"""Blanks and control characters, which mean nothing behind the end."""
_SHOWN = 60


class Problem(NamedTuple):
    """What is wrong with the text at a byte."""

    kind: str
    byte: int
    received: str = ""
    expected: str = ""


class Entity(NamedTuple):
    """An entity of the header: its name, and where its parameters begin and end."""

    name: str
    start: int
    end: int


@dataclass
class Exchange:
    """An exchange structure, read as far as possible. Instances are numbered in the order of the file."""

    text: str
    """With blanks for comments and print control directives."""
    raw: str
    header: list[Entity] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    """By name: the number of the instance that has it first."""
    names: array[int] = field(default_factory=lambda: array("q"))
    keywords: list[str] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("q"))
    """Where the parameters of each instance begin, after the parenthesis."""
    ends: array[int] = field(default_factory=lambda: array("q"))
    repeated: list[int] = field(default_factory=list)
    """The numbers of instances whose name another one has already."""
    problems: list[Problem] = field(default_factory=list)
    unread: str = ""
    """The section of the third edition at which reading ended."""

    @cached_property
    def _lines(self) -> array[int]:
        return array("q", (found.start() for found in re.finditer("\n", self.text)))

    def where(self, byte: int, pointer: str | None = None) -> Where:
        """A place in the file, by its byte."""
        return Where(pointer=pointer, byte=byte, line=bisect_right(self._lines, byte - 1) + 1)

    def begins(self, number: int) -> int:
        """The byte at which an instance begins."""
        return self.text.rfind("#", 0, self.text.rfind("=", 0, self.starts[number]))

    def parameters(self, number: int) -> str:
        """What is between the parentheses of an instance."""
        return self.text[self.starts[number] : self.ends[number]]

    def __len__(self) -> int:
        return len(self.names)


def read_exchange(source: Source) -> Exchange:
    """The exchange structure in a file. Raises Blocked where it exceeds a limit of the test system."""
    if source.size > BYTES:
        raise Blocked("byte_bound", received=source.size, bound=BYTES)
    raw = str(memoryview(source.data), "latin-1")
    exchange = Exchange(blanked(raw), raw)
    _Reader(exchange).read()
    return exchange


class _Reader:
    """Follows the sections of a file. What does not belong where it is is a problem, and the next statement is read."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.expected = OPENS

    def read(self) -> None:
        text = self.exchange.text
        for start, end in self._statements():
            found = _INSTANCE.match(text, start, end)
            if found and self.expected in (HEADER + "#", DATA + "#"):
                if self.expected == HEADER + "#":
                    self._problem("statement", found.start(1) - 1, f"#{found[1]}=", f"{ENDSEC};")
                    self.expected = DATA + "#"
                self._instance(found, end)
                continue
            word = text[start:end].strip() if end - start < PARAMETERS else ""
            self._other(word, start, end)
            if self.expected in ("", *THIRD_EDITION) or len(self.exchange.problems) >= PROBLEMS:
                break
        if self.expected not in ("", *THIRD_EDITION) and not self._stopped:
            self._problem("end", len(text), "", self._wanted)
        self.exchange.unread = self.expected if self.expected in THIRD_EDITION else ""

    def _statements(self) -> Iterator[tuple[int, int]]:
        """Where statements begin and end, up to the first string, binary or comment that does not end."""
        start = 0
        for found in _TOKEN.finditer(self.exchange.text):
            mark = found.group()
            if mark == ";":
                yield start, found.start()
                start = found.end()
            elif mark in ("'", '"', "/*"):
                self._problem("open", found.start(), mark, "*/" if mark == "/*" else mark)
                return

    @property
    def _stopped(self) -> bool:
        """Whether reading ended before the file did."""
        problems = self.exchange.problems
        return len(problems) >= PROBLEMS or any(each.kind == "open" for each in problems)

    @property
    def _wanted(self) -> str:
        """What has to come next, as text."""
        if self.expected == HEADER + "#":
            return f"{ENDSEC};"
        if self.expected == DATA + "#":
            return "#1=NAME(...);"
        return f"{self.expected};"

    def _problem(self, kind: str, byte: int, received: str, expected: str) -> None:
        if len(self.exchange.problems) < PROBLEMS:
            self.exchange.problems.append(Problem(kind, byte, received[:_SHOWN], expected))

    def _other(self, word: str, start: int, end: int) -> None:
        """A statement that is not an instance."""
        at = start + len(self.exchange.text[start:end]) - len(self.exchange.text[start:end].lstrip())
        if self.expected == HEADER + "#" and word != ENDSEC:
            self._entity(word, start, end, at)
        elif self.expected in (OPENS, HEADER) and word == self.expected:
            self.expected = HEADER if word == OPENS else HEADER + "#"
        elif self.expected in (HEADER + "#", DATA + "#") and word == ENDSEC:
            self.expected = DATA if self.expected == HEADER + "#" else f"{DATA}|{CLOSES}"
        elif DATA in self.expected.split("|") and (word == DATA or re.match(r"DATA\s*\(", word)):
            self.expected = DATA + "#"
        elif word == CLOSES and self.expected.endswith(CLOSES):
            self.expected = ""
            self._behind(end + 1)
        elif word in THIRD_EDITION:
            self.expected = word
        else:
            self._problem("statement", at, " ".join(word.split()), self._wanted)

    def _behind(self, start: int) -> None:
        """What is behind the end: signatures alone."""
        text = self.exchange.text
        rest = text[start:].lstrip(_NOTHING)
        if rest and not re.match(r"SIGNATURE\b", rest):
            self._problem("behind", len(text) - len(rest), " ".join(rest[:_SHOWN].split()), "")

    def _entity(self, word: str, start: int, end: int, at: int) -> None:
        found = _ENTITY.match(self.exchange.text, start, end)
        close = self.exchange.text.rfind(")", start, end)
        if found and close > 0 and not self.exchange.text[close + 1 : end].strip():
            self.exchange.header.append(Entity(found[1], found.end(), close))
        else:
            self._problem("statement", at, " ".join(word.split()), "NAME(...);")

    def _instance(self, found: re.Match[str], end: int) -> None:
        exchange = self.exchange
        close = exchange.text.rfind(")", found.end(), end)
        if close < 0 or exchange.text[close + 1 : end].strip():
            shown = exchange.text[found.start() : min(end, found.start() + _SHOWN)]
            self._problem("statement", found.start(1) - 1, " ".join(shown.split()), ")")
            return
        if close - found.end() > PARAMETERS:
            raise Blocked("parameter_bound", name=f"#{found[1]}", bound=PARAMETERS)
        number, name = len(exchange.names), int(found[1])
        if number >= INSTANCES:
            raise Blocked("instance_bound", bound=INSTANCES)
        if name in exchange.numbers:
            exchange.repeated.append(number)
        else:
            exchange.numbers[name] = number
        exchange.names.append(name)
        exchange.keywords.append(found[2])
        exchange.starts.append(found.end())
        exchange.ends.append(close)
