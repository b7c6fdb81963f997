"""The files that a tileset refers to: other tilesets are read within bounds.

They are in its folder, or elsewhere below the folder that the user named.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from conformance.authoring import Blocked
from conformance.readers.beside import file_beside, note
from conformance.readers.data_uri import is_data_uri
from conformance.readers.json import JSON_STARTS, parse
from conformance.readers.json_values import list_or_empty, value_at
from conformance.readers.source import Source
from conformance.readers.uri import has_scheme
from conformance_suites.assets.tiles.reader.bounds import (
    FOLDERS_ABOVE,
    SIBLINGS_READ,
    TILESET_BYTES,
    TILESET_REFERENCES,
    TILESETS_READ,
)
from conformance_suites.assets.tiles.reader.extensions import extensions_in

# File name extensions of tile formats: such contents are never opened in search of a tileset.
NO_TILESETS = (".glb", ".gltf", ".b3dm", ".i3dm", ".pnts", ".cmpt", ".subtree")
USUAL_ENTRY = "tileset.json"  # searched first


def path_of(text: str) -> str:
    """The path of a reference, percent-decoded and without steps that cancel out."""
    path = unquote(re.split(r"[?#]", text, maxsplit=1)[0], errors="surrogateescape").replace("\\", "/")
    return posixpath.normpath(path) if path else ""


def way_out(text: str) -> str:
    """How a reference leaves its base folder: "scheme", "absolute" or "outside"; "" where it stays inside."""
    if has_scheme(text):
        return "" if is_data_uri(text) else "scheme"
    path = path_of(text)
    if re.match("/|[A-Za-z]:", path):
        return "absolute"
    return "outside" if path.split("/")[0] == ".." else ""


def is_elsewhere(text: str) -> bool:
    """Whether a reference leads to no file beside the tileset, nor to one below a folder that both are in."""
    return is_data_uri(text) or way_out(text) in ("scheme", "absolute")


class External(NamedTuple):
    """What another tileset says that concerns the one that leads to it: content URIs and names of extensions."""

    uris: list[str]
    extensions: list[str]
    required: list[str]


@dataclass
class TilesetFiles:
    """The folder of a tileset, its own file in it, and the other tilesets there, each read once and within bounds."""

    folder: Path | None
    own: Path | None
    root: str | None = None
    _known: dict[Path, External | None] = field(default_factory=dict)
    _ways: dict[Path, list[Path]] = field(default_factory=dict)
    _looked: int = 0
    # The reference that leads to a cycle, by start, and the starts from which none does.
    _circles: dict[Path, Path | None] = field(default_factory=dict)
    _clear: set[Path] = field(default_factory=set)

    def look_up(self, text: str) -> Path | str:
        """The file that a relative reference leads to, or the reason for none: "missing" or "outside"."""
        return "missing" if self.folder is None else file_beside(self.folder, path_of(text), self.root)

    def tileset_at(self, text: str, below: str = "") -> Path | None:
        """The tileset file that a reference leads to; `below` is its folder relative to that of the first tileset.

        Raises Blocked where the bounds of the harness prevent this.
        """
        if self.folder is None or has_scheme(text) or path_of(text).lower().endswith(NO_TILESETS):
            return None
        self._looked += 1
        if self._looked > TILESET_REFERENCES:
            raise Blocked("tileset_bound", bound=TILESET_REFERENCES)
        place = file_beside(self.folder, posixpath.normpath(posixpath.join(below, path_of(text))), self.root)
        return place if isinstance(place, Path) and self.external(place) is not None else None

    def external(self, place: Path) -> External | None:
        """What a tileset file says; None for a file that is not a tileset."""
        if place not in self._known:
            found = _external(place)
            if found is not None and sum(each is not None for each in self._known.values()) >= TILESETS_READ:
                raise Blocked("tileset_bound", bound=TILESETS_READ)
            self._known[place] = found
        return self._known[place]

    def behind(self, start: Path, met: set[Path]) -> Iterator[Path]:
        """A tileset and all that it leads to, each once and without those that were `met` before."""
        todo = [] if start in met else [start]
        met.add(start)
        while todo:
            place = todo.pop()
            yield place
            for inner in self.next_to(place):
                if inner not in met:
                    met.add(inner)
                    todo.append(inner)

    @cached_property
    def leads_here(self) -> bool:
        """Whether a tileset in the same folder or one above it leads to this one, which is then not the entry.

        Raises Blocked where there are more files beside it than the harness reads.
        """
        own = self.own
        return own is not None and any(_leads_from(folder, own) for folder in _upwards(own.parent))

    def next_to(self, place: Path) -> list[Path]:
        """The tilesets that a tileset refers to."""
        if place not in self._ways and self.folder is not None:
            below = Path(os.path.relpath(place.parent, os.path.realpath(self.folder))).as_posix()
            known = self.external(place)
            found = (self.tileset_at(text, below) for text in (known.uris if known else ()))
            self._ways[place] = list(dict.fromkeys(each for each in found if each is not None))
        return self._ways.get(place, [])

    def circle(self, start: Path) -> Path | None:
        """The first tileset that occurs again on a path from `start`; the file itself counts as visited."""
        if start not in self._circles:
            self._circles[start] = self._circle(start)
        return self._circles[start]

    def _circle(self, start: Path) -> Path | None:
        met = {start} if self.own is None else {start, self.own}
        if start == self.own:
            return start
        way = [(start, iter(self.next_to(start)))]
        while way:
            inner = next(way[-1][1], None)
            if inner is None:
                place, _ = way.pop()
                met.discard(place)
                self._clear.add(place)
            elif inner in met:
                return inner
            elif inner not in self._clear:
                met.add(inner)
                way.append((inner, iter(self.next_to(inner))))
        return None


def _external(place: Path) -> External | None:
    """What a tileset file says, None for anything else. Raises Blocked if it is larger than the harness reads."""
    try:
        with place.open("rb") as file:
            if file.read(16).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in JSON_STARTS[:1]:
                return None
            file.seek(0)
            data = file.read(TILESET_BYTES + 1)
    except OSError:
        return None
    if len(data) > TILESET_BYTES:
        raise Blocked("tileset_bytes", bound=TILESET_BYTES)
    document = parse(data).document
    if value_at(document, "/asset/version") is None or value_at(document, "/root") is None:
        return None
    used = list(dict.fromkeys(name for _, name in extensions_in(document)))
    required = [each for each in list_or_empty(document.get("extensionsRequired")) if isinstance(each, str)]
    return External(list(_uris(document["root"])), used, list(dict.fromkeys(required)))


def _leads_from(folder: Path, own: Path) -> bool:
    """Only the tileset that leads here is noted: without the others, the answer is the same."""
    names = sorted(folder.glob("*.json"), key=lambda place: (place.name != USUAL_ENTRY, place))
    for place in names[:SIBLINGS_READ]:
        uris = found.uris if place != own and (found := _naming(place, own.name)) else ()
        if any(Path(os.path.realpath(folder / path_of(uri))) == own for uri in uris):
            note(place, part=False)
            return True
    if folder == own.parent and len(names) > SIBLINGS_READ:
        raise Blocked("siblings_bound", bound=SIBLINGS_READ)
    return False


def _naming(place: Path, name: str) -> External | None:
    """What a tileset file says, if it can name another: as it is, percent-encoded or with escapes of JSON."""
    try:
        data = place.read_bytes() if place.stat().st_size <= TILESET_BYTES else b""
    except OSError:
        return None
    named = any(each in data for each in (os.fsencode(name), b"%", b"\\u"))
    return _external(place) if named else None


def _upwards(folder: Path) -> list[Path]:
    """A folder and those above it in which the entry tileset may be."""
    return [folder, *folder.parents][: FOLDERS_ABOVE + 1]


def _uris(root: Any) -> Iterator[str]:
    todo = [root]
    while todo:
        tile = todo.pop()
        if not isinstance(tile, dict):
            continue
        children, contents = tile.get("children"), tile.get("contents")
        todo += children if isinstance(children, list) else []
        for content in [tile.get("content"), *(contents if isinstance(contents, list) else [])]:
            if isinstance(content, dict) and isinstance(content.get("uri"), str):
                yield content["uri"]


def files_of(source: Source) -> TilesetFiles:
    """The files around a source; without a folder there are none."""
    folder = source.folder
    name = re.split(r"[/\\]", source.name)[-1]
    own = None if folder is None else file_beside(folder, name)
    return TilesetFiles(folder, own if isinstance(own, Path) else None, source.root)
