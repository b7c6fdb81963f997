"""The numbers of the code that judges: bounds, tolerances, codes. `python tests/written_numbers.py` writes them.

Each decides verdicts or what is shown of them, and a test that reads the constant agrees with any slip of the hand.
A collection is written with the texts and truth values beside its numbers, if it has numbers at all.
"""

from __future__ import annotations

import ast
import importlib
import json
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[1]
WRITTEN = Path(__file__).with_suffix(".toml")
ROOTS = ((CHECKOUT / "src" / "conformance", "conformance"), (CHECKOUT / "suites", "conformance_suites"))
NO_JUDGES = {"samples", "demo", "writer", "reference", "pictures", "examples"}


def numbers() -> dict[str, dict[str, Any]]:
    """The constants of each module that are numbers, or collections of numbers, by the module's name."""
    found: dict[str, dict[str, Any]] = {}
    for root, package in ROOTS:
        for path in sorted(root.rglob("*.py")):
            steps = path.relative_to(root).with_suffix("").parts
            if NO_JUDGES & {*steps} or path.stem.startswith("__"):
                continue
            names = [name for name in _constants(path) if name.isupper()]
            module = importlib.import_module(".".join((package, *steps))) if names else None
            values = {name: getattr(module, name) for name in names}
            here = {
                name: value for name, each in values.items() if _numbered(each) and (value := _plain(each)) is not None
            }
            if here:
                found["/".join(steps)] = here
    return found


def _constants(path: Path) -> list[str]:
    """What a module assigns at its top."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    targets = [target for each in body if isinstance(each, ast.Assign) for target in each.targets]
    targets += [each.target for each in body if isinstance(each, ast.AnnAssign)]
    return [inner.id for target in targets for inner in ast.walk(target) if isinstance(inner, ast.Name)]


def _numbered(value: Any) -> bool:
    """Whether the value is a number, or a collection that has one."""
    if isinstance(value, dict):
        return any(map(_numbered, (*value, *value.values())))
    if isinstance(value, tuple | list | frozenset | set):
        return any(map(_numbered, value))
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(value: Any) -> Any:
    """The value as TOML has it, None where it has anything but numbers, texts and truth values."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return repr(value) if isinstance(value, int) and value.bit_length() > 63 else value
    if isinstance(value, dict):
        inner = {str(name): _plain(each) for name, each in value.items()}
        return inner if inner and None not in inner.values() else None
    if isinstance(value, tuple | list | frozenset | set):
        items = [_plain(each) for each in (value if isinstance(value, tuple | list) else sorted(value, key=repr))]
        return items if items and None not in items else None
    return None


def written(value: Any) -> str:
    """A value as TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(name)} = {written(each)}" for name, each in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, bool | str) else repr(value)


if __name__ == "__main__":
    tables = ("\n".join(f"{name} = {written(each)}" for name, each in here.items()) for here in numbers().values())
    text = "\n\n".join(f'["{module}"]\n{table}' for module, table in zip(numbers(), tables, strict=True))
    WRITTEN.write_text(
        f"# Written by `python tests/written_numbers.py`; the diff is to be read.\n\n{text}\n", encoding="utf-8"
    )
