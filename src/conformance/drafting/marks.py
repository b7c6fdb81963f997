"""What of each row has to be shown, with its file and line: sentences, keywords of the schema, conditions of checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from conformance.catalogue.tables import read_text
from conformance.drafting.conditions import conditions_of
from conformance.drafting.keywords import keywords_of
from conformance.drafting.row_proof import Mark
from conformance.engine.loaded import LoadedSuite, Row
from conformance.model.requirement import Requirement, sentence_name
from conformance.readers.json_position import lines_of
from conformance.readers.json_schema import RowSchema


def marks_of(loaded: LoadedSuite) -> dict[str, list[Mark]]:
    """The marks of each row that is judged."""
    return {row.requirement.id: list(_marks(loaded, row)) for row in loaded.judged}


def _marks(loaded: LoadedSuite, row: Row) -> Iterator[Mark]:
    suite, requirement = loaded.suite, row.requirement
    if row.check is None:
        if suite.schema and loaded.schema:
            yield from _keywords(suite.schema, loaded.schema, requirement.id)
        return
    for key in requirement.findings:
        path = suite.folder / "suite.toml"
        yield Mark(sentence_name(key), path, _line_of_sentence(path, requirement, key))
    for condition in conditions_of(row.check):
        path = Path(condition.path)
        code = read_text(path).split("\n")[condition.line - 1].strip()
        yield Mark(code, path, condition.line, condition)


def _keywords(path: Path, schema: RowSchema, row: str) -> Iterator[Mark]:
    places = keywords_of(schema.schema, row)
    lines = lines_of(path.read_bytes(), [place[1:] for place in places])
    for place in places:
        yield Mark(place, path, lines.get(place[1:], 1))


def _line_of_sentence(path: Path, requirement: Requirement, key: str) -> int:
    """The line of suite.toml with the sentence, else that of the row's id."""
    said = rf"(?:findings\.)?{re.escape(key)}\s*=|findings\s*=" if key else r"finding\s*="
    row = 1
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if re.match(rf'\s*id\s*=\s*["\']{re.escape(requirement.id)}["\']', line):
            row = number
        elif row > 1 and re.match(rf"\s*(?:{said})", line):
            return number
        elif row > 1 and line.startswith("[["):
            break
    return row
