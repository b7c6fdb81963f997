"""JSON and JSON Lines as sites: every value, and the object or array that holds it.

A mutant is made by changing the parsed document in place, writing it, and changing it back: copies take longer than
judging does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from conformance.drafting.mutation.site import Change
from conformance.readers.json_pointer import escape, pointer_to


class Twice(str):
    """A member name that is written although it is there: `dumps` sees another key."""

    __slots__ = ()

    def __hash__(self) -> int:
        return hash((str(self), "twice"))

    def __eq__(self, other: object) -> bool:
        return self is other


@dataclass(slots=True)
class Document:
    """A parsed sample; `lines` if each line is a value, and `wrap` puts the text back into what holds it."""

    root: Any
    lines: bool
    wrap: Callable[[bytes], bytes]

    def data(self) -> bytes:
        """The bytes as they are now. Lone surrogates are written as escapes."""
        if self.lines:
            return self.wrap(b"".join(text_of(line) + b"\n" for line in self.root))
        return self.wrap(text_of(self.root))


def text_of(value: Any) -> bytes:
    """JSON text, readable where UTF-8 can say it."""
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()


@dataclass(slots=True)
class JsonSite:
    """A value of a document; the document itself has no owner."""

    document: Document
    owner: Any
    key: Any
    steps: tuple[Any, ...]
    pattern: str
    """Its place, with a star for each index."""

    @property
    def place(self) -> str:
        return pointer_to(self.steps)

    @property
    def name(self) -> str | None:
        """Its last name, with a mark if indices follow; None at the top."""
        found: str | None = None
        for step in self.steps:
            found = f"{found or ''}/*" if isinstance(step, int) else step
        return found

    @property
    def value(self) -> Any:
        return self.document.root if self.owner is None else self.owner[self.key]

    @property
    def is_member(self) -> bool:
        """Whether it is a member of an object."""
        return isinstance(self.owner, dict)

    @property
    def is_item(self) -> bool:
        """Whether it is an item of an array."""
        return isinstance(self.owner, list)

    def put(self, value: Any) -> Change:
        """Another value there."""
        return Change(value, lambda: self._with(value))

    def _with(self, value: Any) -> bytes:
        if self.owner is None:
            lines = self.document.lines and isinstance(value, list)
            return Document(value, lines, self.document.wrap).data()
        before = self.owner[self.key]
        self.owner[self.key] = value
        try:
            return self.document.data()
        finally:
            self.owner[self.key] = before

    def reown(self, after: Any, owner: Any) -> Change:
        """The object or array that holds it in another form; `after` says what is other."""

        def make() -> bytes:
            held = self.owner
            before = dict(held) if isinstance(held, dict) else list(held)
            _fill(held, owner)
            try:
                return self.document.data()
            finally:
                _fill(held, before)

        return Change(after, make)


def _fill(held: Any, content: Any) -> None:
    held.clear()
    held.update(content) if isinstance(held, dict) else held.extend(content)


def json_sites(document: Document) -> Iterator[JsonSite]:
    """The document, then all that is in it, in the order of the text."""
    left = [JsonSite(document, None, None, (), "")]
    while left:
        site = left.pop()
        yield site
        value = site.value
        if isinstance(value, dict):
            left += [
                JsonSite(document, value, key, (*site.steps, key), f"{site.pattern}/{escape(key)}")
                for key in reversed(value)
            ]
        elif isinstance(value, list):
            pattern = f"{site.pattern}/*"
            left += [JsonSite(document, value, at, (*site.steps, at), pattern) for at in reversed(range(len(value)))]


def json_document(data: bytes, wrap: Callable[[bytes], bytes] = bytes) -> Document | None:
    """The document in these bytes, or None if they are neither JSON nor JSON Lines."""
    try:
        return Document(json.loads(data), False, wrap)
    except (ValueError, RecursionError):
        pass
    try:
        return Document([json.loads(line) for line in data.splitlines()], True, wrap) if data.strip() else None
    except (ValueError, RecursionError):
        return None
