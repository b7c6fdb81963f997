"""Whether the samples of a suite notice that its schema or a check of it was changed.

A sample notices where any outcome, finding or reason differs from those of the suite as it is.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import ModuleType
from typing import Any, NamedTuple

from conformance.catalogue.samples import samples
from conformance.drafting.mutation.ledger import Entry, read_ledger
from conformance.drafting.strength.code import is_python, mutations
from conformance.drafting.strength.schema import schema_mutants
from conformance.engine.judges import Means, judge_of
from conformance.engine.loaded import LoadedSuite
from conformance.engine.plan import Plan
from conformance.engine.suite_code import with_parameters
from conformance.model.requirement import Suite
from conformance.readers.json_schema import RowSchema, SchemaRefused
from conformance.readers.source import Source

CHECKS = "checks.py"
SECONDS = 5.0
"""Longer than this no changed suite may take for a sample: a loop without an end is noticed."""
LARGEST = 1 << 18
FLOOR = 0.95


class Changed(NamedTuple):
    """A change to the suite. `place` is a file with its function, or a pointer of the schema; `line` is 0 there."""

    part: str
    place: str
    line: int
    change: str
    noticed: bool
    entry: Entry | None = None


class Strength(NamedTuple):
    """What the samples of a suite notice."""

    suite: Suite
    changes: list[Changed]
    stale: list[Entry]

    def share(self, part: str = "") -> float:
        """The share that is noticed of the changes to a part, or to all, that no entry of the ledger explains."""
        counted = [each for each in self.changes if part in ("", each.part) and not each.entry]
        return sum(each.noticed for each in counted) / len(counted) if counted else 1.0

    @property
    def unnoticed(self) -> list[Changed]:
        """What no sample notices and no entry explains."""
        return [each for each in self.changes if not each.noticed and not each.entry]


def strength(plan: Plan, suite: Suite, most: int | None = None) -> Strength:
    """Try the changes of a suite, at most so many, spread evenly. Raises CatalogueError for what cannot be used."""
    trial = _Trial(plan, suite)
    ledger, used, found = read_ledger(suite, "unnoticed"), set[int](), []
    for part, place, line, change, made in trial.changes(most):
        noticed = trial.notices(made)
        entry = None
        if not noticed:
            fitting = [at for at, each in enumerate(ledger) if each.fits(change, place)]
            used |= set(fitting)
            entry = ledger[fitting[0]] if fitting else None
        found.append(Changed(part, place, line, change, noticed, entry))
    stale = [] if most else [entry for at, entry in enumerate(ledger) if at not in used]
    return Strength(suite, found, stale)


Make = Callable[[], "LoadedSuite | None"]


class _Trial:
    def __init__(self, plan: Plan, suite: Suite) -> None:
        self._loaded, self._suite = plan.load(suite), suite
        self._judge = judge_of(plan.catalogue.kinds[suite.kind].judge)
        small = [sample for sample in samples(suite) if len(sample.data) <= LARGEST]
        # Bad samples first: they notice most.
        self._sources = [Source(each.name, each.data, each.folder) for each in reversed(small)]
        self._told = [self._tell(self._loaded, source) for source in self._sources]

    def changes(self, most: int | None) -> Iterator[tuple[str, str, int, str, Make]]:
        """(part, place, line, change, what makes the changed suite)."""
        all_ = [*self._of_schema(), *self._of_checks()]
        step = max(1, -(-len(all_) // most)) if most else 1
        yield from all_[::step]

    def notices(self, made: Make) -> bool:
        """Whether any sample does; what cannot be loaded any more is noticed."""
        try:
            with _limited():
                changed = made()
                if changed is None:
                    return True
                return any(
                    self._tell(changed, source) != told for source, told in zip(self._sources, self._told, strict=True)
                )
        except _Slow:
            return True

    def _tell(self, loaded: LoadedSuite, source: Source) -> Any:
        """All that is said of a sample."""
        return [
            (letters, [(case.requirement.id, case.outcome, case.reason, case.findings, case.more) for case in cases])
            for _, letters, cases in self._judge(source, [loaded], Means()).verdicts
        ]

    def _of_schema(self) -> Iterator[tuple[str, str, int, str, Make]]:
        schema = self._loaded.schema
        for each in schema_mutants(schema.schema) if schema else ():
            yield "schema", each.place, 0, each.change, self._with_schema(each.schema)

    def _with_schema(self, made: Callable[[], dict[str, Any]]) -> Make:
        def make() -> LoadedSuite | None:
            try:
                changed = RowSchema(made())
                changed.accepts(None)
            except (SchemaRefused, ValueError):
                return None
            return replace(self._loaded, schema=changed)

        return make

    def _of_checks(self) -> Iterator[tuple[str, str, int, str, Make]]:
        path = self._suite.folder / CHECKS
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        functions = _functions(text)
        for each in mutations(text):
            changed = each.applied(text)
            if is_python(changed):
                at = each.line - 1
                said = f"{text.splitlines()[at].strip()} -> {changed.splitlines()[at].strip()}"
                place = f"{CHECKS}:{functions.get(each.line, '')}"
                yield "checks", place, each.line, said, self._with_checks(changed)

    def _with_checks(self, text: str) -> Make:
        def make() -> LoadedSuite | None:
            original = sys.modules[f"{self._suite.package}.checks"]
            module = ModuleType(original.__name__)
            module.__package__, module.__file__ = original.__package__, original.__file__
            try:
                exec(compile(text, str(original.__file__), "exec", dont_inherit=True), vars(module))  # noqa: S102
            except _Slow:
                raise
            except BaseException:
                return None
            return _with(self._loaded, module)

        return make


def _with(loaded: LoadedSuite, module: ModuleType) -> LoadedSuite:
    """The suite with the checks of another module of the same names."""
    rows = []
    for row in loaded.rows:
        before = getattr(row.check, "__wrapped__", row.check)
        check = getattr(module, before.__name__, None) if before else None
        if check is not None and before is not row.check:
            check = with_parameters(check, loaded.parameters)
        rows.append(row._replace(check=check or row.check))
    return replace(loaded, rows=tuple(rows), judged=tuple(row for row in rows if not row.requirement.excluded))


def _functions(text: str) -> dict[int, str]:
    """By line the function it is in."""
    import ast

    found: dict[int, str] = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            found |= dict.fromkeys(range(node.lineno, (node.end_lineno or node.lineno) + 1), node.name)
    return found


class _Slow(BaseException):
    """No end in sight."""


@contextmanager
def _limited() -> Iterator[None]:
    """At most SECONDS of processor time, where the system can say so."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise _Slow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(
        signal.ITIMER_PROF, SECONDS, 1.0
    )  # again and again: what is raised in a callback of others is lost
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
