"""What a command reads is never overwritten by what it writes, and no two outputs take one file (B4, E1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.cli.main import main

MODEL = '{"asset":{"version":"2.0"}}'
READ = [
    ["check", "a.gltf", "--evidence", "a.gltf"],
    ["check", "a.gltf", "--journal", "./a.gltf"],
    ["check", "a.gltf", "--format", "html", "--output", "link/a.gltf"],
    ["check", "a.gltf", "--plan", "plan.toml", "--evidence", "plan.toml"],
    ["check", "a.gltf", "--baseline", "known.toml", "--output", "known.toml"],
    ["run", "plan.toml", "--output", "plan.toml"],
    ["rejudge", "b.zip", "--format", "json", "--output", "b.zip"],
    ["report", "run/run.jsonl", "--format", "json", "--output", "run/run.jsonl"],
    ["report", "run", "--format", "html", "--output", "run/run.jsonl"],
    ["matrix", "run", "--output", "run/run.jsonl"],
    ["convert", "a.gltf", "a.gltf"],
]
READ_IN_A_FOLDER = [  # of a folder, what is recognised
    ["check", ".", "--format", "html", "--output", "a.gltf"],
    ["check", ".", "--journal", "link/a.gltf"],
    ["check", ".", "--evidence", "a.gltf"],
]
TWICE = [
    ["check", "a.gltf", "--evidence", "new.zip", "--journal", "new.zip"],
    ["check", "a.gltf", "--journal", "link/new", "--output", "new"],
]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> dict[Path, bytes]:
    monkeypatch.chdir(tmp_path)
    Path("a.gltf").write_text(MODEL, encoding="utf-8")
    Path("plan.toml").write_text('[product]\nname = "P"\nversion = "1"\n', encoding="utf-8")
    Path("known.toml").write_text("", encoding="utf-8")
    Path("link").symlink_to(".")
    main(["check", "a.gltf", "--evidence", "b.zip", "--journal", "run/run.jsonl"])
    capsys.readouterr()
    return {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "command",
    [*READ, *(pytest.param(each, marks=pytest.mark.needs("assets/gltf")) for each in READ_IN_A_FOLDER)],
    ids=" ".join,
)
def test_what_is_read_is_kept(command: list[str], files: dict[Path, bytes], capsys) -> None:
    assert main([*command, "--lang", "en"]) == 2
    assert "would be overwritten; name another file" in capsys.readouterr().err
    assert main([*command, "--lang", "zh"]) == 2
    assert "会被覆盖" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in files} == files


@pytest.mark.parametrize("command", TWICE, ids=" ".join)
def test_two_outputs_are_two_files(command: list[str], files: dict[Path, bytes], capsys) -> None:
    assert main([*command, "--lang", "en"]) == 2
    assert "named for two outputs" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in Path.cwd().rglob("*") if path.is_file()} == files


@pytest.mark.needs("assets/gltf")
def test_a_report_may_be_written_twice_to_nowhere(files: dict[Path, bytes]) -> None:
    Path("in").mkdir()
    Path("in/a.gltf").write_text(MODEL, encoding="utf-8")
    for name in ("json", "earl", "html", "json", "earl", "html"):
        assert main(["check", "in", "--format", name, "--output", f"in/a.{name}", "--evidence", "in/b.zip"]) == 0
    assert main(["check", "a.gltf", "--output", "/dev/null", "--journal", "run/other.jsonl"]) == 0
    assert main(["check", "a.gltf", "--format", "html", "--output", "a.html"]) == 0
    assert main(["check", "a.gltf", "--format", "html", "--output", "a.html"]) == 0
