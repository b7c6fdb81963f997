"""What every other row says of a reference product with a fault, where only its application answers.

What families say that serve sockets depends on time. The findings of the fault's own row are in expected.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from conformance.catalogue import Catalogue
from conformance.catalogue.packages import import_code
from conformance.drafting.proof_service import judged_subjects_of
from conformance.engine.plan import Plan, Selection
from conformance.model.family import Family
from conformance.model.journal.records import SubjectJudged
from conformance.reference.product import PART
from tests.doubles.in_process import Product, in_process
from tests.outcomes.live import DOMAIN, LONG, worst_of
from tests.outcomes.written import lines, path_of

HEAD = "# What other rows than its own say of each fault of {family}, by `python -m tests.outcomes {family}`.\n"
STIMULI, BY_CHANCE = 4, 16
"""Stimuli of each row; a library that makes them by chance has to be asked for more until a fault shows."""
AT_ONCE = 64
"""Rows on brokers and WebSocket servers wait for most of their time. Others may share data: one follows the other."""


def families_with_faults(catalogue: Catalogue) -> list[Family]:
    """The families whose outcomes are kept here; those of identity are kept in full."""
    return [family for family in catalogue.families.values() if family.has(PART) and _is_application(family)]


def _is_application(family: Family) -> bool:
    part = import_code(family.package, family.folder, PART)
    # Which requests a library generates, and whether in time, differs.
    return not family.id.startswith(DOMAIN) and not getattr(part, "SERVERS", {}) and "fuzz" not in family.extras


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


def honest(product: Product) -> dict[str, str]:
    """What is said without a fault where what the plan tells is missing or useless, or nothing may be written."""
    given: dict[str, Any] = {
        "no information": {"information": {}},
        "useless information": {"information": dict.fromkeys(product.part.INFORMATION, "x")},
        "may not be written to": {"limits": {"writing": False, "stimuli": 1}},
    }
    found = {}
    for name, tables in given.items():
        values = product.values("", **{"limits": {"writing": True, "stimuli": 1}, **tables})
        found[name] = otherwise(product.plan, "", judged_subjects_of(product.plan, values, product.environment))
    return found


def faults_text(catalogue: Catalogue, family: Family) -> str:
    """All of a family's faults."""
    part = import_code(family.package, family.folder, PART)
    plan = plan_of(catalogue, family)
    with in_process(part, plan) as product:
        found = honest(product)
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
