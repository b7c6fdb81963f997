"""What a document on paper consists of: chapters, subclauses, paragraphs, tables, numbered as GB/T 1.1-2020 does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from conformance.reporting.neutral import visible
from conformance.reporting.words import word


class Heading(NamedTuple):
    """The heading of a chapter (level 1) or a subclause (level 2); `annexed` within an annex."""

    level: int
    number: str
    title: str
    annexed: bool = False


class Annex(NamedTuple):
    """The heading of an annex: its letter, whether it is normative or informative, its title."""

    letter: str
    nature: str
    title: str


class Paragraph(NamedTuple):
    """Text; what is in backquotes is code. `part` names its style: text, or lead for a line in the middle."""

    text: str
    part: str = "text"


class Table(NamedTuple):
    """A table with its caption. `widths` are shares of the line, in per cent."""

    number: str
    caption: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


class Facts(NamedTuple):
    """Names of facts with their texts, a line each; an empty text is a field to fill in by hand."""

    rows: tuple[tuple[str, str], ...]


class Picture(NamedTuple):
    """A picture as PNG, its width on paper in millimetres, and what it shows in words."""

    png: bytes
    width: int
    shows: str


Block = Heading | Annex | Paragraph | Table | Facts | Picture
FACTS_WIDTHS = (30, 70)
"""The shares of the line that names and texts have, in per cent."""


class Cover(NamedTuple):
    """The cover: lines above the title, the title in both languages, lines below; `page` if it fills a page."""

    above: tuple[str, ...]
    title: str
    other_title: str
    below: tuple[str, ...]
    page: bool = True


@dataclass
class Document:
    """A document in one language, which numbers its parts while it is put together.

    Its words are those of a section of the words of views; `running` identifies it at the head of each page.
    """

    language: str
    cover: Cover
    blocks: list[Block] = field(default_factory=list)
    section: str = "draft"
    running: str = ""
    _chapters: int = 0
    _subclauses: int = 0
    _tables: int = 0
    _letter: str = ""

    def word(self, key: str, **values: object) -> str:
        """A sentence of the document."""
        return word(self.section, key, self.language, **values)

    def chapter(self, key: str) -> None:
        """Begin a chapter."""
        self._chapters += 1
        self._subclauses = 0
        self.blocks.append(Heading(1, str(self._chapters), self.word(key)))

    def annex(self, key: str, nature: str) -> None:
        """Begin an annex; `nature` is "normative" or "informative"."""
        self._letter = chr(ord(self._letter or "@") + 1)
        self._subclauses = self._tables = 0
        self.blocks.append(Annex(self._letter, self.word(nature), self.word(key)))

    def subclause(self, title: str) -> None:
        """Begin a subclause of the chapter or annex."""
        self._subclauses += 1
        within = self._letter or str(self._chapters)
        self.blocks.append(Heading(2, f"{within}.{self._subclauses}", title, bool(self._letter)))

    def say(self, key: str, **values: object) -> None:
        """A paragraph with a sentence of the document."""
        self.paragraph(self.word(key, **values))

    def paragraph(self, text: str, part: str = "text") -> None:
        """A paragraph."""
        self.blocks.append(Paragraph(text, part))

    def facts(self, rows: Iterable[tuple[str, str]]) -> None:
        """Names with their texts."""
        self.blocks.append(Facts(tuple(rows)))

    def table(self, key: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]) -> None:
        """A table; each column is the word for its head and its share of the line."""
        self._tables += 1
        number = f"{self._letter}.{self._tables}" if self._letter else str(self._tables)
        heads = tuple(self.word(head) for head, _ in columns)
        widths = tuple(width for _, width in columns)
        self.blocks.append(Table(number, self.word(key), heads, widths, tuple(map(tuple, rows))))

    @property
    def next_table(self) -> str:
        """The number of the table that comes next, to refer to it."""
        return f"{self._letter}.{self._tables + 1}" if self._letter else str(self._tables + 1)

    @property
    def tables(self) -> list[Table]:
        """All tables in their order."""
        return [block for block in self.blocks if isinstance(block, Table)]


def annex_title(annex: Annex, language: str) -> str:
    """Letter, nature and title of an annex on one line."""
    return word("draft", "annex", language, letter=annex.letter, nature=annex.nature, title=annex.title)


def table_title(table: Table, language: str) -> str:
    """Number and caption of a table."""
    return word("draft", "table", language, number=table.number, caption=table.caption)


def pieces(text: str) -> list[list[tuple[str, bool]]]:
    """The lines of a text, each as pieces with whether they are code; no character but a line end has an effect."""
    lines = (re.split("`([^`]*)`", visible(line)) for line in text.split("\n"))
    return [[(part, at % 2 == 1) for at, part in enumerate(line) if part] for line in lines]
