"""JSON Schemas of our own documents, generated from their shapes: `python -m conformance.drafting.documents`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from conformance.catalogue import folder
from conformance.engine.plan_file import TestPlan
from conformance.model.documents import ProfileFile, Report, SuiteFile
from conformance.model.listings import Listing

DOCUMENTS = {
    "report": (Report, "report.json of a conformance run"),
    "suite": (SuiteFile, "suite.toml of a conformance suite"),
    "profile": (ProfileFile, "a conformance profile"),
    "plan": (TestPlan, "plan.toml of a product under test"),
    "list": (Listing, "what `conformance list --format json` prints"),
}


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema 2020-12 of one document; members it does not name are refused."""
    from pydantic import TypeAdapter

    shape, title = DOCUMENTS[name]
    schema = _closed(TypeAdapter(shape).json_schema())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}


def text_of(name: str) -> str:
    """The schema as its file holds it."""
    return json.dumps(schema_of(name), indent=2, ensure_ascii=False) + "\n"


def write_all(into: Path) -> None:
    """Write every schema into a folder."""
    for name in DOCUMENTS:
        (into / f"{name}.json").write_text(text_of(name), encoding="utf-8", newline="\n")


def _closed(schema: Any) -> Any:
    if isinstance(schema, dict):
        closed = {key: _closed(value) for key, value in schema.items() if key != "title" or not isinstance(value, str)}
        if closed.get("type") == "object" and "properties" in closed:
            closed["additionalProperties"] = False
        return closed
    return [_closed(item) for item in schema] if isinstance(schema, list) else schema


if __name__ == "__main__":
    write_all(folder("schemas"))
