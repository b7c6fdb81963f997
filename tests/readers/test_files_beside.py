from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from conformance.readers.beside import file_beside, sha256_of_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "清单"
    (place / "media").mkdir(parents=True)
    (place / "media" / "crane.txt").write_bytes(b"crane")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    return place


def test_a_file_below_the_folder_is_found(folder: Path) -> None:
    place = file_beside(folder, "media/crane.txt")
    assert isinstance(place, Path)
    assert sha256_of_file(place) == hashlib.sha256(b"crane").digest()


@pytest.mark.parametrize("name", ["../secret.txt", "media/../../secret.txt", "/etc/passwd", "C:x", "..\\secret.txt"])
def test_a_way_out_is_refused(folder: Path, name: str) -> None:
    assert file_beside(folder, name) == "outside"


@pytest.mark.parametrize("name", ["", "media", "media/duck.txt", "x" * 5000, "a\0b"])
def test_what_is_no_file_is_missing(folder: Path, name: str) -> None:
    assert file_beside(folder, name) == "missing"


def test_a_link_out_of_the_folder_is_refused(folder: Path) -> None:
    link = folder / "link.txt"
    try:
        link.symlink_to(folder.parent / "secret.txt")
    except OSError:
        pytest.skip("this system lets nobody make a symbolic link")
    assert file_beside(folder, "link.txt") == "outside"
