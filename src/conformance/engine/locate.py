"""Adding lines to findings that point into a plain JSON text."""

from __future__ import annotations

from collections.abc import Iterable

from conformance.engine.case import Case
from conformance.readers.json import JSON_STARTS, json_text
from conformance.readers.json_position import lines_of
from conformance.readers.source import Source


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
    head = bytes(source.data[:64]).removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    if not head.startswith(JSON_STARTS) or not source.once(json_text).usable:
        return
    pointers = {case.findings[index].where.pointer or "" for case, index in findings}
    lines = lines_of(bytes(source.data), pointers)
    for case, index in findings:
        found = case.findings[index]
        line = lines.get(found.where.pointer or "")
        if line is not None and found.where.line is None:
            case.findings[index] = found._replace(where=found.where._replace(line=line))
