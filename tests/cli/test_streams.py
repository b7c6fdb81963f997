"""Where the output goes: closed streams, and consoles that do not know its characters."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from doubles.journals import end, opening, requirement, subject, write

from conformance.cli.main import main
from conformance.reporting.neutral import visible


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
@pytest.mark.parametrize(("arguments", "status"), [(["list", "kinds"], 0), (["list", "nothing"], 2)])
def test_a_closed_stream_is_no_error(
    closed: str, arguments: list[str], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, closed, None)
    try:
        assert main(arguments) == status
    finally:
        getattr(sys, closed).close()


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii", "cp1252"])
def test_a_list_is_valid_json_on_every_console(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from conformance.cli import list_command

    monkeypatch.setitem(list_command.LISTINGS, "kinds", lambda chosen: iter([{"id": "é😀中\x1b"}]))
    written = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", written)
    assert main(["list", "kinds", "--format", "json"]) == 0
    written.flush()
    assert json.loads(written.buffer.getvalue().decode(encoding))["items"] == [{"id": "é😀中\x1b"}]  # type: ignore[attr-defined]


@pytest.mark.parametrize("option", ["--profile", "--suite"])
def test_an_empty_name_is_not_everything(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "requirements", option, "", "--lang", "en"]) == 2
    assert "unknown" in capsys.readouterr().err


def test_nothing_in_a_text_steers_a_terminal() -> None:
    assert visible("中文 é 😀") == "中文 é 😀"
    assert visible("\x1b[31m\r\n\t\x07\x7f\x85\u202e\u2066") == r"\x1b[31m\r\n\t\x07\x7f\x85\u202e\u2066"


@pytest.mark.parametrize(
    "command",
    [["trace"], ["trace", "--format", "html"], ["compare", "a", "b"], ["matrix", "a", "--format", "html"]],
    ids=" ".join,
)
def test_what_programs_read_is_utf_8_on_every_console(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B8: a console that speaks GBK or ASCII gets the bytes a file would get."""
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        write(tmp_path / name, opening(requirement("T-1")), subject("P", name="模型.json"), end())
    if "--format" not in command:
        command = [*command, "--format", "json"]
    said = []
    for encoding in ("utf-8", "gbk", "ascii"):
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding, "backslashreplace", newline="\n"))
        main([*command, "--lang", "zh"])
        sys.stdout.flush()
        said.append(sys.stdout.buffer.getvalue())  # type: ignore[attr-defined]
    assert said[0] == said[1] == said[2]
    assert said[0].decode("utf-8")
