"""A recording that grows holds whole lines only, also while its header is written again."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.listening.recording_file import RecordingFile
from conformance.recordings.capture import Heard


def test_lines_are_there_as_soon_as_they_were_added(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    file = RecordingFile(path)
    file.declare(b"{}", ())
    file.add([Heard(b'{"t":1}'), Heard(b'{"t":2}')])
    assert path.read_bytes() == b'{}\n{"t":1}\n{"t":2}\n'
    assert (file.lines, file.size) == (3, path.stat().st_size)
    file.close()


def test_a_new_stream_is_null_in_the_frames_before_and_what_is_no_frame_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    file = RecordingFile(path)
    file.declare(b'{"a":1}', ("head",))
    file.add([Heard(b'{"t":1,"head":null}'), Heard(b"what {is this}", framed=False)])
    file.declare(b'{"a":2}', ("head", "left", "right"))
    file.add([Heard(b'{"t":2,"left":null}')])
    expected = [b'{"a":2}', b'{"t":1,"head":null,"left":null,"right":null}', b"what {is this}", b'{"t":2,"left":null}']
    assert path.read_bytes().splitlines() == expected
    assert (file.revision, file.size, file.lines) == (1, path.stat().st_size, 4)
    assert [each.name for each in tmp_path.iterdir()] == ["a.jsonl"]
    file.close()


def test_a_header_that_is_the_same_is_not_written_again(tmp_path: Path) -> None:
    file = RecordingFile(tmp_path / "a.jsonl")
    file.declare(b"{}", ())
    file.declare(b"{}", ())
    assert (file.revision, file.rewritten, file.lines) == (0, 0, 1)
    file.close()


def test_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="link"):
        RecordingFile(tmp_path / "a.jsonl")
    assert not (tmp_path / "elsewhere").exists()
