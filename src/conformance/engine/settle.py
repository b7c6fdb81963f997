"""From cases to outcomes: each row has one, from its check, from what was cut off and from whether it has instances.

A row without a case passes if there is something for it to judge, and is not applicable otherwise. Anything else that
happens to a row is a case: its findings, its reason, places cut off by another row's finding, a missing view.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.engine.case import Case, Cuts, crashed, not_judged
from conformance.engine.loaded import LoadedSuite, Row
from conformance.engine.places import cut_by, survey
from conformance.model.finding import NotJudged
from conformance.model.outcome import Cause, Outcome

STATED = "not_supported"
"""The reason by which the vendor's statement excludes a row: its places are not even examined."""


def settle(
    loaded: LoadedSuite,
    view: Any,
    document: Any,
    cases: Mapping[str, Case],
    cuts: Cuts,
    stands: tuple[bool, ...],
) -> tuple[str, list[Case]]:
    """The outcome letters of a suite's rows, and the cases to report.

    `view` is the reason if there is no view; pointer patterns are looked up in `document`; `stands` says for each
    judged row whether its patterns have an instance there.
    """
    there, found = stands, dict(cases) if cases else {}
    if isinstance(view, Exception):
        found = {row.requirement.id: _without_view(row, view, cuts) for row in loaded.judged}
    elif cuts or loaded.named:
        there = _looked_up(loaded, view, document, found, cuts, there)
    letters = loaded.letters(there)
    if not found:
        return letters, []
    settled, told = list(letters), []
    for at, row in loaded.places:
        if case := found.get(row.requirement.id):
            settled[at] = case.outcome.letter
            if case.outcome is not Outcome.PASS and (case.reason or case.findings):
                told.append(case)
    return "".join(settled), told


def _looked_up(
    loaded: LoadedSuite, view: Any, document: Any, cases: dict[str, Case], cuts: Cuts, stands: tuple[bool, ...]
) -> tuple[bool, ...]:
    """Whether each row has something to judge, including parts of the view; what is cut off becomes a case."""
    there = list(stands)
    for at, row in enumerate(loaded.judged) if cuts else loaded.named:
        said = cases.get(row.requirement.id)
        if said is not None and (said.outcome is not Outcome.NOT_APPLICABLE or _is_stated(said)):
            continue
        if not cuts and there[at]:
            continue
        blockers: frozenset[str] = frozenset()
        if cuts:
            blockers, there[at] = _cut_off(row, document, cuts)
        try:
            there[at] = there[at] or _has_part(view, row.names)
        except NotJudged as reason:
            cases[row.requirement.id] = not_judged(row.requirement, reason)
            continue
        except Exception as error:  # a view that fails or lacks the part is a bug of ours
            cases[row.requirement.id] = crashed(row.requirement, error)
            continue
        if blockers:
            reason_ = ("blocked_by", {"ids": tuple(sorted(blockers))})
            cases[row.requirement.id] = Case(row.requirement, Outcome.INCONCLUSIVE, Cause.PRODUCT, reason_)
    return tuple(there)


def _has_part(view: Any, names: tuple[str, ...]) -> bool:
    """Whether one of the parts of the view holds anything."""
    for name in names:  # noqa: SIM110 - a generator takes twice as long, and every row of every document asks
        if getattr(view, name):
            return True
    return False


def _cut_off(row: Row, document: Any, cuts: Cuts) -> tuple[frozenset[str], bool]:
    """The other rows whose findings cut off places of this one, and whether an instance is left."""
    blockers = cuts.get("", frozenset()) if row.patterns else frozenset()
    left = False
    for steps in () if blockers else row.patterns:
        for pointer, reached in survey(document, steps):
            cutting = cut_by(pointer, cuts)
            blockers |= cutting
            left = left or (reached and not cutting)
    for name in row.names:
        blockers |= cuts.get(name, frozenset())
    return blockers - {row.requirement.id}, left


def _is_stated(case: Case) -> bool:
    return case.reason is not None and case.reason[0] == STATED


def _without_view(row: Row, reason: Exception, cuts: Cuts) -> Case:
    """The case of a row whose suite could not make a view of the subject."""
    if not isinstance(reason, NotJudged):
        return crashed(row.requirement, reason)
    case = not_judged(row.requirement, reason)
    ids = tuple(sorted(cuts.get("", frozenset()))) if row.patterns else ()
    if ids and case.outcome is Outcome.INCONCLUSIVE:
        case.reason = ("blocked_by", {"ids": ids})
    return case
