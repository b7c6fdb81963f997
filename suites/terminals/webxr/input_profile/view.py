"""The typed view of a WebXR input profile. Values of the wrong type are skipped here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.json import escape, json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import object_or_empty
from conformance.readers.source import Source

Members = dict[str, Any]


class Layout(NamedTuple):
    """A layout: its pointer, its members, and its component ids with their types (None if not a string)."""

    pointer: str
    members: Members
    components: dict[str, str | None]

    @property
    def gamepad(self) -> Members:
        """The gamepad; empty if there is none."""
        return object_or_empty(self.members.get("gamepad"))

    @property
    def standard(self) -> bool:
        """Whether the gamepad has the mapping xr-standard."""
        return self.gamepad.get("mapping") == "xr-standard"

    def items(self, name: str) -> Iterator[tuple[str, int, Any]]:
        """(pointer, index, item) for each item of `buttons` or `axes`."""
        items = self.gamepad.get(name)
        for at, item in enumerate(items if isinstance(items, list) else ()):
            yield f"{self.pointer}/gamepad/{name}/{at}", at, item


@dataclass(frozen=True)
class InputProfile(JsonDocument):
    """An input profile whose text is usable."""

    @property
    def members(self) -> Members:
        return object_or_empty(self.document)

    @property
    def fallbacks(self) -> list[Any]:
        """The items of `fallbackProfileIds`."""
        ids = self.members.get("fallbackProfileIds")
        return ids if isinstance(ids, list) else []

    @cached_property
    def layouts(self) -> list[Layout]:
        """Every layout that is an object."""
        found = []
        for name, layout in object_or_empty(self.members.get("layouts")).items():
            if isinstance(layout, dict):
                types = {key: _type(each) for key, each in object_or_empty(layout.get("components")).items()}
                found.append(Layout(f"/layouts/{escape(name)}", layout, types))
        return found


def _type(component: Any) -> str | None:
    kind = object_or_empty(component).get("type")
    return kind if isinstance(kind, str) else None


def view(source: Source) -> InputProfile:
    """The profile. Raises Blocked if its text is not usable."""
    text = source.once(json_text)
    text.judged()
    return InputProfile(text)
