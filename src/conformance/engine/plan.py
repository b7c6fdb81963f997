"""What a run judges by: which suites, which of their rows count, under which profile and level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from conformance.catalogue import Catalogue, load_catalogue
from conformance.engine.loaded import LoadedSuite, load_suite_code
from conformance.model.profile import LEVELS, Profile
from conformance.model.requirement import Kind, Suite


@dataclass(frozen=True)
class Selection:
    """What the user asked for, in a form that travels to worker processes."""

    folders: tuple[str, ...] = ()
    suites: tuple[str, ...] = ()
    profile: str | None = None
    level: str = LEVELS[0]


class Plan:
    """A selection resolved against the catalogue; suites are loaded when a subject of their kind turns up.

    Raises UnknownName or CatalogueError.
    """

    def __init__(self, selection: Selection, catalogue: Catalogue | None = None) -> None:
        self.selection = selection
        self.catalogue = catalogue or load_catalogue(selection.folders)
        self.profile: Profile | None = self.catalogue.profile(selection.profile) if selection.profile else None
        chosen = [self.catalogue.suite(name) for name in selection.suites]
        self.chosen = list({suite.id: suite for suite in chosen}.values())
        self.suites = self.chosen or [
            suite for suite in self.catalogue.suites.values() if not self.profile or suite.kind in self.profile.kinds
        ]
        self._loaded: dict[str, list[LoadedSuite]] = {}

    @cached_property
    def selected(self) -> frozenset[str] | None:
        """The ids that count, or None where all rows of the suites do."""
        return self.profile.requirements(self.selection.level) if self.profile else None

    @cached_property
    def kinds(self) -> list[Kind]:
        """The kinds subjects may be of: all we know, so that a file is never taken for what it is not."""
        return list(self.catalogue.kinds.values())

    @cached_property
    def sought(self) -> frozenset[str]:
        """The kinds the plan's suites judge."""
        return frozenset(suite.kind for suite in self.suites)

    @property
    def told_at_start(self) -> list[Suite]:
        """The suites a journal names before any subject: those asked for by name or by a profile."""
        return self.suites if self.chosen or self.profile else []

    @property
    def kinds_met(self) -> tuple[str, ...]:
        """The kinds of the subjects judged so far, in the order they turned up."""
        return tuple(self._loaded)

    def suites_for(self, kind: str) -> Sequence[LoadedSuite]:
        """The loaded suites that judge this kind."""
        if kind not in self._loaded:
            self._loaded[kind] = [load_suite_code(suite) for suite in self.suites if suite.kind == kind]
        return self._loaded[kind]
