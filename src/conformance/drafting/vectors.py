"""Fresh vectors for a challenge: mutants of a suite's good samples of which it is known whether they conform.

One to refuse violates a SHALL; one to accept is a mutant that the ledger of the suite explains as still conforming.
What needs files beside it is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from conformance.catalogue.samples import samples
from conformance.drafting.mutation.ledger import Why
from conformance.drafting.mutation.mutants import Mutant
from conformance.drafting.mutation.result import Mutation, mutate, whole
from conformance.drafting.mutation.trial import Status, Tried
from conformance.engine.plan import Plan
from conformance.model.outcome import Outcome
from conformance.model.problem import Problem
from conformance.model.requirement import Suite
from conformance.model.text import Text
from conformance.readers.source import Source

UNCLEAR = {Outcome.ERROR, Outcome.INCONCLUSIVE, Outcome.NOT_RUN}
TRIED = 1500
"""Mutants from which vectors are drawn."""
LIVE = Text(
    "{suite} judges a live product: a challenge takes a suite of files or documents",
    "{suite} 判定在线产品：挑战应使用判定文件或文档的测试套",
)
TOO_FEW = Text(
    "{suite} has {count} vectors of a kind, {wanted} are needed: ask for fewer with --count",
    "{suite} 仅有 {count} 个同类向量，需要 {wanted} 个：请以 --count 减少数量",
)


class Vector(NamedTuple):
    """A file, the ending of its name, whether a product has to accept it, and the SHALLs that it violates."""

    data: bytes
    suffix: str
    accept: bool
    rows: tuple[str, ...]


def vectors(plan: Plan, suite: Suite, count: int, seed: int) -> list[Vector]:
    """So many vectors, half of them to accept, in an order that depends on the seed. Raises Problem where there are
    too few."""
    if plan.catalogue.kinds[suite.kind].endpoint:
        raise Problem(LIVE.filled({"suite": suite.id}))
    chance, known = Random(seed), {sample.data for sample in samples(suite)}  # noqa: S311 - to draw the same again
    found = mutate(plan, suite, seed=seed, most=TRIED)
    with TemporaryDirectory(prefix="conformance-") as folder:
        judge = _Alone(whole(plan), suite, Path(folder))
        refused = judge.those(_drawn(found, chance, accept=False), known, count - count // 2, accept=False)
        accepted = judge.those(_drawn(found, chance, accept=True), known, count // 2, accept=True)
    for there, wanted in ((refused, count - count // 2), (accepted, count // 2)):
        if len(there) < wanted:
            raise Problem(TOO_FEW.filled({"suite": suite.id, "count": len(there), "wanted": wanted}))
    both = [*refused, *accepted]
    chance.shuffle(both)
    return both


def _drawn(found: Mutation, chance: Random, *, accept: bool) -> Iterator[Tried]:
    """Mutants that should do, of as many different rows or operators as there are first."""
    status = Status.LEDGER if accept else Status.KILLED
    fitting = [each for each in found.tried if each.status is status and (not accept or _conforms(found, each.mutant))]
    groups = {each.mutant.class_ if accept else each.by: each for each in fitting}
    first, rest = list(groups.values()), [each for each in fitting if all(each is not one for one in groups.values())]
    chance.shuffle(first)
    chance.shuffle(rest)
    return iter((*first, *rest))


def _conforms(found: Mutation, mutant: Mutant) -> bool:
    reasons = [entry for entry in found.ledger if entry.fits(*mutant.class_)]
    return bool(reasons) and all(entry.why is Why.CONFORMS for entry in reasons)


class _Alone:
    """Judges files in an empty folder, by all suites of their kind."""

    def __init__(self, plan: Plan, suite: Suite, folder: Path) -> None:
        self._plan, self._kind, self._folder = plan, suite.kind, folder
        self._shall = {row.id for row in plan.catalogue.requirements.values() if row.obligation == "shall"}

    def those(self, tried: Iterator[Tried], known: set[bytes], most: int, *, accept: bool) -> list[Vector]:
        """The first that are new, and are judged here as they were beside the files of their sample."""
        found: list[Vector] = []
        for each in tried:
            if len(found) == most:
                break
            data, suffix = each.mutant.make() or b"", PurePath(each.mutant.sample.name).suffix
            rows = None if data in known else self._violated(data, suffix)
            if rows is not None and accept != bool(rows) and {*each.by}.issuperset(rows):
                known.add(data)
                found.append(Vector(data, suffix, accept, rows))
        return found

    def _violated(self, data: bytes, suffix: str) -> tuple[str, ...] | None:
        """The SHALLs that a file violates; None where that is not certain."""
        told = self._plan.judge(Source(f"vector{suffix}", data, self._folder), self._kind).outcomes
        outcomes = {row: outcome for row, outcome in told.items() if row in self._shall}
        failed = tuple(sorted(row for row, outcome in outcomes.items() if outcome is Outcome.FAIL))
        there = {*outcomes.values()}
        if failed:
            return None if Outcome.ERROR in there else failed
        return None if there & UNCLEAR or Outcome.PASS not in there else ()
