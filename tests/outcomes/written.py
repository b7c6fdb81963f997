"""All outcomes of a suite on its samples and on distortions of them, as a text that is kept and compared.

A suite's text begins with the usual outcome of each row; below each sample is what is otherwise, and below each
distortion what is otherwise than on its sample, if anything is. P is a pass, - not applicable, I inconclusive, N not
run, F violated, E an error of ours; a reason is its key and values. The findings of a bad sample's own row are in the
suite's expected.toml.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from conformance.catalogue.samples import samples
from conformance.drafting.findings import VOLATILE, finding_of
from conformance.engine.case import Case
from conformance.engine.judges import Facts, Judged
from conformance.engine.plan import Plan
from conformance.engine.records import json_value
from conformance.engine.suite_code import facts_of
from conformance.model.requirement import Suite
from conformance.model.sample import Sample
from conformance.readers.source import Source
from tests.outcomes.bounds import at_bounds
from tests.outcomes.distortions import distorted, with_long_texts

HEAD = "# All outcomes of {suite} on its samples, written by `python -m tests.outcomes {suite}`: review the diff.\n"
DISTORTIONS, LONG_TEXTS, LEAST = 80, 40, 6  # of all good samples together, and at least of each
CLOSE = 1e-6
FINDINGS = 3  # of one row that are written
Outcomes = dict[str, tuple[str, ...]]
"""By row its outcome, with reason, or its findings."""
_NUMBER = re.compile(r"-?\d+\.\d+(?:e[+-]?\d+)?")


class Counting(Plan):
    """A plan that counts what is in each subject, whether or not a profile asks."""

    def _facts_of(self, kind: str) -> tuple[Facts, ...]:
        own = [self.catalogue.recogniser(each) for each in self.catalogue.lineage(kind)]
        return tuple(facts_of(suite) for suite in own if self.catalogue.kinds[suite.kind].facts)


def path_of(suite: str) -> Path:
    """Where the text of a suite is kept."""
    return Path(__file__).parent / "kept" / f"{suite}.txt"


def text_of(plan: Plan, suite: Suite) -> str:
    """The outcomes of all suites of its kind on its samples; on distortions, those of the suite only.

    Where the suite says what counts as evidence, how much of it each of them has.
    """
    kept, counts = list(samples(suite)), (suite.folder / "facts.py").is_file()
    good = [each for each in kept if not each.requirement]
    found: dict[str, Outcomes] = {}
    plots: dict[str, list[str]] = {}
    counted: dict[str, str] = {}
    bounds: list[str] = []
    for sample in kept:
        judged = plan.judge(Source(sample.name, sample.data, sample.folder), suite.kind)
        found[sample.name] = outcomes_of(judged)
        plots[sample.name] = [] if sample.requirement else sorted(_sums(judged.plots, "plots"))
        counted[sample.name] = _counted(judged) if counts else ""
        if sample.requirement:
            found[sample.name][sample.requirement] = ("F",)
            bounds += _at_bounds(plan, suite, sample, judged)
    usual = usual_of(found.values())
    often = Counter(counted.values()).most_common(1)[0][0]
    written = [HEAD.format(suite=suite.id), "usual\n", *lines(usual, usual), often]
    for name, there in found.items():
        written += [
            f"{name}\n",
            *lines(there, usual),
            *plots[name],
            *([] if counted[name] == often else [counted[name]]),
        ]
    written += bounds
    own = [row.id for row in suite.requirements]
    for sample in good:
        usual = {row: found[sample.name][row] for row in own}
        each = sample.name, sample.data
        several = distorted(*each, _share(DISTORTIONS, good)), with_long_texts(*each, _share(LONG_TEXTS, good))
        for said, data in chain(*several):
            judged = plan.judge(Source(sample.name, data, sample.folder), suite.kind)
            there, amount = outcomes_of(judged), _counted(judged) if counts else ""
            otherwise = list(lines({row: there[row] for row in own}, usual))
            otherwise += [] if amount == counted[sample.name] else [amount]
            if otherwise:
                written += [f"{said}\n", *otherwise]
    return "".join(written)


def _share(count: int, good: list[Sample]) -> int:
    return max(LEAST, -(-count // len(good)))


def _at_bounds(plan: Plan, suite: Suite, sample: Sample, judged: Judged) -> Iterator[str]:
    cases = [case for _, _, some in judged.verdicts for case in some if case.requirement.id == sample.requirement]
    for case in cases if suite.parameters else ():
        for said, other, source in at_bounds(plan, suite, sample, case):
            there = outcomes_of(other.judge(source, suite.kind))[case.requirement.id]
            yield f"{said}\n{''.join(f'  {each}: {case.requirement.id}{chr(10)}' for each in there)}"


def _counted(judged: Judged) -> str:
    return f"  counted {_json(judged.facts)}\n"


def outcomes_of(judged: Judged) -> Outcomes:
    """What each row says."""
    found: Outcomes = {row: (outcome.letter,) for row, outcome in judged.outcomes.items()}
    for _, _, cases in judged.verdicts:
        for case in cases:
            found[case.requirement.id] = tuple(_told(case))
    return found


def _told(case: Case) -> Iterator[str]:
    if case.findings:
        for found in case.findings[:FINDINGS]:
            finding = finding_of(found)
            yield f"F {_json(finding['place'])} {finding['sentence']} {_json(finding['values'])}"
        if (more := len(case.findings) + case.more - FINDINGS) > 0:
            yield f"F and {more} more"
    elif case.reason:
        key, values = case.reason
        plain = {name: json_value(value) for name, value in values.items() if name not in VOLATILE}
        yield " ".join(filter(None, (case.outcome.letter, case.cause, key, _json(plain) if plain else "")))


def _sums(value: Any, name: str) -> Iterator[str]:
    """The numbers below each name in a few: how many, their sum, and a sum that depends on their order."""
    if isinstance(value, dict) and not all(isinstance(each, float) for each in value.values()):
        for key, inner in value.items():
            yield from _sums(inner, f"{name}/{key}")
    elif isinstance(value, list | dict):
        numbers = [float(each) if isinstance(each, int | float) else -0.5 for each in _leaves(value)]
        ordered = sum((at % 7 + 1) * number for at, number in enumerate(numbers))
        yield f"  {name}: {len(numbers)} numbers, {sum(numbers):.6f}, {ordered:.6f}\n"
    elif value is not None:
        yield f"  {name}: {value}\n"


def _leaves(value: Any) -> Iterator[Any]:
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, list | dict):
            yield from _leaves(each)
        else:
            yield each


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True)


def usual_of(found: Iterable[Outcomes]) -> Outcomes:
    """The outcome of each row that most samples have."""
    counted: dict[str, Counter[tuple[str, ...]]] = {}
    for there in found:
        for row, told in there.items():
            counted.setdefault(row, Counter())[told] += 1
    return {row: min(counts, key=lambda told: (-counts[told], told)) for row, counts in counted.items()}


def lines(found: Outcomes, usual: Outcomes) -> Iterator[str]:
    """A line for each outcome that is not as usual, or for each if `found` is the usual, with the rows that have it."""
    rows: dict[str, list[str]] = {}
    for row, told in found.items():
        for each in told if found is usual or told != usual[row] else ():
            rows.setdefault(each, []).append(row)
    for each in sorted(rows):
        yield f"  {each}: {'all' if len(rows[each]) == len(found) else ' '.join(sorted(rows[each]))}\n"


def differences(kept: str, now: str) -> list[str]:
    """The lines of one text that are not in the other, numbers compared as on any platform."""
    before, after = kept.splitlines(), now.splitlines()
    if len(before) == len(after) and all(map(alike, before, after)):
        return []
    return [f"- {line}" for line in before if line not in set(after)] + [
        f"+ {line}" for line in after if line not in set(before)
    ]


def alike(one: str, other: str) -> bool:
    """Whether two lines are the same; fractions up to a part in a million."""
    if one == other:
        return True
    if _NUMBER.split(one) != _NUMBER.split(other):
        return False
    pairs = zip(_NUMBER.findall(one), _NUMBER.findall(other), strict=True)
    return all(math.isclose(float(first), float(second), rel_tol=CLOSE, abs_tol=1e-12) for first, second in pairs)
