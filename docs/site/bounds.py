"""The bounds of a family's reader, with their reasons."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise

from conformance.model.family import Family
from conformance.reporting.words import COLONS
from markup import label, literal


def bounds_section(family: Family, language: str) -> Iterator[str]:
    found = list(bounds(family))
    if not found:
        return
    yield from (f"## {label('bounds', language)}", "", label("bounds_lead", language), "")
    yield from (f"* `{name}` = {value}{COLONS[language]}{literal(reason)}" for name, value, reason in found)
    yield ""


def bounds(family: Family) -> Iterator[tuple[str, str, str]]:
    """(name, value, reason) of what reader/bounds.py says; its reasons are in English."""
    path = family.folder / "reader" / "bounds.py"
    if not path.is_file():
        return
    module = import_module(f"{family.package}.reader.bounds")
    body = ast.parse(path.read_text(encoding="utf-8")).body
    for each, after in pairwise(body):
        if not (isinstance(each, ast.Assign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)):
            continue
        name = ast.unparse(each.targets[0])
        yield name, f"{getattr(module, name):,}", " ".join(str(after.value.value).split())
