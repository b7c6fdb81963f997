"""Paths that people name: looked at before anything is judged, so that a slip costs no run and leaves no journal."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from conformance.cli.parser import Parser
from conformance.engine.subjects import targets
from conformance.model.nearest import nearest
from conformance.model.problem import Problem
from conformance.model.system import why
from conformance.model.text import Text
from conformance.reporting.neutral import visible
from conformance.writing import refuse_link

PLAN_HINT = Text("to write a plan: conformance init --profile NAME", "如需生成计划：conformance init --profile NAME")
FILE_PLAN_HINT = Text("a plan has [product] with name and version", "计划含有 [product] 及其 name 和 version")
JOURNAL_HINT = Text(
    "check and run write their journal to .conformance/*/run.jsonl",
    "check 和 run 将日志写入 .conformance/*/run.jsonl",
)
BUNDLE_HINT = Text("conformance run writes evidence.zip", "evidence.zip 由 conformance run 写出")
NO_FOLDER = Text("a file is in the way of its folder", "其所在文件夹与已有文件同名")
OVERWRITTEN = Text(
    "{path} is read by this command and would be overwritten; name another file to write",
    "{path} 是此命令要读取的文件，会被覆盖；请指定另一个输出文件",
)
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/+[^/\\]")
_WILD = re.compile(r"[*?\[]")


def add_plan_argument(made: Parser) -> None:
    """The plan that a command reads."""
    made.argument(
        "plan",
        type=Path,
        metavar="PLAN",
        help=Text("plan.toml; `conformance init` writes one", "计划 plan.toml；可由 `conformance init` 生成"),
    )


def add_pilot_argument(made: Parser) -> None:
    """The folder of the programme."""
    made.argument("pilot", type=Path, metavar="PILOT", help=Text("the folder of the programme", "试点文件夹"))


def add_subjects_option(made: Parser) -> None:
    """Where the files are that a bundle of evidence has digests of alone."""
    made.option(
        "--subjects",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help=Text(
            "folder with files that the evidence withholds; they are found by their digest (repeatable)",
            "含有证据所未收录文件的文件夹，按摘要查找（可重复）",
        ),
    )


def examine(paths: Iterable[str]) -> None:
    """Raises Problem, with a line for each, where a path is not there, is a URL or is a folder without files."""
    problems = [problem for path in paths if (problem := _problem(path))]
    if problems:
        raise Problem(Text("\n".join(each.en for each in problems), "\n".join(each.zh for each in problems)))


def _problem(path: str) -> Text | None:
    if os.path.isdir(path):
        if next(targets([path]), None) is None:
            return Text(f"{path}: the folder holds no files", f"{path}：文件夹中没有文件")
        return None
    if os.path.lexists(path):
        return None
    shown = visible(path)
    if _URL.match(path):
        return Text(
            f"{shown} is a URL, but files are judged here: download it first; to judge a live service: "
            "conformance init --profile NAME",
            f"{shown} 是 URL，而此处判定文件：请先下载；如需判定在线服务：conformance init --profile NAME",
        )
    if _WILD.search(path):
        return Text(f"{shown}: no file matches the pattern", f"{shown}：没有文件符合此模式")
    if len(path) > 4096 or len(os.path.basename(path)) > 255:
        return Text(f"{shown[:60]}...: the name is too long", f"{shown[:60]}……：名称过长")
    near = _near(path)
    hint = Text(f"; did you mean {visible(near)}?", f"；是否指 {visible(near)}？") if near else Text("", "")
    return Text(f"{shown}: no such file or folder{hint.en}", f"{shown}：没有此文件或文件夹{hint.zh}")


def _near(path: str) -> str | None:
    """The name in the same folder that is most like the last part of a path."""
    folder, name = os.path.split(path)
    try:
        names = os.listdir(folder or ".")
    except OSError:
        return None
    found = nearest(name, names[:1000], cutoff=0.7) if name else []
    return os.path.join(folder, found[0]) if found else None


def existing(path: Path, hint: Text, *, file: bool = False) -> Path:
    """The path. Raises Problem, with what to do, where there is nothing, or a folder where a file is needed."""
    if path.exists() and not (file and path.is_dir()):
        return path
    found = (
        Text("is a folder, a file is needed", "是文件夹，此处应为文件")
        if path.is_dir()
        else Text("no such file or folder", "没有此文件或文件夹")
    )
    shown = visible(str(path))
    raise Problem(Text(f"{shown}: {found.en}; {hint.en}", f"{shown}：{found.zh}；{hint.zh}"))


def ready_to_write(path: Path) -> None:
    """Make the folder of a file to write. Raises Problem where the file could not be written at the end."""
    there = os.path.lexists(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        refuse_link(path)
        with path.open("ab"):
            pass
        if not there:
            path.unlink()
    except OSError as error:
        reason = NO_FOLDER if isinstance(error, FileExistsError) else why(error)
        raise Problem(Text(f"{path} cannot be written: {reason.en}", f"无法写入 {path}：{reason.zh}")) from None


def keep_apart(written: Iterable[Path | None], read: Iterable[Path | str | None]) -> None:
    """Raises Problem where a file to write is one of those that are read, or is to be written twice."""
    there = [Path(each) for each in read if each is not None]
    known: list[Path] = []
    for path in filter(None, written):
        if path.exists() and not path.is_file():
            continue  # a device or a pipe takes what comes
        shown = visible(str(path))
        if any(_same(path, each) for each in there):
            raise Problem(OVERWRITTEN.filled({"path": shown}))
        if any(_same(path, each) for each in known):
            raise Problem(
                Text(f"{shown} is named for two outputs; name two files", f"{shown} 被用于两项输出；请分别指定文件")
            )
        known.append(path)


def _same(one: Path, other: Path) -> bool:
    """Whether two paths are one file, there or still to be written."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return os.path.realpath(one) == os.path.realpath(other)
