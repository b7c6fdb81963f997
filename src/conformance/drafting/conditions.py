"""The conditions of a check: where its code, and that of the generators it delegates to, yields findings."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FunctionType, GeneratorType
from typing import Any

from conformance.catalogue.tables import read_text

Line = tuple[str, int]
"""File and line, as a running frame tells them."""


@dataclass(frozen=True, order=True)
class Condition:
    """A `yield` or `yield from`: its file, its first and its last line."""

    path: str
    line: int
    last: int

    def holds(self, line: Line) -> bool:
        """Whether the line belongs to it."""
        return line[0] == self.path and self.line <= line[1] <= self.last


def conditions_of(check: Callable[..., Any]) -> list[Condition]:
    """The conditions of a check, each once, in the order of its code.

    A generator of the same program that it yields from or returns is followed; what else makes findings, such as a
    method of what the check is given, is one condition where it is asked.
    """
    found: dict[Condition, None] = {}
    _follow(inspect.unwrap(check), found, set())
    return list(found)


def lines_of(findings: Any) -> frozenset[Line]:
    """The lines at which a suspended generator, and those it yields from, just made a finding."""
    lines: list[Line] = []
    while isinstance(findings, GeneratorType) and findings.gi_frame is not None:
        lines.append((findings.gi_code.co_filename, findings.gi_frame.f_lineno))
        findings = findings.gi_yieldfrom
    return frozenset(lines)


def _follow(function: Any, found: dict[Condition, None], seen: set[FunctionType]) -> None:
    if not isinstance(function, FunctionType) or function in seen:
        return
    seen.add(function)
    path = function.__code__.co_filename
    for node in _speaking(_definition(path, function.__code__.co_firstlineno, function.__name__)):
        if not isinstance(node, ast.Return):
            found[Condition(path, node.lineno, node.end_lineno or node.lineno)] = None
        if isinstance(node.value, ast.Call) and not isinstance(node, ast.Yield):
            called = _named(node.value.func, function.__globals__)
            if inspect.isgeneratorfunction(called):
                _follow(called, found, seen)


@cache
def _definition(path: str, line: int, name: str) -> ast.FunctionDef:
    """The definition that begins at a line, its decorators counted."""
    for node in ast.walk(ast.parse(read_text(Path(path)))):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            if first == line:
                return node
    raise LookupError(f"{path}:{line}: no definition of {name}")


def _speaking(node: ast.AST) -> Iterator[ast.Yield | ast.YieldFrom | ast.Return]:
    """What in a function yields or returns, functions within it left out, in the order of the lines."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Yield | ast.YieldFrom | ast.Return):
            yield child
        if not isinstance(child, ast.FunctionDef | ast.Lambda):
            yield from _speaking(child)


def _named(node: ast.expr, known: dict[str, Any]) -> Any:
    """What a name, or an attribute of a named module, stands for; None where the code alone does not tell."""
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        module = known.get(node.value.id)
        return getattr(module, node.attr, None) if inspect.ismodule(module) else None
    return None
