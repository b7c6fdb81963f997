"""Changing a folder so that nothing in it stays half-written.

What is new is written into the folder STAGING, with a plan of where each part of it goes. Once the plan is there the
change is decided: if the command is cut short, the next one completes it. Before that nothing has changed. One command
at a time changes a folder, and Ctrl-C waits while the files take their places.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme.libraries import needs
from conformance.programme.trusted import PROGRAMME
from conformance.readers.json import parse
from conformance.writing import open_new, own_folder, refuse_link

STAGING, LOCK = ".changing", ".lock"
PLAN, OLD = "plan.json", "old"
PLAN_BYTES = 64 << 20
Files = Mapping[Path, bytes | str]
BUSY = Text(
    "{path}: another command is changing this folder: wait until it has ended, and repeat this one",
    "{path}：另一个命令正在更改该文件夹：请等待其结束后重新执行",
)
COMPLETED = Text(
    "{path}: a command before this one was cut short; what it had decided to write has been completed now",
    "{path}：此前有命令被中断；其已决定写入的内容现已补全",
)
DROPPED = Text(
    "{path}: a command before this one was cut short before it changed anything; repeat that command",
    "{path}：此前有命令在作出任何更改之前被中断；请重新执行该命令",
)
NO_PLAN = Text(
    "{path} is not the plan of a change that was cut short: remove the folder {folder}, and restore the others from "
    "their history",
    "{path} 不是被中断的更改的计划：请删除文件夹 {folder}，并由版本历史恢复其他内容",
)


def write_all(root: Path, files: Files, folders: Mapping[Path, Mapping[str, bytes | str]] | None = None) -> None:
    """Write files in a folder, the last one last, and folders in it as wholes, by the paths in them.

    Raises OSError where they cannot be written, and then nothing has changed.
    """
    if not files and not folders:
        return
    places = [*files, *(folders or {})]
    names = [path.relative_to(root).as_posix() for path in places]
    staging = root / STAGING
    own_folder(root)
    staging.mkdir()
    try:
        for number, content in enumerate(files.values()):
            _write(staging / str(number), content, lasting=True)
        for number, inside in enumerate((folders or {}).values(), len(files)):
            for name, content in inside.items():
                _write(staging / str(number) / name, content)
        for number, name in enumerate(names):
            _ready(root, name, staging / str(number))
        _write(staging / "new", json.dumps(names), lasting=True)
    except BaseException:
        shutil.rmtree(staging)
        raise
    with uninterrupted():
        (staging / "new").replace(staging / PLAN)
        _place(root, names)


@contextmanager
def alone(folder: Path) -> Iterator[Text | None]:
    """Within the block no other command changes the folder; what one before left unfinished is completed, and told.

    Raises Problem where another one changes it, OSError.
    """
    if not (folder / PROGRAMME).is_file() and not is_unfinished(folder):
        yield None
        return
    with needs():
        from filelock import FileLock, Timeout
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Problem(BUSY.filled({"path": str(folder)})) from None
    try:
        yield _finish(folder) if is_unfinished(folder) else None
    finally:
        lock.release()


def is_unfinished(folder: Path) -> bool:
    """Whether a change of the folder goes on, or was cut short."""
    return os.path.lexists(folder / STAGING)


def _finish(folder: Path) -> Text | None:
    """Complete what was decided, or drop what was not. Raises Problem where the plan is not one of ours, OSError."""
    staging = folder / STAGING
    refuse_link(staging)
    plan = staging / PLAN
    if not plan.is_file():
        empty = not any(staging.iterdir())
        shutil.rmtree(staging)
        return None if empty else DROPPED.filled({"path": str(folder)})
    with plan.open("rb") as file:
        told = parse(file.read(PLAN_BYTES))
    names = told.document
    if (
        told.problems
        or not isinstance(names, list)
        or not all(isinstance(each, str) and _inside(each) for each in names)
    ):
        raise Problem(NO_PLAN.filled({"path": str(plan), "folder": str(staging)}))
    with uninterrupted():
        _place(folder, names)
    return COMPLETED.filled({"path": str(folder)})


def _inside(name: str) -> bool:
    """Whether a path of a plan stays in the folder."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _place(root: Path, names: Iterable[str]) -> None:
    """Let what was written take its place, as far as it has not; the plan goes last."""
    staging = root / STAGING
    for number, name in enumerate(names):
        new, old = staging / str(number), staging / f"{OLD}{number}"
        refuse_link(new)
        if not new.exists():
            continue
        path = _ready(root, name, new)
        if path.is_dir():
            shutil.rmtree(old, ignore_errors=True)
            path.rename(old)
        new.replace(path)
    for each in staging.glob(f"{OLD}*"):
        shutil.rmtree(each)
    (staging / PLAN).unlink()
    staging.rmdir()


def _ready(root: Path, name: str, new: Path) -> Path:
    """The place of what is new, with the folders above it. Raises OSError for a link, or a folder for a file."""
    place = root
    for part in PurePosixPath(name).parts:
        own_folder(place)
        place /= part
    refuse_link(place)
    if place.exists() and place.is_dir() != new.is_dir():
        raise OSError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
    return place


def _write(path: Path, content: bytes | str, *, lasting: bool = False) -> None:
    """Write a file; one that is lasting is on the disk before anything is decided, though the power fails."""
    own_folder(path.parent)
    with open_new(path) as out:
        out.write(content.encode() if isinstance(content, str) else content)
        if lasting:
            out.flush()
            os.fsync(out.fileno())


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Within the block Ctrl-C waits; it is heeded at its end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard:
        signal.raise_signal(signal.SIGINT)
