"""jsonschema: the reference engine, used if jsonschema-rs is missing or cannot handle a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from conformance.readers.json_schema_violation import Error, value_at


class ReferenceEngine:
    """A schema with one row per item of its `allOf`, without references to other documents."""

    def __init__(self, schema: dict[str, Any]) -> None:
        from jsonschema import Draft202012Validator
        from jsonschema.validators import extend
        from referencing import Registry

        engine: Any = extend(Draft202012Validator, {"pattern": _matches})  # type: ignore[no-untyped-call]
        self._schema = schema
        self._validator = engine(schema, registry=Registry(), format_checker=Draft202012Validator.FORMAT_CHECKER)

    def accepts(self, document: Any) -> bool:
        return bool(self._validator.is_valid(document))

    def errors(self, document: Any) -> Iterator[Error]:
        """All errors, computed lazily."""
        for error in self._validator.iter_errors(document):
            path = list(error.absolute_schema_path)
            canonical = _canonical(self._schema, self._schema, path, error.schema)
            yield Error(path[1], tuple(error.absolute_path), tuple(canonical or path))


def _canonical(schema: Any, here: Any, path: list[Any], owner: Any, way: tuple[Any, ...] = ()) -> list[Any] | None:
    """The path to the keyword in `owner`: the library leaves out the references that it followed."""
    step, *rest = path
    if not rest and here is owner:
        return [*way, step]
    inside = step in here if isinstance(here, dict) else isinstance(step, int)
    found = _canonical(schema, here[step], rest, owner, (*way, step)) if rest and inside else None
    if found is None and isinstance(here, dict) and isinstance(here.get("$ref"), str):
        target = tuple(here["$ref"].removeprefix("#/").split("/"))
        found = _canonical(schema, value_at(schema, target), path, owner, target)
    return found


def _matches(_: Any, wanted: str, found: Any, __: Any) -> Iterator[Any]:
    """The keyword `pattern`."""
    from jsonschema import ValidationError

    if isinstance(found, str) and not ecma_pattern(wanted).search(found):
        yield ValidationError("pattern")


@cache
def ecma_pattern(text: str) -> re.Pattern[str]:
    """A pattern as ECMA-262 defines it: $ matches only at the very end, and character classes are ASCII."""
    return re.compile(re.sub(_ENDS, _very_end, text, flags=re.DOTALL), re.ASCII)


# Possessive, and an unterminated class matches too: the search cannot fail and never backtracks.
_ENDS = r"\\.|\[[^\]\\]*+(?:\\.?+[^\]\\]*+)*\]?+|\$"


def _very_end(found: re.Match[str]) -> str:
    return r"\Z" if found[0] == "$" else found[0]
