"""`conformance challenge`: fresh vectors for a closed product, and whether its answers are right."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.cli.console import add_suites_option, shown_path, write_lines
from conformance.cli.integers import positive
from conformance.cli.parser import Misuse, Parser
from conformance.cli.paths import add_pilot_argument, existing
from conformance.cli.programme_shared import changing, pilot_of, signers_of
from conformance.cli.sign_command import add_key_option
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.reporting.lines import Line

if TYPE_CHECKING:
    from conformance.programme.challenges import Draw

COUNT = 20
MOST = 200
ANSWERS_HINT = Text("the answers.json that came with the challenge, filled in", "应为随挑战提供并已填写的 answers.json")
NEEDED = Text("challenge {action} needs {names}", "challenge {action} 需要 {names}")
THERE = Text("{path} is there already: name a new folder", "{path} 已存在：请指定新的文件夹")
TOO_MANY = Text("--count: at most {most} vectors", "--count：至多 {most} 个向量")
MADE = Text(
    "{number}: {count} vectors, to be answered until {until}; give the product this folder and nothing else",
    "{number}：{count} 个向量，答复截止 {until}；仅将此文件夹提供给产品方",
)
JUDGED = Text(
    "{number}: {result}; right: {right}, accepted wrongly: {accepted_wrongly}, refused wrongly: {refused_wrongly}, "
    "missing: {missing}",
    "{number}：{result}；正确 {right}，误接受 {accepted_wrongly}，误拒绝 {refused_wrongly}，缺少 {missing}",
)
RESULTS = {True: Text("passed", "通过"), False: Text("not passed", "未通过")}
ROWS = Text("violated in what it accepted: {rows}", "其所接受的内容不满足：{rows}")
OPTIONS = {
    "holder": Text("the folder of the holder, as in submission.toml", "持有方文件夹名，同 submission.toml"),
    "product": Text("the folder of the product, likewise", "产品文件夹名，同上"),
    "version": Text("the version, likewise", "版本，同上"),
    "until": Text("the day or moment until which answers are taken", "接收答复的截止日期或时刻"),
}
NEEDS = {"new": ("SUITE", *OPTIONS, "output"), "judge": ("NUMBER", "answers")}


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "action",
        metavar="ACTION",
        choices=("new", "judge"),
        help=Text("new: draw vectors; judge: compare the answers, once", "new：抽取向量；judge：比对答复，仅一次"),
    )
    add_pilot_argument(made)
    made.argument(
        "what",
        nargs="?",
        metavar="SUITE|NUMBER",
        help=Text("the suite of a new challenge, or the number of one to judge", "新挑战的测试套，或要判定的挑战编号"),
    )
    add_key_option(made, several=True)
    for name, text in OPTIONS.items():
        made.option(f"--{name}", metavar="TEXT", help=text)
    made.option(
        "--count",
        type=positive("--count"),
        default=COUNT,
        metavar="N",
        help=Text("vectors, default 20", "向量数，默认 20"),
    )
    made.option("--output", type=Path, metavar="DIR", help=Text("what the product gets", "提供给产品方的文件夹"))
    made.option("--answers", type=Path, metavar="FILE", help=ANSWERS_HINT)
    add_suites_option(made)


def run(options: argparse.Namespace) -> int:
    """0 done or passed, 1 not passed, 2 it could not be done, and then nothing was written."""
    given = {"SUITE": options.what, "NUMBER": options.what, **vars(options)}
    lacking = [name if name.isupper() else f"--{name}" for name in NEEDS[options.action] if not given[name]]
    if lacking:
        raise Misuse(NEEDED.filled({"action": options.action, "names": lacking}))
    with changing(options.pilot, options.lang):
        return _new(options) if options.action == "new" else _judge(options)


def _new(options: argparse.Namespace) -> int:
    from conformance.programme.challenges import Asked, new_challenge
    from conformance.programme.moments import asked_for, now, written
    from conformance.programme.store import write_all
    from conformance.version import __version__

    if options.count > MOST:
        raise Misuse(TOO_MANY.filled({"most": MOST}))
    pilot, at, until = pilot_of(options), now(), asked_for(options.until)
    if options.output.exists():
        raise Problem(THERE.filled({"path": shown_path(options.output)}))
    about = {name: getattr(options, name) for name in ("holder", "product", "version", "count")}
    asked = Asked(suite=options.what, **about)
    number, given, kept = new_challenge(pilot, asked, __version__, until, signers_of(options), _drawing(options), at)
    write_all(options.output, {options.output / name: content for name, content in given.items()})
    write_all(pilot.folder, kept)
    told = {"number": number, "count": options.count, "until": written(until)}
    write_lines([Line(MADE.filled(told)[options.lang]), Line(shown_path(options.output), 2)])
    return 0


def _judge(options: argparse.Namespace) -> int:
    from conformance.programme.challenges import judged_challenge
    from conformance.programme.moments import now
    from conformance.programme.store import write_all

    pilot, answers = pilot_of(options), existing(options.answers, ANSWERS_HINT, file=True)
    found, files = judged_challenge(pilot, options.what, answers, signers_of(options), _drawing(options), now())
    write_all(pilot.folder, files)
    told = {**found._asdict(), "number": options.what, "result": RESULTS[found.passed]}
    lines = [Line(JUDGED.filled(told)[options.lang], 0, "bold green" if found.passed else "bold red")]
    if found.rows:
        lines.append(Line(ROWS.filled({"rows": found.rows})[options.lang], 2))
    write_lines(lines)
    return 0 if found.passed else 1


def _drawing(options: argparse.Namespace) -> Draw:
    from conformance.drafting.vectors import Vector, vectors
    from conformance.engine.plan import Plan, Selection

    plan = Plan(Selection(tuple(options.suites)))

    def draw(suite: str, count: int, seed: int) -> list[Vector]:
        return vectors(plan, plan.catalogue.suite(suite), count, seed)

    return draw
