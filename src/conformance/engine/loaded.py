"""A suite with its code: schema, checks and view, ready to judge."""

from __future__ import annotations

import importlib
import inspect
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial, update_wrapper
from typing import Any

from conformance.catalogue import CatalogueError
from conformance.engine.places import Steps, compile_pattern
from conformance.model.change import Editable
from conformance.model.finding import Finding
from conformance.model.place import is_pattern
from conformance.model.requirement import Check, Requirement, Suite
from conformance.readers.json import read_document
from conformance.readers.json_schema import RowSchema
from conformance.readers.source import Source

PARAMETERS = "parameters"
"""The name of the argument by which a check asks for what the plan judges by."""


@dataclass(frozen=True)
class Row:
    """A requirement with what judges it: the schema, or its check. Excluded rows have neither.

    The `check` has the `parameters` that the plan judges by where it asks for them; a `generative` one is given a
    stimulus beside the view. `patterns` and `names` are the two forms of its `at`.
    """

    requirement: Requirement
    check: Check | None
    generative: bool
    patterns: tuple[Steps, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Repairs:
    """What a suite can mend: `editable` takes a source into hand, `functions` change it, by requirement."""

    editable: Callable[[Source], Editable]
    functions: Mapping[str, Callable[[Any, Sequence[Finding]], None]]


@dataclass(eq=False)
class LoadedSuite:
    """A suite ready to judge.

    `stimuli` gives, by requirement, the functions that make a Hypothesis strategy from the view; stimuli.py is imported
    no sooner, so that a replay needs no Hypothesis. `repairs` imports repairs.py the same way.
    `parameters` are what its checks judge by, `folds` remembers the outcomes of documents without a finding,
    `named` are the rows `judged` that ask for parts of the view, by their number; `of_recordings` says that the view is
    the one of recordings, whose frames are judged in one pass for all suites.
    """

    suite: Suite
    view: Callable[[Any], Any]
    schema: RowSchema | None
    rows: tuple[Row, ...]
    judged: tuple[Row, ...]
    stimuli: Callable[[], Mapping[str, Callable[[Any], Any]]]
    repairs: Callable[[], Repairs]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    folds: dict[tuple[bool | None, ...], str] = field(default_factory=dict)
    named: tuple[tuple[int, tuple[str, ...]], ...] = field(init=False)
    of_recordings: bool = field(init=False)

    def __post_init__(self) -> None:
        self.named = tuple((at, row.names) for at, row in enumerate(self.judged) if row.names)
        self.of_recordings = getattr(self.view, "__recording__", False)


def load_suite_code(
    suite: Suite, engine: str | None = None, parameters: Mapping[str, Any] | None = None
) -> LoadedSuite:
    """Import the suite's checks and view and read its schema; `parameters` are a profile's, before the suite's own.

    Raises CatalogueError unless each row has exactly one of schema, check or a reason for being excluded.
    """
    schema = _row_schema(suite, engine)
    checks = _checks(suite)
    judged_by = {name: (parameters or {}).get(name, each.default) for name, each in suite.parameters.items()}
    rows = tuple(_row(suite, requirement, schema, checks, judged_by) for requirement in suite.requirements)
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
        _view(suite),
        schema,
        rows,
        judged,
        lambda: _module(suite, "stimuli").STIMULI,
        lambda: _repairs(suite),
        judged_by,
    )


def _row(
    suite: Suite,
    requirement: Requirement,
    schema: RowSchema | None,
    checks: Mapping[str, Check],
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
    takes = set(inspect.signature(check).parameters) if check else set()
    if check and PARAMETERS in takes:
        if not parameters:
            raise CatalogueError(f"{suite.folder / 'suite.toml'}: {requirement.id}", "its check asks for [parameters]")
        check = update_wrapper(partial(check, **{PARAMETERS: parameters}), check)
    return Row(requirement, check, len(takes - {PARAMETERS}) == 2, patterns, names)


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
    return _marked(suite, "checks", "__requirement__", "check")


def _marked(suite: Suite, module: str, mark: str, role: str) -> dict[str, Any]:
    """The functions of a module of the suite that bear the mark, by requirement; none where there is no such file."""
    found: dict[str, Any] = {}
    path = suite.folder / f"{module}.py"
    if not path.is_file():
        return found
    for value in vars(_module(suite, module)).values():
        name = getattr(value, mark, None)
        if isinstance(name, str):
            if name in found:
                raise CatalogueError(path, f"two functions are the {role} of {name}")
            found[name] = value
    return found


def _repairs(suite: Suite) -> Repairs:
    functions = _marked(suite, "repairs", "__repairs__", "repair")
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


def _view(suite: Suite) -> Callable[[Any], Any]:
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
        return importlib.import_module(f"{suite.package}.{name}")
    except Exception as error:  # a suite's own code may fail in any way; say where and go no further
        raise CatalogueError(
            suite.folder / f"{name}.py", f"cannot be imported: {type(error).__name__}: {error}"
        ) from error
