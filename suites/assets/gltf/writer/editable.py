"""A glTF asset to be edited: unchanged parts stay as they are byte for byte, changes are noted.

The JSON text is written again only if a member was changed; it keeps the indentation it had.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from conformance.authoring import Blocked, Change, Where
from conformance.readers.bounds import COMPANIONS
from conformance.readers.data_uri import is_data_uri
from conformance.readers.json import parse
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.document import is_glb, read_gltf
from conformance_suites.assets.gltf.reader.glb import HEADER_BYTES, JSON_CHUNK, MAGIC, read_glb
from conformance_suites.assets.gltf.reader.uris import file_at, grammar_error, path_steps, way_out

BOM = b"\xef\xbb\xbf"
PADDING = {JSON_CHUNK: b" "}
LARGEST_LENGTH = 0xFFFFFFFF
_INDENT = re.compile(rb"\n([ \t]+)\S")
# What the JSON reader corrects on input: writing the document again would lose what was in the text.
_LOST = ("duplicate", "surrogate", "overflow")
_ABSENT = object()


@dataclass
class EditedChunk:
    """A chunk of a GLB. `offset` is that of its header in the original file."""

    offset: int
    type: int
    data: bytes | memoryview

    def pad(self) -> None:
        """Fill it up to a multiple of 4 bytes: JSON with spaces, all others with zeros."""
        self.data = bytes(self.data) + PADDING.get(self.type, b"\0") * (-len(self.data) % 4)


class EditableGltf:
    """A glTF asset in either form. `chunks` are those of a GLB, `tail` the bytes after them; `None` for plain JSON.

    `excess` is the bytes by which the length of a GLB exceeds its chunks. Pointers given to the methods lead into
    `document`. Raises Blocked where the container is cut off or cannot be read.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.changes: list[Change] = []
        self.chunks: list[EditedChunk] | None = None
        self.tail, self.excess = b"", 0
        self._plain, self._edited = b"", False
        if is_glb(source):
            self._take_apart()
        else:
            self._plain = bytes(source.data)

    def _take_apart(self) -> None:
        glb, data = self.source.once(read_glb), memoryview(self.source.data)
        whole = all(chunk.complete for chunk in glb.chunks) and not glb.more
        if glb.magic != MAGIC or glb.version != 2 or glb.length is None or not glb.chunks or not whole:
            raise Blocked("not_editable")
        self.chunks = [EditedChunk(each.offset, each.type, data[each.start : each.end]) for each in glb.chunks]
        end = glb.chunks[-1].end
        self.tail, self.excess = bytes(data[end:]), glb.length - end

    @property
    def declared_length(self) -> int:
        """The length that the header of a GLB declares."""
        return HEADER_BYTES + sum(8 + len(chunk.data) for chunk in self.chunks or ()) + self.excess

    @property
    def text(self) -> bytes:
        """The JSON text with everything around it in its chunk. Raises Blocked where there is none."""
        if self.chunks is None:
            return self._plain
        if self.chunks[0].type != JSON_CHUNK:
            raise Blocked("no_json")
        return bytes(self.chunks[0].data)

    @text.setter
    def text(self, text: bytes) -> None:
        if self.chunks is None:
            self._plain = text
            return
        aligned = len(self.chunks[0].data) % 4 == 0
        self.chunks[0].data = text
        if aligned:  # padding that was missing before is the repair of another row, and noted there
            self.chunks[0].pad()

    @cached_property
    def document(self) -> Any:
        """The JSON document, to be changed. Raises Blocked where there is none, or writing it would lose something."""
        text = parse(self.text.rstrip(b"\0"))
        document = text.judged()
        if any(text.of_kind(*_LOST)):
            raise Blocked("text_would_lose")
        return document

    def value(self, pointer: str) -> Any:
        """The value at a pointer; None where there is none."""
        found = _get(*self._parent(pointer))
        return None if found is _ABSENT else found

    def put(self, pointer: str, value: Any) -> None:
        """Write a value, whether or not there was one."""
        owner, name = self._parent(pointer)
        before = _get(owner, name)
        if before is not _ABSENT and type(before) is type(value) and before == value:
            return
        owner[name] = value
        values = {} if before is _ABSENT else {"before": before}
        self._note_edit(pointer, values | {"after": value})

    def append(self, pointer: str, value: Any) -> None:
        """Add an item to an array, which is created where there is none."""
        owner, name = self._parent(pointer)
        if _get(owner, name) is _ABSENT:
            owner[name] = []
        owner[name].append(value)
        self._note_edit(f"{pointer}/{len(owner[name]) - 1}", {"after": value})

    def drop(self, pointer: str) -> None:
        """Remove a member or an item; the items after it move up."""
        owner, name = self._parent(pointer)
        self._note_edit(pointer, {"before": owner.pop(name)})

    def note(self, byte: int, **values: Any) -> None:
        """Note a change of bytes that were changed by other means: `before` and `after` it."""
        self.changes.append(Change(Where(byte=byte), values))

    def _note_edit(self, pointer: str, values: dict[str, Any]) -> None:
        self._edited = True
        self.changes.append(Change(Where(pointer=pointer), values))

    def _parent(self, pointer: str) -> tuple[Any, Any]:
        """The object or array that holds the place, and the name or index of the place in it."""
        owner: Any = self.document
        *way, last = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
        for step in way:
            owner = owner[int(step)] if isinstance(owner, list) else owner[step]
        return owner, int(last) if isinstance(owner, list) else last

    def saved(self) -> bytes:
        """The asset with its changes. Raises Blocked for a size that the header of a GLB cannot declare."""
        if self._edited:
            self.text = self._written()
        if self.chunks is None:
            return self._plain
        length = self.declared_length
        if not 0 <= length <= LARGEST_LENGTH:
            raise Blocked("not_editable")
        parts: list[bytes | memoryview] = [MAGIC + struct.pack("<II", 2, length)]
        for chunk in self.chunks:
            parts += (struct.pack("<II", len(chunk.data), chunk.type), chunk.data)
        return b"".join([*parts, self.tail])

    def _written(self) -> bytes:
        """The document as JSON text, formatted like the original text."""
        old = self.text
        found, lines = _INDENT.search(old), b"\n" in old.strip()
        layout: dict[str, Any] = {"indent": found[1].decode() if found else 0} if lines else {"separators": (",", ":")}
        new = json.dumps(self.document, ensure_ascii=False, allow_nan=False, **layout).encode("utf-8")
        return (BOM if old.startswith(BOM) else b"") + new + (b"\n" if old.endswith(b"\n") else b"")

    def companions(self) -> Iterator[tuple[str, Path]]:
        """The files in the folder of the original asset that a member `uri` refers to, at any depth, each once."""
        folder, seen = self.source.folder, set[str]()
        for text in _uris(self.source.once(read_gltf).document) if folder else ():
            if folder is None or text in seen or len(seen) >= COMPANIONS:
                continue
            seen.add(text)
            if text and grammar_error(text) is None and not way_out(text):
                place = file_at(folder, text)
                if isinstance(place, Path):
                    yield "/".join(path_steps(text)), place


def add_stored_bounds(asset: EditableGltf, accessor: int) -> None:
    """Add the `min` and `max` an accessor lacks, from the numbers it holds, if these are available and finite."""
    from conformance_suites.assets.gltf.reader.accessors import read_accessors

    numbers = asset.source.once(read_accessors)
    well_formed = numbers.model.accessor(accessor)
    held = numbers[well_formed] if well_formed else None
    if well_formed and held and held.finite:
        for name, stored in (("min", held.low), ("max", held.high)):
            if name not in well_formed.members:
                asset.put(f"{well_formed.pointer}/{name}", stored.tolist())


def _get(owner: Any, name: Any) -> Any:
    if isinstance(owner, dict):
        return owner.get(name, _ABSENT)
    return owner[name] if isinstance(owner, list) and 0 <= name < len(owner) else _ABSENT


def _uris(document: Any) -> Iterator[str]:
    """Every string in a member `uri` that is not a data: URI."""
    todo = [document]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            uri = value.get("uri")
            if isinstance(uri, str) and not is_data_uri(uri):
                yield uri
            todo += value.values()
        elif isinstance(value, list):
            todo += value
