"""Adding a check to the code of a suite: the function at its end, and the imports that it needs."""

from __future__ import annotations

import ast
import sys

NEEDED = {"typing": ("Any",), "conformance.authoring": ("Finding", "Findings", "check")}
WIDTH = 120


def with_check(text: str, requirement: str, body: str) -> str:
    """The text of checks.py with one more check, whose argument is called `view`."""
    text = text or '"""What a schema cannot say."""\n\nfrom __future__ import annotations\n'
    for module, names in NEEDED.items():
        text = _with_import(text, module, names)
    name = requirement.lower().replace("-", "_")
    return f'{text.rstrip()}\n\n\n@check("{requirement}")\ndef draft_{name}(view: Any) -> Findings:\n{body}'


def _with_import(text: str, module: str, names: tuple[str, ...]) -> str:
    """The text with these names of a module imported at the top, in the order of the alphabet."""
    tree = ast.parse(text)
    lines = text.splitlines(keepends=True)
    imports = [each for each in tree.body if isinstance(each, ast.ImportFrom | ast.Import)]
    for each in imports:
        if isinstance(each, ast.ImportFrom) and each.module == module:
            aliases = {(alias.name, alias.asname) for alias in each.names} | {(name, None) for name in names}
            lines[each.lineno - 1 : each.end_lineno] = [_import(module, aliases)]
            return "".join(lines)
    here = _order(module)
    before = [each for each in imports if _order(_module(each)) < here]
    head: list[ast.stmt] = [*before] or [each for each in tree.body[:1] if isinstance(each, ast.Expr)]
    at = (head[-1].end_lineno or 0) if head else 0
    later = [each for each in imports if each.lineno > at]
    first = bool(head) and (not before or _order(_module(before[-1]))[0] != here[0])
    last = bool(later) and lines[at].strip() != "" and _order(_module(later[0]))[0] != here[0]
    lines.insert(at, "\n" * first + _import(module, {(name, None) for name in names}) + "\n" * last)
    return "".join(lines)


def _module(statement: ast.ImportFrom | ast.Import) -> str:
    return (statement.module or "") if isinstance(statement, ast.ImportFrom) else statement.names[0].name


def _order(module: str) -> tuple[int, str]:
    """The place of a module among imports: the future, the standard library, all others."""
    top = module.partition(".")[0]
    return (0 if top == "__future__" else 1 if top in sys.stdlib_module_names else 2), module


def _import(module: str, aliases: set[tuple[str, str | None]]) -> str:
    named = [f"{name} as {alias}" if alias else name for name, alias in sorted(aliases, key=lambda each: each[0])]
    line = f"from {module} import {', '.join(named)}\n"
    return line if len(line) <= WIDTH + 1 else f"from {module} import (\n    " + ",\n    ".join(named) + ",\n)\n"
