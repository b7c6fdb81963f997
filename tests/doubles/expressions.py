"""Every regular expression of the project with the ways in which it is used, found by reading the code."""

from __future__ import annotations

import ast
import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from conformance.catalogue import folder
from conformance.readers.json_schema_reference import ecma_pattern

WAYS = frozenset({"match", "fullmatch", "search", "sub", "subn", "split", "finditer", "findall"})
ROOTS = ((Path(__file__).resolve().parents[2] / "src", ""), (folder("suites"), "conformance_suites."))


class Use(NamedTuple):
    """An expression, the method it is used with and where; "" where it is passed on to other code."""

    where: str
    pattern: re.Pattern[Any]
    way: str


def uses() -> tuple[list[Use], set[str]]:
    """All uses, each once, and the files with an expression that only running the code would tell."""
    found: dict[tuple[re.Pattern[Any], str], Use] = {}
    untold: set[str] = set()
    for use in [*_schema_patterns(), *(use for path, module in _modules() for use in _of_module(path, module))]:
        if isinstance(use, str):
            untold.add(use)
        else:
            found.setdefault((use.pattern, use.way), use)
    return list(found.values()), untold


def _schema_patterns() -> Iterator[Use]:
    for path in sorted(folder("schemas").rglob("*.json")):
        for text in _patterns_in(json.loads(path.read_text(encoding="utf-8"))):
            yield Use(f"{path.name}: {text}", ecma_pattern(text), "search")


def _patterns_in(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        yield from (name for name in schema.get("patternProperties", ()) if isinstance(name, str))
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _patterns_in(inner)


def _modules() -> Iterator[tuple[Path, Any]]:
    for root, package in ROOTS:
        for path in sorted(root.rglob("*.py")):
            name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
            if path.stem != "__main__" and "samples" not in path.parts:
                yield path, importlib.import_module(package + name)


def _of_module(path: Path, module: Any) -> Iterator[Use | str]:
    """The uses in a module; its file, from its family or package on, for each expression it makes while it runs."""
    used = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    at_import = {id(node) for each in tree.body if not _is_definition(each) for node in ast.walk(each)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        way, owner = node.func.attr, _value(node.func.value, module)
        if owner is re and way in (*WAYS, "compile"):
            text = _value(node.args[0], module)
            flags = [_value(each.value, module) for each in node.keywords if each.arg == "flags"]
            if isinstance(text, str | bytes) and way in WAYS:
                yield Use(f"{path.name}:{node.lineno}", re.compile(text, *flags), way)
            elif text is None and id(node) not in at_import:
                yield "/".join(path.parts[-3:])
        elif isinstance(owner, re.Pattern) and way in WAYS:
            used.add(owner)
            yield Use(f"{path.name}:{node.lineno}", owner, way)
    for name, value in vars(module).items():
        held = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else [value]
        for pattern in held:
            if isinstance(pattern, re.Pattern) and pattern not in used:
                yield Use(f"{path.name}: {name}", pattern, "")


def _is_definition(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef | ast.ClassDef)


def _value(node: ast.expr, module: Any) -> Any:
    """What an expression without calls stands for in a module; None where that depends on more than the module."""
    if any(isinstance(each, ast.Call | ast.Lambda) for each in ast.walk(node)):
        return None
    try:
        return eval(compile(ast.Expression(node), "<expression>", "eval"), vars(module))  # noqa: S307 - our own code
    except Exception:  # a name of a function
        return None
