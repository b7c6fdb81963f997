"""Writing a document as PDF or for Word, by the ending of the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from conformance.catalogue.messages import reason_sentence
from conformance.cli.console import shown_path
from conformance.cli.parser import Misuse
from conformance.cli.paths import existing, ready_to_write
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.paper.blocks import Document
from conformance.writing import write_bytes

ENDINGS = (".pdf", ".docx")
LIBRARIES = ("typst", "docx", "segno")
ENDING = Text("--output {path}: its ending has to be .pdf or .docx", "--output {path}：扩展名应为 .pdf 或 .docx")
ONLY_WORD = Text("--template is for a .docx", "--template 只用于 .docx")
TEMPLATE_HINT = Text("without --template, the built-in one is used", "不给出 --template 时采用内置模板")


def prepare_paper(output: Path, template: Path | None = None) -> None:
    """Raise Misuse or Problem, before anything is done, where a paper could not be written at the end."""
    if output.suffix.lower() not in ENDINGS:
        raise Misuse(ENDING.filled({"path": shown_path(output)}))
    if template and output.suffix.lower() != ".docx":
        raise Misuse(ONLY_WORD)
    if template:
        existing(template, TEMPLATE_HINT, file=True)
    ready_to_write(output)


def write_paper(made: Callable[[], tuple[Document, datetime]], output: Path, template: Path | None = None) -> None:
    """Write the document that is made, with its date. Raises Problem where an extra or a font is missing; OSError."""
    try:
        from conformance.paper.pdf import pdf_bytes
        from conformance.paper.word import word_bytes

        document, dated = made()
        data = pdf_bytes(document, dated) if output.suffix.lower() == ".pdf" else word_bytes(document, template)
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in LIBRARIES:
            raise
        raise Problem(reason_sentence("extra_missing", {"extra": "paper"}, {})) from None
    write_bytes(output, data)
