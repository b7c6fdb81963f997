"""A document as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.paper.blocks import Annex, Document, Heading, Paragraph, Table, annex_title, table_title
from conformance.reporting.neutral import markdown


def markdown_text(document: Document) -> str:
    """The whole document; text from elsewhere is escaped, code remains code."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    cover = document.cover
    for line in cover.above:
        yield f"{markdown(line)}\n"
    yield f"# {markdown(cover.title)}\n"
    yield f"**{markdown(cover.other_title)}**\n"
    for line in cover.below:
        yield f"{markdown(line)}\n"
    for block in document.blocks:
        match block:
            case Heading(level, number, title):
                yield f"{'#' * (level + 1)} {number} {markdown(title)}\n"
            case Annex():
                yield f"## {markdown(annex_title(block, document.language))}\n"
            case Paragraph(text):
                yield f"{markdown(text)}\n"
            case Table():
                yield from _table(block, document.language)


def _table(table: Table, language: str) -> Iterator[str]:
    yield f"**{markdown(table_title(table, language))}**\n"
    yield f"| {' | '.join(map(_cell, table.heads))} |"
    yield f"|{'---|' * len(table.heads)}"
    for row in table.rows:
        yield f"| {' | '.join(map(_cell, row))} |"
    yield ""


def _cell(text: str) -> str:
    """A cell: its lines stay lines, and code may hold a bar, which would end the cell."""
    return "<br>".join(markdown(line).replace("\\|", "|").replace("|", "\\|") for line in text.split("\n"))
