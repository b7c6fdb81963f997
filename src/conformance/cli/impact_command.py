"""`conformance impact`: what a change of the requirements does to products that were judged already."""

from __future__ import annotations

import argparse
import json
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from conformance.cli.console import add_format_option, add_output_option, add_suites_option, progress, write_lines
from conformance.cli.parser import Parser
from conformance.cli.paths import add_subjects_option, existing, keep_apart, ready_to_write
from conformance.cli.views import machine_output, opened
from conformance.impact.comparing import impact_of
from conformance.impact.side import SideProcess
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.reporting.impact import Impact, as_record, impact_markdown, render_impact
from conformance.reporting.neutral import json_line

BUNDLES_HINT = Text("check --evidence FILE and run write bundles", "check --evidence FILE 和 run 会写出证据包")
NO_BUNDLE = Text("{path}: the folder holds no bundle (*.zip)", "{path}：文件夹中没有证据包（*.zip）")
SIDE_HINT = Text("a wheel, a checkout or a suites folder", "应为 wheel、检出副本或测试套文件夹")


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "evidence",
        nargs="+",
        type=Path,
        metavar="EVIDENCE",
        help=Text("evidence bundles, or folders of them", "证据包，或含有证据包的文件夹"),
    )
    add_side_options(made)
    add_format_option(made, ("terminal", "json", "markdown", "html"))
    add_output_option(made)


def add_side_options(made: Parser) -> None:
    """The two versions of the requirements, and where else what they need is."""
    for name, text in (
        ("--from", Text("the requirements as they were: a wheel, a checkout or a suites folder",
                        "原有要求：wheel、检出副本或测试套文件夹")),
        ("--to", Text("the requirements as they are to be, likewise", "更改后的要求，同上")),
    ):  # fmt: skip
        made.option(name, dest=f"{name[2:]}_", type=Path, required=True, metavar="PATH", help=text)
    add_subjects_option(made)
    add_suites_option(made)


def run(options: argparse.Namespace) -> int:
    """Judge all bundles by both sides; 0 nothing changes, 1 something does, 3 some of it could not be compared."""
    if options.output:
        keep_apart([options.output], [*options.evidence, options.from_, options.to_])
        ready_to_write(options.output)
    bundles = _bundles(options.evidence)
    paths = [existing(each, SIDE_HINT) for each in (options.from_, options.to_)]
    update, end = progress()
    with ExitStack() as stack:
        stack.callback(end)
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="conformance-")))
        old, new = (
            stack.enter_context(SideProcess(path, folder / name, options.suites))
            for name, path in zip(("from", "to"), paths, strict=True)
        )
        impact = impact_of((old, new), bundles, options.subjects, update)
    _show(impact, options)
    return impact.exit_status


def _bundles(named: list[Path]) -> list[Path]:
    """The bundles, those in folders by name. Raises Problem for a path that is not there, or a folder without any."""
    found: list[Path] = []
    for path in named:
        existing(path, BUNDLES_HINT)
        inside = sorted(path.rglob("*.zip")) if path.is_dir() else [path]
        if not inside:
            raise Problem(NO_BUNDLE.filled({"path": str(path)}))
        found += inside
    return list(dict.fromkeys(found))


def _show(impact: Impact, options: argparse.Namespace) -> None:
    if options.format == "terminal":
        with opened(options.output) as out:
            write_lines(render_impact(impact, options.lang, verbose=options.output is not None), out)
        return
    with machine_output(options.output) as out:
        if options.format == "json":
            out.write(json_line(json.dumps(as_record(impact), ensure_ascii=False, indent=1)) + "\n")
        elif options.format == "markdown":
            out.writelines(f"{line}\n" for line in impact_markdown(impact, options.lang))
        else:
            from conformance.reporting.impact_page import write_impact

            write_impact(impact, out, options.lang)
