"""What a run judges against: which suites, which of their rows count, under which profile and level."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple

from conformance.catalogue import Catalogue, CatalogueError, load_catalogue
from conformance.engine.converters import lazily
from conformance.engine.inside import placed, together
from conformance.engine.judges import Facts, Judged, Means, Verdicts, judge_of
from conformance.engine.loaded import LoadedSuite
from conformance.engine.recognise import Recogniser
from conformance.engine.suite_code import facts_of, load_suite_code, recognises
from conformance.model.finding import NotJudged
from conformance.model.nearest import UnknownName
from conformance.model.profile import LEVELS, Profile
from conformance.model.requirement import Kind, Parameter, Suite
from conformance.model.text import Text
from conformance.readers.source import Source


class Selection(NamedTuple):
    """What the user selected, in a form that can be passed to worker processes."""

    folders: tuple[str, ...] = ()
    suites: tuple[str, ...] = ()
    profile: str | None = None
    level: str = LEVELS[0]


class Plan:
    """A selection resolved against the catalogue; suites are loaded when a subject of their kind is met.

    `workers` is how many processes may judge one long subject together.

    Raises UnknownName or CatalogueError.
    """

    def __init__(self, selection: Selection, catalogue: Catalogue | None = None) -> None:
        self.selection = selection
        self.catalogue = catalogue or load_catalogue(selection.folders)
        self.profile: Profile | None = self.catalogue.profile(selection.profile) if selection.profile else None
        chosen = [self.catalogue.suite(name) for name in selection.suites]
        self.chosen = list({suite.id: suite for suite in chosen}.values())
        self.suites = self.chosen or [
            suite
            for suite in self.catalogue.suites.values()
            if (suite.kind in self._profile_kinds() if self.profile else not suite.by_role)
        ]
        if self.profile and self.profile.parameters:
            self._check_parameters(self.profile)
        self._code: dict[str, LoadedSuite] = {}
        self._by_kind: dict[str, list[LoadedSuite]] = {}
        self._means: dict[str, Means] = {}
        self.workers = 1

    def _profile_kinds(self) -> set[str]:
        """The kinds of the profile and their more general kinds."""
        assert self.profile is not None
        return {each for kind in self.profile.kinds for each in self.catalogue.lineage(kind)}

    def _check_parameters(self, profile: Profile) -> None:
        """Raise if the profile sets a parameter that no suite of its kinds has, or a value of the wrong type."""
        kinds = self._profile_kinds()
        known: dict[str, list[Parameter]] = {}
        for suite in self.catalogue.suites.values():
            for name, parameter in suite.parameters.items() if suite.kind in kinds else ():
                known.setdefault(name, []).append(parameter)
        for name, value in profile.parameters.items():
            if name not in known:
                raise UnknownName("parameter", name, known)
            for parameter in known[name]:
                if problem := parameter.complaint(value):
                    raise CatalogueError(f"{profile.id}: parameters.{name}", problem)

    @cached_property
    def selected(self) -> frozenset[str] | None:
        """The ids that count, or None if all rows of the suites do."""
        return self.profile.requirements(self.selection.level) if self.profile else None

    @cached_property
    def raised(self) -> Mapping[str, Text]:
        """The recommendations that decide, with the reasons of the profile."""
        return self.profile.raised_at(self.selection.level) if self.profile else {}

    @cached_property
    def later(self) -> frozenset[str]:
        """The rows that a frozen profile got after it was frozen: they are judged and shown, and decide nothing."""
        frozen = self.profile.frozen if self.profile else None
        if frozen is None or self.profile is None or frozen.of not in self.catalogue.profile_files:
            return frozenset()
        try:
            now = self.catalogue.profile(frozen.of)
        except CatalogueError:  # what is drafted now may be unfinished
            return frozenset()
        return now.requirements(self.selection.level) - self.profile.requirements(LEVELS[-1])

    def counts(self, requirement: str) -> bool:
        """Whether the row counts, or is shown with those that do."""
        return self.selected is None or requirement in self.selected or requirement in self.later

    @cached_property
    def kinds(self) -> list[Kind]:
        """The kinds subjects may be of: all we know, so that a file is never taken for what it is not."""
        return list(self.catalogue.kinds.values())

    @cached_property
    def recognise(self) -> Recogniser:
        """The recogniser of kinds."""
        return Recogniser(self.kinds, self.reader, lambda kind: recognises(self.catalogue.recogniser(kind)))

    @cached_property
    def sought(self) -> frozenset[str]:
        """The kinds that the plan judges: those of the profile, otherwise those of its suites."""
        return frozenset(self.profile.kinds if self.profile else (suite.kind for suite in self.suites))

    def waived(self, endpoints: Container[str]) -> frozenset[str]:
        """The kinds of included profiles that a product with these endpoints does not claim; it has to claim one."""
        named = {kind.id for kind in self.kinds if kind.endpoint in endpoints}
        included = self.profile.parts[1:] if self.profile else ()
        claimed = [part for part in included if not named.isdisjoint(part.kinds)]
        kinds = {kind for part in claimed for kind in part.kinds}
        return (
            frozenset(each for part in included for each in part.kinds if each not in kinds) if claimed else frozenset()
        )

    def judges(self, kind: str) -> bool:
        """Whether subjects of the kind are judged: it, or a more general kind, is sought."""
        return kind in self._judged

    @cached_property
    def _judged(self) -> frozenset[str]:
        lineages = {kind: self.catalogue.lineage(kind) for kind in self.catalogue.kinds}
        return frozenset(kind for kind, lineage in lineages.items() if not self.sought.isdisjoint(lineage))

    @property
    def told_at_start(self) -> list[Suite]:
        """The suites that a journal names before any subject: those selected by name or by a profile."""
        return self.suites if self.chosen or self.profile else []

    def suites_for(self, kind: str) -> Sequence[LoadedSuite]:
        """The loaded suites that judge this kind."""
        if kind not in self._by_kind:
            lineage = self.catalogue.lineage(kind)
            self._by_kind[kind] = [self.load(suite) for suite in self.suites if suite.kind in lineage]
        return self._by_kind[kind]

    def judge(self, source: Source, kind: str) -> Judged:
        """The verdicts of this kind's suites on a source, from the judge that the kind names."""
        known = self.catalogue.kinds[kind]
        found = judge_of(known.judge)(source, self.suites_for(kind), self._means_of(kind))
        if not known.holds:
            return found
        return found._replace(verdicts=[*found.verdicts, *self._inside(source, kind, known.holds)])

    def _means_of(self, kind: str) -> Means:
        """What the judge of this kind may use besides the subject and its suites."""
        means = self._means.get(kind)
        if means is None or means.workers != self.workers:
            load = partial(_load, self.selection, kind)
            means = Means(lazily(self.catalogue), self.workers, load, self._facts_of(kind))
            self._means[kind] = means
        return means

    def _inside(self, source: Source, kind: str, held: Mapping[str, str]) -> Verdicts:
        """The verdicts on what a file holds; none if the suites of the file itself say that it cannot be read."""
        try:
            view = source.once(self.reader(kind))
            judged = [
                placed(self.judge(Source(source.name, each.data, each.folder or source.folder), name).verdicts, each)
                for name, part in held.items()
                if self.suites_for(name)
                for each in getattr(view, part)
            ]
        except NotJudged:
            return []
        # What suits a role is said of the whole subject: a budget of a model is not one of each model in a file.
        return [each for each in together(judged) if not each[0].suite.by_role]

    def all_suites_for(self, kind: str) -> list[LoadedSuite]:
        """The suites that judge this kind or what such a file holds."""
        held = [each for name in self.catalogue.kinds[kind].holds for each in self.all_suites_for(name)]
        inner = {each.suite.id: each for each in held if not each.suite.by_role}
        return [*self.suites_for(kind), *inner.values()]

    def _facts_of(self, kind: str) -> tuple[Facts, ...]:
        """What counts the contents of subjects of this kind, if the profile requires some of it."""
        lineage = self.catalogue.lineage(kind)
        parts = self.profile.parts if self.profile else ()
        asked = any(not part.least(self.selection.level).keys().isdisjoint(lineage) for part in parts)
        counting = [each for each in self.catalogue.suites.values() if asked and each.facts and each.kind in lineage]
        return tuple(facts_of(suite) for suite in counting)

    def reader(self, kind: str) -> Callable[[Any], Any]:
        """The view of the kind's own suite, in whose document special cases of the kind are recognised."""
        return self.load(self.catalogue.recogniser(kind)).view

    def load(self, suite: Suite) -> LoadedSuite:
        """The suite with its code, loaded once."""
        if suite.id not in self._code:
            parameters = self.profile.parameters if self.profile else None
            judge = self.catalogue.kinds[suite.kind].judge
            self._code[suite.id] = load_suite_code(suite, judge, parameters=parameters)
        return self._code[suite.id]


def _load(selection: Selection, kind: str) -> Sequence[LoadedSuite]:
    """The suites that judge a kind, in a separate process."""
    return Plan(selection).suites_for(kind)
