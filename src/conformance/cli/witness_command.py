"""`conformance witness`: the smallest good sample of a requirement, and the single steps that violate it alone."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from conformance.cli.console import add_suites_option, shown_path, write_lines
from conformance.cli.parser import Parser
from conformance.drafting.mutation.elements import shown
from conformance.drafting.mutation.witness import Witness, witness
from conformance.engine.plan import Plan, Selection
from conformance.model.nearest import UnknownName
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.reporting.lines import Line
from conformance.writing import open_new

LIVE = Text("{id}: a live service has no samples", "{id}：在线服务没有样例")
EXCLUDED = Text("{id} is not judged: {reason}", "{id} 不作判定：{reason}")
NONE = Text(
    "{id}: no good sample satisfies it, so there is nothing to start from", "{id}：没有满足该要求的正例，无从生成"
)
SMALLEST = Text(
    "{id}: the smallest good sample has {size} bytes, made from {name} ({before} bytes)",
    "{id}：最小的正例为 {size} 字节，由 {name}（{before} 字节）得出",
)
STEPS = Text("steps that violate it alone: {count}", "仅不满足该要求的单步更改：{count}")
THERE = Text("already there, nothing was written: {names}", "已存在，未写入任何文件：{names}")
WRITTEN = Text(
    "{folder}: {count} files written; move those worth keeping to samples/, then run: "
    "conformance prove {suite} --accept",
    "{folder}：已写入 {count} 个文件；请将值得保留者移至 samples/，然后运行：conformance prove {suite} --accept",
)


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument("id", metavar="ID", help=Text("a requirement", "要求编号"))
    made.option(
        "--output",
        type=Path,
        metavar="DIR",
        help=Text("write the sample and the candidates into this folder", "将样例和候选样例写入此文件夹"),
    )
    add_suites_option(made)


def run(options: argparse.Namespace) -> int:
    """Exit status 0 where a step was found, 1 where none violates the row alone."""
    plan = Plan(Selection(tuple(options.suites)))
    name = options.id.upper()
    if name not in plan.catalogue.requirements:
        raise UnknownName("requirement", options.id, plan.catalogue.requirements)
    suite, row = plan.catalogue.suite_of(name), plan.catalogue.requirements[name]
    if row.excluded:
        raise Problem(EXCLUDED.filled({"id": name, "reason": row.excluded}))
    if plan.catalogue.kinds[suite.kind].endpoint:
        raise Problem(LIVE.filled({"id": name}))
    found = witness(plan, suite, row)
    if found is None:
        raise Problem(NONE.filled({"id": name}))
    write_lines(_lines(found, options.lang))
    if options.output:
        said = {"folder": shown_path(options.output), "count": _write(found, options.output), "suite": suite.id}
        write_lines([Line(), Line(WRITTEN.filled(said)[options.lang])])
    return 0 if found.steps else 1


def _lines(found: Witness, language: str) -> Iterator[Line]:
    size, before = len(found.sample.data), len(found.source.data)
    said = {"id": found.row.id, "size": size, "name": found.source.name, "before": before}
    yield Line(SMALLEST.filled(said)[language], 0, "bold")
    for line in shown_text(found.sample.data):
        yield Line(line, 4)
    yield Line(STEPS.filled({"count": len(found.steps)})[language], 0, "bold")
    for step in found.steps:
        change = f"{shown(step.mutant.before)} -> {shown(step.mutant.after)}"
        yield Line(f"{step.mutant.operator} {step.mutant.place or '/'}: {change}", 4)


def shown_text(data: bytes, longest: int = 2000) -> list[str]:
    """The sample where it is a text of moderate length."""
    try:
        return data.decode("utf-8").splitlines() if len(data) <= longest else []
    except UnicodeDecodeError:
        return []


def _write(found: Witness, folder: Path) -> int:
    """Write good/ and bad/ candidates; existing files are an error."""
    files = {f"good/{found.sample.name}": found.sample.data}
    files |= {f"bad/{step.name}": step.content for step in found.steps}
    if there := [str(folder / name) for name in files if (folder / name).exists()]:
        raise Problem(THERE.filled({"names": there}))
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with open_new(path, anew=True) as out:
            out.write(data)
    return len(files)
