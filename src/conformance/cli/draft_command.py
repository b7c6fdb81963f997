"""`conformance draft`: a suite as the committee's document."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from conformance.catalogue import Catalogue, load_catalogue
from conformance.catalogue.messages import reason_sentence
from conformance.cli.console import add_format_option, add_suites_option, complain
from conformance.cli.parser import Misuse, Parser
from conformance.cli.paths import existing, keep_apart, ready_to_write
from conformance.cli.views import machine_output
from conformance.drafting.draft.compose import compose
from conformance.drafting.draft.markdown import markdown_text
from conformance.model.outcome import USAGE_ERROR
from conformance.model.requirement import Suite
from conformance.model.text import Text
from conformance.paper.blocks import Document
from conformance.writing import write_bytes

PARTS = ("standard", "comments", "explanation")
EXTRAS = {"docx": "drafting", "xlsx": "xlsx"}
NEEDS_FILE = Text("the format {format} needs --output FILE", "格式 {format} 需要 --output FILE")
ONLY_WORD = Text("--template is for --format docx", "--template 只用于 --format docx")
ONLY_PROFORMA = Text("a workbook holds the proforma alone: add --ics", "工作簿仅含形式表：请加上 --ics")
RECORDS_HINT = Text("a file of comments, a journal or a mutation report", "意见文件、日志或变异测试报告")
ONE_FILE = Text("--part comments needs one --records FILE", "--part comments 需要一个 --records FILE")
NO_RECORDS = Text("--records is for --part comments or explanation", "--records 只用于 --part comments 或 explanation")
NO_PROFORMA = Text("--ics is for --part standard", "--ics 只用于 --part standard")
TEMPLATE_HINT = Text("without --template, the built-in one is used", "不给出 --template 时采用内置模板")


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument("suite", metavar="SUITE", help=Text("a suite, such as did/resolution", "测试套，例如 did/resolution"))
    add_format_option(made, ("md", "docx", "xlsx"))
    made.option(
        "--template",
        type=Path,
        metavar="FILE",
        help=Text("a Word document whose styles are used, by their names", "按名称采用其样式的 Word 文档"),
    )
    made.option(
        "--ics",
        action="store_true",
        help=Text("with the proforma of the vendor's statement", "附供应方实现一致性声明形式表"),
    )
    made.option(
        "--part",
        choices=PARTS,
        default=PARTS[0],
        help=Text(
            "the draft itself (default), the table of comments, or the explanation of the tests",
            "草案本身（默认）、意见汇总处理表，或编制说明中的试验验证情况",
        ),
    )
    made.option(
        "--records",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help=Text(
            "comments: a TOML file of [[comment]]; explanation: journals of runs, mutation reports (repeatable)",
            "comments：含 [[comment]] 的 TOML 文件；explanation：运行的日志、变异测试报告（可重复）",
        ),
    )
    made.option(
        "--output",
        type=Path,
        metavar="FILE",
        help=Text("write to this file; its name ending tells the format", "写入此文件；格式由文件名后缀确定"),
    )
    add_suites_option(made)


def run(options: argparse.Namespace) -> int:
    """Write the document; nothing is written where a template or an extra is missing."""
    kind = _format(options)
    if options.template and kind != "docx":
        raise Misuse(ONLY_WORD)
    if kind == "xlsx" and not options.ics:
        raise Misuse(ONLY_PROFORMA)
    if kind != "md" and options.output is None:
        raise Misuse(NEEDS_FILE.filled({"format": kind}))
    if options.template:
        existing(options.template, TEMPLATE_HINT, file=True)
    _check_records(options)
    if options.output:
        keep_apart([options.output], [options.template, *options.records])
        ready_to_write(options.output)
    catalogue = load_catalogue(options.suites)
    document = _document(catalogue, catalogue.suite(options.suite), options)
    if kind == "md":
        with machine_output(options.output) as out:
            out.write(markdown_text(document))
        return 0
    try:
        data = _writer(kind, options.template)(document)
    except ImportError:
        complain(reason_sentence("extra_missing", {"extra": EXTRAS[kind]}, {}), options.lang)
        return USAGE_ERROR
    write_bytes(options.output, data)
    return 0


def _check_records(options: argparse.Namespace) -> None:
    for path in options.records:
        existing(path, RECORDS_HINT, file=True)
    if options.part == "comments" and len(options.records) != 1:
        raise Misuse(ONE_FILE)
    if options.part == PARTS[0] and options.records:
        raise Misuse(NO_RECORDS)
    if options.part != PARTS[0] and options.ics:
        raise Misuse(NO_PROFORMA)


def _document(catalogue: Catalogue, suite: Suite, options: argparse.Namespace) -> Document:
    if options.part == "comments":
        from conformance.drafting.draft.comments import compose_comments, read_comments

        return compose_comments(read_comments(options.records[0], suite), suite, options.lang)
    if options.part == "explanation":
        from conformance.drafting.draft.explanation import compose_explanation

        return compose_explanation(suite, options.records, options.lang)
    return compose(catalogue, suite, options.lang, ics=options.ics)


def _format(options: argparse.Namespace) -> str:
    """The format that is asked for, else the one that the name of the file says."""
    ending = options.output.suffix.lower().removeprefix(".") if options.output else ""
    named = any(word.partition("=")[0] == "--format" for word in options.argv)
    return ending if ending in EXTRAS and not named else str(options.format)


def _writer(kind: str, template: Path | None) -> Callable[[Document], bytes]:
    if kind == "docx":
        from conformance.paper.word import word_bytes

        return lambda document: word_bytes(document, template)
    from conformance.drafting.draft.workbook import workbook_bytes

    return workbook_bytes
