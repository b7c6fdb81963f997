"""The header section of a BVH file: roots, joints and end sites with their offsets and channels."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from conformance.readers.bounds import FINDINGS_COUNTED
from conformance_suites.terminals.bvh.reader.bounds import BVH_NODES

CHANNELS = ("Xposition", "Yposition", "Zposition", "Xrotation", "Yrotation", "Zrotation")
"""The six channel names as spelled by the format."""

NUMBER = re.compile(r"[+-]?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d++)?", re.ASCII)
SHOWN = 60
_PIECES = re.compile(r"[{}]|[^{}]+")
_BY_LOWER = {name.lower(): name for name in CHANNELS}


class Problem(NamedTuple):
    """An error at a line: what the file has there and what the format requires."""

    kind: str
    line: int
    received: str
    expected: str


class Node(NamedTuple):
    """A root, joint or end site; `kind` is "root", "joint" or "end".

    `parent` is its index among the nodes; None for a root. `offset` is None unless the file gives three finite numbers.
    `declared` is the number of channels that the file declares and `channels` are their names: one of CHANNELS where
    they match in any letter case, otherwise as written. `line` is where the node begins.
    """

    kind: str
    name: str
    parent: int | None
    line: int
    offset: tuple[float, float, float] | None
    declared: int | None
    channels: tuple[str, ...]


class Skeleton(NamedTuple):
    """All nodes that were read, and the problems found."""

    nodes: tuple[Node, ...]
    problems: tuple[Problem, ...]


class _Broken(Exception):
    """The structure is broken here: nothing after this place can be interpreted."""


@dataclass
class _Open:
    """A node whose definition is being read."""

    kind: str
    name: str
    parent: int | None
    line: int
    offset: tuple[float, float, float] | None = None
    declared: int | None = None
    channels: tuple[str, ...] = ()
    seen: set[str] = field(default_factory=set)

    def closed(self) -> Node:
        return Node(self.kind, self.name, self.parent, self.line, self.offset, self.declared, self.channels)


class _Reading:
    """The automaton: `open` are the enclosing nodes, `pending` is set until the brace of a new node."""

    def __init__(self) -> None:
        self.nodes: list[_Open] = []
        self.problems: list[Problem] = []
        self.open: list[int] = []
        self.pending = False

    def note(self, kind: str, line: int, received: str, expected: str) -> None:
        if len(self.problems) < FINDINGS_COUNTED:
            self.problems.append(Problem(kind, line, received[:SHOWN], expected))

    def broken(self, line: int, received: str, expected: str) -> _Broken:
        self.problems.append(Problem("structure", line, received[:SHOWN], expected))
        return _Broken()

    def piece(self, text: str, line: int) -> None:
        """Process a brace, or the text of a line up to a brace."""
        if self.pending:
            if text != "{":
                raise self.broken(line, text, "{")
            self.pending = False
            self.open.append(len(self.nodes) - 1)
        elif not self.open:
            self._begin(text, line, {"root": "ROOT"})
        elif text == "}":
            self._close(line)
        elif text == "{":
            raise self.broken(line, text, "OFFSET, CHANNELS, JOINT, End Site, }")
        else:
            self._inside(self.nodes[self.open[-1]], text, line)

    def _begin(self, text: str, line: int, kinds: dict[str, str]) -> None:
        word, *rest = text.split(maxsplit=1)
        kind = next((kind for kind, keyword in kinds.items() if word.upper() == keyword), None)
        if kind is None:
            raise self.broken(line, text, ", ".join(kinds.values()))
        if len(self.nodes) >= BVH_NODES:
            self.problems.append(Problem("bound", line, str(len(self.nodes)), str(BVH_NODES)))
            raise _Broken
        name = "" if kind == "end" else "".join(rest)
        if kind != "end" and not name:
            raise self.broken(line, text, f"{word} with a name")
        self.nodes.append(_Open(kind, name, self.open[-1] if self.open else None, line))
        self.pending = True

    def _inside(self, node: _Open, text: str, line: int) -> None:
        words = text.split()
        keyword = words[0].upper()
        if keyword in ("OFFSET", "CHANNELS"):
            if keyword in node.seen or (keyword == "CHANNELS" and node.kind == "end"):
                raise self.broken(line, text, "JOINT, End Site, }" if node.kind != "end" else "OFFSET, }")
            node.seen.add(keyword)
            if keyword == "OFFSET":
                self._offset(node, words[1:], line)
            else:
                self._channels(node, words[1:], line)
        elif node.kind == "end":
            raise self.broken(line, text, "OFFSET, }")
        else:
            self._begin(text, line, {"joint": "JOINT", "end": "END"})

    def _offset(self, node: _Open, words: list[str], line: int) -> None:
        numbers = [float(word) for word in words if NUMBER.fullmatch(word)]
        if len(words) == 3 and len(numbers) == 3 and all(math.isfinite(number) for number in numbers):
            node.offset = (numbers[0], numbers[1], numbers[2])
        else:
            self.note("offset", line, " ".join(["OFFSET", *words]), "OFFSET x y z")

    def _channels(self, node: _Open, words: list[str], line: int) -> None:
        names = tuple(_BY_LOWER.get(word.lower(), word) for word in words[1:])
        # No file has that many channels, and int() of very long digit strings is slow.
        node.declared = int(words[0]) if words and re.fullmatch(r"[0-9]{1,9}", words[0]) else None
        node.channels = names
        if node.declared != len(names):
            self.note("channels", line, words[0] if words else "", str(len(names)))
        for name in names:
            if name not in CHANNELS:
                self.note("channel", line, name, ", ".join(CHANNELS))

    def _close(self, line: int) -> None:
        node = self.nodes[self.open.pop()]
        if "OFFSET" not in node.seen:
            self.note("offset", node.line, "", "OFFSET x y z")
        if node.kind != "end" and "CHANNELS" not in node.seen:
            self.note("channels", node.line, "", "CHANNELS")


def read_skeleton(data: bytes) -> Skeleton:
    """Read the section from the keyword HIERARCHY onwards. Never raises."""
    reading = _Reading()
    pieces = _pieces(data)
    line, last = 1, ""
    try:
        line, last = next(pieces, (1, ""))
        if last.upper() != "HIERARCHY":
            raise reading.broken(line, last, "HIERARCHY")
        for line, last in pieces:
            reading.piece(last, line)
        if reading.open or reading.pending:
            raise reading.broken(line, "", "{" if reading.pending else "}")
        if not reading.nodes:
            raise reading.broken(line, "", "ROOT")
    except _Broken:
        pass
    return Skeleton(tuple(node.closed() for node in reading.nodes), tuple(reading.problems))


def _pieces(data: bytes) -> Iterator[tuple[int, str]]:
    """(line, piece): names are read as UTF-8 or else GB 18030, the encodings that tools use."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    for number, line in enumerate(text.split("\n"), 1):
        for piece in _PIECES.finditer(line):
            if stripped := piece[0].strip():
                yield number, stripped
