"""All outcomes of a family's live suites on its reference product without a socket: honest, and with each fault.

Beside the faults: an honest product that supports nothing optional, and one without the information that tests need.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from conformance.catalogue import Catalogue
from conformance.catalogue.packages import import_code
from conformance.drafting.proof_service import ADDRESS, judged_subjects_of
from conformance.engine.plan import Plan, Selection
from conformance.model.family import Family
from conformance.model.journal.letters import by_row
from conformance.model.journal.records import SubjectJudged
from conformance.model.outcome import worse
from conformance.reference.product import PART
from tests.doubles.in_process import BASE, Product, in_process
from tests.outcomes.written import Outcomes, lines, usual_of

DOMAIN = "identity/"
"""The faults of interfaces are many, and many of them wait: each is tried once, with its expected finding."""
HEAD = "# All outcomes of the live suites of {family} on its reference product, by `python -m tests.outcomes`.\n"
LONG = frozenset({"openid_sign_in"})
"""Kinds with suites that sign in a dozen times each: their faults are tried once, in test_live_faults.py."""
_VOLATILE = re.compile(r"(?<=/)[0-9a-f-]{16,}|(?<= )[0-9.]+(?= (?:s|ms)\b)")


def live_families(catalogue: Catalogue) -> list[Family]:
    """The families with a reference product whose outcomes are kept."""
    return [each for each in catalogue.families.values() if each.has(PART) and each.id.startswith(DOMAIN)]


def live_text_of(catalogue: Catalogue, family: Family) -> str:
    """What its live suites, and those of the documents it returns, say of its reference product."""
    own = [suite for suite in catalogue.suites.values() if catalogue.family_of(suite).id == family.id]
    kinds = {suite.kind for suite in own if catalogue.kinds[suite.kind].endpoint}
    kinds |= {document for kind in kinds for document in catalogue.kinds[kind].documents}
    plan = Plan(Selection(suites=tuple(each.id for each in catalogue.suites.values() if each.kind in kinds)), catalogue)
    part = import_code(family.package, family.folder, PART)
    with in_process(part, plan) as product:
        found = {"honest": _outcomes(product)}
        found["nothing optional"] = _outcomes(
            product, statement={name: "v1" if name == "edition" else False for name in part.STATEMENT}
        )
        found["no information"] = _outcomes(product, information={})
        found["may not be written to"] = _outcomes(product, writing=False)
        for fault in part.FAULTS:
            row = fault.split("_", 1)[0]
            kind = catalogue.kinds[catalogue.suite_of(row).kind]
            if kind.id in LONG:
                continue
            shown_at = {kind.endpoint, *kind.optional_endpoints}  # it cannot show at another one
            there = {name: url for name, url in product.values()["endpoints"].items() if name in shown_at}
            found[fault] = {**_outcomes(product, fault, endpoints=there), row: ("F",)}
    usual = usual_of(found.values())
    written = [HEAD.format(family=family.id), "usual\n", *lines(usual, usual)]
    for name, there in found.items():
        written += [f"{name}\n", *lines(there, usual)]
    return "".join(written)


def _outcomes(product: Product, fault: str = "", *, writing: bool = True, **tables: Any) -> Outcomes:
    values = product.values(fault, **tables, limits={"writing": writing, "stimuli": 1})
    return worst_of(product.plan, judged_subjects_of(product.plan, values, product.environment))


def worst_of(plan: Plan, subjects: Iterable[SubjectJudged]) -> Outcomes:
    """What each row says of the service or document for which it says the worst."""
    rows = {suite.id: [row.id for row in suite.requirements] for suite in plan.suites}
    told: dict[str, Any] = {}
    for judged in subjects:
        verdict = judged.verdict
        reasons = {each.requirement: each.reason for each in (*verdict.open, *verdict.inapplicable)}
        for suite, letters in verdict.outcomes:
            for row, outcome in by_row(rows[suite], letters).items():
                if row not in told or worse(outcome, told[row][0]) is not told[row][0]:
                    told[row] = outcome, _said(outcome.letter, reasons.get(row))
    return {row: said for row, (_, said) in told.items()}


def _said(letter: str, reason: Any) -> tuple[str, ...]:
    if reason is None:
        return (letter,)
    text = _VOLATILE.sub("...", reason.text.en.replace(BASE.partition("://")[2], ADDRESS))
    return (" ".join(filter(None, (letter, reason.cause, reason.key, f'"{text}"'))),)
