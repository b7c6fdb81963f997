"""Which signal a pointer of a finding leads to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from conformance_suites.terminals.bci.reader.edf import Edf

_SIGNAL = re.compile(r"/signals/([0-9]{1,4})(?:/.*)?")


@dataclass(frozen=True, slots=True)
class Mark:
    """A signal by its number, from 0, and its label."""

    index: int
    name: str
    kind: str = "signal"
    part: int | None = None

    def as_record(self) -> dict[str, Any]:
        return asdict(self)


def marks_of(edf: Edf) -> Callable[[str], list[Mark]]:
    """A function from a pointer to the signal in a file that it leads to; to nothing from the header of the file."""

    def at(pointer: str) -> list[Mark]:
        match = _SIGNAL.fullmatch(pointer)
        index = int(match[1]) if match else len(edf.signals)
        return [Mark(index, edf.signals[index].name)] if index < len(edf.signals) else []

    return at
