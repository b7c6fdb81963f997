"""Markers: texts that occur nowhere else, put where the example of the plan has `{public}` or `{private}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json import parse
from conformance.readers.json_pointer import escape

PUBLIC, PRIVATE = "{public}", "{private}"
_MARK = re.compile(r"\{(?:public|private)\}")


@dataclass(frozen=True)
class Marker:
    """A text, the pointer to where it was sent, and whether others may see it."""

    text: str
    pointer: str
    private: bool


def example_of(text: str, name: str) -> dict[str, Any]:
    """The JSON object in an example of the plan. Raises Blocked if there is none."""
    found = parse(text.encode())
    if not found.usable or not isinstance(found.document, dict):
        raise Blocked("bad_example", cause="configuration", name=name)
    return found.document


def marked(example: dict[str, Any], base: str) -> tuple[dict[str, Any], tuple[Marker, ...]]:
    """The example with a different marker in each place for one. `base` differs from person to person."""
    markers: list[Marker] = []

    def walk(value: Any, pointer: str) -> Any:
        if isinstance(value, dict):
            return {name: walk(each, f"{pointer}/{escape(name)}") for name, each in value.items()}
        if isinstance(value, list):
            return [walk(each, f"{pointer}/{index}") for index, each in enumerate(value)]
        return _MARK.sub(lambda found: made(found[0], pointer), value) if isinstance(value, str) else value

    def made(place: str, pointer: str) -> str:
        markers.append(Marker(f"{base}{len(markers):02d}", pointer, place == PRIVATE))
        return markers[-1].text

    document = walk(example, "")
    return document, tuple(markers)


def public(markers: tuple[Marker, ...]) -> Iterator[Marker]:
    """Those that others may see."""
    return (each for each in markers if not each.private)


def private(markers: tuple[Marker, ...]) -> Iterator[Marker]:
    """Those that nobody else may see."""
    return (each for each in markers if each.private)
