"""The documents that we write are opened by an office program, not only by the library that wrote them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from doubles.ours import CATALOGUE

from conformance.drafting.draft.compose import compose

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    OFFICE is None or "CONFORMANCE_NODE_MODULES" not in os.environ,
    reason="needs LibreOffice, and takes long: run by `tox run -e products`",
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_libreoffice_opens_the_document(language: str, tmp_path: Path) -> None:
    pytest.importorskip("docx")
    pdf = pytest.importorskip("pypdf")
    from conformance.paper.word import word_bytes

    catalogue = CATALOGUE
    suite = next(iter(catalogue.suites.values()))
    (tmp_path / "a.docx").write_bytes(word_bytes(compose(catalogue, suite, language, ics=True)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "a.docx"]
    subprocess.run(command, check=True, capture_output=True)
    pages = pdf.PdfReader(tmp_path / "a.pdf").pages
    text = "".join(page.extract_text() for page in pages)
    assert len(pages) > 3
    assert [row.id for row in suite.requirements if row.id not in text] == []
