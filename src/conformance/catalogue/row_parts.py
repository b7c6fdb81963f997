"""What is frozen of the rows of a suite, read from its suite.toml, its schema and the declarations of its checks."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from typing import Any

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.tables import read_text
from conformance.model.digest import digest
from conformance.model.frozen import Parts
from conformance.model.requirement import Requirement, Suite
from conformance.model.text import Text

_HELPER = "#/$defs/"
_EXCLUDED = ("untestable", "conflict", "withdrawn")
_NOT_JUDGED = "$comment"


class RowParts:
    """The frozen parts of each row of a suite, under the parameters of a profile; its code is read, never run."""

    def __init__(self, suite: Suite, parameters: Mapping[str, Any]) -> None:
        self._parameters = {name: parameters.get(name, each.default) for name, each in suite.parameters.items()}
        self._definitions = _definitions(suite)
        self._asked = _asked(suite) if self._parameters else {}

    def of(self, row: Requirement) -> Parts:
        """The parts of a row: its schema by digest, with the helpers that it refers to; the values it is judged by."""
        parts: dict[str, Any] = {
            "statement": {"en": row.statement.en, "zh": row.statement.zh},
            "obligation": row.obligation.value,
        }
        if row.at:
            parts["at"] = list(row.at)
        if row.when:
            parts["when"] = row.when
        if state := next((name for name in _EXCLUDED if getattr(row, name)), None):
            parts["excluded"] = state
        elif values := self._reaching(row.id):
            parts["parameters"] = values
        if row.id in self._definitions:
            parts["schema"] = _schema_digest(row.id, self._definitions)
        return parts

    def _reaching(self, row: str) -> dict[str, Any]:
        """The parameters that the check of a row reads; all of them where its code does not tell which."""
        asked = self._asked.get(row, frozenset() if row in self._definitions else None)
        return {name: value for name, value in sorted(self._parameters.items()) if asked is None or name in asked}


def _definitions(suite: Suite) -> Mapping[str, Any]:
    if suite.schema is None:
        return {}
    try:
        found = json.loads(read_text(suite.schema)).get("$defs", {})
    except (ValueError, AttributeError):
        raise CatalogueError(suite.schema, Text("is not a JSON object", "不是 JSON 对象")) from None
    return found if isinstance(found, dict) else {}


def _schema_digest(name: str, definitions: Mapping[str, Any]) -> str:
    """The digest of a definition and of the helpers that it refers to, in canonical JSON."""
    found: dict[str, Any] = {}
    waiting = [name]
    while waiting:
        if (each := waiting.pop()) not in found and each in definitions:
            found[each] = _judging(definitions[each])
            waiting += _helpers(found[each])
    return digest(json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


def _judging(schema: Any) -> Any:
    """A schema without comments."""
    if isinstance(schema, dict):
        return {key: _judging(value) for key, value in schema.items() if key != _NOT_JUDGED}
    return [_judging(each) for each in schema] if isinstance(schema, list) else schema


def _helpers(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(target := schema.get("$ref"), str) and target.startswith(_HELPER):
            yield target.removeprefix(_HELPER)
        for value in schema.values():
            yield from _helpers(value)
    elif isinstance(schema, list):
        for each in schema:
            yield from _helpers(each)


def _asked(suite: Suite) -> dict[str, frozenset[str] | None]:
    """By row, the parameters that its check reads; None for one whose code hands them on."""
    path = suite.folder / "checks.py"
    if not path.is_file():
        return {}
    try:
        tree = ast.parse(read_text(path))
    except (SyntaxError, ValueError) as error:
        raise CatalogueError(path, Text(f"is not Python: {error}", f"不是 Python：{error}")) from None
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    return {row: read for each in functions for row, read in _declared(each)}


def _declared(function: ast.FunctionDef) -> Iterator[tuple[str, frozenset[str] | None]]:
    for mark in function.decorator_list:
        if isinstance(mark, ast.Call) and mark.args and isinstance(mark.args[0], ast.Constant):
            given = any(each.arg == "parameters" for each in mark.keywords)
            yield str(mark.args[0].value), _read(function) if given else frozenset()


def _read(function: ast.FunctionDef) -> frozenset[str] | None:
    """The names by which a check looks into its last argument; None where it does anything else with it."""
    name = function.args.args[-1].arg if function.args.args else ""
    nodes = [node for statement in function.body for node in ast.walk(statement)]
    uses = sum(isinstance(node, ast.Name) and node.id == name for node in nodes)
    keys = [
        node.slice.value
        for node in nodes
        if isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Name)
        and node.value.id == name
        and isinstance(node.slice, ast.Constant)
    ]
    return frozenset(map(str, keys)) if len(keys) == uses else None
