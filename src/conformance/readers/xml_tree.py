"""An XML text as a tree of elements with their lines: no entities, no other files, and limits on every dimension."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from conformance.readers.bounds import XML_BYTES, XML_DEPTH, XML_ELEMENTS
from conformance.readers.source import Source

_PIECE = 1 << 16
_VERSION = re.compile(r"1\.[0-9]+")
_CHINESE = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["'](gbk|gb2312|gb18030)["']""", re.IGNORECASE)


class XmlProblem(NamedTuple):
    """Why there is no tree. Lines count from 1, bytes from 0 in the text as it was read.

    `kind` is syntax if the text is not well-formed; entity if it declares one; encoding if it names an encoding that
    cannot be read here; or size, depth or elements if it exceeds that limit of the harness, which is `bound`.
    """

    kind: str
    line: int
    byte: int
    detail: str = ""
    bound: int = 0


@dataclass(slots=True, eq=False)
class Element:
    """An element as written: prefixes remain part of the names. Text is kept only where it was asked for.

    Two elements are equal only if they are the same object.
    """

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, *names: str) -> Iterator[Element]:
        """The children with one of these names."""
        return (child for child in self.children if child.name in names)

    def first(self, name: str) -> Element | None:
        """The first child with this name."""
        return next(self.all(name), None)

    def walk(self) -> Iterator[Element]:
        """The element and everything in it, in the order of the text."""
        left = [self]
        while left:
            element = left.pop()
            yield element
            left.extend(reversed(element.children))


class XmlTree(NamedTuple):
    """The root element, or the problem that leaves none."""

    root: Element | None
    problem: XmlProblem | None


class _Refused(Exception):
    """The text exceeds what is read here."""


def xml_tree(source: Source) -> XmlTree:
    """Read the whole text. Never raises: an error becomes the tree's problem."""
    if source.size > XML_BYTES:
        return XmlTree(None, XmlProblem("size", 1, 0, str(source.size), XML_BYTES))
    data = bytes(source.data)
    if found := _CHINESE.match(data[:1024]):  # the parser supports Unicode only
        try:
            return _Reading("utf-8").read(data.decode(found[1].decode("ascii").lower()).encode("utf-8"))
        except UnicodeDecodeError as error:
            line = 1 + data.count(b"\n", 0, error.start)
            return XmlTree(None, XmlProblem("syntax", line, error.start, "invalid character"))
    return _Reading(None).read(data)


def xml_with_text(data: bytes) -> XmlTree:
    """The same of bytes, with the text in each element before its first child, white space around it left out."""
    if len(data) > XML_BYTES:
        return XmlTree(None, XmlProblem("size", 1, 0, str(len(data)), XML_BYTES))
    return _Reading(None, text=True).read(data)


class _Reading:
    """One run of the parser."""

    def __init__(self, encoding: str | None, *, text: bool = False) -> None:
        self.parser = expat.ParserCreate(encoding)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = self._entity
        self.parser.XmlDeclHandler = self._declared
        if text:
            self.parser.buffer_text = True
            self.parser.CharacterDataHandler = self._said
        self.open: list[Element] = []
        self.root: Element | None = None
        self.problem: XmlProblem | None = None
        self.elements = 0

    def read(self, data: bytes) -> XmlTree:
        try:
            for at in range(0, len(data), _PIECE):
                self.parser.Parse(data[at : at + _PIECE], False)
            self.parser.Parse(b"", True)
        except expat.ExpatError as error:
            kind = "encoding" if error.code == _UNKNOWN_ENCODING else "syntax"
            byte = max(self.parser.ErrorByteIndex, 0)
            self.problem = XmlProblem(kind, error.lineno, byte, expat.ErrorString(error.code))
        except (LookupError, ValueError) as error:  # what Python raises for an unknown encoding
            self.problem = XmlProblem("encoding", 1, 0, str(error))
        except _Refused:
            pass
        del self.parser  # it refers to our methods: a reference cycle
        return XmlTree(None, self.problem) if self.problem else XmlTree(self.root, None)

    def _declared(self, version: str | None, encoding: str | None, standalone: int) -> None:
        if version is not None and not _VERSION.fullmatch(version):  # the parser accepts any
            self._refuse("syntax", 0, f"not a version of XML: {version[:20]}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if len(self.open) >= XML_DEPTH:
            self._refuse("depth", XML_DEPTH)
        if self.elements > XML_ELEMENTS:
            self._refuse("elements", XML_ELEMENTS)
        element = Element(name, attributes, self.parser.CurrentLineNumber)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def _said(self, text: str) -> None:
        if self.open and not self.open[-1].children:
            self.open[-1].text = (self.open[-1].text + text).strip()

    def _end(self, name: str) -> None:
        self.open.pop()

    def _entity(self, name: str, *_: object) -> None:
        self._refuse("entity", 0, name)

    def _refuse(self, kind: str, bound: int, detail: str = "") -> None:
        self.problem = XmlProblem(kind, self.parser.CurrentLineNumber, self.parser.CurrentByteIndex, detail, bound)
        raise _Refused


_UNKNOWN_ENCODING = expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING]
