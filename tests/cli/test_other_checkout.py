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
@pytest.mark.needs("assets/xmp")
def test_drafting_says_whose_suites_are_in_use_and_how_to_use_these(
    language: str, words: str, other: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "requirements", "--suite", "xmp/rights", "--lang", language]) == 0
    said = capsys.readouterr().err
    assert words in said
    assert str(folder("suites")) in said
    assert f"pip install -e {other}" in said


@pytest.mark.needs("assets/gltf")
def test_what_asks_for_rows_points_it_out_and_judging_does_not(other: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """H1: after `pip install .` in a checkout its suites were not the ones that were proven, without a word."""
    for arguments, status in ((["explain", "AST-GLD-001"], 0), (["prove", "AST-GLD-999"], 2), (["check", "x"], 2)):
        assert main([*arguments, "--lang", "en"]) == status
        noted = [line for line in capsys.readouterr().err.splitlines() if f"pip install -e {other}" in line]
        assert len(noted) == (arguments[0] != "check")
    assert main(["list", "suites", "--suites", str(other / "suites"), "--lang", "zh"]) == 2
    assert f"如需改用此处的测试套：pip install -e {other}" in capsys.readouterr().err


def test_a_checkout_is_found_from_any_folder_in_it_and_nowhere_else(other: Path) -> None:
    assert checkout_at(other / "suites" / "toy") == other
    assert checkout_at(Path(other.anchor)) is None
