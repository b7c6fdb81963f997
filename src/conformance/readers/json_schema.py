"""JSON Schema behind one door: jsonschema-rs judges, jsonschema is the reference and the fallback, never the network.

An engine is asked for three things only: where, which row, which keyword. Everything a finding says is then computed
from the schema and the instance, so that both engines give the same findings. Feed it only what the strict JSON door
let through.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from conformance.readers.bounds import MANY_VALUES, VIOLATIONS_READ
from conformance.readers.json_schema_reference import ReferenceEngine
from conformance.readers.json_schema_rust import RustEngine, rust_is_installed
from conformance.readers.json_schema_violation import Error, Violation, explain, kind_of
from conformance.readers.json_weight import weigh

__all__ = ["RowSchema", "Violation", "kind_of", "preferred_engine"]

FORBIDDEN = frozenset({"anyOf", "oneOf", "not"})
RUST, REFERENCE = "jsonschema-rs", "jsonschema"


def preferred_engine() -> str:
    """The engine that judges on this machine."""
    return RUST if rust_is_installed() else REFERENCE


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
    def _rust(self) -> RustEngine:
        return RustEngine(self.schema)

    @cached_property
    def _reference(self) -> ReferenceEngine:
        return ReferenceEngine(self.schema)

    def accepts(self, document: Any) -> bool:
        """Whether no row is violated; the quick question for the many documents that are fine."""
        return (self._rust if self.engine == RUST else self._reference).accepts(document)

    def violations(self, document: Any) -> Iterator[Violation]:
        """Every violation, row by row and place by place, whichever engine found it.

        Where more are there than were read, the last one cuts off the whole document.
        """
        errors, all_of_them = self._errors(document)
        read = list(islice(errors, VIOLATIONS_READ))
        found = [each for error in sorted(set(read), key=Error.order) for each in explain(error, self.schema, document)]
        if found and (len(read) == VIOLATIONS_READ or not all_of_them):
            found[-1] = found[-1]._replace(cuts="")
        return iter(found)

    def _errors(self, document: Any) -> tuple[Iterator[Error], bool]:
        """What the engine says that can bear the document, and whether it is all there is to say.

        jsonschema-rs makes all errors before it hands out one, each with a copy of what it speaks of, and leaves empty
        names out of its paths. So the reference, which is slow and copies nothing, is asked of documents with such a
        name and of those whose copies would not fit into memory; of a document too large for it only the first error of
        each row is read.
        """
        weight = weigh(document)
        if self.engine == REFERENCE or weight.empty_name or weight.is_heavy:
            return self._reference.errors(document), True
        if weight.values >= MANY_VALUES:
            return self._rust.first_errors(document), False
        return self._rust.errors(document), True


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
