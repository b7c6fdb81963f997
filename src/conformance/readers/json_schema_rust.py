"""jsonschema-rs: the engine that judges if it is installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from conformance.readers.json_schema_merged import merged
from conformance.readers.json_schema_violation import Error


def rust_is_installed() -> bool:
    try:
        import jsonschema_rs  # noqa: F401 - only to test whether it is installed
    except ImportError:
        return False
    return True


class RustEngine:
    """A compiled schema with one row per item of its `allOf`."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._schema = schema
        self._accepting = _validator(merged(schema))

    @cached_property
    def _validator(self) -> Any:
        return _validator(self._schema)

    def accepts(self, document: Any) -> bool:
        return bool(self._accepting.is_valid(document))

    def errors(self, document: Any) -> Iterator[Error]:
        """All errors; all of them are computed before the first is returned."""
        for error in self._validator.iter_errors(document):
            yield self._error(error.evaluation_path[1], error, document)

    def first_errors(self, document: Any) -> Iterator[Error]:
        """The first error of each violated row."""
        import jsonschema_rs

        for row, reference in enumerate(self._schema["allOf"]):
            try:
                _validator({**self._schema, "allOf": [reference]}).validate(document)
            except jsonschema_rs.ValidationError as error:
                yield self._error(row, error, document)

    def _error(self, row: int, error: Any, document: Any) -> Error:
        return Error(row, _steps(document, error.instance_path), _steps(self._schema, error.schema_path))


def _steps(value: Any, path: Iterable[str | int]) -> tuple[str | int, ...]:
    """A path into the value; the engine gives a member whose name is a number, such as "0", as if it were an item."""
    steps: list[str | int] = []
    for step in path:
        steps.append(str(step) if isinstance(value, dict) else step)
        value = value[steps[-1]]
    return tuple(steps)


def reached(value: Any, path: Iterable[str | int]) -> list[str | int]:
    """The way into any value that the engine gives, as far as it can be followed.

    The engine leaves out members without a name, and gives 7 for 7, 007 and +7 alike. Where several members
    may be meant, the way ends at the one that holds them.
    """
    steps: list[str | int] = []
    for step in path:
        if isinstance(value, dict):
            names = [name for name in value if _is_number(name, step)] if isinstance(step, int) else [step]
        else:
            names = [step] if isinstance(value, list) else []
        if len(names) != 1 or (isinstance(value, dict) and names[0] not in value):
            break
        steps.append(names[0])
        value = value[names[0]]
    return steps


def _is_number(name: str, number: int) -> bool:
    return name.isascii() and name.removeprefix("+").isdecimal() and name.lstrip("+0") == str(number).lstrip("0")


def _validator(schema: dict[str, Any]) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True, offline=True)
