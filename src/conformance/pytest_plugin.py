"""pytest items for conformance cases, for vendors who use pytest: `pytest --conformance PATH`.

There is one item per requirement and subject, one per need of the profile, and one for the evidence that it requires.
A violated SHALL fails, a violated SHOULD or MAY warns; a case without a verdict fails for a SHALL and warns otherwise;
whatever does not apply is skipped, and an unmet need or too little evidence fails. Nothing passes without having been
judged.
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
    from conformance.engine.judges import Judged
    from conformance.engine.plan import Plan
    from conformance.engine.subjects import Target
    from conformance.model.outcome import Outcome
    from conformance.model.requirement import Requirement


class ConformanceWarning(UserWarning):
    """A recommendation that is not met or was not judged."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, all of which begin with --conformance."""
    group = parser.getgroup("conformance", "conformance tests for metaverse interoperability standards")
    group.addoption("--conformance", action="append", default=[], metavar="PATH", help="file or folder to judge")
    group.addoption("--conformance-profile", metavar="NAME", help="profile whose requirements apply")
    group.addoption("--conformance-level", metavar="LEVEL", default="basic", help="level of the profile")
    group.addoption(
        "--conformance-suites",
        action="append",
        default=[],
        metavar="DIR",
        help="additional suites directory (repeatable)",
    )
    group.addoption("--conformance-lang", choices=("en", "zh"), default="en", help="language of the findings")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers for -m: obligation, origin and suite."""
    for marker in ("shall", "should", "may", "inherited", "added"):
        config.addinivalue_line("markers", f"{marker}: a conformance requirement of this obligation or origin")


def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add the items for the given paths."""
    if paths := config.getoption("--conformance"):
        items.extend(_items(session, config, paths))


def _items(session: pytest.Session, config: pytest.Config, paths: list[str]) -> Iterator[_Item]:
    from conformance.catalogue import CatalogueError
    from conformance.engine.plan import Plan, Selection
    from conformance.engine.subjects import targets
    from conformance.model.nearest import UnknownName
    from conformance.model.profile import LEVELS
    from conformance.reporting.neutral import visible

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
        if subject.kind is None and subject.target.named:
            raise pytest.UsageError(visible(subject.why_not(config.getoption("--conformance-lang"))))
        for row in subject.requirements:
            yield ConformanceItem.from_parent(
                session, name=f"{visible(subject.target.name)}::{row.id}", subject=subject, row=row
            )
    if profile := plan.profile:
        kinds = {subject.kind for subject in subjects}
        claimed = [part for part in profile.parts if part is profile or not kinds.isdisjoint(part.kinds)]
        for need in [need for part in claimed for need in part.needs]:
            name = f"{profile.id}::{' '.join(need)}"
            yield NeedItem.from_parent(session, name=name, plan=plan, subjects=subjects, need=need)
        if profile.evidence or profile.includes:
            yield EvidenceItem.from_parent(session, name=f"{profile.id}::evidence", plan=plan, subjects=subjects)


