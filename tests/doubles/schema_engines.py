"""Both engines of JSON Schema, asked the same."""

from __future__ import annotations

from typing import Any

from conformance.readers.json_schema import RowSchema, Violation

ENGINES = ("jsonschema-rs", "jsonschema")


def both(schema: dict[str, Any], document: Any) -> list[Violation]:
    """The violations that both engines find; fails where they differ."""
    found = []
    for engine in ENGINES:
        judge = RowSchema(schema, engine)
        violations = list(judge.violations(document))
        assert judge.accepts(document) == (not violations)
        found.append(violations)
    assert found[0] == found[1]
    return found[0]
