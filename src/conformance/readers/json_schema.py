"""JSON Schema: jsonschema-rs judges, jsonschema is the reference and the fallback; neither uses the network.

An engine only reports the place, the row and the keyword. Everything else in a finding is computed from the schema and
the instance, so that both engines give the same findings. Documents must come from the strict JSON reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from conformance.model.problem import Problem
from conformance.model.text import JsonType, Text
from conformance.readers.bounds import MANY_VALUES, VIOLATIONS_READ
from conformance.readers.json_schema_reference import ReferenceEngine
from conformance.readers.json_schema_rust import RustEngine, rust_is_installed
from conformance.readers.json_schema_violation import Error, Violation, explain, kind_of
from conformance.readers.json_weight import weigh

__all__ = ["JsonType", "RowSchema", "Violation", "kind_of", "preferred_engine"]

FORBIDDEN = frozenset({"anyOf", "oneOf", "not"})
RUST, REFERENCE = "jsonschema-rs", "jsonschema"


def preferred_engine() -> str:
    """The name of the engine that judges on this machine."""
    return RUST if rust_is_installed() else REFERENCE


class SchemaRefused(Problem):
    """A schema that is not written as rows need it."""


class RowSchema:
    """A suite's schema: `allOf` holds one reference per row, in the order of `rows`.

    Raises ValueError if the schema has another shape or uses anyOf, oneOf or not inside a row.
    """

    def __init__(self, schema: dict[str, Any], engine: str | None = None) -> None:
        self.schema = schema
        self.rows = tuple(_row_name(each) for each in schema.get("allOf", ()))
        for name in self.rows:
            if used := FORBIDDEN & set(_keywords(schema.get("$defs", {}).get(name, {}))):
                raise SchemaRefused(
                    Text(
                        f"$defs/{name} uses {min(used)}, whose errors do not name a place: use if/then or a check",
                        f"$defs/{name} 使用了 {min(used)}，其错误不指明位置：请改用 if/then 或检查",
                    )
                )
        self.engine = engine or preferred_engine()

    @cached_property
    def _rust(self) -> RustEngine:
        return RustEngine(self.schema)

    @cached_property
    def _reference(self) -> ReferenceEngine:
        return ReferenceEngine(self.schema)

    def accepts(self, document: Any) -> bool:
        """Whether no row is violated: a quick test, since most documents are valid."""
        return (self._rust if self.engine == RUST else self._reference).accepts(document)

    def violations(self, document: Any) -> Iterator[Violation]:
        """Every violation, row by row and place by place, whichever engine found it.

        If there are more than were read, the last one cuts off the whole document.
        """
        errors, all_of_them = self._errors(document)
        read = list(islice(errors, VIOLATIONS_READ))
        found = [each for error in sorted(set(read), key=Error.order) for each in explain(error, self.schema, document)]
        if found and (len(read) == VIOLATIONS_READ or not all_of_them):
            found[-1] = found[-1]._replace(cuts="")
        return iter(found)

    def _errors(self, document: Any) -> tuple[Iterator[Error], bool]:
        """The errors from the engine that can handle the document, and whether they are complete.

        jsonschema-rs computes all errors before it returns the first, each with a copy of the value concerned, and
        leaves empty names out of its paths, and the zeros before numbers. So the reference, which is slow but copies
        nothing, is used for documents with such a name and for those whose copies would not fit into memory; for a
        document too large for it, only the first error of each row is read.
        """
        weight = weigh(document)
        if self.engine == REFERENCE or weight.unclear_name or weight.is_heavy:
            return self._reference.errors(document), True
        if weight.values >= MANY_VALUES:
            return self._rust.first_errors(document), False
        return self._rust.errors(document), True


def _row_name(reference: Any) -> str:
    target = reference.get("$ref", "") if isinstance(reference, dict) else ""
    if not target.startswith("#/$defs/"):
        raise SchemaRefused(
            Text(
                "allOf must hold references to $defs only, one for each row",
                "allOf 应只含对 $defs 的引用，每条要求一个",
            )
        )
    return str(target.removeprefix("#/$defs/"))


def _keywords(schema: Any) -> Iterator[str]:
    """Every keyword used in a subschema; names of members are skipped, since they are not keywords."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            yield key
            named = key in ("properties", "patternProperties", "$defs", "dependentSchemas")
            for inner in value.values() if named and isinstance(value, dict) else (value,):
                yield from _keywords(inner)
    elif isinstance(schema, list):
        for item in schema:
            yield from _keywords(item)
