"""A PDF holds the text, none of it as code; it is the same every time, and no box stands for a character."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from conformance.model.problem import Problem
from conformance.paper.blocks import Annex, Cover, Document, Facts, Heading, Paragraph, Picture, Table
from conformance.paper.pdf import pdf_bytes

typst = pytest.importorskip("typst", reason="the extra paper is not installed")
pypdf = pytest.importorskip("pypdf", reason="the extra labels is not installed")

AT = datetime(2026, 1, 31, 8, 0, 0, tzinfo=UTC)
ODD = '#panic("x") $1/0$ *b* _u_ <l> @ref \\ // /* [ ] { } = - + ~ #{ sys.inputs } "'
FONTS = typst.Fonts


def document(*texts: str, language: str = "en") -> Document:
    made = Document(language, Cover(("above",), texts[0], "other", ("below",), page=False), running="R-1")
    for text in texts:
        made.blocks += [Heading(1, "1", text), Annex("A", "normative", text), Paragraph(text), Paragraph(text, "lead")]
        made.blocks += [Facts(((text, text), ("blank", ""))), Table("1", text, ("a", "b"), (40, 60), ((text, "x\ny"),))]
    return made


def text_of(data: bytes) -> str:
    import io

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def only_own_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without any font."""
    monkeypatch.setattr(typst, "Fonts", lambda: FONTS(include_system_fonts=False))


def test_text_is_never_code(monkeypatch: pytest.MonkeyPatch) -> None:
    only_own_fonts(monkeypatch)
    text = "".join(text_of(pdf_bytes(document(ODD), AT)).split())
    assert text.count("".join(ODD.split())) >= 6
    assert "R-1" in text


def test_it_is_an_archive_file_with_title_language_and_date_and_the_same_every_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import io

    only_own_fonts(monkeypatch)
    first = pdf_bytes(document("A report"), AT)
    assert pdf_bytes(document("A report"), AT) == first
    read = pypdf.PdfReader(io.BytesIO(first))
    assert b"<pdfaid:part>2</pdfaid:part>" in first
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in first
    assert b"<pdfuaid:part>1</pdfuaid:part>" in first
    assert read.metadata.title == "A report"
    assert read.metadata.creation_date == AT
    assert read.root_object["/Lang"] == "en-GB"


def test_without_a_chinese_font_it_is_refused_in_a_sentence_and_never_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    only_own_fonts(monkeypatch)
    for made in (document("报告", language="zh"), document("Lantern 灯"), document("A", "，")):
        with pytest.raises(Problem, match="no Chinese font is installed"):
            pdf_bytes(made, AT)


def test_any_other_character_that_no_font_has_is_shown_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    only_own_fonts(monkeypatch)
    odd = "".join(map(chr, (0xE000, 0x10FFFD, 0x1F9FF, 0x0E01, 0x0915, 0x200D, 0x0301, 0xFFFD)))
    text = "".join(text_of(pdf_bytes(document(f"a {odd} z {ODD}"), AT)).split())
    assert "[U+E000]" in text
    assert "[U+1F9FF]" in text


def test_many_missing_characters_are_still_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    only_own_fonts(monkeypatch)
    made = document(*("".join(map(chr, range(start, start + 40))) for start in range(0xE000, 0xE200, 40)))
    assert "[U+E1FF]" in "".join(text_of(pdf_bytes(made, AT)).split())


def test_digests_and_paths_stay_in_their_columns_and_can_be_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    only_own_fonts(monkeypatch)
    digest = "sha256:" + "0123456789abcdef" * 8
    made = document("A report")
    made.blocks.append(Table("2", "t", ("a", "b", "c"), (20, 20, 60), ((digest, digest, "x"),)))
    right: list[float] = []

    def seen(text: str, _: Any, matrix: list[float], *__: object) -> None:
        if text.strip():
            right.append(matrix[4])

    import io

    read = pypdf.PdfReader(io.BytesIO(pdf_bytes(made, AT)))
    for page in read.pages:
        page.extract_text(visitor_text=seen)
    assert max(right) < float(read.pages[0].mediabox.width) - 56
    assert "".join(text_of(pdf_bytes(made, AT)).split()).count("sha256:") == 2


def test_a_picture_has_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    import segno

    only_own_fonts(monkeypatch)
    png = io.BytesIO()
    segno.make("https://pilot.example").save(png, kind="png")
    made = document("A report")
    made.blocks.append(Picture(png.getvalue(), 30, "the address of the register"))
    data = pdf_bytes(made, AT)
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages[-1].images) + len(
        pypdf.PdfReader(io.BytesIO(data)).pages[0].images
    )
