"""The tool confirmation record on paper has every suite, every planted fault and lines to sign on."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.model.text import LANGUAGES
from conformance.paper import confirmation
from conformance.paper.blocks import Facts, Paragraph
from conformance.paper.confirmation import confirmation_paper

RECORD = {
    "confirmed": False,
    "date": "2026-01-31T08:00:00+00:00",
    "by": None,
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
                    "confirmed": False,
                    "problems": ["missed"],
                    "planted": [{"sample": "bad", "caught_by": [], "expected": ["T-1"]}],
                },
                {
                    "id": "T-2",
                    "excluded": {"en": "why", "zh": "缘由"},
                    "confirmed": True,
                    "problems": [],
                    "planted": [],
                },
            ],
        }
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_suites_faults_and_what_is_missing_are_told(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirmation, "problems", lambda row, _: " ".join(row["problems"]))
    document = confirmation_paper(RECORD, language)
    suites, faults = document.tables
    assert [row[1:] for row in suites.rows] == [("2", "1", "0")]
    assert "sha256:0" in suites.rows[0][0]
    assert [row[0] for row in faults.rows] == ["T-1", "T-1", "T-2"]
    assert [row[2] for row in faults.rows] == ["missed", "bad → -", {"en": "why", "zh": "缘由"}[language]]
    assert document.word("not_confirmed") in [each.text for each in document.blocks if isinstance(each, Paragraph)]
    last = document.blocks[-1]
    assert isinstance(last, Facts)
    assert [text for _, text in last.rows] == [""] * 3


@pytest.mark.parametrize("output", [[], ["--output", "a.docx"]])
def test_it_needs_a_file_of_its_format(
    output: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["qualify", "--format", "pdf", *output, "--lang", "en"]) == 2
    assert "needs --output FILE.pdf" in capsys.readouterr().err
