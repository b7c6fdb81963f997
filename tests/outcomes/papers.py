"""Each document on paper, block by block: the reports of hand-made runs, and confirmations."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from conformance.model.text import LANGUAGES
from conformance.paper.blocks import Block, Document, Facts, Picture, Table
from conformance.paper.confirmation import confirmation_paper
from conformance.paper.report import report
from conformance.version import __version__
from tests.outcomes.runs import runs

RUNS = ("violated", "conformant", "interrupted", "nothing")
CONFIRMATION = {
    "confirmed": True,
    "date": "2026-01-31T08:00:00+00:00",
    "by": "Ada",
    "harness": {"name": "h", "version": "1", "schema_engine": "e"},
    "system": {"host": "a", "system": "b", "python": "3"},
    "suites": [
        {
            "id": "t/t",
            "title": {"en": "Toy", "zh": "玩具"},
            "version": "1",
            "digest": "sha256:0",
            "owner": "o",
            "requirements": [
                {
                    "id": "T-1",
                    "excluded": None,
                    "confirmed": True,
                    "problems": [],
                    "planted": [{"sample": "bad", "caught_by": ["T-1"], "expected": ["T-1"]}],
                }
            ],
        }
    ],
}


def papers_text(_: Path) -> str:
    """The documents in both languages."""
    told = runs()
    documents = [report(iter(told[name]), language)[1] for name in RUNS for language in LANGUAGES]
    documents += [confirmation_paper(CONFIRMATION, language) for language in LANGUAGES]
    return "".join(map(paper_text, documents)).replace(__version__, "VERSION")


def paper_text(document: Document) -> str:
    """A document as lines: cover, running head, and each block with its kind."""
    cover = document.cover
    lines = [f"# {cover.title} | {cover.other_title}", *cover.above, *cover.below, f"{cover.page} {document.running}"]
    lines += [line for block in document.blocks for line in _lines(block)]
    return "".join(f"{line}\n" for line in lines)


def _lines(block: Block) -> Iterable[str]:
    if isinstance(block, Picture):
        return [f"Picture {block.width} {block.shows}"]
    if isinstance(block, Facts):
        return [f"  {name} | {text}" for name, text in block.rows]
    if isinstance(block, Table):
        head = f"Table {block.number} {block.caption} {block.widths}"
        return [head, *(f"  {' | '.join(row)}" for row in (block.heads, *block.rows))]
    return [f"{type(block).__name__} {' '.join(map(str, block))}"]
