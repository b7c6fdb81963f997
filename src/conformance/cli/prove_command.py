"""`conformance prove`: for each requirement the samples that satisfy it, those that break it, and what caught them.

`--accept` writes what the bad ones are found for, to be reviewed in the diff.
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator

from conformance.catalogue import CatalogueError
from conformance.catalogue.messages import reason_sentence
from conformance.cli.console import add_suites_option, shown_path, write_lines
from conformance.cli.parser import Parser
from conformance.drafting.expected import Expected
from conformance.drafting.proof import observe
from conformance.drafting.row_proof import Misfit, RowProof
from conformance.drafting.wording import review
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Verdict
from conformance.model.profile import LEVELS
from conformance.model.requirement import Suite
from conformance.model.text import Text
from conformance.reporting.lines import Line

WORDS = {
    "proven": Text("proven", "已证明"),
    "unproven": Text("NOT PROVEN", "未证明"),
    "excluded": Text("excluded", "已排除"),
    "not_run": Text("NOT RUN", "未执行"),
    "lacking": Text(
        "{count} not run: extras are missing; to prove them too: pip install 'metaverse-conformance[{extras}]'",
        "{count} 条未执行：缺少附加组件；如需一并证明：pip install 'metaverse-conformance[{extras}]'",
    ),
    "good": Text("good samples that pass: {count}", "通过的正例：{count}"),
    "caught": Text("caught", "已发现"),
    "wording": Text("wording: {message}", "措辞：{message}"),
    "total": Text(
        "{proven} of {rows} requirements proven by {samples} samples",
        "{rows} 条要求中 {proven} 条已由 {samples} 个样例证明",
    ),
    "no_good": Text("no good sample passes it", "没有正例通过"),
    "good_fails": Text("a good sample violates it", "有正例不满足"),
    "no_bad": Text("no bad sample breaks it", "没有反例"),
    "missed": Text("a bad sample was not caught", "有反例未被发现"),
    "collateral": Text("a bad sample violates other rows as well", "有反例同时不满足其他要求"),
    "error": Text("the check failed on a sample", "检查程序在样例上出错"),
    "unshown": Text("{place}: no bad sample shows {name}", "{place}：没有反例能得出 {name}"),
    "no_line": Text("{place}: no line for {sample}", "{place}：缺少 {sample} 的条目"),
    "no_sample": Text("{place}: there is no sample {sample}", "{place}：没有样例 {sample}"),
    "other_finding": Text("{place}: {sample} is not found for what is expected", "{place}：{sample} 的结果与预期不符"),
    "not_left": Text(
        "{place}: {sample} needs no reason: it is shown, or not there",
        "{place}：{sample} 无需理由：已有样例能得出，或不存在",
    ),
    "received": Text("received", "实际为"),
    "expected": Text("expected", "要求为"),
    "accepted": Text("{path}: entries changed: {count}", "{path}：更改 {count} 个条目"),
    "unplaced": Text(
        "in no profile, so that no claim depends on them: {rows}", "未列入任何轮廓，不影响任何符合性声明：{rows}"
    ),
    "hint": Text(
        "If what was received is right, accept it and review the diff: {command}",
        "如实际结果正确，请接受并检查差异：{command}",
    ),
}
UNPLACED_SHOWN = 12
DETAILED = frozenset({"unshown", "no_line", "no_sample", "other_finding", "not_left"})


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "name",
        nargs="?",
        metavar="NAME",
        help=Text("a domain, family, suite or requirement", "领域、测试套族、测试套或要求编号"),
    )
    made.option(
        "--accept",
        action="store_true",
        help=Text(
            "write the findings of the bad samples to samples/expected.toml", "将反例的结果写入 samples/expected.toml"
        ),
    )
    add_suites_option(made)


def run(options: argparse.Namespace) -> int:
    """Prove all suites, those of one domain or family, one suite or one row.

    Exit status 1 where one is not proven, or is frozen and changed; 3 where all that were tried are, but an extra is
    missing for others: these were neither proven nor refuted, just as a requirement that was not run on a product is
    unproven, not violated.
    """
    plan = Plan(Selection(tuple(options.suites)))
    suites, wanted = _chosen(plan, options.name)
    proofs: list[RowProof] = []
    for suite, found in observe(plan, suites):
        rows = [proof for proof in found if wanted is None or proof.requirement.id == wanted]
        if options.accept:
            _accept(suite, rows, options.lang)
        Expected.of(suite).compare(rows)
        proofs += rows
    write_lines(line for proof in proofs for line in _lines(proof, options.lang))
    proven = sum(proof.proven for proof in proofs)
    bad = sum(len(proof.caught) for proof in proofs)
    good = len({name for proof in proofs for name in proof.passed_by})
    values = {"proven": proven, "rows": len(proofs), "samples": good + bad}
    style = "bold green" if proven == len(proofs) else "bold red"
    write_lines([Line(), Line(WORDS["total"].filled(values)[options.lang], 0, style)])
    if unplaced := _unplaced(plan, proofs):
        said = {"rows": ", ".join(unplaced[:UNPLACED_SHOWN]) + (" ..." if len(unplaced) > UNPLACED_SHOWN else "")}
        write_lines([Line(WORDS["unplaced"].filled(said)[options.lang], 0, "yellow")])
    if any(proof.misfits for proof in proofs):
        write_lines([Line(WORDS["hint"][options.lang].format(command=_accepting(options)))])
    lacking = sorted({extra for proof in proofs if proof.not_run for extra in proof.extras})
    if lacking:
        missing = {"count": sum(proof.not_run for proof in proofs), "extras": ",".join(lacking)}
        write_lines([Line(WORDS["lacking"].filled(missing)[options.lang], 0, "yellow")])
    if changed := list(_changed_rows(plan, {proof.requirement.id for proof in proofs})):
        write_lines([Line(), *(Line(said[options.lang], 0, "red") for said in changed)])
    if changed or any(not proof.proven and not proof.not_run for proof in proofs):
        return 1
    return Verdict.UNPROVEN.exit_status if lacking else 0


def _unplaced(plan: Plan, proofs: list[RowProof]) -> list[str]:
    """The rows that are judged and that no profile has."""
    placed = {row for _, profile in plan.catalogue.profiles() for row in profile.requirements(LEVELS[-1])}
    rows = [proof.requirement for proof in proofs]
    return [row.id for row in rows if not row.excluded and row.id not in placed]


def _changed_rows(plan: Plan, rows: set[str]) -> Iterator[Text]:
    """Each of these rows that is frozen and changed without an erratum, with its place in the frozen set."""
    for name in plan.catalogue.frozen_files:
        try:
            plan.catalogue.profile(name)
        except CatalogueError as error:
            for each in (error, *error.others):
                if any(each.place.endswith(f": {row}") for row in rows):
                    yield Text(f"{each.place}: {each.problem.en}", f"{each.place}：{each.problem.zh}")


def _accepting(options: argparse.Namespace) -> str:
    """The same command, accepting."""
    suites = [part for folder in options.suites for part in ("--suites", str(folder))]
    return shlex.join(["conformance", "prove", *([options.name] if options.name else []), *suites, "--accept"])


def _accept(suite: Suite, proofs: list[RowProof], language: str) -> None:
    """Write the suite's expected.toml anew where anything in it changes."""
    before = Expected.of(suite)
    after = before.accepting(proofs)
    if after.text != before.text and (before.text or after.entries):
        after.write()
        values = {"path": shown_path(after.path), "count": after.changes(before)}
        write_lines([Line(WORDS["accepted"][language].format(**values))])


