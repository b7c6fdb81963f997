"""The witness of a row: the smallest good sample that satisfies it, and single steps that violate it alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from conformance.catalogue.samples import samples
from conformance.drafting.mutation.forms import documents
from conformance.drafting.mutation.json_form import json_sites
from conformance.drafting.mutation.learned import learned, patch_between
from conformance.drafting.mutation.mutants import Mutant, generic
from conformance.drafting.mutation.operators.json_values import removed
from conformance.drafting.mutation.result import whole
from conformance.drafting.mutation.trial import Files, Trial
from conformance.engine.plan import Plan
from conformance.model.outcome import Outcome
from conformance.model.requirement import Requirement, Suite
from conformance.model.sample import Sample

EACH = 4


class Step(NamedTuple):
    """A candidate for a bad sample: `patch` leads to it from the witness where both are JSON."""

    mutant: Mutant
    data: bytes
    patch: list[dict[str, Any]] | None

    @property
    def name(self) -> str:
        """The name that it would have in samples/bad."""
        ending = "patch.json" if self.patch else self.mutant.sample.name.partition(".")[2]
        said = "_".join((self.mutant.operator.replace(".", "_"), *_words(self.mutant.pattern)))
        return f"{self.mutant.own}_{said}.{ending}"

    @property
    def content(self) -> bytes:
        """The file: a patch on the witness, or the bytes."""
        if self.patch is None:
            return self.data
        return json.dumps({"good": self.mutant.sample.name, "patch": self.patch}, ensure_ascii=False).encode() + b"\n"


def _words(pattern: str) -> list[str]:
    return [step for step in pattern.split("/") if step.isidentifier()][-2:]


class Witness(NamedTuple):
    """`source` is the good sample that `sample` was made from by taking away what the row does not need."""

    row: Requirement
    source: Sample
    sample: Sample
    steps: list[Step]


def witness(plan: Plan, suite: Suite, row: Requirement) -> Witness | None:
    """The witness of a row, None where no good sample satisfies it. Raises CatalogueError for unusable samples."""
    judge, all_ = Files(whole(plan), suite), list(samples(suite))
    trial = Trial(suite, judge)
    good = sorted((each for each in all_ if not each.requirement), key=lambda each: len(each.data))
    source = next((each for each in good if trial.sample(each).get(row.id) is Outcome.PASS), None)
    if source is None:
        return None
    small = _shrunk(source, row.id, judge)
    bad = [each for each in all_ if each.requirement == row.id]
    mutants = [*learned([small], bad, EACH), *generic([small], EACH, 1)]
    return Witness(row, source, small, list(_steps(row.id, small, mutants, trial)))


def _shrunk(sample: Sample, row: str, judge: Files) -> Sample:
    """The sample without the members and items that the row does not need, as long as it satisfies all rows."""
    found = next(documents(sample.data), None)
    if found is None:
        return sample
    at = 0
    while True:
        sites = list(json_sites(found))
        if at >= len(sites):
            return sample
        data = next((change.make() for change in removed(sites[at], [])), None)
        candidate = sample if data is None else Sample(sample.name, data, sample.folder, None)
        outcomes = {} if data is None else judge.outcomes(candidate, data)
        if outcomes.get(row) is Outcome.PASS and Outcome.FAIL not in outcomes.values():
            sample, found = candidate, next(documents(candidate.data))
        else:
            at += 1


def _steps(row: str, small: Sample, mutants: list[Mutant], trial: Trial) -> Iterator[Step]:
    """One step of each operator and place that violates the row and no other."""
    told = set()
    for mutant in mutants:
        if mutant.class_ not in told and trial.tried(mutant).by == (row,):
            told.add(mutant.class_)
            data = mutant.make() or b""
            yield Step(mutant._replace(own=row), data, patch_between(small, data))
