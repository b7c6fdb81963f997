"""`conformance draft`: a suite as the committee's document."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from conformance.catalogue import load_catalogue
from conformance.catalogue.messages import reason_sentence
from conformance.cli.console import add_format_option, add_suites_option, complain
from conformance.cli.parser import Misuse, Parser
from conformance.cli.paths import existing, keep_apart, ready_to_write
from conformance.cli.views import machine_output
from conformance.drafting.draft.blocks import Document
from conformance.drafting.draft.compose import compose
from conformance.drafting.draft.markdown import markdown_text
from conformance.model.outcome import USAGE_ERROR
from conformance.model.text import Text
from conformance.writing import write_bytes

EXTRAS = {"docx": "drafting", "xlsx": "xlsx"}
NEEDS_FILE = Text("the format {format} needs --output FILE", "格式 {format} 需要 --output FILE")
ONLY_WORD = Text("--template is for --format docx", "--template 只用于 --format docx")
ONLY_PROFORMA = Text("a workbook holds the proforma alone: add --ics", "工作簿仅含形式表：请加上 --ics")
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
    if options.output:
        keep_apart([options.output], [options.template])
        ready_to_write(options.output)
    catalogue = load_catalogue(options.suites)
    document = compose(catalogue, catalogue.suite(options.suite), options.lang, ics=options.ics)
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


def _format(options: argparse.Namespace) -> str:
    """The format that is asked for, else the one that the name of the file says."""
    ending = options.output.suffix.lower().removeprefix(".") if options.output else ""
    named = any(word.partition("=")[0] == "--format" for word in options.argv)
    return ending if ending in EXTRAS and not named else str(options.format)


def _writer(kind: str, template: Path | None) -> Callable[[Document], bytes]:
    if kind == "docx":
        from conformance.drafting.draft.word import word_bytes

        return lambda document: word_bytes(document, template)
    from conformance.drafting.draft.workbook import workbook_bytes

    return workbook_bytes
