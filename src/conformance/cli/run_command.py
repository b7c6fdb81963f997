"""`conformance run`: judge a live product by its plan; the evidence bundle is written beside the report."""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from conformance.catalogue.messages import reason_sentence
from conformance.cli.baseline import baseline_of, exit_status
from conformance.cli.budget import add_budget_option
from conformance.cli.check_command import default_folder
from conformance.cli.console import add_suites_option, complain, progress, write_lines
from conformance.cli.parser import Parser
from conformance.cli.paths import PLAN_HINT, add_plan_argument, existing
from conformance.cli.profile_options import add_profile_options
from conformance.cli.views import (
    add_view_options,
    prepare,
    save_report,
    show,
    speaks_to_people,
    whereabouts,
    written,
)
from conformance.engine.finishing import finishing
from conformance.engine.live_session import live_session
from conformance.engine.opening import new_run_id
from conformance.engine.packing import write_bundle
from conformance.engine.plan import Plan
from conformance.engine.plan_tables import TestPlan
from conformance.engine.run_service import execute, read_and_resolve
from conformance.model.baseline import Baseline
from conformance.model.finding import NotJudged
from conformance.model.outcome import INTERRUPTED, USAGE_ERROR
from conformance.model.text import Text
from conformance.reporting.views import Run

INSTEAD = {
    "profile": Text("judge by this profile instead of the plan's", "按此轮廓判定，代替计划中的轮廓"),
    "level": Text("the level to reach instead of the plan's", "要达到的等级，代替计划中的等级"),
}


def declare(made: Parser) -> None:
    """Its arguments and options."""
    add_plan_argument(made)
    made.option(
        "--folder",
        type=Path,
        metavar="DIR",
        help=Text("where to write journal, report and evidence", "日志、报告和证据的输出文件夹"),
    )
    add_profile_options(made, INSTEAD["profile"], INSTEAD["level"])
    add_budget_option(made)
    add_suites_option(made)
    add_view_options(made)


def run(options: argparse.Namespace) -> int:
    """Judge the product and show the result; the exit status is that of the verdict."""
    prepare(options, [options.plan])
    path = existing(options.plan, PLAN_HINT, file=True)
    test_plan, plan = read_and_resolve(path, tuple(options.suites), options.profile, options.level)
    test_plan = options.budget.applied(test_plan)
    return judge_product(test_plan, plan, options, baseline_of(options, plan.catalogue.requirements))


@finishing()
def judge_product(
    test_plan: TestPlan,
    plan: Plan,
    options: argparse.Namespace,
    baseline: Baseline | None = None,
    environment: Mapping[str, str] = os.environ,
) -> int:
    """Run the plan live, write journal, report and bundle, show the view; returns the exit status."""
    run_id = new_run_id()
    folder = options.folder or default_folder() / run_id
    journal, evidence = folder / "run.jsonl", folder / "evidence"
    update, end = progress()
    try:
        with live_session(test_plan, options.plan.parent, evidence, environment) as session:
            complete = execute(test_plan, plan, session, journal, run_id=run_id, progress=update)
    except NotJudged as reason:  # before anything was judged: no token, no adapter program
        complain(reason_sentence(reason.key, reason.values, {}), options.lang)
        return USAGE_ERROR
    finally:
        end()
    bundle = folder / "evidence.zip"
    write_bundle(bundle, evidence, journal, test_plan, plan)
    shutil.rmtree(evidence)
    status = show_result(Run(journal, baseline=baseline), options, [("evidence", bundle)])
    return status if complete else INTERRUPTED


def show_result(run: Run, options: argparse.Namespace, beside: list[tuple[str, Path]]) -> int:
    """Write report.json and show the view that was asked for; returns the exit status."""
    report, summary = save_report(run.journal)
    if run.baseline is None:
        run.summary = summary
    show(run, options)
    if speaks_to_people(options):
        shown = [*written(options, report), ("journal", run.journal), *beside]
        write_lines(whereabouts(run.summarised, shown, options))
    return exit_status(run, options.lang)
