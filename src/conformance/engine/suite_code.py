"""Loading the code of a suite: its checks, view, stimuli and repairs, and its schema; what does not fit is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from conformance.catalogue import CatalogueError
from conformance.catalogue.packages import import_code
from conformance.engine.loaded import Check, LoadedSuite, Repairs, Row
from conformance.engine.places import compile_pattern
from conformance.model.change import Editable
from conformance.model.finding import CheckMark, Stimulus
from conformance.model.place import is_pattern
from conformance.model.requirement import Requirement, Suite
from conformance.model.text import Text
from conformance.readers.json import read_document
from conformance.readers.json_schema import RowSchema, SchemaRefused
from conformance.readers.source import Source


def load_suite_code(
    suite: Suite, judge: str, engine: str | None = None, parameters: Mapping[str, Any] | None = None
) -> LoadedSuite:
    """Import the suite's checks and view and read its schema; `judge` is the judge of its kind.

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
        *((name, "checks.py") for name in checks),
    ]:
        if name not in known:
            problem = Text(f"{name} has no row in suite.toml", f"{name} 在 suite.toml 中没有对应的要求")
            raise CatalogueError(suite.folder / place if place else suite.folder, problem)
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
        raise CatalogueError(f"{suite.folder / 'suite.toml'}: {requirement.id}", TWO_WAYS if any(ways) else NO_WAY)
    patterns = tuple(steps for at in requirement.at if is_pattern(at) for steps in compile_pattern(at))
    names = tuple(at for at in requirement.at if not is_pattern(at))
    if check is None:
        return Row(requirement, None, None, patterns, names)
    mark: CheckMark = check.__check__  # type: ignore[attr-defined]  # found by this mark
    if problem := _unfit(check, mark, judge, parameters):
        raise CatalogueError(f"{suite.folder / 'checks.py'}: {requirement.id}", problem)
    return Row(
        requirement, with_parameters(check, parameters) if mark.parameters else check, mark.each, patterns, names
    )


NO_WAY = Text(
    "has neither a definition in the schema nor a @check: write one of them",
    "既没有模式定义也没有 @check：请补充其一",
)
TWO_WAYS = Text(
    "has more than one of schema, check, untestable, conflict and withdrawn",
    "模式、检查、untestable、conflict 和 withdrawn 中有多于一项",
)
EACH: Mapping[str, set[str | None]] = {
    "documents": {None},
    "recordings": {None, "Block"},
    "services": {None, Stimulus.__name__},
}
"""What checks may declare as `each`, by the judge of their kind."""


def _unfit(check: Callable[..., Any], mark: CheckMark, judge: str, parameters: Mapping[str, Any]) -> Text | None:
    """Why a check cannot be run as its mark says; None if it can."""
    each = mark.each.__name__ if mark.each else None
    if each not in EACH[judge]:
        return Text(
            f"its check is declared with each={each}, but the suite judges {judge}",
            f"其检查声明为 each={each}，而测试套判定 {judge}",
        )
    if mark.parameters and not parameters:
        return Text(
            "its check asks for parameters, but suite.toml has no [parameters]",
            "其检查需要参数，但 suite.toml 没有 [parameters]",
        )
    takes, given = check.__code__.co_argcount, 1 + (mark.each is Stimulus) + mark.parameters
    if takes == given:
        return None
    return Text(
        f"its check takes {takes} arguments, but is given {given}", f"其检查声明 {takes} 个参数，实际传入 {given} 个"
    )


def with_parameters(check: Check, parameters: Mapping[str, Any]) -> Check:
    """The check of a row that asks for the parameters of its suite."""

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
            raise CatalogueError(suite.schema, Text("is not a JSON object", "不是 JSON 对象"))
        schema = RowSchema(content, engine)
    except SchemaRefused as error:
        raise CatalogueError(suite.schema, error.text) from None
    except ValueError as error:
        problem = Text(f"is not JSON: {error}", f"不是 JSON：{error}")
        raise CatalogueError(suite.schema, problem) from None
    try:
        schema.accepts(None)  # compiles it, so that an invalid schema is reported before the first subject
    except Exception as error:  # each engine raises its own exceptions
        said = str(error).splitlines()[0]
        problem = Text(f"is not a usable JSON Schema: {said}", f"不是可用的 JSON Schema：{said}")
        raise CatalogueError(suite.schema, problem) from None
    return schema


def _checks(suite: Suite) -> dict[str, Check]:
    return _marked(
        suite, "checks", lambda each: getattr(getattr(each, "__check__", None), "requirement", None), "check"
    )


def _marked(suite: Suite, module: str, mark: Callable[[Any], object], role: str) -> dict[str, Any]:
    """The marked functions of a module of the suite, by requirement; empty if there is no such file."""
    found: dict[str, Any] = {}
    path = suite.folder / f"{module}.py"
    if not path.is_file():
        return found
    for value in vars(_module(suite, module)).values():
        name = mark(value)
        if isinstance(name, str):
            if name in found:
                raise CatalogueError(
                    path, Text(f"two functions are the {role} of {name}", f"有两个函数同为 {name} 的 @{role}")
                )
            found[name] = value
    return found


def _repairs(suite: Suite) -> Repairs:
    functions = _marked(suite, "repairs", lambda each: getattr(each, "__repairs__", None), "repair")
    told = {row.id for row in suite.requirements if row.repair and not row.excluded}
    path = suite.folder / "repairs.py"
    for name in sorted(told ^ functions.keys()):
        problem = (
            Text(
                f"{name} has a repair, but no @repair in repairs.py", f"{name} 有 repair，但 repairs.py 中没有 @repair"
            )
            if name in told
            else Text(f"{name} has no repair in suite.toml", f"{name} 在 suite.toml 中没有 repair")
        )
        raise CatalogueError(path, problem)
    editable = getattr(_module(suite, "repairs"), "EDITABLE", None) if functions else None
    if functions and not callable(editable):
        problem = Text("has no EDITABLE, which opens a source for editing", "没有 EDITABLE，无法打开被测对象进行编辑")
        raise CatalogueError(path, problem)
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
        problem = Text("has no function view(source)", "没有函数 view(source)")
        raise CatalogueError(suite.folder / "view.py", problem)
    return module.view  # type: ignore[no-any-return]  # checked to be callable


def recognises(suite: Suite) -> Callable[[Source], bool]:
    """The function that decides whether a source whose first bytes or name fit is of the suite's kind."""
    function: Callable[[Source], bool] = _module(suite, "recognise").recognises
    return function


def facts_of(suite: Suite) -> Callable[[Any], Mapping[str, float]]:
    """The function in the suite's facts.py that counts what is in a subject. Raises CatalogueError without one."""
    function = getattr(_module(suite, "facts"), "facts", None)
    if not callable(function):
        problem = Text("has no function facts(subject)", "没有函数 facts(subject)")
        raise CatalogueError(suite.folder / "facts.py", problem)
    return function  # type: ignore[no-any-return]  # checked to be callable


def _module(suite: Suite, name: str) -> Any:
    try:
        return import_code(suite.package, suite.folder, name)
    except (Exception, SystemExit) as error:  # a suite's code may raise anything; say where and stop
        said = f"{type(error).__name__}: {error}"
        problem = Text(f"cannot be imported: {said}", f"无法导入：{said}")
        raise CatalogueError(suite.folder / f"{name}.py", problem) from error
