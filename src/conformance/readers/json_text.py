"""A JSON text after the door: the document, and whatever the text did wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from conformance.model.finding import Blocked
from conformance.readers.bounds import JSON_BYTES, JSON_DEPTH

LARGEST = 1.7976931348623157e308
"""What a number beyond the range of a double is held as."""

_BOUNDS = {"depth": JSON_DEPTH, "size": JSON_BYTES}


class Problem(NamedTuple):
    """Something wrong with a JSON text, at a byte offset or a pointer.

    `kind` is one of empty, bom, utf16, utf8, syntax, depth, size, surrogate, duplicate, overflow. `detail` is what
    stands there: an excerpt of the text, the name of a member. Depth and size are bounds of the harness: they keep it
    from reading the text and say nothing against it.
    """

    kind: str
    byte: int | None = None
    pointer: str | None = None
    detail: str = ""


class JsonText(NamedTuple):
    """A JSON text after the door: `document` may be judged only where `usable`."""

    document: Any = None
    usable: bool = False
    problems: tuple[Problem, ...] = ()

    def of_kind(self, *kinds: str) -> Iterator[Problem]:
        """The problems of these kinds, in the order of the text."""
        return (problem for problem in self.problems if problem.kind in kinds)

    def judged(self) -> Any:
        """The document. Raises Blocked where there is none, and says so if a bound of ours is the reason."""
        if self.usable:
            return self.document
        self.within_bounds()
        raise Blocked("no_json")

    def within_bounds(self) -> JsonText:
        """The text itself, readable or not. Raises Blocked where a bound of ours keeps it from being read."""
        for problem in self.of_kind(*_BOUNDS):
            raise Blocked(f"json_{problem.kind}", bound=_BOUNDS[problem.kind])
        return self
