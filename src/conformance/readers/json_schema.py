"""JSON Schema behind one door: jsonschema-rs judges, jsonschema is the reference and the fallback, never the network.

An engine is asked for three things only: where, which row, which keyword. Everything a finding says is then computed
here from the schema and the instance, so that both engines give the same findings. Feed it only what the strict JSON
door let through.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

from conformance.readers.bounds import HEAVY_COPIES, HEAVY_VALUES, MANY_VALUES, VIOLATIONS_READ
from conformance.readers.json import escape

Place = tuple[str | int, ...]
Raw = tuple[int, Place, tuple[Any, ...]]
FORBIDDEN = frozenset({"anyOf", "oneOf", "not"})


@dataclass(frozen=True, slots=True)
class Violation:
    """One violated keyword: index of the row in the schema's allOf, JSON pointer, keyword and the values to tell.

    `cuts` is the pointer below which no other row can judge: a value of the wrong type, a member that is missing.
    """

    row: int
    pointer: str
    keyword: str
    values: dict[str, Any]
    cuts: str | None = None


class RowSchema:
    """A suite's schema: `allOf` holds one reference per row, in the order of `rows`.

    Raises ValueError where the schema has another shape or uses anyOf, oneOf or not inside a row.
    """

    def __init__(self, schema: dict[str, Any], engine: str | None = None) -> None:
        self.schema = schema
        self.rows = tuple(_row_name(each) for each in schema.get("allOf", ()))
        for name in self.rows:
            if used := FORBIDDEN & set(_keywords(schema.get("$defs", {}).get(name, {}))):
                raise ValueError(f"$defs/{name} uses {min(used)}, whose errors name no place: use if/then or a check")
        self.engine = engine or preferred_engine()

    @cached_property
    def _fast(self) -> Any:
        return _rs_validator(self.schema)

    @cached_property
    def _reference(self) -> Any:
        return _reference_validator(self.schema)

    def accepts(self, document: Any) -> bool:
        """Whether no row is violated; the quick question for the many documents that are fine."""
        validator = self._fast if self.engine == "jsonschema-rs" else self._reference
        return bool(validator.is_valid(document))

    def violations(self, document: Any) -> Iterator[Violation]:
        """Every violation, row by row and place by place, whichever engine found it.

        Beyond the bound no more are read: the last one then cuts off the whole document. So does, of a document of very
        many values, the first one of each row, which is all that is read: as many errors would not fit into memory.
        """
        errors: Iterable[Raw]
        bound = VIOLATIONS_READ
        if self.engine != "jsonschema-rs" or _has_empty_name(document) or _is_heavy(document):
            # jsonschema-rs leaves an empty member name out of its paths, and copies what an error speaks of
            errors = _reference_errors(self._reference, document)
        elif _has_values(document, MANY_VALUES):
            errors, bound = self._first_errors(document), 1
        else:
            errors = _rs_errors(self._fast, document)
        read = list(islice(errors, VIOLATIONS_READ))
        found = [each for raw in sorted(set(read), key=_order) for each in self._told(raw, document)]
        if len(read) >= bound:
            found[-1] = replace(found[-1], cuts="")
        return iter(found)

    def _first_errors(self, document: Any) -> Iterator[Raw]:
        """The first error of each row that is violated: jsonschema-rs makes all errors before it hands out one."""
        import jsonschema_rs

        for row, reference in enumerate(self.schema["allOf"]):
            validator = _rs_validator({**self.schema, "allOf": [reference]})
            try:
                validator.validate(document)
            except jsonschema_rs.ValidationError as error:
                yield row, tuple(error.instance_path), tuple(error.schema_path)

    def _told(self, raw: Raw, document: Any) -> Iterator[Violation]:
        """What one error stands for: an engine may report each missing member by an error of its own, all alike."""
        row, place, path = raw
        return _explain(row, _pointer(place), str(path[-1]), _at(self.schema, path), _at(document, place))


def _has_empty_name(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (isinstance(value, dict) and "" in value) or any(map(_has_empty_name, inner))


def _is_heavy(document: Any) -> bool:
    """Whether copies of every part of a document would be large, and its values few enough for the slower engine."""
    values, copied, level, depth = 0, 0, [document], 1
    while level and values <= HEAVY_VALUES:
        values += len(level)
        copied += depth * sum(len(each) if isinstance(each, str) else 1 for each in level)
        inner = (each.values() if isinstance(each, dict) else each for each in level if isinstance(each, (dict, list)))
        level, depth = [each for some in inner for each in some], depth + 1
    return values <= HEAVY_VALUES and copied > HEAVY_COPIES


def _has_values(document: Any, many: int) -> bool:
    """Whether a document has so many values."""
    values, level = 0, [document]
    while level and values < many:
        values += len(level)
        inner = (each.values() if isinstance(each, dict) else each for each in level if isinstance(each, (dict, list)))
        level = [each for some in inner for each in some]
    return values >= many


def preferred_engine() -> str:
    """The engine that judges on this machine."""
    try:
        import jsonschema_rs  # noqa: F401 - only whether it is there
    except ImportError:
        return "jsonschema"
    return "jsonschema-rs"


def _rs_validator(schema: dict[str, Any]) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True, offline=True)


def _rs_errors(validator: Any, document: Any) -> Iterator[Raw]:
    for error in validator.iter_errors(document):
        yield error.evaluation_path[1], tuple(error.instance_path), tuple(error.schema_path)


def _reference_validator(schema: dict[str, Any]) -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend
    from referencing import Registry

    engine: Any = extend(Draft202012Validator, {"pattern": _matches})  # type: ignore[no-untyped-call]
    return engine(schema, registry=Registry(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def _matches(_: Any, wanted: str, found: Any, __: Any) -> Iterator[Any]:
    """`pattern` as ECMA-262 means it: $ is the very end, not before a last newline, and classes are of ASCII."""
    from jsonschema import ValidationError

    if isinstance(found, str) and not re.search(_ENDS.sub(_very_end, wanted), found, re.ASCII):
        yield ValidationError("pattern")


_ENDS = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$", re.DOTALL)


def _very_end(found: re.Match[str]) -> str:
    return r"\Z" if found[0] == "$" else found[0]


def _reference_errors(validator: Any, document: Any) -> Iterator[Raw]:
    for error in validator.iter_errors(document):
        path = list(error.absolute_schema_path)
        canonical = _canonical(validator.schema, validator.schema, path, error.schema)
        yield path[1], tuple(error.absolute_path), tuple(canonical or path)


def _canonical(schema: Any, here: Any, path: list[Any], owner: Any, way: tuple[Any, ...] = ()) -> list[Any] | None:
    """The path to the keyword that stands in `owner`: the library leaves out the references it followed on the way."""
    step, *rest = path
    if not rest and here is owner:
        return [*way, step]
    inside = step in here if isinstance(here, dict) else isinstance(step, int)
    found = _canonical(schema, here[step], rest, owner, (*way, step)) if rest and inside else None
    if found is None and isinstance(here, dict) and isinstance(here.get("$ref"), str):
        target = tuple(here["$ref"].removeprefix("#/").split("/"))
        found = _canonical(schema, _at(schema, target), path, owner, target)
    return found


def _order(error: Raw) -> tuple[Any, ...]:
    row, place, path = error
    return (
        row,
        [(0, step, "") if isinstance(step, int) else (1, 0, step) for step in place],
        [str(step) for step in path],
    )


def _at(value: Any, path: Iterable[Any]) -> Any:
    for step in path:
        value = value[step]
    return value


def _pointer(place: Place) -> str:
    return "".join(f"/{escape(step)}" for step in place)


def _row_name(reference: Any) -> str:
    target = reference.get("$ref", "") if isinstance(reference, dict) else ""
    if not target.startswith("#/$defs/"):
        raise ValueError("allOf must hold references to $defs only, one for each row")
    return str(target.removeprefix("#/$defs/"))


def _keywords(schema: Any) -> Iterator[str]:
    """Every key used in a subschema; names of members are skipped, they are no keywords."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            yield key
            named = key in ("properties", "patternProperties", "$defs", "dependentSchemas")
            for inner in value.values() if named and isinstance(value, dict) else (value,):
                yield from _keywords(inner)
    elif isinstance(schema, list):
        for item in schema:
            yield from _keywords(item)


