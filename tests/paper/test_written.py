"""The report as a file: in the laboratory's own template, and with nothing that a product is called taken for code."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from doubles.journals import end, failed, finding, opening, requirement, subject, write

from conformance.cli.main import main
from conformance.model.journal.records import Event
from conformance.reporting.views import VIEWS

ODD = '<b>#panic("x")\x1b[2J\u202e*a*\ud800 =1+1'
SHOWN = '<b>#panic("x")\\x1b[2J\\u202e*a*\\ud800 =1+1'


def events(name: str = "a.json") -> list[Event]:
    product = {"name": name, "version": name}
    found = failed("T-1", finding(en=name, zh=name, received=name))
    return [opening(requirement("T-1"), product=product), subject("F", found, name=name), end()]


@pytest.fixture
def docx() -> Any:
    return pytest.importorskip("docx", reason="the extra paper is not installed")


def test_word_keeps_the_head_and_cover_of_the_laboratory(docx: Any, tmp_path: Path) -> None:
    template = docx.Document()
    template.add_paragraph("The laboratory's cover")
    template.sections[0].header.paragraphs[0].text = "Laboratory One"
    template.save(tmp_path / "template.docx")
    write(tmp_path / "run.jsonl", *events())
    told = ["--format", "docx", "--template", str(tmp_path / "template.docx"), "--output", str(tmp_path / "out.docx")]
    assert main(["report", str(tmp_path / "run.jsonl"), *told, "--lang", "en"]) == 1
    made = docx.Document(str(tmp_path / "out.docx"))
    assert made.paragraphs[0].text == "The laboratory's cover"
    assert made.sections[0].header.paragraphs[0].text == "Laboratory One"
    assert made.paragraphs[1].text.endswith("Test record")


def test_styles_that_the_template_lacks_are_all_named(docx: Any, tmp_path: Path, capsys: Any) -> None:
    template = docx.Document()
    for name in ("Heading 1", "Caption"):
        template.styles[name].delete()
    template.save(tmp_path / "template.docx")
    write(tmp_path / "run.jsonl", *events())
    told = ["--format", "docx", "--template", str(tmp_path / "template.docx"), "--output", str(tmp_path / "out.docx")]
    assert main(["report", str(tmp_path / "run.jsonl"), *told, "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "Heading 1" in said
    assert "Caption" in said
    assert "Traceback" not in said


def test_each_page_of_our_own_form_has_the_number_of_the_run(docx: Any) -> None:
    out = io.BytesIO()
    VIEWS["docx"].write(iter(events()), out, "en")
    made = docx.Document(io.BytesIO(out.getvalue()))
    assert made.sections[0].header.paragraphs[0].text == "Run 1"
    footer = made.sections[0].footer.paragraphs[0]._p.xml
    assert "PAGE" in footer
    assert "NUMPAGES" in footer


def test_what_a_product_is_called_is_text_in_word(docx: Any, tmp_path: Path) -> None:
    from conformance.paper.office import read_office

    with (tmp_path / "out.docx").open("wb") as out:
        VIEWS["docx"].write(iter(events(ODD)), out, "en")
    assert SHOWN in "\n".join(read_office(tmp_path / "out.docx").paragraphs)


def test_what_a_product_is_called_is_text_in_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any font of the system: the English report leaves out its Chinese title."""
    typst = pytest.importorskip("typst", reason="the extra paper is not installed")
    pypdf = pytest.importorskip("pypdf", reason="the extra labels is not installed")
    fonts = typst.Fonts
    monkeypatch.setattr(typst, "Fonts", lambda: fonts(include_system_fonts=False))
    out = io.BytesIO()
    VIEWS["pdf"].write(iter(events(ODD)), out, "en")
    text = "".join("".join(page.extract_text() for page in pypdf.PdfReader(out).pages).split())
    assert "".join(SHOWN.split()) in text
