"""Reading TOML tables strictly: every key known, every value of its type, every complaint with its place."""

from __future__ import annotations

import reprlib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from conformance.catalogue.errors import CatalogueError
from conformance.model.text import Text

ALIKE = 0.75
"""How like a missing key another one must be to be taken for it: `orgin` is, `title` is no misspelt `text`."""
_TYPES = {str: "a string", bool: "true or false", int: "an integer", list: "a list", dict: "a table"}


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises CatalogueError where it cannot be read."""
    return parse_toml(path, read_text(path))


def read_text(path: Path) -> str:
    """The text of a file in UTF-8 with plain line ends. Raises CatalogueError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CatalogueError(path, f"is not UTF-8 at byte {error.start}") from None
    except OSError as error:
        raise CatalogueError(path, f"cannot be read: {error.strerror}") from None


def parse_toml(path: Path, text: str) -> dict[str, Any]:
    """The tables of a TOML text that stands in the file. Raises CatalogueError where it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(path, f"is not TOML: {error}") from None


class Table:
    """One table and the place it stands at; each `get` takes a key out, `done` refuses the keys nobody asked for."""

    def __init__(self, place: object, values: object) -> None:
        if not isinstance(values, dict):
            raise CatalogueError(place, f"must be a table, not {_told(values)}")
        self.place = place
        self._values: dict[str, Any] = dict(values)
        self._known: set[str] = set()

    def __contains__(self, key: str) -> bool:
        self._known.add(key)
        return key in self._values

    def get(self, key: str, kind: type, default: Any = ...) -> Any:
        """The value of `key`; without a default the key is required."""
        self._known.add(key)
        if key not in self._values:
            if default is ...:
                raise CatalogueError(self.place, f"{key} is missing{self._misspelt(key)}")
            return default
        value = self._values.pop(key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise CatalogueError(self.place, f"{key} must be {_TYPES[kind]}, not {_told(value)}")
        return value

    def strings(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of strings; a single string stands for a list of one."""
        if isinstance(self._values.get(key), str):
            return (self.get(key, str),)
        values = self.get(key, list, ... if required else [])
        if not all(isinstance(value, str) for value in values):
            raise CatalogueError(self.place, f"{key} must hold strings only, not {_told(values)}")
        if required and not values:
            raise CatalogueError(self.place, f"{key} is empty, expected one string or more")
        return tuple(values)

    def text(self, key: str) -> Text:
        """A sentence in both languages."""
        return bilingual(f"{self.place}: {key}", self.get(key, dict))

    def optional_text(self, key: str) -> Text | None:
        """A sentence in both languages, where there is one."""
        return self.text(key) if key in self else None

    def texts(self, key: str) -> dict[str, Text]:
        """A table of sentences, each in both languages."""
        return {
            name: bilingual(f"{self.place}: {key}.{name}", value) for name, value in self.get(key, dict, {}).items()
        }

    def choice(self, key: str, allowed: Iterable[str], default: Any = ...) -> str:
        """One of the allowed words."""
        value = self.get(key, str, default)
        words = list(allowed)
        if value not in words:
            raise CatalogueError(self.place, f"{key} is {_told(value)}, expected one of {', '.join(words)}")
        return str(value)

    def tables(self, key: str, name: str | None = None) -> list[Table]:
        """A list of tables; `name` is the member that names each of them in complaints."""
        found = []
        for index, values in enumerate(self.get(key, list, [])):
            called = values.get(name) if name and isinstance(values, Mapping) else None
            found.append(Table(f"{self.place}: {called or f'{key}[{index}]'}", values))
        return found

    def _misspelt(self, key: str) -> str:
        """That another key looks like a missing one; empty where none does."""
        from difflib import get_close_matches

        near = get_close_matches(key, self._values, n=1, cutoff=ALIKE)
        return f"; unknown key {near[0]!r}; did you mean {key}?" if near else ""

    def done(self) -> None:
        """Refuse what is left over: a key nobody reads is a mistake."""
        if self._values:
            from conformance.model.nearest import UnknownName

            raise CatalogueError(self.place, str(UnknownName("key", min(self._values), self._known)))


def bilingual(place: object, value: object) -> Text:
    """A Text from a table with exactly `en` and `zh`."""
    if (
        not isinstance(value, dict)
        or set(value) != {"en", "zh"}
        or not all(isinstance(v, str) and v for v in value.values())
    ):
        raise CatalogueError(place, f'expected {{ en = "...", zh = "..." }}, both filled in, not {_told(value)}')
    return Text(value["en"], value["zh"])


def _told(value: object) -> str:
    """A value as a complaint shows it: long ones are cut short."""
    return reprlib.repr(value)
