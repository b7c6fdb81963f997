"""Reading TOML tables strictly: known keys, values of the right type, all mistakes at once with their places."""

from __future__ import annotations

import reprlib
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from conformance.catalogue.errors import CatalogueError, together
from conformance.catalogue.places import Place, Step, twice
from conformance.model.text import Text

ALIKE = 0.75
"""How similar to a missing key another one must be to count as misspelt: `orgin` is, `title` for `text` is not."""
_TYPES = {
    str: Text("a string", "字符串"),
    bool: Text("true or false", "布尔值（true 或 false）"),
    int: Text("an integer", "整数"),
    list: Text("a list", "列表"),
    dict: Text("a table", "表"),
}


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises CatalogueError where it cannot be read."""
    return parse_toml(path, read_text(path))


def read_text(path: Path) -> str:
    """The text of a file in UTF-8 with plain line ends. Raises CatalogueError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CatalogueError(path, not_utf8(error)) from None


def not_utf8(error: UnicodeDecodeError) -> Text:
    """That a file is in another encoding."""
    return Text(f"is not UTF-8 at byte {error.start}", f"第 {error.start} 字节不是 UTF-8")


def parse_toml(path: Path, text: str) -> dict[str, Any]:
    """The tables of a TOML text from the file. Raises CatalogueError where it is not TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(path, text, error) from None
    except ValueError:  # of `int`, which tomllib lets pass
        raise _too_long(path, text) from None
    except RecursionError:
        raise CatalogueError(path, Text("is nested too deeply", "嵌套过深")) from None


def _too_long(path: Path, text: str) -> CatalogueError:
    """That a number has more digits than Python reads."""
    import re

    digits = f"[0-9_]{{{sys.get_int_max_str_digits()}}}"
    line = next((at for at, each in enumerate(text.splitlines(), 1) if re.search(digits, each)), 1)
    return CatalogueError(f"{path}:{line}", Text("a number has too many digits", "数字的位数过多"))


def _not_toml(path: Path, text: str, error: tomllib.TOMLDecodeError) -> CatalogueError:
    """That a text is not TOML, with the line and what is written there, or which key is written twice."""
    import re

    repeated = re.match(r"Cannot |Duplicate inline table key '?(?P<inline>.*?)'? \(", str(error))
    if repeated and (found := twice(text)):
        key, first, again = found
        problem = Text(f"{key} is written twice, first in line {first}", f"{key} 重复出现，首次出现在第 {first} 行")
        return CatalogueError(f"{path}:{again}", problem)
    at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    line = int(at[1]) if at else text.count("\n") + 1
    written = text.splitlines()[line - 1].strip() if line <= len(text.splitlines()) else ""
    if repeated and (key := repeated["inline"]):
        return CatalogueError(f"{path}:{line}", Text(f"{key} is written twice", f"{key} 重复出现"))
    reason = str(error).partition(" (at ")[0]
    return CatalogueError(
        f"{path}:{line}",
        Text(f"is not TOML: {reason}: {_told(written)}", f"不是 TOML，此行无法解析：{_told(written)}"),
    )


class Table:
    """One table and its place; each `get` takes a key out, `done` reports all mistakes and the keys nobody asked for.

    A value that is missing or of another type is a mistake kept for `done` or `check`; the reader goes on with an empty
    one, which is thrown away then.
    """

    def __init__(self, place: object, values: object) -> None:
        self.place = place if isinstance(place, Place) else Place(place)
        self.mistakes: list[CatalogueError] = []
        self._missing: list[str] = []
        self._known: set[str] = set()
        self._values: dict[str, Any] = {}
        self.given: frozenset[str] = frozenset()
        if not isinstance(values, dict):
            problem = Text(f"must be a table, not {_told(values)}", f"应为表，实际为 {_told(values)}")
            raise CatalogueError(self.place, problem)
        self._values.update(values)
        self.given = frozenset(values)

    def __contains__(self, key: str) -> bool:
        self._known.add(key)
        return key in self._values

    def wrong(self, key: str, problem: Text, *further: Step) -> None:
        """Keep a mistake in the value of `key`."""
        self.mistakes.append(CatalogueError(self.place.line_of(key, *further), problem))

    def get(self, key: str, kind: type, default: Any = ...) -> Any:
        """The value of `key`; without a default the key is required."""
        self._known.add(key)
        empty = kind() if default is ... else default
        if key not in self._values:
            if default is ...:
                self._missing.append(key)
            return empty
        value = self._values.pop(key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            expected = _TYPES[kind]
            self.wrong(
                key,
                Text(
                    f"{key} must be {expected.en}, not {_told(value)}",
                    f"{key} 应为{expected.zh}，实际为 {_told(value)}",
                ),
            )
            return empty
        return value

    def strings(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of strings; a single string stands for a list of one."""
        if isinstance(self._values.get(key), str):
            return (self.get(key, str),)
        there = key in self
        values = self.get(key, list, ... if required else [])
        if not all(isinstance(value, str) for value in values):
            self.wrong(
                key,
                Text(
                    f"{key} must hold strings only, not {_told(values)}",
                    f"{key} 应只含字符串，实际为 {_told(values)}",
                ),
            )
            return ()
        if required and there and not values:
            self.wrong(key, Text(f"{key} is empty, expected at least one string", f"{key} 为空，应至少含一个字符串"))
        return tuple(values)

    def text(self, key: str) -> Text:
        """A sentence in both languages."""
        if key not in self:
            self._missing.append(key)
            return Text("", "")
        return self._bilingual(key, self.get(key, object))

    def optional_text(self, key: str) -> Text | None:
        """A sentence in both languages, where there is one."""
        return self.text(key) if key in self else None

    def texts(self, key: str) -> dict[str, Text]:
        """A table of sentences, each in both languages."""
        return {name: self._bilingual(key, value, name) for name, value in self.get(key, dict, {}).items()}

    def choice(self, key: str, allowed: Iterable[str], default: Any = ...) -> str:
        """One of the allowed words."""
        words = list(allowed)
        there, before = key in self, len(self.mistakes)
        value = self.get(key, str, default)
        if value in words:
            return str(value)
        if there and len(self.mistakes) == before:
            self.wrong(
                key,
                Text(
                    f"{key} is {_told(value)}, expected one of {', '.join(words)}",
                    f"{key} 实际为 {_told(value)}，应为下列之一：{'、'.join(words)}",
                ),
            )
        return words[0]

    def table(self, key: str) -> Table:
        """The table of this key. Raises CatalogueError where it is missing: all in it would be."""
        if key not in self:
            if near := self._near(key, self._values):
                hint = Text(f"unknown table [{near}]; did you mean [{key}]?", f"未知的表 [{near}]；是否指 [{key}]？")
                raise CatalogueError(self.place.line_of(near), hint)
            raise CatalogueError(self.place, Text(f"the table [{key}] is missing", f"缺少表 [{key}]"))
        return Table(self.place.at(key, name=key), self.get(key, object))

    def named(self, key: str) -> list[tuple[str, Table]]:
        """The tables of a table, each with its name."""
        return [
            (name, Table(self.place.at(key, name, name=f"{key}.{name}"), values))
            for name, values in self.get(key, dict, {}).items()
        ]

    def tables(self, key: str, name: str | None = None) -> list[Table]:
        """A list of tables; `name` is the member that names each of them in complaints."""
        found = []
        for index, values in enumerate(self.get(key, list, [])):
            called = values.get(name) if name and isinstance(values, Mapping) else None
            found.append(Table(self.place.at(key, index, name=str(called or f"{key}[{index}]")), values))
        return found

    def _bilingual(self, key: str, value: object, *further: str) -> Text:
        if (
            isinstance(value, dict)
            and set(value) == {"en", "zh"}
            and all(isinstance(v, str) and v for v in value.values())
        ):
            return Text(value["en"], value["zh"])
        shape, named = '{ en = "...", zh = "..." }', ".".join((key, *further))
        self.wrong(
            key,
            Text(
                f"{named}: expected {shape}, both filled in, not {_told(value)}",
                f"{named} 应为 {shape}，两种语言均不应为空，实际为 {_told(value)}",
            ),
            *further,
        )
        return Text("", "")

    @staticmethod
    def _near(key: str, others: Iterable[str]) -> str | None:
        from difflib import get_close_matches

        return next(iter(get_close_matches(key, others, n=1, cutoff=ALIKE)), None)

    def check(self) -> None:
        """Raises CatalogueError with all mistakes so far, the misspelt keys among them; other keys may be left."""
        for key in self._missing:
            near = self._near(key, self._values)
            if near is None:
                mistake = CatalogueError(self.place, Text(f"{key} is missing", f"缺少 {key}"))
            else:
                del self._values[near]
                hint = Text(f"unknown key {near!r}; did you mean {key}?", f"未知的键“{near}”；是否指 {key}？")
                mistake = CatalogueError(self.place.line_of(near), hint)
            self.mistakes.append(mistake)
        self._missing.clear()
        if self.mistakes:
            raise together(self.mistakes)

    def done(self) -> None:
        """Report all mistakes; what is left over is one too: a key nobody reads. Raises CatalogueError."""
        misspelt = {near for key in self._missing if (near := self._near(key, self._values))}
        for key in sorted(self._values.keys() - misspelt):
            from conformance.model.nearest import UnknownName

            self.wrong(key, UnknownName("key", key, self._known).text)
        self.check()


def _told(value: object) -> str:
    """A value as a complaint shows it: long ones are cut short."""
    return reprlib.repr(value)
