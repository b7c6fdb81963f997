"""Generative cases: stimuli are made, a plain function judges each, and what was tried is recorded.

In a stateful case the stimulus is a history: a list of steps that its judge carries out.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

from conformance.engine.case import Case, Cuts, crashed, not_judged, run_check
from conformance.engine.loaded import LoadedSuite, Row
from conformance.model.finding import NotJudged
from conformance.model.outcome import Outcome
from conformance.readers.bounds import STIMULI_SHRINKING
from conformance.transports.session import Session

_HYPOTHESIS = threading.Lock()  # Hypothesis shares state, and cases run in threads

Try = Callable[[Any], Case | None]


def judge_stimuli(session: Session, loaded: LoadedSuite, row: Row, view: Any, cuts: Cuts) -> Case | None:
    """The case of a generative row: its smallest violating stimulus, otherwise its first problem, otherwise None.

    Where not all could be made that should have been tried, a row is violated by what was tried, but never satisfied.
    """
    requirement, check = row.requirement, row.check
    assert check is not None
    tried: list[tuple[str, Case | None]] = []

    def judge(stimulus: Any) -> Case | None:
        with session.case(f"{requirement.id}/{len(tried) + 1}", writes=requirement.writes):
            case = run_check(requirement, check, cuts, view, stimulus)
        tried.append((json.dumps(stimulus, ensure_ascii=False, sort_keys=True), case))
        return case

    try:
        recorded = session.evidence.stimuli(requirement.id)
        if recorded is None:
            _generate(session, loaded, requirement.id, view, judge)
        else:
            for stimulus in recorded:
                judge(stimulus)
    except NotJudged as reason:
        found = _conclude(tried)
        return found if found and found.outcome is Outcome.FAIL else not_judged(requirement, reason)
    except Exception as error:  # a strategy that fails is our bug
        return crashed(requirement, error)
    return _conclude(tried)


def _generate(session: Session, loaded: LoadedSuite, case: str, view: Any, judge: Try) -> None:
    """Judge the stimuli of the view. Raises NotJudged, and records why: a replay makes none, and could not say so."""
    try:
        made = loaded.stimuli()[case](view)
        if isinstance(made, Iterator):
            _try_in_turn(session, case, made, judge)
        else:
            with _HYPOTHESIS, _own_folder():
                _drive(session, case, made, judge)
    except NotJudged as reason:
        if not session.stopping.stopped:
            session.evidence.keep_reason(case, reason)
        raise


def _conclude(tried: list[tuple[str, Case | None]]) -> Case | None:
    """The smallest violating stimulus, by length and then by text, in whatever order they were found."""
    failed = [(len(text), text, case) for text, case in tried if case and case.outcome is Outcome.FAIL]
    if failed:
        _, text, smallest = min(failed, key=lambda each: each[:2])
        stimulus = json.loads(text)
        smallest.findings = [each._replace(values={**each.values, "stimulus": stimulus}) for each in smallest.findings]
        return smallest
    for outcome in (Outcome.ERROR, Outcome.INCONCLUSIVE, Outcome.NOT_RUN):
        for _, case in tried:
            if case and case.outcome is outcome:
                return case
    passed = any(case is None for _, case in tried)
    return None if passed or not tried else tried[0][1]


def _try_in_turn(session: Session, case: str, stimuli: Iterator[Any], judge: Try) -> None:
    """Judge stimuli in their order until one violates the row, or cannot be judged."""
    for stimulus in stimuli:
        session.evidence.keep_stimulus(case, stimulus)
        found = judge(stimulus)
        if found is not None and found.outcome is not Outcome.NOT_APPLICABLE:
            return


class _Enough(BaseException):
    """Ends the search: enough was tried, or the product cannot be judged any longer."""


class _Violated(Exception):
    """Reports a violating stimulus to the search, so that it looks for a smaller one."""


@contextmanager
def _own_folder() -> Iterator[None]:
    """Hypothesis keeps what it knows of characters and programs in the current folder, which is the user's."""
    from hypothesis.configuration import set_hypothesis_home_dir

    with TemporaryDirectory(prefix="conformance-", ignore_cleanup_errors=True) as folder:
        set_hypothesis_home_dir(folder)
        try:
            yield
        finally:
            set_hypothesis_home_dir(None)


def _drive(session: Session, case: str, strategy: Any, judge: Try) -> None:
    """Let Hypothesis choose stimuli until it finds and shrinks a violation, or the plan's limit is reached."""
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis.errors import HypothesisException

    most, count = session.limits.stimuli, 0

    @seed(f"{session.evidence.facts['seed']}:{case}")
    @settings(
        max_examples=most,
        database=None,
        deadline=None,
        derandomize=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        report_multiple_bugs=False,
    )
    @given(strategy)
    def search(stimulus: Any) -> None:
        nonlocal count
        count += 1
        if count > most + STIMULI_SHRINKING:
            raise _Enough
        plain = json.loads(json.dumps(stimulus))
        session.evidence.keep_stimulus(case, plain)
        found = judge(plain)
        if found is not None and found.outcome is Outcome.FAIL:
            raise _Violated
        if found is not None and found.outcome is not Outcome.NOT_APPLICABLE:
            raise _Enough

    try:
        search()
    except (_Violated, _Enough):
        pass
    except HypothesisException:
        pass  # a product that responds to one stimulus in two ways: the record has both responses
