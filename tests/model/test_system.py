"""What the operating system refuses, in our words."""

from __future__ import annotations

import errno
import pickle
from pathlib import Path

import pytest

from conformance.model.nearest import UnknownName
from conformance.model.problem import Problem
from conformance.model.system import sentence, why
from conformance.model.text import Text


def refused(path: Path, write: bool = False) -> OSError:
    with pytest.raises(OSError) as caught:  # noqa: PT011 - any of them
        path.open("wb" if write else "rb").close()
    return caught.value


def test_files_and_folders_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"")
    assert sentence(refused(tmp_path / "x")).en == f"{tmp_path / 'x'}: no such file or folder"
    assert sentence(refused(tmp_path / "x")).zh == f"{tmp_path / 'x'}：没有此文件或文件夹"
    assert why(refused(tmp_path / "x" / "y", write=True)).zh == "没有此文件或文件夹"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EISDIR, errno.ENAMETOOLONG])
def test_what_a_test_cannot_provoke_is_said_too(number: int) -> None:
    told = sentence(OSError(number, "words of the system", "file"))
    assert "words of the system" not in told.en + told.zh
    assert told.en.startswith("file: ")
    assert told.zh.startswith("file：")


def test_what_is_not_known_is_quoted() -> None:
    told = sentence(OSError(9999, "something odd", "a", None, "b"))
    assert (told.en, told.zh) == ("b: something odd", "b：系统报告：something odd")
    assert why(OSError()).en == "OSError"


def test_problems_come_out_of_worker_processes_whole() -> None:
    for problem in (Problem(Text("a", "甲")), UnknownName("suite", "x", ["y"])):
        again = pickle.loads(pickle.dumps(problem))  # noqa: S301 - our own bytes
        assert (type(again), again.text, str(again)) == (type(problem), problem.text, problem.text.en)
