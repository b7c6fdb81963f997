"""Reading the families of a suites folder: family.toml and the folders beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.packages import NAMESPACE
from conformance.catalogue.places import Place
from conformance.catalogue.tables import Table, read_toml
from conformance.model.family import Family
from conformance.model.nearest import UnknownName
from conformance.model.text import Text

OURS = "metaverse-conformance"
PARTS = frozenset({"reader", "writer", "reference", "pictures", "demo", "convert", "listen", "mutation"})
MISPLACED = Text(
    "must be at <domain>/<family>/<suite>/suite.toml, with a family.toml above it",
    "应位于 <领域>/<测试套族>/<测试套>/suite.toml，其上一级应有 family.toml",
)
NO_FAMILY = Text("has suites, but no family.toml", "有测试套，但没有 family.toml")
EMPTY = Text(
    "has no suite, no reader/ and no convert/: a family needs one of them",
    "没有测试套、reader/ 和 convert/：测试套族应至少有其一",
)
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
                raise CatalogueError(folder, NO_FAMILY)


def not_a_name(step: str) -> Text:
    """That a folder cannot be part of a package's name."""
    return Text(
        f"{step!r} is part of a package's name: lower-case letters, digits and _, a letter first",
        f"“{step}”是包名的一部分：应由小写字母、数字和 _ 组成，以字母开头",
    )


def is_name(step: str) -> bool:
    """Whether a folder of this name can be part of a package's name."""
    return _NAME.fullmatch(step) is not None


def folders_in(folder: Path) -> list[Path]:
    """The folders in a folder, in the order of their names; faster than `glob`."""
    with os.scandir(folder) as entries:
        return [Path(each) for each in sorted(entry.path for entry in entries if entry.is_dir())]


def _has_suite(folder: Path) -> bool:
    return (folder / "suite.toml").is_file()


def _refuse_suite_in(folder: Path) -> None:
    if _has_suite(folder):
        raise CatalogueError(folder / "suite.toml", MISPLACED)


def _family(folder: Path) -> Family:
    path = folder / "family.toml"
    content = Table(path, read_toml(path))
    table = content.table("family")
    other_formats = _other_formats(content)
    content.done()
    steps = folder.parts[-2:]
    inside = folders_in(folder)
    parts = {each.name for each in inside} & PARTS
    for step in steps:
        if not is_name(step):
            raise CatalogueError(folder, not_a_name(step))
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
        converters=_modules(folder / "convert") if "convert" in parts else (),
        listeners=_modules(folder / "listen") if "listen" in parts else (),
        withheld=tuple(table.texts("withheld").items()),
        other_formats=other_formats,
    )
    table.done()
    for part, told in (("pictures", family.pictures), ("demo", family.demos)):
        if bool(told) != (part in parts and family.has(part)):
            named = {"demo": "demos"}.get(part, part)
            problem = (
                Text(f"{named} is given, but there is no {part}/", f"写有 {named}，但没有 {part}/")
                if told
                else Text(f"has {part}/, but does not give {named}", f"有 {part}/，但没有写 {named}")
            )
            raise CatalogueError(table.place, problem)
    if not (family.suites or family.converters or family.has("reader")):
        raise CatalogueError(folder, EMPTY)
    return family


def _other_formats(content: Table) -> tuple[tuple[tuple[str, ...], Text], ...]:
    """The formats that the family knows of and does not judge, by their file names."""
    found = []
    for table in content.tables("other_format") if "other_format" in content else ():
        found.append((table.strings("names", required=True), table.text("hint")))
        table.done()
    return tuple(found)


_BESIDE_THEM = ("__init__", "bounds")


def _modules(folder: Path) -> tuple[str, ...]:
    """The names of the modules in a folder that converts or listens."""
    return tuple(sorted(each.stem for each in folder.glob("*.py") if each.stem not in _BESIDE_THEM))


def check_uses(families: Mapping[str, Family]) -> None:
    """Raise CatalogueError if a family uses one that is missing or has no reader, or if the uses form a cycle."""
    for family in families.values():
        for used in family.uses:
            place = Place(family.folder / "family.toml", ("family", "uses"), "uses")
            if used not in families:
                raise CatalogueError(place, UnknownName("family", used, families).text)
            if not families[used].has("reader"):
                raise CatalogueError(place, Text(f"{used} has no reader/ to use", f"{used} 没有可使用的 reader/"))
    for family in families.values():
        if family.id in (way := closure(family, families)):
            circle = " -> ".join([family.id, *way[: way.index(family.id) + 1]])
            problem = Text(f"is a circle: {circle}", f"形成循环：{circle}")
            raise CatalogueError(Place(family.folder / "family.toml", ("family", "uses"), "uses"), problem)


def closure(family: Family, families: Mapping[str, Family]) -> list[str]:
    """The families whose readers it imports, directly or through those readers, each once."""
    found: list[str] = []
    waiting = list(family.uses)
    while waiting:
        used = waiting.pop(0)
        if used not in found:
            found.append(used)
            waiting += families[used].uses if used in families else ()
    return found
