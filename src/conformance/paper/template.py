"""The built-in Word template: the styles of Word itself with the fonts, sizes and margins of GB/T 1.1-2020."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from conformance.reporting.neutral import visible

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

SONG, HEI, FIXED = "宋体", "黑体", "Consolas"
LATIN = {SONG: "Times New Roman", HEI: "Arial"}
"""The fonts of Latin letters that go with them."""
CELL, CODE = "Table Text", "Code"


class _Look(NamedTuple):
    """How a style looks: its Chinese font, sizes in points, alignment, indent of the first line in characters."""

    font: str
    size: float
    before: float = 0
    after: float = 0
    align: str = "LEFT"
    indent: int = 0


LOOKS = {
    "Normal": _Look(SONG, 10.5),
    "Body Text": _Look(SONG, 10.5, after=4, indent=2),
    CELL: _Look(SONG, 9),
    "Title": _Look(HEI, 26, before=120, after=24, align="CENTER"),
    "Heading 1": _Look(HEI, 10.5, before=16, after=8),
    "Heading 2": _Look(HEI, 10.5, before=8, after=4),
    "Caption": _Look(HEI, 10.5, before=8, after=4, align="CENTER"),
}


def built_in(running: str = "") -> WordDocument:
    """A document without content, with these styles on A4 paper; `running` is at the head of each page."""
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Mm

    made = Document()
    made.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH).base_style = made.styles["Normal"]
    made.styles.add_style(CODE, WD_STYLE_TYPE.CHARACTER).font.name = FIXED
    for name, look in LOOKS.items():
        _dress(made.styles[name], look)
    for language in made.styles.element.iter(qn("w:lang")):  # which shapes of Chinese characters and marks
        language.set(qn("w:eastAsia"), "zh-CN")
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    _number(page.footer.paragraphs[0], of_all=bool(running))
    if running:
        page.header.paragraphs[0].add_run(visible(running))
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(25), Mm(20), Mm(25), Mm(20)
    return made


def _number(paragraph: Any, *, of_all: bool) -> None:
    """The number of the page, which Word fills in, and of how many if asked for."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for number, name in enumerate(("PAGE", "NUMPAGES") if of_all else ("PAGE",)):
        if number:
            paragraph.add_run(" / ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), name)
        paragraph._p.append(field)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _dress(style: Any, look: _Look) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = LATIN[look.font], Pt(look.size)
    style.font.bold = style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would win over the names
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), look.font)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.alignment = getattr(WD_ALIGN_PARAGRAPH, look.align)
    layout.first_line_indent = Pt(look.size * look.indent)
    for border in style.element.pPr.findall(qn("w:pBdr")):  # the line below a title
        style.element.pPr.remove(border)
