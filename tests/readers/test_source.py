"""Files under test: read whole or refused with a reason."""

from __future__ import annotations

import hashlib
import mmap
import os
from pathlib import Path
from typing import Any

import pytest

from conformance.readers import source as source_module
from conformance.readers.source import Source, Unreadable, open_source

pytestmark = pytest.mark.versions


def refusal(path: Path) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        open_source(str(path), "a")
    return caught.value


@pytest.mark.parametrize("data", [b"", b"x", b"\r\n\x1a\0" * 50_000])
def test_a_file_is_its_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "汽车.bin"
    path.write_bytes(data)
    source = open_source(str(path), "name")
    assert (source.name, source.data, source.size, source.folder) == ("name", data, len(data), tmp_path)
    assert source.digest == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_a_large_file_is_mapped_and_reads_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"glTF" * 100)
    small = open_source(str(path), "a")
    monkeypatch.setattr(source_module, "MAPPED_FROM", 10)
    large = open_source(str(path), "a")
    assert isinstance(large.data, mmap.mmap)
    assert (bytes(large.data[:]), large.size, large.digest) == (small.data, small.size, small.digest)
    large.data.close()


def test_a_file_beyond_the_bound_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "FILE_BYTES", 10)
    (tmp_path / "a").write_bytes(b"x" * 11)
    trouble = refusal(tmp_path / "a")
    assert (trouble.key, trouble.cause, trouble.values) == ("file_too_large", "product", {"bytes": 11, "limit": 10})
    (tmp_path / "b").write_bytes(b"x" * 10)
    assert open_source(str(tmp_path / "b"), "b").size == 10


def test_what_is_not_there_and_what_is_no_file(tmp_path: Path) -> None:
    assert (refusal(tmp_path / "nowhere").key, refusal(tmp_path / "nowhere").cause) == ("vanished", "environment")
    if os.name == "posix":
        assert (refusal(tmp_path).key, refusal(tmp_path).cause) == ("not_a_file", "configuration")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe").key == "not_a_file"


def test_a_name_that_no_system_takes_is_unreadable(tmp_path: Path) -> None:
    assert refusal(tmp_path / ("x" * 5000)).key in ("unreadable", "vanished")


def test_no_handle_is_left_open(tmp_path: Path) -> None:
    handles = Path("/proc/self/fd")
    if not handles.is_dir():
        pytest.skip("this system does not list open files")
    (tmp_path / "a").write_bytes(b"x")
    before = len(list(handles.iterdir()))
    for _ in range(20):
        open_source(str(tmp_path / "a"), "a")
        refusal(tmp_path)
    assert len(list(handles.iterdir())) <= before + 1


def test_a_path_without_a_folder_starts_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a").write_bytes(b"x")
    assert open_source("a", "a").folder == Path()
    assert Source("a", b"x").folder is None


def test_a_reader_reads_once_and_each_reader_for_itself() -> None:
    calls: list[str] = []

    def length(source: Source) -> int:
        calls.append("length")
        return source.size

    def parts(source: Source) -> list[Any]:
        calls.append("parts")
        return []

    source = Source("a", b"xyz")
    assert source.once(length) == source.once(length) == 3
    assert source.once(parts) is source.once(parts)
    assert calls == ["length", "parts"]


def test_a_reader_that_raised_is_asked_again() -> None:
    def broken(source: Source) -> int:
        raise ValueError(source.name)

    source = Source("a", b"")
    for _ in range(2):
        with pytest.raises(ValueError, match="a"):
            source.once(broken)
