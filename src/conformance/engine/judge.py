"""Judge one subject: run every row of its suites, then settle what could not be judged because of what.

All rows always run. A row without a finding passes only if it judged at least one place and no place it judges was
cut off by another row's finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from conformance.catalogue.messages import keyword_sentence
from conformance.engine.case import Case, Cuts, Located, crashed, cut, not_judged, run_check
from conformance.engine.loaded import LoadedSuite, Row
from conformance.engine.places import Standing, cut_by, survey
from conformance.model.finding import NotJudged, Where
from conformance.model.outcome import Cause, Outcome
from conformance.model.place import is_pattern
from conformance.model.text import Text
from conformance.readers.bounds import FINDINGS_PER_CASE
from conformance.readers.json_schema import RowSchema
from conformance.readers.source import Source

if TYPE_CHECKING:
    from conformance.engine.recording_workers import Workers


def judge(
    source: Source, suites: Sequence[LoadedSuite], workers: Workers | None = None
) -> list[tuple[LoadedSuite, str, list[Case]]]:
    """For each suite its outcome letters, one per row in their order, and the cases that are not a plain pass.

    A row that is not applicable because nothing stands where it judges has its letter only. `workers` may share in
    judging a long recording.
    """
    if any(loaded.of_recordings for loaded in suites):
        from conformance.engine.judge_recording import judge_recording

        return judge_recording(source, suites, workers)
    cuts: Cuts = {}
    views = [_view(source, loaded) for loaded in suites]
    documents = [getattr(view, "document", view) for view in views]
    standing = _standing(suites, documents)
    cases = [
        {} if isinstance(view, Exception) else _run_suite(loaded, view, document, cuts, stands)
        for loaded, view, document, stands in zip(suites, views, documents, standing, strict=True)
    ]
    return [
        (loaded, *settle(loaded, view, document, found, cuts, stands))
        for loaded, view, document, found, stands in zip(suites, views, documents, cases, standing, strict=True)
    ]


def plots_of(source: Source, suites: Sequence[LoadedSuite]) -> dict[str, Any] | None:
    """What plots of the judged subject need, where it is one that is plotted."""
    if not any(loaded.of_recordings for loaded in suites):
        return None
    from conformance.recordings import read_recording

    recording = source.known(read_recording)
    return recording.plots if recording else None


def _view(source: Source, loaded: LoadedSuite) -> Any:
    """What the suite's view makes of the source, or the reason for having none."""
    try:
        return source.once(loaded.view)
    except Exception as reason:  # NotJudged, or our bug, which is never the product's failure
        return reason


def _run_suite(loaded: LoadedSuite, view: Any, document: Any, cuts: Cuts, stands: Sequence[bool]) -> dict[str, Case]:
    """The cases that already have an outcome; `stands` tells of each row whether its patterns have an instance.

    Where nothing stands there is nothing to find: there neither schema nor check is asked.
    """
    cases: dict[str, Case] = {}
    asked = [row for row, there in zip(loaded.judged, stands, strict=True) if there or row.names]
    if loaded.schema and any(not row.check for row in asked):
        try:
            run_schema(loaded, loaded.schema, document, cases, cuts)
        except Exception as error:  # an engine that gives up is our trouble as well
            cases = {name: crashed(loaded.suite[name], error) for name in loaded.schema.rows}
    for row in asked:
        if row.check:
            case = run_check(row.requirement, row.check, cuts, view)
            if case:
                cases[row.requirement.id] = case
    return cases


def _standing(suites: Sequence[LoadedSuite], documents: Sequence[Any]) -> list[list[bool]]:
    """Of each suite, for the rows it judges, whether their patterns have an instance.

    Suites of one document share the walk over it.
    """
    together: dict[int, list[int]] = {}
    for at, document in enumerate(documents):
        together.setdefault(id(document), []).append(at)
    found: list[list[bool]] = [[] for _ in suites]
    for sharing in together.values():
        stands = iter(_walk(tuple([suites[at] for at in sharing]))(documents[sharing[0]]))
        for at in sharing:
            found[at] += islice(stands, len(suites[at].judged))
    return found


@lru_cache(maxsize=64)
def _walk(suites: tuple[LoadedSuite, ...]) -> Standing:
    return Standing([row.patterns for loaded in suites for row in loaded.judged])


def _any_part(view: Any, names: Iterable[str]) -> bool | None:
    """Whether one of these parts of the view is there; None where one could not be had."""
    try:
        for name in names:
            if getattr(view, name):
                return True
    except Exception:  # NotJudged or a bug of the view: who needs the part is told
        return None
    return False


def run_schema(loaded: LoadedSuite, schema: RowSchema, document: Any, cases: dict[str, Case], cuts: Cuts) -> None:
    """The cases of the rows that the document violates by the schema."""
    if schema.accepts(document):
        return
    for violation in schema.violations(document):
        requirement = loaded.suite[schema.rows[violation.row]]
        case = cases.setdefault(requirement.id, Case(requirement, Outcome.FAIL))
        if violation.cuts is not None:
            cut(cuts, (violation.cuts,), requirement.id)
        if len(case.findings) >= FINDINGS_PER_CASE:
            case.more += 1
            continue
        sentence = keyword_sentence(violation.keyword, violation.values)
        title = requirement.title
        message = Text(f"{title.en}: {sentence.en}", f"{title.zh}：{sentence.zh}")
        case.findings.append(Located(Where(violation.pointer), message, violation.values))


