"""`conformance rejudge`: the verdicts of a run once more, offline, from its evidence bundle."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from conformance.catalogue.rows import Rows
from conformance.cli.baseline import baseline_of
from conformance.cli.console import add_suites_option, write_lines
from conformance.cli.parser import Parser
from conformance.cli.paths import BUNDLE_HINT, add_subjects_option, existing
from conformance.cli.run_command import show_result
from conformance.cli.views import add_view_options, prepare, speaks_to_people
from conformance.engine.bundle import Bundle, catalogue_digest
from conformance.engine.finishing import finishing
from conformance.engine.plan import Plan
from conformance.engine.private import unpack_private
from conformance.engine.rejudge import Comparison, compare, rejudge, rejudge_files, selection_of
from conformance.engine.run_service import resolve
from conformance.model.outcome import Verdict
from conformance.model.text import Text
from conformance.reporting.lines import Line
from conformance.reporting.views import Run

WORDS = {
    "same": Text(
        "Judged again from the evidence: journal and report are the same, byte for byte ({digest}).",
        "已由证据重新判定：日志与报告逐字节相同（{digest}）。",
    ),
    "verdicts": Text(
        "Judged again from the evidence: the verdicts are the same; another harness judged the run.",
        "已由证据重新判定：结论相同；原运行由另一测试系统判定。",
    ),
    "edited": Text(
        "Judged again from the evidence: the verdicts are the same, but the journal in the evidence is not "
        "the one that this harness wrote: it was edited.",
        "已由证据重新判定：结论相同，但证据中的日志并非本测试系统所写：已被编辑。",
    ),
    "missing": Text(
        "Not judged again, since the evidence holds only their digests: {count} ({names}). All others: the same "
        "verdicts. To supply files: --subjects DIR.",
        "未重新判定，因证据中仅有其摘要：{count} 个（{names}）。其余对象结论相同。如需提供文件：--subjects DIR。",
    ),
    "catalogue": Text(
        "The requirements have changed since the run: the evidence holds catalogue {recorded}, here it is {here}. "
        "What the evidence cannot answer is not run.",
        "运行之后要求已变更：证据中的目录为 {recorded}，此处为 {here}。证据无法回答的项目未执行。",
    ),
    "differs": Text("{requirement}: was {before}, is {after}", "{requirement}：原为 {before}，现为 {after}"),
    "withdrawn": Text(
        "{requirement} was withdrawn after the run: {reason}; verdicts on it in the evidence: {count}",
        "{requirement} 在运行之后已撤销：{reason}；证据中有其判定 {count} 项",
    ),
    "diverged": Text(
        "Judged again from the evidence with the same requirements, the verdicts differ: the evidence was changed, "
        "or this is an internal error.",
        "以相同要求由证据重新判定，结论却不同：证据已被改动，或测试系统内部出错。",
    ),
}


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "bundle",
        type=Path,
        metavar="EVIDENCE.zip",
        help=Text("the evidence that `run` or `check --evidence` wrote", "`run` 或 `check --evidence` 写出的证据包"),
    )
    made.option(
        "--folder",
        type=Path,
        metavar="DIR",
        help=Text("where to write journal and report", "日志和报告的输出文件夹"),
    )
    add_subjects_option(made)
    made.option(
        "--trust-suites",
        action="append",
        default=[],
        metavar="DIGEST",
        help=Text(
            "run the code of the private suites in the evidence that have this digest (repeatable)",
            "运行证据自带的、摘要与此一致的私有测试套代码（可重复）",
        ),
    )
    add_suites_option(made)
    add_view_options(made)


@finishing()
def run(options: argparse.Namespace) -> int:
    """Judge the bundle; the exit status is that of the verdict, 4 where the same requirements say something else."""
    prepare(options, [options.bundle])
    with Bundle(existing(options.bundle, BUNDLE_HINT, file=True)) as bundle, TemporaryDirectory() as temporary:
        named = tuple(options.suites)
        folders, profile = unpack_private(bundle, Path(temporary), options.trust_suites, named)
        folder = options.folder or options.bundle.with_suffix("")
        journal = folder / "run.jsonl"
        recorded, missing = bundle.index["catalogue"]["digest"], list[str]()
        if bundle.of_files:
            plan = Plan(selection_of(bundle, folders, profile))
            missing = rejudge_files(bundle, plan, journal, options.subjects).subjects
        else:
            test_plan = bundle.test_plan
            test_plan = test_plan.model_copy(update={"profile": profile or test_plan.profile})
            plan = resolve(test_plan, folders, options.bundle)
            rejudge(bundle, test_plan, plan, journal, same_catalogue=recorded == catalogue_digest(plan))
        same_catalogue = recorded == catalogue_digest(plan)
        baseline = baseline_of(options, plan.catalogue.requirements)
        status = show_result(Run(journal, baseline=baseline), options, [])
        found = compare(bundle, journal, missing)
    if speaks_to_people(options):
        write_lines(_lines(found, missing, same_catalogue, recorded, catalogue_digest(plan), options.lang))
        write_lines(_differing(found, plan.catalogue.requirements, options.lang))
    if found.differing and same_catalogue:
        return Verdict.ERROR.exit_status
    edited = same_catalogue and found.same_harness and not found.same_bytes and not missing
    return Verdict.UNPROVEN.exit_status if edited and not status else status


def _lines(
    found: Comparison, missing: list[str], same_catalogue: bool, recorded: str, here: str, language: str
) -> list[Line]:
    lines = [Line()]
    if not same_catalogue:
        lines.append(Line(WORDS["catalogue"].filled({"recorded": recorded[:19], "here": here[:19]})[language]))
    elif found.differing:
        lines.append(Line(WORDS["diverged"][language], 0, "bold red"))
    elif missing:
        values = {"count": len(missing), "names": missing}
        lines.append(Line(WORDS["missing"].filled(values)[language], 0, "bold yellow"))
    elif found.same_bytes:
        lines.append(Line(WORDS["same"].filled({"digest": found.digest})[language], 0, "green"))
    elif found.same_harness:
        lines.append(Line(WORDS["edited"][language], 0, "bold red"))
    else:
        lines.append(Line(WORDS["verdicts"][language]))
    return lines


def _differing(found: Comparison, requirements: Rows, language: str) -> Iterator[Line]:
    """The cases with another outcome; one sentence for all cases of a row that was withdrawn since."""
    withdrawn: Counter[str] = Counter()
    for name, before, after in found.differing:
        row = requirements.get(name.rpartition(" ")[2])
        if row and row.withdrawn:
            withdrawn[row.id] += 1
            continue
        values = {"requirement": name, "before": before, "after": after}
        yield Line(WORDS["differs"].filled(values)[language], 2)
    for each, count in withdrawn.items():
        told = {"requirement": each, "reason": requirements[each].withdrawn, "count": count}
        yield Line(WORDS["withdrawn"].filled(told)[language], 2)
