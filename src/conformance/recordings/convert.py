"""Converting recordings from other formats: the interface of a family's converters.

A converter keeps in the header what its source said and yields the lines of a recording, or raises Refused for content
that it cannot map.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Protocol

from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.readers.source import Source

FORMAT = "1.0"


class Refused(Problem):
    """Content that a converter cannot map, as one sentence in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(Text(en, zh))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.text.en, self.text.zh)


class Converter(Protocol):
    """A module of a family's convert/. `IN_PLACE` says that its lines correspond one to one to those of the source:
    files of its format are then judged as recordings without being converted first.
    """

    TITLE: Text
    IN_PLACE: bool

    def recognises(self, head: bytes) -> bool:
        """Whether a file begins like those of the format."""

    def lines(self, source: Source, stream: str | None) -> Iterator[bytes]:
        """The lines of the recording in a source; `stream` selects one of several in it. Raises Refused."""


def line_of(value: Any) -> bytes:
    """A JSON value as one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8", "replace")
