"""`conformance statement import`: a vendor's filled-in proforma back into the plan of the product."""

from __future__ import annotations

import argparse
from pathlib import Path

from conformance.catalogue import load_catalogue
from conformance.cli.console import add_output_option, add_suites_option, shown_path, write_lines
from conformance.cli.parser import Parser
from conformance.cli.paths import PLAN_HINT, existing, keep_apart, ready_to_write
from conformance.cli.views import machine_output
from conformance.drafting.statement import Statement, read_statement, with_answers
from conformance.drafting.whole_files import write_whole
from conformance.engine.plan_file import plan_values
from conformance.model.text import Text
from conformance.reporting.lines import Line

PROFORMA_HINT = Text("conformance draft SUITE --ics writes a proforma", "形式表由 conformance draft SUITE --ics 生成")
DONE = Text(
    "{count} answers in {plan}; next: conformance doctor {plan}",
    "已将 {count} 项回答写入 {plan}；下一步：conformance doctor {plan}",
)
UNCHANGED = Text("{plan} has these answers already", "{plan} 已含有这些回答")


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument("action", metavar="ACTION", choices=("import",), help=Text("import", "import（导入）"))
    made.argument(
        "proformas",
        nargs="+",
        type=Path,
        metavar="PROFORMA",
        help=Text("a filled-in proforma, .docx or .xlsx", "已填写的形式表，.docx 或 .xlsx"),
    )
    made.option(
        "--plan",
        type=Path,
        metavar="PLAN",
        help=Text("write the answers into this plan; all else in it is kept", "将回答写入此计划；其余内容保持不变"),
    )
    add_output_option(made)
    add_suites_option(made)


def run(options: argparse.Namespace) -> int:
    """Write the answers into the plan, or as the tables of one; nothing is written where anything is wrong."""
    for path in options.proformas:
        existing(path, PROFORMA_HINT, file=True)
    if options.plan:
        existing(options.plan, PLAN_HINT, file=True)
        plan_values(options.plan)  # complains where it is not a plan
    if options.output:
        keep_apart([options.output], [*options.proformas, options.plan])
        ready_to_write(options.output)
    answers = read_statement(options.proformas, load_catalogue(options.suites))
    if options.plan and options.output is None:
        return _into_plan(options.plan, answers, options.lang)
    text = _plan_text(options.plan, answers) if options.plan else answers.text()
    with machine_output(options.output) as out:
        out.write(text)
    return 0


def _plan_text(plan: Path, answers: Statement) -> str:
    return with_answers(plan.read_text(encoding="utf-8-sig"), answers, plan)


def _into_plan(plan: Path, answers: Statement, language: str) -> int:
    before, after = plan.read_text(encoding="utf-8-sig"), _plan_text(plan, answers)
    if after != before:
        write_whole({plan: after})
    said = DONE if after != before else UNCHANGED
    write_lines([Line(said.filled({"count": answers.number, "plan": shown_path(plan)})[language])])
    return 0
