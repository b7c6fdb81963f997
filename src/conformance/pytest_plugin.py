"""pytest items from conformance cases, for vendors who live in pytest: `pytest --conformance PATH`.

One item per requirement and subject, and one for each need of the profile. A violated SHALL fails, a violated SHOULD or
MAY warns; a case without a verdict fails for a SHALL and warns for the others; what does not apply is skipped, and a
need that no subject met fails. Nothing passes that was not judged.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conformance.engine.case import Case
    from conformance.engine.plan import Plan
    from conformance.engine.subjects import Target
    from conformance.model.outcome import Outcome
    from conformance.model.requirement import Requirement


class ConformanceWarning(UserWarning):
    """A recommendation that is not met, or not judged."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options, all of them beginning with --conformance."""
    group = parser.getgroup("conformance", "conformance tests for metaverse interoperability standards")
    group.addoption("--conformance", action="append", default=[], metavar="PATH", help="judge this file or folder")
    group.addoption("--conformance-profile", metavar="NAME", help="judge by the requirements of this profile")
    group.addoption("--conformance-level", metavar="LEVEL", default="basic", help="level of the profile")
    group.addoption(
        "--conformance-suites", action="append", default=[], metavar="DIR", help="a folder with more suites"
    )
    group.addoption("--conformance-lang", choices=("en", "zh"), default="en", help="language of the findings")


def pytest_configure(config: pytest.Config) -> None:
    """Markers by which -m selects: obligation, origin and suite."""
    for marker in ("shall", "should", "may", "inherited", "added"):
        config.addinivalue_line("markers", f"{marker}: a conformance requirement of this obligation or origin")


