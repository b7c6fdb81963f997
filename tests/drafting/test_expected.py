"""expected.toml as people leave it: what is wrong with it is said with its line, and nothing in it gets lost."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.drafting.findings import finding_of, fits, toml
from conformance.model.finding import Where
from conformance.model.journal.records import Located
from conformance.model.text import Text

ROW = "TOY-MED-001"
NAME = f"{ROW}_blank.json"


def _prove(suite: Path, *options: str) -> int:
    return main(["prove", "medals", "--suites", str(suite.parents[2]), "--lang", "en", *options])


def _own(expected: Path) -> str:
    return next(line for line in expected.read_text(encoding="utf-8").splitlines() if line.startswith('"'))


@pytest.mark.parametrize("options", [(), ("--accept",)], ids=["compare", "accept"])
@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("# 预期\n".encode("gbk"), "is not UTF-8 at byte 4"),
        (b"\xef\xbb\xbf#\n", "expected.toml:1: is not TOML"),
        (b"foo bar\n", "expected.toml:1: is not TOML"),
        (b"a = " + b"[" * 50_000, "is nested too deeply"),
        (f'"{NAME}" = {{}}\n"{NAME}" = {{}}\n'.encode(), f"expected.toml:2: {NAME} is written twice"),
        (b'#\n"ID-DID-003_x.json" = {}\n', "expected.toml:2: the name must start with the id of a row"),
        (f'"{ROW}_\\q" = 1\n'.encode(), "expected.toml:1: is not TOML"),
        (f'"{ROW}_\\U0001F600" = 1\n'.encode(), "expected.toml:1: TOY-MED-001_😀: expected { place"),
        (f'"{NAME}" = 2020-01-01\n'.encode(), "expected.toml:1: TOY-MED-001_blank.json: expected { place"),
        (f'"{NAME}" = [{{ place = 1, sentence = "", values = {{}} }}]\n'.encode(), "expected { place"),
        (f"'{NAME}' = {{}}\n".encode(), 'write it in a line that begins with "TOY-MED-001_blank.json" ='),
        (b"also = 1\n", "expected.toml:1: [also] must have an array of ids by sample"),
        (f'[also]\n"{NAME}" = "X-1"\n'.encode(), "expected.toml:2: [also] must have an array of ids by sample"),
        (f"[cannot]\n{ROW} = 1\n".encode(), "expected.toml:2: [cannot.ID] must have a reason by sentence"),
        (f'["{NAME}"]\nplace = ""\n'.encode(), 'write it in a line that begins with "TOY-MED-001_blank.json" ='),
    ],
)
def test_what_is_wrong_is_said_and_left_alone(
    data: bytes, said: str, options: tuple[str, ...], suite: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = suite / "samples" / "expected.toml"
    expected.write_bytes(data)
    assert _prove(suite, *options) == 2
    assert said in capsys.readouterr().err
    assert expected.read_bytes() == data


def test_all_wrong_lines_are_said_at_once(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (suite / "samples" / "expected.toml").write_text(f'"{NAME}" = 1\n"X-1" = {{}}\n', encoding="utf-8")
    assert _prove(suite) == 2
    assert [line.partition("expected.toml:")[2][0] for line in capsys.readouterr().err.splitlines()] == ["1", "2"]


def test_a_folder_in_its_place_is_said(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = suite / "samples" / "expected.toml"
    expected.unlink()
    expected.mkdir()
    assert _prove(suite) == 2
    assert "expected.toml" in capsys.readouterr().err


@pytest.mark.parametrize("inner", ["# why", "", "#\n#"], ids=["comment", "empty line", "comments"])
def test_an_entry_of_several_lines_is_kept_whole(inner: str, suite: Path) -> None:
    expected = suite / "samples" / "expected.toml"
    name, _, value = _own(expected).partition(" = ")
    written = f"{name} = [\n{inner}\n  {value},\n]\n"
    expected.write_text(written, encoding="utf-8")
    assert _prove(suite, "--accept") == 0
    assert expected.read_text(encoding="utf-8").endswith(written)


def test_accepting_twice_writes_the_same_bytes(suite: Path) -> None:
    expected = suite / "samples" / "expected.toml"
    before = expected.read_bytes()
    expected.unlink()
    for _ in range(2):
        assert _prove(suite, "--accept") == 0
        assert expected.read_bytes() == before


@pytest.mark.parametrize("blank", ["\u2028", "\u0085", "\u00a0"])
def test_no_character_but_a_line_feed_ends_a_line(blank: str, suite: Path) -> None:
    (suite / "samples" / "bad" / NAME).write_text(f'{{"medals": {{"name": "{blank}"}}}}', encoding="utf-8")
    for options in (("--accept",), (), ("--accept",)):
        assert _prove(suite, *options) == 0
    text = (suite / "samples" / "expected.toml").read_text(encoding="utf-8")
    assert text.count("\n") == 2
    assert blank in text


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_sample_whose_name_is_not_text_is_refused(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        (suite / "samples" / "bad" / os.fsdecode(f"{ROW}_".encode() + b"\xff.json")).write_bytes(b"{}")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    assert _prove(suite, "--accept") == 2
    assert "the name is not UTF-8" in capsys.readouterr().err


def test_every_finding_can_be_written_and_read_again() -> None:
    hostile = {"a b": "\x00\x1b\x7f\u0085\u2028\ud800\"'\\", "n": [None, float("nan"), float("-inf"), 10**30], "": {}}
    found = finding_of(Located(Where("/\udfff"), Text("", ""), hostile, "finding"))
    assert fits(tomllib.loads(f"x = {toml(found)}")["x"], found)
    assert tomllib.loads(f"x = {toml({'n': float('-inf')})}") == {"x": {"n": float("-inf")}}
