"""`conformance prove`: for each requirement the samples that satisfy it, those that break it, and what caught them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from conformance.cli.console import add_suites_option, write_lines
from conformance.cli.parser import Parser
from conformance.drafting.proof import prove
from conformance.drafting.row_proof import RowProof
from conformance.drafting.wording import review
from conformance.engine.plan import Plan, Selection
from conformance.model.requirement import Suite
from conformance.model.text import Text
from conformance.reporting.lines import Line

WORDS = {
    "proven": Text("proven", "已证明"),
    "unproven": Text("NOT PROVEN", "未证明"),
    "excluded": Text("excluded", "已排除"),
    "good": Text("{count} good samples pass", "{count} 个正例通过"),
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
}


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "name",
        nargs="?",
        metavar="NAME",
        help=Text("a domain, family, suite or requirement", "领域、测试套族、测试套或要求编号"),
    )
    add_suites_option(made)


def run(options: argparse.Namespace) -> int:
    """Prove all suites, those of one domain or family, one suite or one row; exit status 1 where one is not proven."""
    plan = Plan(Selection(tuple(options.suites)))
    suites, wanted = _chosen(plan, options.name)
    proofs = [proof for proof in prove(plan, suites) if wanted is None or proof.requirement.id == wanted]
    write_lines(line for proof in proofs for line in _lines(proof, options.lang))
    proven = sum(proof.proven for proof in proofs)
    bad = sum(len(proof.caught) for proof in proofs)
    good = len({name for proof in proofs for name in proof.passed_by})
    values = {"proven": proven, "rows": len(proofs), "samples": good + bad}
    style = "bold green" if proven == len(proofs) else "bold red"
    write_lines([Line(), Line(WORDS["total"].filled(values)[options.lang], 0, style)])
    return 0 if proven == len(proofs) else 1


def _chosen(plan: Plan, name: str | None) -> tuple[list[Suite], str | None]:
    catalogue = plan.catalogue
    if name is None:
        return list(catalogue.suites.values()), None
    if name.upper() in catalogue.requirements:
        return [catalogue.suite_of(name.upper())], name.upper()
    return catalogue.suites_named(name), None


def _lines(proof: RowProof, language: str) -> Iterator[Line]:
    row = proof.requirement
    state = "excluded" if row.excluded else "proven" if proof.proven else "unproven"
    style = {"proven": "green", "unproven": "bold red", "excluded": "dim"}[state]
    yield Line(f"{row.id}  {WORDS[state][language]}  {row.title[language]}", 0, style)
    yield Line(WORDS["good"].filled({"count": len(proof.passed_by)})[language], 4, "dim")
    for name, violated in proof.caught.items():
        others = [each for each in violated if each != row.id]
        caught = f"{WORDS['caught'][language]}" if row.id in violated else WORDS["missed"][language]
        yield Line(f"{name}: {caught}{' + ' + ', '.join(others) if others else ''}", 4)
    for problem in proof.problems:
        yield Line(f"! {WORDS[problem][language]}", 4, "red")
    for remark in review(en=row.statement.en, zh=row.statement.zh, obligation=row.obligation.value):
        yield Line(WORDS["wording"].filled({"message": remark.message(language)})[language], 4, "yellow")
