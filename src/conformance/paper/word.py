"""A document for Word, in the styles of a template; needs python-docx, of the extras `drafting` and `paper`."""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.paper.blocks import (
    FACTS_WIDTHS,
    Annex,
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Table,
    annex_title,
    pieces,
    table_title,
)
from conformance.paper.office import check_whole
from conformance.paper.template import built_in
from conformance.reporting.neutral import visible
from conformance.reporting.words import bracketed

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

CODE = "code"
"""The one part whose style a template may lack."""
TALL = 8
"""Lines from which on a row of a table may be on two pages."""
EPOCH = (1980, 1, 1, 0, 0, 0)
NO_STYLES = Text(
    "{path}: the template lacks styles: {missing}; nothing was written",
    "{path}：模板缺少样式：{missing}；未写出任何内容",
)
NO_TEMPLATE = Text(
    "{path}: not a Word document (.docx); save a template (.dotx) as .docx first",
    "{path}：不是 Word 文档（.docx）；模板（.dotx）请先另存为 .docx",
)


def word_bytes(document: Document, template: Path | None = None) -> bytes:
    """The file, the same bytes for the same document.

    It follows whatever the template holds already, such as its cover; ours is written where there is none. Raises
    Problem for a template that cannot be used, ImportError without python-docx.
    """
    made = built_in(document.running) if template is None else _opened(template)
    styles = _styles(made, template)
    writer = _Writer(made, styles, document.language)
    if not document.cover.page or not any(paragraph.text.strip() for paragraph in made.paragraphs):
        writer.cover(document)
    for block in document.blocks:
        writer.add(block)
    _properties(made, document)
    return _packed(made)


def _opened(template: Path) -> WordDocument:
    import docx

    check_whole(template)
    try:
        return docx.Document(str(template))
    except Exception:  # the library raises whatever it stumbles over
        raise Problem(NO_TEMPLATE.filled({"path": template})) from None


def _styles(made: WordDocument, template: Path | None) -> Mapping[str, Any]:
    """The style for each part of a document. Raises Problem with all that the template lacks."""
    wanted = tomllib.loads(Path(__file__).with_name("styles.toml").read_text(encoding="utf-8"))
    there = {(style.type.name.lower(), style.name): style for style in made.styles if style.type}
    found: dict[str, Any] = {}
    missing = []
    for kind, part, choice in ((kind, *each) for kind, parts in wanted.items() for each in parts.items()):
        found[part] = next((there[kind, name] for name in choice if (kind, name) in there), None)
        if found[part] is None and part != CODE:
            missing.append(choice)
    if missing:
        each = [Text(" or ".join(names), "或".join(names)) for names in missing]
        said = Text("; ".join(text.en for text in each), "；".join(text.zh for text in each))
        raise Problem(NO_STYLES.filled({"path": template, "missing": said}))
    return found


class _Writer:
    """Adds the parts of a document to a file."""

    def __init__(self, made: Any, styles: Mapping[str, Any], language: str) -> None:
        self._made, self._styles, self._language = made, styles, language
        page = made.sections[-1]
        self._line = page.page_width - page.left_margin - page.right_margin

    def cover(self, document: Document) -> None:
        cover = document.cover
        for line in cover.above:
            self._paragraph(line, "cell")
        self._paragraph(cover.title, "title")
        for line in (cover.other_title, "", *cover.below) if cover.page else (cover.other_title, *cover.below):
            self._paragraph(line, "caption")
        if cover.page:
            self._made.add_page_break()

    def add(self, block: Block) -> None:
        match block:
            case Heading(1, number, title):
                self._numbered(number, title, "chapter")
            case Heading(_, number, title, annexed):
                self._numbered(number, title, "annexed" if annexed else "clause")
            case Annex(_, nature, title):
                style = self._styles["annex"]
                brackets = bracketed(nature, self._language).strip()
                text = f"\n{brackets}\n{title}" if _numbers_itself(style) else annex_title(block, self._language)
                self._paragraph(text, "annex").paragraph_format.page_break_before = True
            case Paragraph(text, part):
                self._paragraph(text, part)
            case Table():
                part = "annexed_caption" if not block.number.isdigit() else "caption"
                caption = block.caption if _numbers_itself(self._styles[part]) else table_title(block, self._language)
                self._paragraph(caption, part).paragraph_format.keep_with_next = True
                made = self._grid((block.heads, *block.rows), block.widths)
                made.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # it is repeated on each page
            case Facts(rows):
                self._grid(rows, FACTS_WIDTHS)
            case Picture(png, width, shows):
                self._picture(png, width, shows)

    def _numbered(self, number: str, title: str, part: str) -> None:
        gap = "　" if self._language == "zh" else "  "
        self._paragraph(title if _numbers_itself(self._styles[part]) else f"{number}{gap}{title}", part)

    def _paragraph(self, text: str, part: str) -> Any:
        made = self._made.add_paragraph(style=self._styles[part])
        _fill(made, text, self._styles[CODE])
        return made

    def _picture(self, png: bytes, width: int, shows: str) -> None:
        from docx.shared import Mm

        added = self._paragraph("", "caption").add_run().add_picture(io.BytesIO(png), Mm(width))
        added._inline.docPr.set("descr", visible(shows))

    def _grid(self, rows: Sequence[Sequence[str]], shares: Sequence[int]) -> Any:
        """A table of these rows."""
        made = self._made.add_table(1, len(shares), self._styles["table"])
        made.autofit = False  # the widths below are those of the grid and of every cell
        widths = [int(self._line * share / 100) for share in shares]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for number, texts in enumerate(rows):
            row = made.add_row() if number else made.rows[0]
            if max(text.count("\n") for text in texts) < TALL:
                row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
            for cell, text, width in zip(row.cells, texts, widths, strict=True):
                cell.width = width
                cell.paragraphs[0].style = self._styles["cell"]
                _fill(cell.paragraphs[0], text, self._styles[CODE])
        self._paragraph("", "cell")
        return made


def _element(name: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(name)


def _fill(paragraph: Any, text: str, code: Any) -> None:
    """Write plain text. Where there is no style for code, the backquotes stay."""
    for number, line in enumerate(pieces(text)):
        if number:
            paragraph.add_run().add_break()
        for part, is_code in line:
            if is_code:
                paragraph.add_run(style=code).add_text(part if code else f"`{part}`")
            else:
                paragraph.add_run().add_text(part)


def _numbers_itself(style: Any) -> bool:
    """Whether Word numbers the paragraphs of a style."""
    from docx.oxml.ns import qn

    while style is not None:
        properties = style.element.pPr
        if properties is not None and properties.find(qn("w:numPr")) is not None:
            return True
        style = style.base_style
    return False


def _properties(made: WordDocument, document: Document) -> None:
    """Its title and language, and neither a time nor a name."""
    told = made.core_properties
    told.title, told.language = document.cover.title, {"zh": "zh-CN"}.get(document.language, document.language)
    told.author = told.last_modified_by = told.comments = ""
    told.revision = 1
    for element in list(told._element):
        if element.tag.endswith(("}created", "}modified", "}lastPrinted")):
            told._element.remove(element)


def _packed(made: WordDocument) -> bytes:
    """The file with the same time for every member, whatever the clock says."""
    plain, packed = io.BytesIO(), io.BytesIO()
    made.save(plain)
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            after.writestr(info, before.read(name))
    return packed.getvalue()
