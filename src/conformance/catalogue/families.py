"""Reading the families of a suites folder: family.toml and what stands beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.packages import NAMESPACE
from conformance.catalogue.tables import Table, read_toml
from conformance.model.family import Family
from conformance.model.nearest import UnknownName

OURS = "metaverse-conformance"
PARTS = frozenset({"reader", "writer", "reference", "pictures", "demo", "convert"})
_NAME = re.compile("[a-z][a-z0-9_]*")


def families_in(root: Path) -> Iterator[Family]:
    """The families of a suites folder in the order of their ids.

    Raises CatalogueError for a family.toml that cannot be used, and for a suite.toml at any other level than
    <domain>/<family>/<suite>.
    """
    for domain in folders_in(root):
        _refuse_suite_in(domain)
        for folder in folders_in(domain):
            _refuse_suite_in(folder)
            if (folder / "family.toml").is_file():
                yield _family(folder)
            elif any(_has_suite(each) for each in folders_in(folder)):
                raise CatalogueError(folder, "has suites, but no family.toml")


def folders_in(folder: Path) -> list[Path]:
    """The folders in a folder, in the order of their names; which is faster than `glob`."""
    with os.scandir(folder) as entries:
        return [Path(each) for each in sorted(entry.path for entry in entries if entry.is_dir())]


def _has_suite(folder: Path) -> bool:
    return (folder / "suite.toml").is_file()


def _refuse_suite_in(folder: Path) -> None:
    if _has_suite(folder):
        problem = "must stand at <domain>/<family>/<suite>/suite.toml, with a family.toml above it"
        raise CatalogueError(folder / "suite.toml", problem)


def _family(folder: Path) -> Family:
    path = folder / "family.toml"
    content = Table(path, read_toml(path))
    table = Table(f"{path}: family", content.get("family", dict))
    content.done()
    steps = folder.parts[-2:]
    inside = folders_in(folder)
    parts = {each.name for each in inside} & PARTS
    for step in steps:
        if not _NAME.fullmatch(step):
            raise CatalogueError(folder, f"{step!r} is part of a package's name: lower-case letters, digits and _")
    family = Family(
        id="/".join(steps),
        title=table.text("title"),
        owner=table.get("owner", str, OURS),
        folder=folder,
        package=f"{NAMESPACE}.{'.'.join(steps)}",
        uses=table.strings("uses"),
        extras=table.strings("extras"),
        pictures=table.strings("pictures"),
        demos=table.strings("demos"),
        suites=tuple(each for each in inside if each.name not in PARTS and _has_suite(each)),
        converters=_converters(folder / "convert") if "convert" in parts else (),
    )
    table.done()
    for part, told in (("pictures", family.pictures), ("demo", family.demos)):
        if bool(told) != (part in parts and family.has(part)):
            named = {"demo": "demos"}.get(part, part)
            problem = f"{named} is said, but there is no {part}/" if told else f"has {part}/, but does not say {named}"
            raise CatalogueError(table.place, problem)
    if not (family.suites or family.converters or family.has("reader")):
        raise CatalogueError(folder, "has no suite, no reader/ and no convert/: a family needs one of them")
    return family


_NO_CONVERTERS = ("__init__", "bounds")


def _converters(folder: Path) -> tuple[str, ...]:
    """The names of the modules that convert."""
    return tuple(sorted(each.stem for each in folder.glob("*.py") if each.stem not in _NO_CONVERTERS))


def check_uses(families: Mapping[str, Family]) -> None:
    """Raises CatalogueError where a family uses one that is not there or has no reader, or uses itself by a circle."""
    for family in families.values():
        for used in family.uses:
            place = f"{family.folder / 'family.toml'}: uses"
            if used not in families:
                raise CatalogueError(place, str(UnknownName("family", used, families)))
            if not families[used].has("reader"):
                raise CatalogueError(place, f"{used} has no reader/ that could be used")
    for family in families.values():
        if family.id in (way := closure(family, families)):
            circle = " -> ".join([family.id, *way[: way.index(family.id) + 1]])
            raise CatalogueError(f"{family.folder / 'family.toml'}: uses", f"is a circle: {circle}")


def closure(family: Family, families: Mapping[str, Family]) -> list[str]:
    """The families whose readers it imports, directly or by those readers, each once."""
    found: list[str] = []
    waiting = list(family.uses)
    while waiting:
        used = waiting.pop(0)
        if used not in found:
            found.append(used)
            waiting += families[used].uses if used in families else ()
    return found