def _explain(row: int, pointer: str, keyword: str, wanted: Any, found: Any) -> Iterator[Violation]:
    """The violations one failed keyword stands for, with the values its sentence needs."""
    if keyword == "required":
        for name in wanted:
            if name not in found:
                yield Violation(row, pointer, keyword, {"name": name}, f"{pointer}/{escape(name)}")
    elif keyword == "dependentRequired":
        for name, needed in wanted.items():
            if name in found and (missing := [each for each in needed if each not in found]):
                yield Violation(row, f"{pointer}/{escape(name)}", keyword, {"name": name, "missing": missing})
    elif keyword == "uniqueItems":
        for first, again in _repeated(found):
            yield Violation(row, f"{pointer}/{again}", keyword, {"received": found[again], "first": first})
    elif keyword == "type":
        kinds = wanted if isinstance(wanted, list) else [wanted]
        yield Violation(row, pointer, keyword, {"received": kind_of(found), "expected": kinds}, pointer)
    else:
        yield Violation(row, pointer, keyword, {"received": _shown(keyword, found), "expected": wanted})


def _shown(keyword: str, found: Any) -> Any:
    if keyword in ("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"):
        return len(found)
    return kind_of(found) if isinstance(found, dict | list) else found


def _repeated(items: list[Any]) -> Iterator[tuple[int, int]]:
    """(index of the first, index of the copy) for every item that stands again; 1 and 1.0 are equal, 1 and true not."""
    first: dict[str, int] = {}
    for index, item in enumerate(items):
        key = json.dumps(_comparable(item), sort_keys=True)
        if key in first:
            yield first[key], index
        else:
            first[key] = index


def _comparable(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    if isinstance(value, dict):
        return {key: _comparable(item) for key, item in value.items()}
    return value


def kind_of(value: Any) -> str:
    """The JSON type of a value, as JSON Schema names it."""
    if value is None:
        return "null"
    for kind, name in ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string"), (list, "array")):
        if isinstance(value, kind):
            return name
    return "object"
