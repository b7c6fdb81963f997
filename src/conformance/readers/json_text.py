"""A JSON text as the strict reader returns it: the document, and everything wrong with the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from conformance.model.finding import Blocked
from conformance.readers.bounds import JSON_BYTES, JSON_DEPTH, JSON_VALUES, TOML_BYTES, YAML_BYTES, YAML_VALUES

LARGEST = 1.7976931348623157e308
"""What a number beyond the range of a double is held as."""

BOUNDS = {"depth": JSON_DEPTH, "size": JSON_BYTES, "values": JSON_VALUES}
"""The limits of the harness, by the kind of the problem that says that one is exceeded."""

YAML_BOUNDS = {"depth": JSON_DEPTH, "size": YAML_BYTES, "values": YAML_VALUES}
"""The same for YAML."""

TOML_BOUNDS = {"depth": JSON_DEPTH, "size": TOML_BYTES}
"""The same for TOML, whose values are limited by its bytes."""

_BOUNDS = {"json": BOUNDS, "yaml": YAML_BOUNDS, "toml": TOML_BOUNDS}


class Problem(NamedTuple):
    """Something wrong with a JSON, YAML or TOML text, at a byte offset, a line or a pointer.

    `kind` is one of empty, bom, utf16, utf8, syntax, depth, size, values, surrogate, duplicate, overflow; in YAML also
    documents, a second one, and what JSON lacks: key, alias, cycle, tag, value and merge; in TOML value alone. `detail`
    is what was found there: an excerpt of the text, or the name of a member, a tag or an anchor. Depth, size and values
    are limits of the harness: they keep it from reading the text and do not count against it.
    """

    kind: str
    byte: int | None = None
    pointer: str | None = None
    detail: str = ""
    line: int | None = None


class JsonText(NamedTuple):
    """A JSON, YAML or TOML text as its strict reader returns it: `document` may be judged only if `usable`."""

    document: Any = None
    usable: bool = False
    problems: tuple[Problem, ...] = ()
    language: str = "json"

    def of_kind(self, *kinds: str) -> Iterator[Problem]:
        """The problems of these kinds, in the order of the text."""
        return (problem for problem in self.problems if problem.kind in kinds)

    def judged(self) -> Any:
        """The document. Raises Blocked if there is none, with its own reason if a limit of the harness is the cause."""
        if self.usable:
            return self.document
        self.within_bounds()
        raise Blocked("no_json")

    def within_bounds(self) -> JsonText:
        """The text itself, readable or not. Raises Blocked if a limit of the harness keeps it from being read."""
        for problem in self.of_kind(*BOUNDS):
            raise Blocked(f"{self.language}_{problem.kind}", bound=_BOUNDS[self.language][problem.kind])
        return self
