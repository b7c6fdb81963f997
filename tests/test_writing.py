"""Files are written in one place, and never through a link (E1)."""

from __future__ import annotations

import ast
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import conformance
from conformance import writing
from conformance.cli.main import main

PACKAGE = Path(conformance.__file__).parent
METHODS = {"write_text", "write_bytes", "touch"}
# Looked at and kept: what a developer runs in the checkout, and names that nobody can know.
EXPLAINED = {
    "writing.py": "the place itself",
    "drafting/documents.py": "generated schemas of the checkout",
    "drafting/examples.py": "generated examples of the checkout",
    "drafting/official_codes.py": "generated table of the checkout",
    "drafting/whole_files.py": "suites of a checkout, which may be links; through a new file beside each",
    "engine/unpacking.py": "touch in a temporary folder made for it",
    "cli/paths.py": "opened to append nothing, after the link was refused",
    "cli/main.py": "the null device",
    "engine/packing.py": "a member of the bundle that is being written",
}


def writes(path: Path) -> Iterator[int]:
    """The lines on which a module opens a file to write, other than through the one place."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        modes = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        opens = name == "open" and any(set(mode) <= set("wxab+t") and set(mode) & set("wxa") for mode in modes)
        if opens or (name in METHODS and isinstance(node.func, ast.Attribute)):
            yield node.lineno


def test_every_file_is_opened_to_write_in_one_place() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): lines for path in PACKAGE.rglob("*.py") if (lines := list(writes(path)))
    }
    assert found.keys() - EXPLAINED.keys() == set(), found


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    kept, link = tmp_path / "kept", tmp_path / "link"
    kept.write_bytes(b"kept")
    link.symlink_to(kept)
    for write in (
        lambda: writing.write_bytes(link, b"x"),
        lambda: writing.write_text(link, "x"),
        lambda: writing.own_folder(link),
        lambda: writing.open_new(link, anew=True),
    ):
        with pytest.raises(OSError):  # noqa: PT011 - the sentence depends on the system
            write()
    assert kept.read_bytes() == b"kept"


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no links of the system")
def test_links_of_the_system_are_no_danger(tmp_path: Path) -> None:
    read, write = os.pipe()
    writing.write_text(Path(f"/dev/fd/{write}"), "through a pipe")
    os.close(write)
    assert os.read(read, 100) == b"through a pipe"
    os.close(read)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_that_nobody_reads_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError):  # noqa: PT011 - the sentence depends on the system
        writing.write_text(tmp_path / "pipe", "x")


COMMANDS = {
    "check --output": ["check", "a.gltf", "--output", "link"],
    "check --journal": ["check", "a.gltf", "--journal", "link"],
    "check beside the journal": ["check", "a.gltf", "--journal", "out/run.jsonl"],
    "check --evidence": ["check", "a.gltf", "--evidence", "link"],
    "check --fix-copy": ["check", "a.gltf", "--fix-copy", "copies"],
    "check --pictures": ["check", "a.gltf", "--journal", "out/other.jsonl", "--pictures"],
    "check in the folder": ["check", "a.gltf"],
    "report": ["report", "good.jsonl", "--format", "html", "--output", "link"],
    "matrix": ["matrix", "good.jsonl", "--output", "link"],
    "matrix workbook": ["matrix", "good.jsonl", "--output", "link.xlsx"],
    "trace": ["trace", "--output", "link"],
    "draft": ["draft", "did/resolution", "--output", "link"],
    "draft for Word": ["draft", "did/resolution", "--format", "docx", "--output", "link"],
    "lint": ["lint", "did/resolution", "--output", "link"],
    "init": ["init", "--profile", "identity-service", "--output", "link"],
    "convert": ["convert", "a.gltf", "--output", "link"],
    "demo": ["demo"],
    "rejudge": ["rejudge", "good.zip", "--folder", "out"],
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model, a journal and a bundle."""
    folder, before = tmp_path_factory.mktemp("good"), Path.cwd()
    os.chdir(folder)
    try:
        Path("a.gltf").write_text('{"asset":{"version":"2.0"}}', encoding="utf-8")
        main(["check", "a.gltf", "--journal", "good.jsonl", "--evidence", "good.zip"])
    finally:
        os.chdir(before)
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_writes_through_a_link_in_a_hostile_folder(command: str, good: Path, tmp_path: Path, monkeypatch):
    """Files where commands write are links to a file of the user, folders are links to a folder of the user."""
    hostile, user = tmp_path / "hostile", tmp_path / "user"
    (user / "folder").mkdir(parents=True)
    (user / "file").write_bytes(b"kept")
    (hostile / "out").mkdir(parents=True)
    for each in good.iterdir():
        if each.is_file():
            (hostile / each.name).write_bytes(each.read_bytes())
    for name in ("link", "link.xlsx", "link.part", "out/report.json", "out/run.jsonl", "out/other.report.json"):
        if command != "check beside the journal" or name != "out/run.jsonl":
            (hostile / name).symlink_to(user / "file")
    for name in (".conformance", "out/other.pictures", "out/evidence", "copies"):
        (hostile / name).symlink_to(user / "folder")
    monkeypatch.chdir(hostile)
    status = main([*COMMANDS[command], "--lang", "en"])
    assert status in (0, 1, 2, 3)
    assert (user / "file").read_bytes() == b"kept"
    if command != "check --fix-copy":  # the folder that its user names may be a link of the user's
        assert list((user / "folder").iterdir()) == []
    assert threading.active_count() < 50
