"""No module imports, by whatever way, a module that imports it: not at the top of a file, not inside a function."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import conformance
from conformance.catalogue import folder

TREES = {"conformance": Path(conformance.__file__).parent, "conformance_suites": folder("suites")}


def modules() -> dict[str, Path]:
    """Every module of the core and of our families by its name."""
    found = {}
    for name, top in TREES.items():
        for path in top.rglob("*.py"):
            steps = path.relative_to(top).with_suffix("").parts
            found[".".join([name, *(step for step in steps if step != "__init__")])] = path
    return found


def imported(path: Path, package: str) -> Iterator[str]:
    """What a file imports anywhere in it: modules, and names that may be modules."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def module_of(name: str, known: dict[str, Path]) -> str | None:
    """The module that an imported name is, or belongs to."""
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name or None


def graph(known: dict[str, Path]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for module, path in known.items():
        package = module if path.name == "__init__.py" else module.rpartition(".")[0]
        targets = {module_of(name, known) for name in imported(path, package)}
        found[module] = {each for each in targets if each and each != module}
    return found


def circle(arrows: dict[str, set[str]]) -> list[str]:
    """The modules of one circle in their order; empty where there is none."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_imports_what_imports_it() -> None:
    assert circle(graph(modules())) == []


def test_a_circle_would_be_seen() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": set()})
    assert circle({"a": {"b"}, "b": {"c"}, "c": set()}) == []
