"""What a killed run has left of a file is removed by a later one; what somebody still writes stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.engine.partial_files import open_partial, partial_for, remove_abandoned

WRITER = (
    "import sys; from pathlib import Path; from conformance.engine.partial_files import open_partial, partial_for;"
    "file = open_partial(partial_for(Path('b.zip'))); file.write(b'PK'); file.flush(); print('', flush=True);"
    "sys.stdin.read()"
)


def writer(folder: Path) -> subprocess.Popen[bytes]:
    """A process that writes a bundle and does not finish."""
    started = subprocess.Popen(
        [sys.executable, "-c", WRITER], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert started.stdout is not None
    started.stdout.readline()
    return started


def test_what_a_killed_process_has_left_is_removed_by_the_next_run(tmp_path: Path, monkeypatch) -> None:
    with writer(tmp_path) as started:
        left = tmp_path / f".conformance-{started.pid}-b.zip.part"
        remove_abandoned(tmp_path)
        assert left.is_file()  # it is still being written
        started.kill()
    monkeypatch.chdir(tmp_path)
    Path("a.gltf").write_text('{"asset":{"version":"2.0"}}', encoding="utf-8")
    main(["check", "a.gltf", "--evidence", "b.zip", "--workers", "1", "-q"])
    assert sorted(each.name for each in tmp_path.iterdir() if each.is_file()) == ["a.gltf", "b.zip"]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_process_of_another_container_keeps_its_file(tmp_path: Path, monkeypatch) -> None:
    """Its number is of no process here, but it holds the file."""
    partial = tmp_path / ".conformance-999999999-b.zip.part"
    with open_partial(partial):
        remove_abandoned(tmp_path)
        assert partial.is_file()
    remove_abandoned(tmp_path)
    assert not partial.exists()


@pytest.mark.parametrize(
    "name",
    [
        ".conformance-x-b.zip.part",
        ".conformance-0999999999-b.zip.part",
        ".conformance-99999999999-b.zip.part",
        ".conformance--999999999-b.zip.part",
        ".conformance-999999999-.part",
        ".conformance-999999999-b.zip",
        "a.conformance-999999999-b.zip.part",
        ".conformance-999999999-b.zip.part.bak",
        pytest.param(f".conformance-{os.getpid()}-b.zip.part", id="of this process"),
        ".conformance-1-b.zip.part",
    ],
)
def test_a_file_of_another_name_or_of_a_process_that_runs_stays(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"kept")
    remove_abandoned(tmp_path)
    assert (tmp_path / name).read_bytes() == b"kept"


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")
def test_links_folders_and_pipes_of_such_a_name_stay(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"kept")
    names = [tmp_path / f".conformance-99999999{each}-b.zip.part" for each in range(3)]
    names[0].symlink_to("kept")
    names[1].mkdir()
    os.mkfifo(names[2])
    remove_abandoned(tmp_path)
    assert all(each.is_symlink() or each.exists() for each in names)
    assert (tmp_path / "kept").read_bytes() == b"kept"


def test_a_file_goes_to_its_place_under_its_name(tmp_path: Path) -> None:
    partial = partial_for(tmp_path / "b.zip")
    with open_partial(partial) as file:
        file.write(b"whole")
    partial.replace(tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == b"whole"
