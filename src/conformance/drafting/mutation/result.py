"""What the mutants of a suite show: survivors by class, the rows that kill, and the entries of the ledger."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from conformance.catalogue.packages import import_code
from conformance.catalogue.samples import samples
from conformance.drafting.expected import Expected
from conformance.drafting.mutation.learned import learned
from conformance.drafting.mutation.ledger import Entry, read_ledger
from conformance.drafting.mutation.mutants import EACH, PLANTED, Mutant, generic
from conformance.drafting.mutation.operators.operator import ValueOperator, of_family
from conformance.drafting.mutation.planted import Places
from conformance.drafting.mutation.services.recorded import Messages, is_recorded
from conformance.drafting.mutation.services.trial import product_of
from conformance.drafting.mutation.trial import Files, Judge, Status, Trial, Tried
from conformance.engine.plan import Plan, Selection
from conformance.model.requirement import Suite
from conformance.model.sample import Sample

LARGEST = 1 << 18
"""Bytes of a sample that mutants are made of, where a suite has smaller ones."""
GROUPS = ("generic", "learned")
PART = "mutation"
"""The folder of a family in which it registers OPERATORS."""


@dataclass
class Mutation:
    """The mutants of a suite, tried; `drawn` says that these are fewer than by default."""

    suite: Suite
    samples: list[Sample]
    tried: list[Tried]
    ledger: list[Entry]
    used: set[int] = field(default_factory=set)
    drawn: bool = False

    @cached_property
    def counts(self) -> Mapping[Status, int]:
        """How many mutants have each status."""
        return Counter(each.status for each in self.tried)

    @cached_property
    def survivors(self) -> dict[tuple[str, str], list[Tried]]:
        """What survives without a reason and what makes a check fail, by class."""
        found: dict[tuple[str, str], list[Tried]] = defaultdict(list)
        for each in self.tried:
            if each.status in (Status.SURVIVED, Status.CRASHED):
                found[each.mutant.class_].append(each)
        return dict(found)

    @property
    def stale(self) -> list[Entry]:
        """Entries of the ledger that no survivor needs; none are known where fewer mutants were tried."""
        return [] if self.drawn else [entry for at, entry in enumerate(self.ledger) if at not in self.used]

    @cached_property
    def killed(self) -> dict[str, tuple[int, int]]:
        """By row of the suite how many mutants violate it, and how many of them violate it alone."""
        all_, alone = Counter[str](), Counter[str]()
        for each in self.tried:
            all_.update(each.by)
            alone.update(each.by if len(each.by) == 1 else ())
        return {row.id: (all_[row.id], alone[row.id]) for row in self.suite.requirements if not row.excluded}

    @cached_property
    def together(self) -> list[tuple[str, str]]:
        """Pairs of rows that are always violated by the same mutants: one of them may say nothing new.

        The first is of the suite, the other of any suite of the same kind.
        """
        by: dict[str, set[int]] = defaultdict(set)
        for at, each in enumerate(self.tried):
            for row in each.by:
                by[row].add(at)
        rows = [row for row in self.killed if by[row]]
        later = {a: [b for b in sorted(by) if b not in self.killed or a < b] for a in rows}
        return [(a, b) for a in rows for b in later[a] if by[a] == by[b]]

    @property
    def lonely(self) -> list[str]:
        """The rows that no mutant violates alone."""
        return [row for row, (_, alone) in self.killed.items() if not alone]

    @property
    def explained(self) -> bool:
        """Whether every survivor has a reason, and every reason a survivor."""
        return not self.survivors and not self.stale


def mutate(
    plan: Plan, suite: Suite, groups: Iterable[str] = GROUPS, each: int = EACH, seed: int = 1, most: int | None = None
) -> Mutation:
    """Make and try the mutants of a suite, at most so many, spread evenly.

    Raises CatalogueError for samples or a ledger that cannot be used.
    """
    judge, good, bad = _material(whole(plan), suite)
    mutants: list[Mutant] = []
    if "generic" in groups:
        mutants += generic(good, each, seed, _registered(plan, suite))
    if "learned" in groups:
        mutants += learned(good, bad, each, _places(suite))
    step = max(1, -(-len(mutants) // most)) if most else 1
    ledger, used, tried = read_ledger(suite), set[int](), []
    for found in Trial(suite, judge).of(mutants[::step]):
        reasons: set[int] = set()
        if found.status is Status.SURVIVED and not found.mutant.operator.startswith(PLANTED):
            reasons = {at for at, entry in enumerate(ledger) if entry.fits(*found.mutant.class_)}
        used |= reasons
        tried.append(found._replace(status=Status.LEDGER) if reasons else found)
    drawn = most is not None or each < EACH or set(groups) < set(GROUPS)
    return Mutation(suite, good, _understood(tried), ledger, used, drawn)


def _places(suite: Suite) -> Places:
    """The pointers of the findings that the bad samples lead to."""
    expected, found = Expected.of(suite), dict[str, list[str]]()
    for name in expected.entries:
        for each in expected.findings(name):
            place = each["place"]
            found.setdefault(name, []).append(place if isinstance(place, str) else place.get("pointer", ""))
    return found


def _registered(plan: Plan, suite: Suite) -> tuple[ValueOperator, ...]:
    """The operators that the suite's family registers, since it knows a format."""
    family = plan.catalogue.family_of(suite)
    return of_family(import_code(family.package, family.folder, PART).OPERATORS) if family.has(PART) else ()


def whole(plan: Plan) -> Plan:
    """The plan with all suites, those by role as well, so that nothing that a suite says is missed."""
    return Plan(Selection(plan.selection.folders, tuple(plan.catalogue.suites)), plan.catalogue)


def _material(plan: Plan, suite: Suite) -> tuple[Judge, list[Sample], list[Sample]]:
    """What judges mutants of the suite, and its good and bad samples; of a live service those are its messages."""
    if plan.catalogue.kinds[suite.kind].endpoint:
        product = Messages(plan, suite) if is_recorded(plan, suite) else product_of(plan, suite)
        return product, product.samples, []
    all_ = list(samples(suite))
    good, bad = [each for each in all_ if not each.requirement], [each for each in all_ if each.requirement]
    return Files(plan, suite), _usable(good), _usable(bad)


def _understood(tried: list[Tried]) -> list[Tried]:
    """Steps that violate their row nowhere are invalid: the fault of that sample is not in its values.

    So is what was planted where it is not a fault.
    """
    killing = {each.mutant.operator for each in tried if each.mutant.own in each.by}

    def shows(each: Tried) -> bool:
        own = each.mutant.own
        if each.mutant.operator.startswith(PLANTED):
            return own in each.by if own else each.status is not Status.SURVIVED
        return not own or each.mutant.operator in killing

    return [each if shows(each) else each._replace(status=Status.INVALID) for each in tried]


def _usable(all_: list[Sample]) -> list[Sample]:
    small = [sample for sample in all_ if len(sample.data) <= LARGEST]
    return small or all_
