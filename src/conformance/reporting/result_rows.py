"""The results that a page carries as packed data, which its script reads when the list is opened."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator

from conformance.model.text import LANGUAGES
from conformance.reporting.cases import Case
from conformance.reporting.page import visible
from conformance.reporting.terminal import place_inside, until
from conformance.reporting.words import COLONS, bracketed

ROWS_PER_BLOCK = 2000
# A page has to stay below 8 MB, and its unpacked data has to fit into the browser of a phone.
MOST_PACKED, MOST_UNPACKED = 5_000_000, 64_000_000
LONGEST_PLAIN = 200_000
LONGEST_TEXT = 500

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class ResultRows:
    """One row per finding or reason: requirement, outcome, file, then place and message in each language.

    A few rows are kept as plain JSON; many are packed block by block (zlib, base64), so that a page with 100,000
    results remains one small file. Rows beyond the limits are only counted.
    """

    def __init__(self) -> None:
        self.count = 0
        self.kept = 0
        self._waiting: list[str] = []
        self._blocks: list[str] = []
        self._packed = self._unpacked = 0

    def add(self, case: Case) -> None:
        """Add the rows of a case."""
        self.count += len(case.findings) + bool(case.reason)
        if self._packed >= MOST_PACKED or self._unpacked >= MOST_UNPACKED:
            return
        for row in _rows(case):
            self.kept += 1
            text = _ENCODER.encode(row)
            self._unpacked += len(text)
            self._waiting.append(text)
            if len(self._waiting) == ROWS_PER_BLOCK:
                self._pack()

    def _pack(self) -> None:
        packed = base64.b64encode(zlib.compress(f"[{','.join(self._waiting)}]".encode(), 6)).decode("ascii")
        self._packed += len(packed)
        self._blocks.append(f'<script type="text/plain" class="rows" data-packed>{packed}</script>\n')
        self._waiting = []

    def blocks(self) -> str:
        """The blocks as markup; call once, after the last row."""
        if not self._blocks and self._unpacked <= LONGEST_PLAIN:
            text = f"[{','.join(self._waiting)}]".replace("<", "\\u003c")
            return f'<script type="application/json" class="rows">{text}</script>\n'
        if self._waiting:
            self._pack()
        return "".join(self._blocks)


def _rows(case: Case) -> Iterator[list[str]]:
    head, name = [case.row.id, case.outcome.value], case.subject.name
    for finding in case.findings:
        places = [place_inside(finding.where, language) for language in LANGUAGES]
        messages = [finding.message[each].removeprefix(f"{case.row.title[each]}{COLONS[each]}") for each in LANGUAGES]
        if case.known:
            messages = [
                said + bracketed(until(case.known, each), each) for said, each in zip(messages, LANGUAGES, strict=True)
            ]
        yield [*head, *(visible(text, LONGEST_TEXT) for text in (name, *places, *messages))]
    if case.reason:
        reasons = [case.reason.text[language] for language in LANGUAGES]
        yield [*head, *(visible(text, LONGEST_TEXT) for text in (name, "", "", *reasons))]
