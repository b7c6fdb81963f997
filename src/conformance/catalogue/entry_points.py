"""What installed packages add: the entry points of one group, found without importing any of them.

`importlib.metadata` would do, but importing it takes 33 ms at every start; reading the small files here takes 2 ms.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from conformance.catalogue.errors import CatalogueError
from conformance.model.text import Text

Value = TypeVar("Value")
PREFIX, FILE = "conformance.", "entry_points.txt"


class EntryPoint(NamedTuple):
    """`name = value` of a group, and the installed package that says so, as its metadata folder is called."""

    name: str
    value: str
    package: str

    def __str__(self) -> str:
        return f"entry point {self.name} of {self.package}"


def entry_points(group: str) -> dict[str, EntryPoint]:
    """The entry points of a group by name. Raises CatalogueError if two packages have one with the same name."""
    found: dict[str, EntryPoint] = {}
    for point in _installed(tuple(sys.path)).get(group, ()):
        if other := found.get(point.name):
            problem = Text(
                f"{other.package} has one of this name in {group} as well",
                f"{other.package} 在 {group} 中也有同名的一项",
            )
            raise CatalogueError(str(point), problem)
        found[point.name] = point
    return found


class WithInstalled(Mapping[str, Value], Generic[Value]):
    """The built-in values by name, and those of installed packages, each imported on first use.

    An entry point of the group names a `kind` as module:attribute. Raises CatalogueError for a name that is taken, and
    for an entry point that does not refer to a `kind`.
    """

    def __init__(self, ours: Mapping[str, Value], group: str, kind: type[Value]) -> None:
        self._ours, self._kind, self._theirs = ours, kind, entry_points(group)
        for name in self._theirs.keys() & ours.keys():
            problem = Text(
                f"{name} of {group} is taken by metaverse-conformance itself",
                f"{group} 中的 {name} 已由 metaverse-conformance 自身占用",
            )
            raise CatalogueError(str(self._theirs[name]), problem)

    def __getitem__(self, name: str) -> Value:
        if name in self._ours:
            return self._ours[name]
        point = self._theirs[name]
        module, _, attribute = point.value.partition(":")
        try:
            loaded = getattr(import_module(module.strip()), attribute.strip())
        except (ImportError, AttributeError, ValueError) as error:
            problem = Text(f"{point.value} cannot be loaded: {error}", f"无法加载 {point.value}：{error}")
            raise CatalogueError(str(point), problem) from None
        if not isinstance(loaded, self._kind):
            name_of = self._kind.__name__
            raise CatalogueError(str(point), Text(f"{point.value} is not a {name_of}", f"{point.value} 不是 {name_of}"))
        return loaded

    def __contains__(self, name: object) -> bool:
        return name in self._ours or name in self._theirs

    def __iter__(self) -> Iterator[str]:
        yield from self._ours
        yield from self._theirs

    def __len__(self) -> int:
        return len(self._ours) + len(self._theirs)


@cache
def _installed(path: tuple[str, ...]) -> Mapping[str, list[EntryPoint]]:
    """The entry points of our groups that the packages on the path declare; the first of several copies counts."""
    found: dict[str, list[EntryPoint]] = {}
    seen: set[str] = set()
    for place in path:
        for folder in _metadata_folders(place or "."):
            package = os.path.basename(folder).rpartition(".")[0]
            name = package.partition("-")[0].lower().replace("_", "-")
            if name not in seen:
                seen.add(name)
                for group, items in _declared(Path(folder, FILE)).items():
                    points = (EntryPoint(key, value, package) for key, value in items.items())
                    found.setdefault(group, []).extend(points)
    return found


def _metadata_folders(place: str) -> list[str]:
    try:
        with os.scandir(place) as entries:
            return sorted(entry.path for entry in entries if entry.name.endswith((".dist-info", ".egg-info")))
    except OSError:
        return []  # a zip file, or no such folder


def _declared(path: Path) -> dict[str, dict[str, str]]:
    """Our groups in a file of entry points; what cannot be read declares nothing."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return {}
    if f"[{PREFIX}" not in text:
        return {}
    from configparser import ConfigParser, Error

    parser = ConfigParser(delimiters=("=",), interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keep the letter case of names
    try:
        parser.read_string(text)
    except Error:
        return {}
    return {group: dict(parser[group]) for group in parser.sections() if group.startswith(PREFIX)}
