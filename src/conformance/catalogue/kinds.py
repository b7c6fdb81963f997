"""Kinds of subjects: how a suite says that one is known, and that each is said once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.tables import Table
from conformance.model.place import complaint
from conformance.model.requirement import Kind, Suite

FILE_JUDGES = ("documents", "recordings")
"""Who judges subjects that are files; a kind names its own, and services are judged by their own."""
_OFFSET = re.compile(r"@(\d{1,2}):")


def read_kind(path: Path, whole: Table, kind: str) -> Kind | None:
    """How the kind is known, where this suite says so: by content, or as a live service."""
    recognise, service = whole.get("recognise", dict, None), whole.get("service", dict, None)
    if recognise is not None and service is not None:
        raise CatalogueError(path, "has both [recognise] and [service]: a suite judges files or a live service")
    if service is not None:
        return _service(Table(f"{path}: service", service), kind)
    return None if recognise is None else _file(Table(f"{path}: recognise", recognise), kind)


def _file(table: Table, kind: str) -> Kind:
    title = table.text("title")
    found = Kind(
        id=kind,
        title=title,
        magic=tuple(_magic(text) for text in table.strings("magic")),
        json=table.strings("json"),
        lines=table.strings("lines"),
        xml=table.strings("xml"),
        names=tuple(name.lower() for name in table.strings("names")),
        confirm=table.get("confirm", bool, False),
        of=table.get("of", str, None),
        judge=table.choice("judge", FILE_JUDGES, FILE_JUDGES[0]),
    )
    table.done()
    if not (found.magic or found.json or found.lines or found.xml):
        raise CatalogueError(table.place, "say how the kind is known by its content: magic, json, lines or xml")
    if found.of and (found.magic or found.lines or found.xml or not found.json):
        raise CatalogueError(table.place, f"a kind of {found.of} is known by json: places in its document")
    for name, places in (("json", found.json), ("lines", found.lines)):
        for place in places:
            pointer = place.partition("=")[0]
            if problem := complaint(pointer) if pointer.startswith("/") else f"{place!r} must start with /":
                raise CatalogueError(table.place, f"{name}: {problem}")
    return found


def _service(table: Table, kind: str) -> Kind:
    found = Kind(
        id=kind,
        title=table.text("title"),
        judge="services",
        endpoint=table.get("endpoint", str, kind),
        optional_endpoints=table.strings("optional_endpoints"),
        documents=table.get("documents", dict, {}),
        ready=table.strings("ready"),
    )
    table.done()
    return found


def _magic(text: str) -> tuple[int, bytes]:
    """The offset and the bytes there: `glTF` at the start, `@8:WEBP` at offset 8."""
    elsewhere = _OFFSET.match(text)
    offset, magic = (int(elsewhere[1]), text[elsewhere.end() :]) if elsewhere else (0, text)
    return offset, magic.encode("latin-1")


def kinds_of(suites: Mapping[str, Suite]) -> dict[str, Kind]:
    """All kinds by id. Raises CatalogueError unless each is recognised by exactly one of its suites."""
    kinds: dict[str, Kind] = {}
    said_by: dict[str, Suite] = {}
    for suite in suites.values():
        if suite.recognise:
            if other := said_by.get(suite.kind):
                raise CatalogueError(suite.folder, f"{other.id} says already how {suite.kind} is recognised")
            kinds[suite.kind], said_by[suite.kind] = suite.recognise, suite
    for suite in suites.values():
        if suite.kind not in kinds:
            raise CatalogueError(suite.folder, f"no suite has a [recognise] table for the kind {suite.kind}")
        seen, kind = set[str](), suite.kind
        while (parent := kinds[kind].of) is not None:
            if parent not in kinds or parent in seen:
                problem = "is a kind of itself" if parent in seen else f"no suite recognises the kind {parent}"
                raise CatalogueError(suite.folder, f"[recognise] of {kind}: {problem}")
            seen.add(kind := parent)
    return kinds