def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add the items of the paths that were named."""
    if paths := config.getoption("--conformance"):
        items.extend(_items(session, config, paths))


def _items(session: pytest.Session, config: pytest.Config, paths: list[str]) -> Iterator[_Item]:
    from conformance.catalogue import CatalogueError
    from conformance.engine.plan import Plan, Selection
    from conformance.engine.subjects import targets
    from conformance.model.nearest import UnknownName
    from conformance.model.profile import LEVELS

    level = config.getoption("--conformance-level")
    if level not in LEVELS:
        raise pytest.UsageError(f"--conformance-level is one of {', '.join(LEVELS)}")
    selection = Selection(
        tuple(config.getoption("--conformance-suites")), (), config.getoption("--conformance-profile"), level
    )
    try:
        plan = Plan(selection)
    except (UnknownName, CatalogueError) as error:
        raise pytest.UsageError(str(error)) from None
    subjects = [Subject(target, plan) for target in targets(paths)]
    for subject in subjects:
        for row in subject.requirements:
            yield ConformanceItem.from_parent(
                session, name=f"{subject.target.name}::{row.id}", subject=subject, row=row
            )
    if profile := plan.profile:
        for need in profile.needs:
            name = f"{profile.id}::{' '.join(need)}"
            yield NeedItem.from_parent(session, name=name, plan=plan, subjects=subjects, need=need)


class Subject:
    """A file that its items judge together, when the first of them runs."""

    def __init__(self, target: Target, plan: Plan) -> None:
        self.target = target
        self.plan = plan

    @cached_property
    def place(self) -> str:
        """Where the file is, in full; found once, since pytest asks for every item."""
        return str(Path(self.target.path).resolve())

    @cached_property
    def kind(self) -> str | None:
        """The one kind the file is of, if the plan judges it."""
        from conformance.readers.source import Unreadable, open_source

        try:
            found, _ = self.plan.recognise(open_source(self.target.path, self.target.name))
        except Unreadable:
            return None
        sought = [kind for kind in found if self.plan.judges(kind)]
        return sought[0] if len(sought) == 1 else None

    @property
    def requirements(self) -> list[Requirement]:
        """The rows that count for the file; none for a file of no kind that the plan judges, unless it was named."""
        if self.kind is None:
            if self.target.named:
                raise pytest.UsageError(f"{self.target.name} is of no known kind, or of several")
            return []
        rows = [row for loaded in self.plan.suites_for(self.kind) for row in loaded.suite.requirements]
        return [row for row in rows if self.plan.selected is None or row.id in self.plan.selected]

    @cached_property
    def cases(self) -> dict[str, tuple[Outcome, Case | None]]:
        """Outcome of every row, with the case where there is something to tell."""
        from conformance.engine.locate import add_lines
        from conformance.readers.source import open_source

        source = open_source(self.target.path, self.target.name)
        judged = self.plan.judge(source, str(self.kind))
        told = {case.requirement.id: case for _, _, cases in judged.verdicts for case in cases}
        add_lines(source, told.values())
        return {row: (outcome, told.get(row)) for row, outcome in judged.outcomes.items()}


class _Item(pytest.Item):
    """What the items share: the language of their sentences, and no traceback of the plugin below them."""

    @property
    def _language(self) -> str:
        return str(self.config.getoption("--conformance-lang"))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What was found."""
        if isinstance(excinfo.value, NotSatisfied):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class ConformanceItem(_Item):
    """One requirement on one subject."""

    def __init__(self, *, subject: Subject, row: Requirement, **options: Any) -> None:
        super().__init__(**options)
        self.subject = subject
        self.row = row
        self.add_marker(row.obligation.value)
        self.add_marker(row.origin.value)

    def runtest(self) -> None:
        """Judge; see the module for what passes, fails, warns and is skipped."""
        outcome, case = self.subject.cases[self.row.id]
        if self.row.excluded:
            pytest.skip(self.row.excluded[self._language])
        if outcome.value == "not_applicable":
            pytest.skip("not applicable")
        if outcome.value == "pass":
            return
        text = "\n".join(self._told(outcome, case))
        if self.row.obligation.value == "shall" or outcome.value == "error":
            raise NotSatisfied(text)
        warnings.warn(ConformanceWarning(text), stacklevel=1)
        if outcome.value != "fail":
            pytest.skip(text)

    def _told(self, outcome: Outcome, case: Case | None) -> Iterator[str]:
        from conformance.catalogue.messages import reason_sentence
        from conformance.reporting.terminal import place
        from conformance.reporting.words import COLONS, word

        colon = COLONS[self._language]
        outcome_ = word("outcome", outcome.value, self._language)
        left, right = ("（", "）") if self._language == "zh" else (" (", ")")
        origin = f"{left}{word('origin', self.row.origin, self._language)}{right}"
        yield f"{self.row.id} {outcome_}{colon}{self.row.statement[self._language]}{origin}"
        for found in case.findings if case else ():
            where = place(self.subject.target.name, found.where, self._language)
            yield f"  {where}{colon}{found.message[self._language]}"
        if case and case.reason:
            own = self.subject.plan.catalogue.suite_of(self.row.id).reasons
            yield f"  {reason_sentence(*case.reason, own)[self._language]}"
        if self.row.fix:
            yield f"  {self.row.fix[self._language]}"

    def reportinfo(self) -> tuple[str, None, str]:
        """How pytest names the item in its output."""
        return self.subject.place, None, f"{self.row.id} {self.row.title[self._language]}"


class NeedItem(_Item):
    """What the profile needs judged, over all subjects: it passes where one of them has what the rows speak of."""

    def __init__(self, *, plan: Plan, subjects: list[Subject], need: tuple[str, ...], **options: Any) -> None:
        super().__init__(**options)
        self.plan = plan
        self.subjects = subjects
        self.need = need
        self.add_marker("shall")

    def runtest(self) -> None:
        """Judge the subjects until one meets the need."""
        from conformance.reporting.needs import unmet_needs

        for subject in self.subjects:
            cases = subject.cases if subject.kind else {}
            if any(cases[row][0].value != "not_applicable" for row in self.need if row in cases):
                return
        titles = {row: self.plan.catalogue.requirement(row).title for row in self.need}
        (reason,) = unmet_needs([self.need], titles, ())
        raise NotSatisfied(reason.text[self._language])

    def reportinfo(self) -> tuple[str, None, str]:
        """How pytest names the item in its output."""
        return str(self.path), None, self.name


class NotSatisfied(Exception):
    """A SHALL that is violated or could not be judged, or a need that is not met."""
