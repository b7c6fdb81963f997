"""Documents that consist of one JSON text: what their views share, and why a text is not a valid object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conformance.model.finding import Finding, Where
from conformance.readers.json import JsonText

LONGEST_SHOWN = 100
"""The longest member name, or excerpt of invalid text, in a finding, in characters."""


@dataclass(frozen=True)
class JsonDocument:
    """A document with its text. `document` is None if the text is not JSON."""

    text: JsonText

    @property
    def document(self) -> Any:
        return self.text.document

    @property
    def json_text(self) -> list[JsonText]:
        """The text, readable or not. Raises Blocked if it exceeds the limits of the harness."""
        return [self.text.within_bounds()]

    @property
    def json_members(self) -> list[JsonText]:
        """The text, if it could be parsed."""
        return [self.text] if self.text.usable else []


def object_findings(texts: list[JsonText]) -> Iterator[Finding]:
    """Why a text is not one JSON object with unique member names, in UTF-8 without a byte order mark.

    The keys of the sentences are the kinds of the problems, and `other` for a text that is not an object.
    """
    for text in texts:
        for problem in text.of_kind("bom", "utf8", "utf16", "syntax", "empty", "duplicate"):
            place = Where(pointer=problem.pointer or "", byte=problem.byte, line=problem.line)
            finding = Finding(place, problem.kind, received=_shown(problem.detail))
            yield finding if problem.kind in ("bom", "duplicate") else finding.cutting("")
        if text.usable and not isinstance(text.document, dict):
            yield Finding("", "other").cutting()


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
