"""What every other row says of a reference product with a fault, where only its application answers.

What families say that serve sockets depends on time. The findings of the fault's own row are in expected.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from conformance.catalogue import Catalogue
from conformance.catalogue.packages import import_code
from conformance.drafting.proof_service import ADDRESS, judged_subjects_of
from conformance.engine.plan import Plan, Selection
from conformance.model.family import Family
from conformance.model.journal.letters import by_row
from conformance.model.journal.records import SubjectJudged
from conformance.model.outcome import worse
from conformance.reference.fault import Fault
from conformance.reference.product import PART
from tests.doubles.in_process import BASE, Product, in_process
from tests.outcomes.written import Outcomes, lines, path_of

HEAD = "# What other rows than its own say of each fault of {family}, by `python -m tests.outcomes {family}`.\n"
STIMULI, BY_CHANCE = 4, 16
"""Stimuli of each row; a library that makes them by chance has to be asked for more until a fault shows."""
LONG = frozenset({"openid_sign_in"})
"""Kinds with suites that sign in a dozen times each: each of their faults is judged by its own suite alone."""
_VOLATILE = re.compile(r"(?<=/)(?:[0-9a-f-]{16,}|\d+#\d+)|(?<= )[0-9.]+(?= (?:s|ms)\b)")
AT_ONCE = 64
"""Rows on brokers and WebSocket servers wait for most of their time. Others may share data: one follows the other."""


def families_with_faults(catalogue: Catalogue) -> list[Family]:
    """The families whose outcomes are kept here."""
    return [family for family in catalogue.families.values() if family.has(PART) and _is_application(family)]


def _is_application(family: Family) -> bool:
    part = import_code(family.package, family.folder, PART)
    # Which requests a library generates, and whether in time, differs.
    return not getattr(part, "SERVERS", {}) and "fuzz" not in family.extras


def plan_of(catalogue: Catalogue, family: Family) -> Plan:
    """Its live suites, and those of the documents that its services return."""
    own = [suite for suite in catalogue.suites.values() if catalogue.family_of(suite).id == family.id]
    kinds = {suite.kind for suite in own if catalogue.kinds[suite.kind].endpoint}
    kinds |= {document for kind in kinds for document in catalogue.kinds[kind].documents}
    chosen = tuple(each.id for each in catalogue.suites.values() if each.kind in kinds)
    return Plan(Selection(suites=chosen), catalogue)


def judged(product: Product, fault: str) -> list[SubjectJudged]:
    """What the plan says of the product with this fault, at the endpoints where the fault's row looks."""
    catalogue = product.plan.catalogue
    row = catalogue.requirements[fault.split("_")[0]]
    kind = catalogue.kinds[catalogue.suite_of(row.id).kind]
    shown_at = {kind.endpoint, *kind.optional_endpoints}
    endpoints = {name: url for name, url in product.values()["endpoints"].items() if name in shown_at}
    stimuli = BY_CHANCE if "fuzz" in catalogue.family_of(catalogue.suite_of(row.id)).extras else STIMULI
    limits = {"writing": row.writes, "stimuli": stimuli, "concurrency": AT_ONCE if product.servers else 1}
    values = product.values(fault, endpoints=endpoints, limits=limits)
    plan = _alone(catalogue.suite_of(row.id).id) if kind.id in LONG else product.plan
    return list(judged_subjects_of(plan, values, product.environment))


@cache
def _alone(suite: str) -> Plan:
    """The plan for one suite: where it takes long, the others judge a fault in `conformance prove` alone."""
    return Plan(Selection(suites=(suite,)))


def otherwise(plan: Plan, fault: str, subjects: Iterable[SubjectJudged]) -> str:
    """The rows that do not pass, without the fault's own."""
    found = {row: told for row, told in worst_of(plan, subjects).items() if row != fault.split("_")[0]}
    return "".join(lines(found, dict.fromkeys(found, ("P",))))


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


def honest(product: Product) -> dict[str, str]:
    """What is said without a fault: of a product that supports nothing optional, and where what the plan tells is
    missing or useless, or nothing may be written."""
    statement = {name: False if value is True else value for name, value in product.part.STATEMENT.items()}
    told = product.part.INFORMATION
    given: dict[str, Any] = {
        "nothing optional": {"statement": statement},
        "no information": {"information": {}},
        "useless information": {"information": {name: _useless(each) for name, each in told.items()}},
        "may not be written to": {"limits": {"writing": False, "stimuli": 1}},
    }
    found = {}
    for name, tables in given.items():
        values = product.values("", **{"limits": {"writing": True, "stimuli": 1}, **tables})
        found[name] = otherwise(product.plan, "", judged_subjects_of(product.plan, values, product.environment))
    return found


def refusals(part: Any, plan: Plan) -> dict[str, str]:
    """What is said without a fault where the product refuses all that is sent to one of its routes."""
    found = {}
    for number, route in enumerate(part.routes(BASE, Fault())):
        with in_process(part, plan, number) as product:
            values = product.values("", limits={"writing": True, "stimuli": 1})
            subjects = judged_subjects_of(product.plan, values, product.environment)
            found[f"{route.path} refuses"] = otherwise(product.plan, "", subjects)
    return found


def _useless(value: Any) -> Any:
    """An item of information of the same type, since a plan may have no other, that leads nowhere."""
    if isinstance(value, int | float):
        return value
    return ["x"] if isinstance(value, list) else "x"


def faults_text(catalogue: Catalogue, family: Family) -> str:
    """All of a family's faults."""
    part = import_code(family.package, family.folder, PART)
    plan = plan_of(catalogue, family)
    with in_process(part, plan) as product:
        found = honest(product) | refusals(part, plan)
    for fault in part.FAULTS:
        with in_process(part, plan) as product:  # anew for each fault: rows write to it
            found[fault] = otherwise(plan, fault, judged(product, fault))
    return HEAD.format(family=family.id) + "".join(f"{fault}\n{text}" for fault, text in found.items())


def kept(family: str) -> Mapping[str, str]:
    """What is kept of each of the family's faults."""
    found: dict[str, str] = {}
    fault = ""
    for line in path_of(f"{family}/faults").read_text(encoding="utf-8").splitlines(keepends=True)[1:]:
        fault = fault if line.startswith(" ") else line.strip()
        found[fault] = found.get(fault, "") + (line if line.startswith(" ") else "")
    return found
