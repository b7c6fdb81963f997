"""A suite with its code: schema, checks and view, ready to judge."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.catalogue import CatalogueError
from conformance.catalogue.packages import import_code
from conformance.engine.places import Steps, compile_pattern
from conformance.model.change import Editable
from conformance.model.finding import CheckMark, Finding, Stimulus
from conformance.model.outcome import Outcome
from conformance.model.place import is_pattern
from conformance.model.requirement import Requirement, Suite
from conformance.readers.json import read_document
from conformance.readers.json_schema import RowSchema
from conformance.readers.source import Source

Check = Callable[..., Iterable[Any] | None]
"""Yields Findings; of a block of frames, Hits."""


class Row(NamedTuple):
    """A requirement with what judges it: the schema, or its check. Excluded rows have neither.

    `each` is what the check is given each of: blocks of frames, stimuli beside the view, or None for the view alone.
    What the plan judges by is added where the check asks for it. `patterns` and `names` are the two forms of its `at`.
    """

    requirement: Requirement
    check: Check | None
    each: type | None
    patterns: tuple[Steps, ...]
    names: tuple[str, ...]


class Repairs(NamedTuple):
    """What a suite can mend: `editable` takes a source into hand, `functions` change it, by requirement."""

    editable: Callable[[Source], Editable]
    functions: Mapping[str, Callable[[Any, Sequence[Finding]], None]]


@dataclass(eq=False)
class LoadedSuite:
    """A suite ready to judge. `judge` names who judges subjects of its kind.

    `stimuli` gives, by requirement, the functions that make a Hypothesis strategy from the view; stimuli.py is imported
    no sooner, so that a replay needs no Hypothesis. `repairs` imports repairs.py the same way.
    `parameters` are what its checks judge by. `places` are the rows that are judged with their place among the outcome
    letters, `named` those that ask for parts of the view with their place among the judged.
    """

    suite: Suite
    judge: str
    view: Callable[[Any], Any]
    schema: RowSchema | None
    rows: tuple[Row, ...]
    judged: tuple[Row, ...]
    stimuli: Callable[[], Mapping[str, Callable[[Any], Any]]]
    repairs: Callable[[], Repairs]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    places: tuple[tuple[int, Row], ...] = field(init=False)
    named: tuple[tuple[int, Row], ...] = field(init=False)
    _letters: dict[tuple[bool, ...], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = tuple((at, row) for at, row in enumerate(self.rows) if not row.requirement.excluded)
        self.named = tuple((at, row) for at, row in enumerate(self.judged) if row.names)

    def letters(self, stands: tuple[bool, ...]) -> str:
        """The outcome letters where no row has a case: passed where something stands, else not applicable."""
        if stands not in self._letters:
            letters = [Outcome.NOT_APPLICABLE.letter] * len(self.rows)
            for (at, _), there in zip(self.places, stands, strict=True):
                letters[at] = (Outcome.PASS if there else Outcome.NOT_APPLICABLE).letter
            self._letters[stands] = "".join(letters)
        return self._letters[stands]


def load_suite_code(
    suite: Suite, judge: str, engine: str | None = None, parameters: Mapping[str, Any] | None = None
) -> LoadedSuite:
    """Import the suite's checks and view and read its schema; `judge` is that of its kind.

    `parameters` are a profile's, before the suite's own.

    Raises CatalogueError unless each row has exactly one of schema, check or a reason for being excluded.
    """
    schema = _row_schema(suite, engine)
    checks = _checks(suite)
    judged_by = {name: (parameters or {}).get(name, each.default) for name, each in suite.parameters.items()}
    rows = tuple(_row(suite, judge, requirement, schema, checks, judged_by) for requirement in suite.requirements)
    known = {row.id for row in suite.requirements}
    for name, place in [
        *((name, suite.schema) for name in (schema.rows if schema else ())),
        *((n, "checks.py") for n in checks),
    ]:
        if name not in known:
            raise CatalogueError(suite.folder, f"{name} in {place} has no row in suite.toml")
    judged = tuple(row for row in rows if not row.requirement.excluded)
    return LoadedSuite(
        suite,
        judge,
        _view(suite, judge),
        schema,
        rows,
        judged,
        lambda: _marked(suite, "stimuli", lambda each: getattr(each, "__stimuli__", None), "strategy"),
        lambda: _repairs(suite),
        judged_by,
    )


def _row(
    suite: Suite,
    judge: str,
    requirement: Requirement,
    schema: RowSchema | None,
    checks: Mapping[str, Callable[..., Any]],
    parameters: Mapping[str, Any],
) -> Row:
    check = checks.get(requirement.id)
    ways = [schema is not None and requirement.id in schema.rows, check is not None, requirement.excluded is not None]
    if sum(ways) != 1:
        problem = (
            "is judged by nothing: write $defs in the schema or a @check"
            if not any(ways)
            else ("has more than one of schema, check, untestable, conflict and withdrawn")
        )
        raise CatalogueError(f"{suite.folder / 'suite.toml'}: {requirement.id}", problem)
    patterns = tuple(steps for at in requirement.at if is_pattern(at) for steps in compile_pattern(at))
    names = tuple(at for at in requirement.at if not is_pattern(at))
    if check is None:
        return Row(requirement, None, None, patterns, names)
    mark: CheckMark = check.__check__  # type: ignore[attr-defined]  # the mark by which it was found
    if problem := _unfit(check, mark, judge, parameters):
        raise CatalogueError(f"{suite.folder / 'checks.py'}: {requirement.id}", problem)
    return Row(
        requirement, _with_parameters(check, parameters) if mark.parameters else check, mark.each, patterns, names
    )


EACH: Mapping[str, set[str | None]] = {
    "documents": {None},
    "recordings": {None, "Block"},
    "services": {None, Stimulus.__name__},
}
"""What checks may be given each of, by the judge of their kind."""


def _unfit(check: Callable[..., Any], mark: CheckMark, judge: str, parameters: Mapping[str, Any]) -> str:
    """Why a check cannot be run as its mark says; empty where it can."""
    each = mark.each.__name__ if mark.each else None
    if each not in EACH[judge]:
        return f"its check is declared with each={each}, but the suite judges {judge}"
    if mark.parameters and not parameters:
        return "its check asks for parameters, but suite.toml has no [parameters]"
    takes, given = check.__code__.co_argcount, 1 + (mark.each is Stimulus) + mark.parameters
    return "" if takes == given else f"its check takes {takes} arguments, but is given {given}"


def _with_parameters(check: Check, parameters: Mapping[str, Any]) -> Check:
    def judged(*given: Any) -> Iterable[Any] | None:
        return check(*given, parameters)

    judged.__wrapped__ = check  # type: ignore[attr-defined]  # for `conformance explain`, which shows its source
    return judged


def _row_schema(suite: Suite, engine: str | None) -> RowSchema | None:
    if suite.schema is None:
        return None
    try:
        content = json.loads(suite.schema.read_text(encoding="utf-8"))
        if not isinstance(content, dict):
            raise CatalogueError(suite.schema, "is no JSON object")
        schema = RowSchema(content, engine)
    except ValueError as error:
        raise CatalogueError(suite.schema, str(error)) from None
    try:
        schema.accepts(None)  # compiles it: a schema that cannot be used must not wait for the first subject
    except Exception as error:  # each engine has complaints of its own
        raise CatalogueError(suite.schema, f"is no usable JSON Schema: {str(error).splitlines()[0]}") from None
    return schema


def _checks(suite: Suite) -> dict[str, Check]:
    return _marked(
        suite, "checks", lambda each: getattr(getattr(each, "__check__", None), "requirement", None), "check"
    )


def _marked(suite: Suite, module: str, mark: Callable[[Any], object], role: str) -> dict[str, Any]:
    """The functions of a module of the suite by the requirement of their mark; none where there is no such file."""
    found: dict[str, Any] = {}
    path = suite.folder / f"{module}.py"
    if not path.is_file():
        return found
    for value in vars(_module(suite, module)).values():
        name = mark(value)
        if isinstance(name, str):
            if name in found:
                raise CatalogueError(path, f"two functions are the {role} of {name}")
            found[name] = value
    return found


def _repairs(suite: Suite) -> Repairs:
    functions = _marked(suite, "repairs", lambda each: getattr(each, "__repairs__", None), "repair")
    told = {row.id for row in suite.requirements if row.repair and not row.excluded}
    path = suite.folder / "repairs.py"
    for name in sorted(told ^ functions.keys()):
        problem = "has a repair, but no @repair in repairs.py" if name in told else "has no repair in suite.toml"
        raise CatalogueError(path, f"{name} {problem}")
    editable = getattr(_module(suite, "repairs"), "EDITABLE", None) if functions else None
    if functions and not callable(editable):
        raise CatalogueError(path, "has no EDITABLE, which takes a source into hand")
    return Repairs(editable or _nothing_to_edit, functions)


def _nothing_to_edit(source: Source) -> Editable:
    raise LookupError(f"{source.name}: its suite has no repair")


def _view(suite: Suite, judge: str) -> Callable[[Any], Any]:
    if judge == "recordings":
        from conformance.recordings import read_recording

        return read_recording
    if not (suite.folder / "view.py").is_file():
        return read_document
    module = _module(suite, "view")
    if not callable(getattr(module, "view", None)):
        raise CatalogueError(suite.folder / "view.py", "has no function view(source)")
    return module.view  # type: ignore[no-any-return]  # just seen to be callable


def recognises(suite: Suite) -> Callable[[Source], bool]:
    """What tells whether a source that fits by its first bytes or its name is of the suite's kind."""
    function: Callable[[Source], bool] = _module(suite, "recognise").recognises
    return function


def _module(suite: Suite, name: str) -> Any:
    try:
        return import_code(suite.package, suite.folder, name)
    except Exception as error:  # a suite's own code may fail in any way; say where and go no further
        raise CatalogueError(
            suite.folder / f"{name}.py", f"cannot be imported: {type(error).__name__}: {error}"
        ) from error