def settle(
    loaded: LoadedSuite,
    view: Any,
    document: Any,
    cases: dict[str, Case],
    cuts: Cuts,
    stands: Sequence[bool] | None = None,
) -> tuple[str, list[Case]]:
    """Give every row its outcome: (letters, the cases that are not a plain pass).

    `view` is the reason where there is none; `document` is what pointer patterns are looked up in. `stands` tells of
    each row that is judged whether its patterns have an instance, where that is known already; with cuts each place
    counts.
    """
    if isinstance(view, Exception):
        return _without_view(loaded, view, cuts)
    there: list[bool | None] = [False] * len(loaded.judged)
    if not cuts:
        there = list(_standing([loaded], [document])[0] if stands is None else stands)
        for at, names in loaded.named:
            there[at] = there[at] or _any_part(view, names)
        if None not in there:
            return _settle_uncut(loaded, tuple(there), cases)
    letters, told = [], []
    stood = iter(there)
    for row in loaded.rows:
        if row.requirement.excluded:
            letters.append(Outcome.NOT_APPLICABLE.letter)
            continue
        case, stood_there = cases.get(row.requirement.id), bool(next(stood))
        if case is None or (case.outcome is Outcome.NOT_APPLICABLE and not _by_statement(case)):
            case = _by_places(row, view, document, cuts, case, stood_there)
        letters.append(case.outcome.letter)
        if _is_told(case):
            told.append(case)
    return "".join(letters), told


def _is_told(case: Case) -> bool:
    return case.outcome is not Outcome.PASS and bool(case.reason or case.findings)


def _by_statement(case: Case) -> bool:
    """Whether the vendor's statement says that the row does not apply: then its places are not even looked at."""
    return case.reason is not None and case.reason[0] == "not_supported"


def _by_places(row: Row, view: Any, document: Any, cuts: Cuts, said: Case | None, stands: bool) -> Case:
    """The outcome of a row without a finding, from the places it judges; where nothing is cut, `stands` says enough."""
    requirement = row.requirement
    judged = stands
    blockers = cuts.get("", frozenset()) if row.patterns else frozenset()
    for steps in () if blockers or not cuts else row.patterns:
        for pointer, reached in survey(document, steps):
            cutting = cut_by(pointer, cuts)
            blockers |= cutting
            judged = judged or (reached and not cutting)
    for name in row.names:
        blockers |= cuts.get(name, frozenset())
        try:
            judged = judged or bool(getattr(view, name))
        except NotJudged as reason:
            return not_judged(requirement, reason)
        except Exception as error:  # a view that fails or has no such part is our bug
            return crashed(requirement, error)
    blockers -= {requirement.id}
    if blockers:
        ids = tuple(sorted(blockers))
        return Case(requirement, Outcome.INCONCLUSIVE, Cause.PRODUCT, ("blocked_by", {"ids": ids}))
    if said:
        return said
    return Case(requirement, Outcome.PASS if judged else Outcome.NOT_APPLICABLE)


def _settle_uncut(
    loaded: LoadedSuite, there: tuple[bool | None, ...], cases: dict[str, Case]
) -> tuple[str, list[Case]]:
    """The same where no place is cut off and it is known what stands: a row without a case passes if something does."""
    if there not in loaded.folds:
        found = dict(zip((row.requirement.id for row in loaded.judged), there, strict=True))
        loaded.folds[there] = "".join(
            (Outcome.PASS if found.get(row.requirement.id) else Outcome.NOT_APPLICABLE).letter for row in loaded.rows
        )
    if not cases:
        return loaded.folds[there], []
    letters, told = list(loaded.folds[there]), []
    for at, row in enumerate(loaded.rows):
        if case := cases.get(row.requirement.id):
            letters[at] = case.outcome.letter
            if _is_told(case):
                told.append(case)
    return "".join(letters), told


def _without_view(loaded: LoadedSuite, reason: Exception, cuts: Cuts) -> tuple[str, list[Case]]:
    """Every row's case when the suite could not even look at the subject."""
    told = []
    letters = []
    for row in loaded.rows:
        requirement = row.requirement
        if requirement.excluded:
            letters.append(Outcome.NOT_APPLICABLE.letter)
            continue
        if isinstance(reason, NotJudged):
            case = not_judged(requirement, reason)
            pointers = any(is_pattern(at) for at in requirement.at)
            ids = tuple(sorted(cuts.get("", frozenset()))) if pointers else ()
            if ids and case.outcome is Outcome.INCONCLUSIVE:
                case.reason = ("blocked_by", {"ids": ids})
        else:
            case = crashed(requirement, reason)
        letters.append(case.outcome.letter)
        told.append(case)
    return "".join(letters), told
