"""A file that a subject refers to is read as part of it: only what nothing refers to is not judged."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from conformance.api import judge
from conformance.cli.main import main

CORNERS = struct.pack("<9f", 0, 0, 0, 1, 0, 0, 0, 1, 0)
COUNT = {"componentType": 5126, "count": 3, "type": "VEC3", "min": [0, 0, 0], "max": [1, 1, 0]}


def model(*buffers: str) -> str:
    """Triangles, each in a file."""
    members = {
        "buffers": [{"byteLength": len(CORNERS), "uri": uri} for uri in buffers],
        "bufferViews": [{"buffer": n, "byteLength": len(CORNERS), "target": 34962} for n, _ in enumerate(buffers)],
        "accessors": [{**COUNT, "bufferView": n} for n, _ in enumerate(buffers)],
        "meshes": [{"primitives": [{"attributes": {"POSITION": n}} for n, _ in enumerate(buffers)]}],
        "nodes": [{"mesh": 0}],
        "scenes": [{"nodes": [0]}],
        "scene": 0,
    }
    return json.dumps({"asset": {"version": "2.0"}, **members})


@pytest.fixture
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model with two buffers, and two files that nothing refers to."""
    monkeypatch.chdir(tmp_path)
    Path("m/a b").mkdir(parents=True)
    Path("m/car.gltf").write_text(model("a%20b/%E6%A8%A1.bin", "more.bin"), encoding="utf-8")
    Path("m/a b/模.bin").write_bytes(CORNERS)
    Path("m/more.bin").write_bytes(CORNERS)
    Path("m/alone.bin").write_bytes(bytes(4))
    Path("m/notes.txt").write_text("notes", encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> tuple[int, dict[str, object]]:
    status = main(["check", *arguments, "--journal", "run/run.jsonl", "--lang", "en"])
    return status, json.loads(Path("run/report.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("named", [["m"], ["./m/../m"], ["m", "--workers", "2"]], ids=["folder", "roundabout", "two"])
@pytest.mark.needs("assets/gltf")
def test_what_a_subject_refers_to_is_told_as_its_part(product: Path, named: list[str], capsys) -> None:
    _, report = run(*named)
    assert report["parts"] == [
        {"name": "m/a b/模.bin", "of": "m/car.gltf"},
        {"name": "m/more.bin", "of": "m/car.gltf"},
    ]
    out = capsys.readouterr().out
    assert "files read as part of subjects: 2; subjects not judged: 2" in out
    left = out[out.index("\nNot judged") : out.index("\nRead as part of a subject")]
    assert [name for name in ("alone.bin", "notes.txt", "more.bin") if name in left] == ["alone.bin", "notes.txt"]


@pytest.mark.needs("assets/gltf")
def test_a_part_may_be_named_and_what_is_no_part_may_not(product: Path) -> None:
    """A shell that expands `m/*` names every file."""
    part = ["m/car.gltf", "m/more.bin", "m/a b/模.bin"]
    assert [run(*part)[0], run(*part, "m/notes.txt")[0], run("m/more.bin", "m/notes.txt")[0]] == [0, 3, 3]


def _escape(folder: Path) -> None:
    (folder / "m" / "more.bin").unlink()
    (folder / "out.bin").write_bytes(b"x")
    (folder / "m" / "more.bin").symlink_to(folder / "out.bin")


def _no_model(folder: Path) -> None:
    (folder / "m" / "car.gltf").rename(folder / "m" / "car.txt")
    (folder / "m" / "car.txt").write_text('{"buffers": [{"uri": "more.bin"}]}', encoding="utf-8")


def _unreadable(folder: Path) -> None:
    (folder / "m" / "more.bin").unlink()
    (folder / "m" / "more.bin").symlink_to("more.bin")


@pytest.mark.skipif(os.name == "nt", reason="links")
@pytest.mark.parametrize("spoil", [_escape, _no_model, _unreadable])
def test_what_was_not_read_is_no_part(product: Path, spoil: Callable[[Path], None]) -> None:
    """A link that leads out of the folder, a subject that was not judged itself, a file that cannot be read."""
    spoil(product)
    assert "m/more.bin" not in [each["name"] for each in run("m")[1].get("parts", [])]  # type: ignore[attr-defined]


def test_a_file_that_refers_to_the_subject_is_no_part_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tileset is looked for that leads to another; it would be named in vain if that were enough."""
    monkeypatch.chdir(tmp_path)
    inner = {"asset": {"version": "1.1"}, "geometricError": 1, "root": {"boundingVolume": {"sphere": [0, 0, 0, 1]}}}
    entry = {"asset": {"version": "1.1"}, "root": {"content": {"uri": "inner.json"}}}
    Path("inner.json").write_text(json.dumps(inner), encoding="utf-8")
    Path("tileset.json").write_text(json.dumps(entry), encoding="utf-8")
    assert "parts" not in run(".")[1]


@pytest.mark.needs("assets/gltf")
def test_the_same_is_said_from_evidence_and_by_the_library(product: Path, capsys) -> None:
    run("m", "--evidence", "b.zip")
    assert main(["rejudge", "b.zip", "--folder", "again"]) == 0
    assert Path("again/run.jsonl").read_bytes() == Path("run/run.jsonl").read_bytes()
    assert list(judge("m").parts) == [("m/a b/模.bin", "m/car.gltf"), ("m/more.bin", "m/car.gltf")]


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not have")
def test_names_of_parts_cannot_write_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    name = "x\nCONFORMANT \x1b[1m.bin"
    Path(name).write_bytes(CORNERS)
    uri = name.replace("\n", "%0A").replace("\x1b", "%1B").replace(" ", "%20").replace("[", "%5B")
    Path("a.gltf").write_text(model(uri), encoding="utf-8")
    for view in ("terminal", "markdown", "html"):
        main(["check", ".", "--format", view, "--journal", "run/run.jsonl"])
        out = capsys.readouterr().out
        assert [text in out for text in ("\\x1b[1m.bin", "\nCONFORMANT", "\x1b[1m")] == [True, False, False]
