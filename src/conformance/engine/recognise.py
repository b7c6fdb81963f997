"""What kind of subject a file is: its content decides, its name is heard only where the content says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from conformance.engine.places import compile_pattern, probe, reached
from conformance.media.json import json_text, parse
from conformance.media.source import Source
from conformance.media.xml import root_element
from conformance.model.finding import Blocked
from conformance.model.requirement import Kind

_JSON_STARTS = (b"{", b"[", b"\xef")
_WHITE = b" \t\r\n"
HEAD_BYTES = 1 << 16

Reader = Callable[[Source], Any]


def recognise(source: Source, kinds: Iterable[Kind], reader: Callable[[str], Reader]) -> tuple[list[str], str]:
    """The kinds the source fits and what showed it: "content", "name", or "" where it fits none.

    `reader` gives the view of a kind, for the kinds that are special cases of it.
    """
    known = list(kinds)
    head = bytes(source.data[:64])
    found = [kind.id for kind in known if any(head.startswith(magic, offset) for offset, magic in kind.magic)]
    if not found and head.lstrip(_WHITE)[:1] in _JSON_STARTS:
        found = _by_json(source, known)
    if not found and head.removeprefix(b"\xef\xbb\xbf").lstrip(_WHITE).startswith(b"<"):
        found = _by_root_element(source, known)
    if found:
        return [_special(source, kind, known, reader) for kind in found], "content"
    name = source.name.lower()
    claimed = [kind.id for kind in known if kind.names and name.endswith(kind.names)]
    return claimed, "name" if claimed else ""


def _by_json(source: Source, known: list[Kind]) -> list[str]:
    """JSON lines are known by their first line, so that a long recording is not read as one document."""
    first, end, _ = bytes(source.data[:HEAD_BYTES]).partition(b"\n")
    if end and any(kind.lines for kind in known):
        line = parse(first)
        if found := [kind.id for kind in known if kind.lines and line.usable and _fits(kind.lines, line.document)]:
            return found
    text = source.once(json_text)
    if not text.usable:
        return []
    return [kind.id for kind in known if kind.json and not kind.of and _fits(kind.json, text.document)]


def _by_root_element(source: Source, known: list[Kind]) -> list[str]:
    wanted = [kind for kind in known if kind.xml]
    root = root_element(bytes(source.data[:HEAD_BYTES])) if wanted else None
    return [kind.id for kind in wanted if root in kind.xml]


def _special(source: Source, kind: str, known: list[Kind], reader: Callable[[str], Reader]) -> str:
    """The most special kind the source is, from `kind` on."""
    below = [each for each in known if each.of == kind]
    if not below:
        return kind
    try:
        view = source.once(reader(kind))
    except Blocked:
        return kind
    document = getattr(view, "document", view)
    for each in below:
        if _fits(each.json, document):
            return _special(source, each.id, known, reader)
    return kind


def _fits(places: tuple[str, ...], document: Any) -> bool:
    return all(there(document) for there in _probes(places))


@cache
def _probes(places: tuple[str, ...]) -> tuple[Callable[[Any], bool], ...]:
    return tuple(_probe(place) for place in places)


def _probe(place: str) -> Callable[[Any], bool]:
    pointer, equals, start = place.partition("=")
    patterns = compile_pattern(pointer)
    if not equals:
        return probe(patterns)
    return lambda document: any(
        isinstance(value, str) and value.startswith(start) for steps in patterns for value in reached(document, steps)
    )
