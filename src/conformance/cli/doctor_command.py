"""`conformance doctor`: what keeps a plan from running; it never counts as a verdict."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from conformance.catalogue.messages import reason_sentence
from conformance.cli.console import add_suites_option, write_lines
from conformance.cli.parser import Parser
from conformance.cli.paths import PLAN_HINT, add_plan_argument, existing
from conformance.engine.doctor import Diagnosis, cases, diagnose
from conformance.engine.run_service import read_and_resolve
from conformance.model.outcome import USAGE_ERROR, Verdict
from conformance.model.requirement import Requirement
from conformance.model.text import Text
from conformance.reporting.lines import Line

WORDS = {
    "configuration": Text("Configuration", "配置"),
    "environment": Text("Environment", "环境"),
    "product": Text("Product", "产品"),
    "plan": Text("the plan can be read, and answers what the suites ask", "计划可读取，并回答了测试套的提问"),
    "endpoint": Text("endpoint {endpoint}", "端点 {endpoint}"),
    "credentials": Text("the credentials are available", "凭据已就绪"),
    "no_credentials": Text("no credentials are needed", "不需要凭据"),
    "session": Text("the product accepts requests", "可以向产品发送请求"),
    "asked": Text("{endpoint} at {url}", "{endpoint}，地址为 {url}"),
    "answers": Text("{endpoint} answers at {url} with status {status}", "{endpoint} 在 {url} 应答，状态码为 {status}"),
    "answer": Text("{endpoint}: the answer {item}", "{endpoint}：回答 {item}"),
    "plan_and_product": Text("{endpoint}: what the plan says of the product", "{endpoint}：计划对产品的说明"),
    "ready": Text("{endpoint}: {part}", "{endpoint}：{part}"),
    "will": Text("{count} requirements will be judged", "将判定 {count} 条要求"),
    "not": Text("not judged: {id} {title}: {reason}", "不判定：{id} {title}：{reason}"),
    "ready_to_run": Text("Ready: conformance run {plan}", "就绪：conformance run {plan}"),
    "ready_in_part": Text(
        "Ready, except for {count} that the plan keeps from running: conformance run {plan}",
        "就绪，但计划不允许执行其中 {count} 条：conformance run {plan}",
    ),
    "not_ready": Text("Not ready. Nothing was judged.", "未就绪。未作任何判定。"),
}
Case = tuple[Requirement, str | None, Mapping[str, Any]]
KEPT = ("writing_not_allowed", "no_authorisation", "authorisation_over")
"""Why rows are not judged that a plan may allow."""
MARKS = {True: "[ok]", False: "[!!]"}


def declare(made: Parser) -> None:
    """Its arguments and options."""
    add_plan_argument(made)
    add_suites_option(made)


def run(options: argparse.Namespace) -> int:
    """Look at everything a run needs; 0 ready, 2 the configuration needs a correction, 3 environment or product."""
    test_plan, plan = read_and_resolve(existing(options.plan, PLAN_HINT, file=True), tuple(options.suites))
    found = [Diagnosis("configuration", "plan"), *diagnose(test_plan, plan, options.plan.parent)]
    write_lines(_diagnoses(found, options.lang))
    rows = list(cases(test_plan, plan))
    write_lines(_cases(rows, options.lang))
    wrong = [each for each in found if each.reason]
    kept = sum(key in KEPT for _, key, _ in rows)
    ending = "not_ready" if wrong else "ready_in_part" if kept else "ready_to_run"
    ending = WORDS[ending].filled({"plan": options.plan, "count": kept})[options.lang]
    write_lines([Line(), Line(ending, 0, "bold red" if wrong else "bold green")])
    if any(each.part == "configuration" for each in wrong):
        return USAGE_ERROR
    return Verdict.UNPROVEN.exit_status if wrong else 0


def _diagnoses(found: list[Diagnosis], language: str) -> Iterator[Line]:
    for part in ("configuration", "environment", "product"):
        diagnoses = [each for each in found if each.part == part]
        if diagnoses:
            yield Line(WORDS[part][language], 0, "bold")
        for each in diagnoses:
            text = WORDS[each.what].filled(each.values)[language]
            if each.reason is None:
                yield Line(f"{MARKS[True]} {text}", 2, "green")
            else:
                yield Line(f"{MARKS[False]} {text}", 2, "red")
                yield Line(reason_sentence(each.reason.key, each.reason.values, each.own)[language], 7)


def _cases(rows: list[Case], language: str) -> Iterator[Line]:
    yield Line()
    yield Line(WORDS["will"].filled({"count": sum(key is None for _, key, _ in rows)})[language], 0, "bold")
    for row, key, values in rows:
        if key:
            reason = row.excluded[language] if row.excluded else reason_sentence(key, values, {})[language]
            said = {"id": row.id, "title": row.title[language], "reason": reason}
            yield Line(WORDS["not"].filled(said)[language], 2, "dim")