class Subject:
    """A file that is judged once, when the first of its items runs."""

    def __init__(self, target: Target, plan: Plan) -> None:
        self.target = target
        self.plan = plan

    @cached_property
    def place(self) -> str:
        """The full path of the file, computed once, since pytest asks for every item."""
        return str(Path(self.target.path).resolve())

    @cached_property
    def kind(self) -> str | None:
        """The only kind of the file, if the plan judges it."""
        from conformance.readers.source import Unreadable, open_source

        try:
            found, _ = self.plan.recognise(open_source(self.target.path, self.target.name, self.target.root))
        except Unreadable:
            return None
        sought = [kind for kind in found if self.plan.judges(kind)]
        return sought[0] if len(sought) == 1 else None

    @property
    def requirements(self) -> list[Requirement]:
        """The rows that count for the file; none if the plan does not judge its kind."""
        if self.kind is None:
            return []
        rows = [row for loaded in self.plan.all_suites_for(self.kind) for row in loaded.suite.requirements]
        return [row for row in rows if self.plan.counts(row.id)]

    def why_not(self, language: str) -> str:
        """Why the file cannot be judged, as `check` says it."""
        from conformance.catalogue.messages import reason_sentence
        from conformance.engine.judge_target import judge_target
        from conformance.reporting.words import COLONS

        problem = judge_target(self.target, self.plan).verdict.problem
        said = problem.reason.text if problem else reason_sentence("unknown_kind", {}, {})
        return f"{self.target.name}{COLONS[language]}{said[language]}"

    @cached_property
    def judged(self) -> Judged:
        """The verdicts of all suites of its kind."""
        from conformance.readers.source import open_source

        return self.plan.judge(open_source(self.target.path, self.target.name, self.target.root), str(self.kind))

    @cached_property
    def cases(self) -> dict[str, tuple[Outcome, Case | None]]:
        """The outcome of every row, with its case if there is something to report."""
        from conformance.engine.locate import add_lines
        from conformance.readers.source import open_source

        told = {case.requirement.id: case for _, _, cases in self.judged.verdicts for case in cases}
        add_lines(open_source(self.target.path, self.target.name, self.target.root), told.values())
        return {row: (outcome, told.get(row)) for row, outcome in self.judged.outcomes.items()}


class _Item(pytest.Item):
    """What all items share: the language of their sentences, and failures without a traceback of the plugin."""

    @property
    def _language(self) -> str:
        return str(self.config.getoption("--conformance-lang"))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The findings."""
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
        from conformance.reporting.neutral import visible

        outcome, case = self.subject.cases[self.row.id]
        if self.row.excluded:
            pytest.skip(self.row.excluded[self._language])
        if outcome.value == "not_applicable":
            pytest.skip("not applicable")
        if outcome.value == "pass":
            return
        text = "\n".join(map(visible, self._told(outcome, case)))
        plan = self.subject.plan
        decides = self.row.id not in plan.later and (self.row.obligation.value == "shall" or self.row.id in plan.raised)
        if decides or outcome.value == "error":
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
    """A need of the profile, over all subjects: it passes if one of them contains something for its rows to judge."""

    def __init__(self, *, plan: Plan, subjects: list[Subject], need: tuple[str, ...], **options: Any) -> None:
        super().__init__(**options)
        self.plan = plan
        self.subjects = subjects
        self.need = need
        self.add_marker("shall")

    def runtest(self) -> None:
        """Judge the subjects until one meets the need."""
        from conformance.reporting.needs import unmet_needs
        from conformance.reporting.neutral import visible

        for subject in self.subjects:
            cases = subject.cases if subject.kind else {}
            if any(cases[row][0].value != "not_applicable" for row in self.need if row in cases):
                return
        titles = {row: self.plan.catalogue.requirement(row).title for row in self.need}
        (reason,) = unmet_needs([self.need], titles, ())
        raise NotSatisfied(visible(reason.text[self._language]))

    def reportinfo(self) -> tuple[str, None, str]:
        """How pytest names the item in its output."""
        return str(self.path), None, self.name


class EvidenceItem(_Item):
    """How much the profile requires to be judged, over all subjects: it passes if one of them contains it."""

    def __init__(self, *, plan: Plan, subjects: list[Subject], **options: Any) -> None:
        super().__init__(**options)
        self.plan = plan
        self.subjects = subjects
        self.add_marker("shall")

    def runtest(self) -> None:
        """Count what is in the subjects."""
        from conformance.engine.suite_records import profile_record
        from conformance.reporting.claims import Claims
        from conformance.reporting.neutral import visible

        claims = Claims(profile_record(self.plan))
        for subject in self.subjects:
            if subject.kind:
                claims.add(subject.target.name, subject.kind, subject.judged.facts)
        if lacking := [*claims.lacking, *claims.unclaimed]:
            raise NotSatisfied("\n".join(visible(reason.text[self._language]) for reason in lacking))

    def reportinfo(self) -> tuple[str, None, str]:
        """How pytest names the item in its output."""
        return str(self.path), None, self.name


class NotSatisfied(Exception):
    """A SHALL that is violated or could not be judged, or a need that is not met."""