def _chosen(plan: Plan, name: str | None) -> tuple[list[Suite], str | None]:
    catalogue = plan.catalogue
    if name is None:
        return list(catalogue.suites.values()), None
    if name.upper() in catalogue.requirements:
        return [catalogue.suite_of(name.upper())], name.upper()
    return catalogue.suites_named(name), None


def _lines(proof: RowProof, language: str) -> Iterator[Line]:
    row = proof.requirement
    state = "excluded" if row.excluded else "not_run" if proof.not_run else "proven" if proof.proven else "unproven"
    style = {"proven": "green", "unproven": "bold red", "excluded": "dim", "not_run": "yellow"}[state]
    yield Line(f"{row.id}  {WORDS[state][language]}  {row.title[language]}", 0, style)
    if proof.not_run:
        for extra in sorted(proof.extras):
            yield Line(reason_sentence("extra_missing", {"extra": extra}, {})[language], 4)
        return
    yield Line(WORDS["good"].filled({"count": len(proof.passed_by)})[language], 4, "dim")
    for name, caught in proof.caught.items():
        others = [each for each in caught.violated if each != row.id]
        said = WORDS["caught" if row.id in caught.violated else "missed"][language]
        yield Line(f"{name}: {said}{' + ' + ', '.join(others) if others else ''}", 4)
    for line in complaints(proof, language):
        yield Line(f"! {line.text}" if not line.indent else line.text, line.indent + 4, line.style)
    for remark in review(en=row.statement.en, zh=row.statement.zh, obligation=row.obligation.value):
        yield Line(WORDS["wording"].filled({"message": remark.message(language)})[language], 4, "yellow")


def complaints(proof: RowProof, language: str) -> Iterator[Line]:
    """All that keeps a row from being proven, with file and line where there is one."""
    for problem in proof.problems:
        if problem not in DETAILED:
            yield Line(WORDS[problem][language], 0, "red")
    for mark in () if proof.requirement.excluded else proof.unshown:
        place = f"{shown_path(mark.path)}:{mark.line}"
        yield Line(WORDS["unshown"][language].format(place=place, name=mark.name), 0, "red")
    for misfit in proof.misfits:
        yield from _misfit(misfit, language)


def _misfit(misfit: Misfit, language: str) -> Iterator[Line]:
    place = f"{shown_path(misfit.path)}:{misfit.line}" if misfit.line else shown_path(misfit.path)
    yield Line(WORDS[misfit.key][language].format(place=place, sample=misfit.sample), 0, "red")  # whole, however long
    for name, text in (("received", misfit.received), ("expected", misfit.expected)):
        for line in f"{WORDS[name][language]} {text}".splitlines() if text else ():
            yield Line(line, 2)
