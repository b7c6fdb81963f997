"""`conformance report`: any view of a run again, later and elsewhere."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from conformance.cli.baseline import baseline_of, exit_status
from conformance.cli.papers import TEMPLATE_HINT
from conformance.cli.parser import Misuse, Parser
from conformance.cli.paths import JOURNAL_HINT, existing
from conformance.cli.pictures import add_pictures_option, draw
from conformance.cli.views import add_view_options, formats, journal_at, prepare, show, views
from conformance.engine.finishing import finishing
from conformance.model.text import Text
from conformance.reporting.views import Exchanges, Run
from conformance.writing import write_bytes

ONLY_WORD = Text("--template is for --format docx", "--template 只用于 --format docx")


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "journal",
        type=Path,
        metavar="JOURNAL",
        help=Text("run.jsonl, the folder it is in, or evidence.zip", "run.jsonl、其所在文件夹或 evidence.zip"),
    )
    add_view_options(made, of_bundles=True)
    add_pictures_option(made)
    made.option(
        "--template",
        type=Path,
        metavar="FILE",
        help=Text(
            "a Word document of the laboratory, whose styles --format docx uses, by their names",
            "测试机构的 Word 文档，--format docx 按名称采用其样式",
        ),
    )
    made.option(
        "--public",
        action="store_true",
        help=Text(
            "for everybody: of findings that could be exploited, only the number",
            "用于公开：对可能被利用的问题只列数量",
        ),
    )


def run(options: argparse.Namespace) -> int:
    """Show a run; the exit status is that of its verdict, 0 for a view of its exchanges alone."""
    prepare(options, [journal_at(options.journal), options.template])
    if options.template:
        existing(options.template, TEMPLATE_HINT, file=True)
        if not any(views()[name].templated for name in formats(options)):
            raise Misuse(ONLY_WORD)
    if existing(options.journal, JOURNAL_HINT).suffix == ".zip":
        if options.pictures:
            raise Misuse(
                Text(
                    "--pictures needs run.jsonl: a bundle holds no models", "--pictures 需要 run.jsonl：证据包不含模型"
                )
            )
        return _of_bundle(options)
    if of_exchanges := [name for name in formats(options) if views()[name].needs == "exchanges"]:
        raise Misuse(
            Text(
                f"--format {of_exchanges[0]} needs evidence.zip: a journal holds no exchanges",
                f"--format {of_exchanges[0]} 需要 evidence.zip：日志不含交互",
            )
        )
    journal = journal_at(options.journal)
    if options.pictures:
        draw(journal, options.lang)
    return _shown(_run(journal, None, options), options)


def _run(journal: Path, exchanges: Exchanges | None, options: argparse.Namespace) -> Run:
    return Run(
        journal,
        exchanges=exchanges,
        baseline=baseline_of(options),
        public=options.public,
        template=options.template,
    )


def _of_bundle(options: argparse.Namespace) -> int:
    """The view of the run in an evidence bundle."""
    from conformance.engine.bundle import JOURNAL, Bundle

    with Bundle(options.journal) as bundle, TemporaryDirectory() as folder:
        journal = Path(folder) / JOURNAL
        write_bytes(journal, bundle.read(JOURNAL))
        if options.public and any(views()[name].needs == "exchanges" for name in formats(options)):
            raise Misuse(Text("--public shows no exchanges", "--public 不显示交互"))
        exchanges = None if bundle.of_files else bundle.record(complete=True)
        if exchanges is None and any(views()[name].needs == "exchanges" for name in formats(options)):
            raise Misuse(Text("the evidence of a run over files has no exchanges", "判定文件的运行，其证据不含交互"))
        return _shown(_run(journal, exchanges, options), options)


@finishing()
def _shown(shown: Run, options: argparse.Namespace) -> int:
    summary = show(shown, options)
    return exit_status(shown, options.lang) if summary else 0
