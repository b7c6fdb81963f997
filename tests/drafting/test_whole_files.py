"""Files of a suite are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from conformance.drafting.whole_files import write_whole


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_all_are_written_with_line_feeds(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("before", encoding="utf-8")
    write_whole({tmp_path / "a": "一\n", tmp_path / "new" / "b": "2\n"})
    assert ((tmp_path / "a").read_bytes(), (tmp_path / "new" / "b").read_bytes()) == ("一\n".encode(), b"2\n")
    assert _names(tmp_path) == ["a", "new"]


@pytest.mark.parametrize("error", [OSError(28, "full"), KeyboardInterrupt()])
def test_what_was_there_stays_where_one_cannot_be_written(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_text("before", encoding="utf-8")
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        write(path, data[:1])
        if b"long" in data:
            raise error
        return len(data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(type(error)) as raised:
        write_whole({tmp_path / "a": "after", tmp_path / "b": "long"})
    assert (tmp_path / "a").read_text(encoding="utf-8") == "before"
    assert _names(tmp_path) == ["a"]
    if isinstance(error, OSError):
        assert raised.value.filename == str(tmp_path / "b")


def test_text_that_is_not_unicode_empties_no_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("before", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        write_whole({tmp_path / "a": "\ud800"})
    assert (tmp_path / "a").read_text(encoding="utf-8") == "before"
    assert _names(tmp_path) == ["a"]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("before", encoding="utf-8")
    (tmp_path / "link").symlink_to("file")
    write_whole({tmp_path / "link": "after"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text(encoding="utf-8") == "after"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("before", encoding="utf-8")
    (tmp_path / "a").chmod(0o444)
    with pytest.raises(PermissionError):
        write_whole({tmp_path / "a": "after"})
