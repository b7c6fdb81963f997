"""In a checkout whose suites are not the ones in use, drafting commands say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.catalogue import folder
from conformance.catalogue.folders import checkout_at
from conformance.cli.main import main


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder inside another checkout of the harness."""
    (tmp_path / "src" / "conformance").mkdir(parents=True)
    below = tmp_path / "suites" / "toy"
    below.mkdir(parents=True)
    (tmp_path / "suites" / "policy").mkdir()
    (tmp_path / "suites" / "themes.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(below)
    monkeypatch.setattr("conformance.cli.checkout.checkout_at", checkout_at)  # which other tests leave out
    return tmp_path


@pytest.mark.parametrize(
    ("language", "words"), [("en", "the suites in use are those in"), ("zh", "正在使用的测试套位于")]
)
def test_drafting_says_whose_suites_are_in_use_and_how_to_use_these(
    language: str, words: str, other: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "requirements", "--suite", "xmp/rights", "--lang", language]) == 0
    said = capsys.readouterr().err
    assert words in said
    assert str(folder("suites")) in said
    assert f"pip install -e {other}" in said


def test_a_checkout_is_found_from_any_folder_in_it_and_nowhere_else(other: Path) -> None:
    assert checkout_at(other / "suites" / "toy") == other
    assert checkout_at(Path(other.anchor)) is None
