"""What kind of subject a file is: its content decides, its name is heard only where the content says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from conformance.engine.places import compile_pattern, probe
from conformance.media.json import json_text
from conformance.media.source import Source
from conformance.model.requirement import Kind

_JSON_STARTS = (b"{", b"[", b"\xef")
_WHITE = b" \t\r\n"


def recognise(source: Source, kinds: Iterable[Kind]) -> tuple[list[str], str]:
    """The kinds the source fits and what showed it: "content", "name", or "" where it fits none."""
    known = list(kinds)
    head = bytes(source.data[:64])
    found = [kind.id for kind in known if kind.magic and head.startswith(kind.magic)]
    if not found and head.lstrip(_WHITE)[:1] in _JSON_STARTS:
        text = source.once(json_text)
        if text.usable:
            found = [kind.id for kind in known if kind.json and all(p(text.document) for p in _probes(kind.json))]
    if found:
        return found, "content"
    name = source.name.lower()
    claimed = [kind.id for kind in known if kind.names and name.endswith(kind.names)]
    return claimed, "name" if claimed else ""


@cache
def _probes(pointers: tuple[str, ...]) -> tuple[Callable[[Any], bool], ...]:
    return tuple(probe(compile_pattern(pointer)) for pointer in pointers)
