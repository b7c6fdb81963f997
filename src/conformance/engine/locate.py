"""Adding lines to findings that point into a plain JSON, YAML or TOML text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from conformance.engine.case import Case
from conformance.readers import json_position
from conformance.readers.json import json_text
from conformance.readers.source import Source
from conformance.readers.toml import toml_text
from conformance.readers.yaml import begins_like_json, yaml_text


def add_lines(source: Source, cases: Iterable[Case]) -> None:
    """Give every finding with a pointer its line."""
    findings = [
        (case, index)
        for case in cases
        for index, found in enumerate(case.findings)
        if found.where.pointer and found.where.line is None
    ]
    if not findings:
        return
    if (lines_of := _finder(source)) is None:
        return
    pointers = {case.findings[index].where.pointer or "" for case, index in findings}
    lines = lines_of(bytes(source.data), pointers)
    for case, index in findings:
        found = case.findings[index]
        line = lines.get(found.where.pointer or "")
        if line is not None and found.where.line is None:
            case.findings[index] = found._replace(where=found.where._replace(line=line))


def _finder(source: Source) -> Callable[[bytes, Collection[str]], dict[str, int]] | None:
    """What finds the lines of pointers in the text; None if it was read as none of them."""
    if (text := source.known(yaml_text)) is not None and text.usable:
        from conformance.readers import yaml_position

        return yaml_position.lines_of
    if (text := source.known(toml_text)) is not None and text.usable:
        from conformance.readers import toml_position

        return toml_position.lines_of
    is_json = begins_like_json(source) and source.once(json_text).usable
    return json_position.lines_of if is_json else None
