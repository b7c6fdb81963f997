"""The one door through which suites enter the catalogue: ours, those of installed packages and those named."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from conformance.catalogue.catalogue import Catalogue
from conformance.catalogue.entry_points import entry_points
from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.families import check_uses, families_in
from conformance.catalogue.folders import folder
from conformance.catalogue.kinds import kinds_of
from conformance.catalogue.packages import admit, installed_roots
from conformance.catalogue.suites import load_suite
from conformance.catalogue.traces import Clauses, Standards
from conformance.model.family import Family
from conformance.model.requirement import Suite

Value = TypeVar("Value")
ENTRY_POINTS = "conformance.suites"


def load_catalogue(extra: Iterable[Path | str] = ()) -> Catalogue:
    """Our suites, those of installed packages and those in the `extra` suites folders, through the same door.

    Raises CatalogueError where an id stands twice, a file cannot be used or, in a suite that is not ours, a row lacks
    a trace; our own rows are read when they are asked for, and tested all together.
    """
    named = [*_from_entry_points(), *(Path(each) for each in extra)]
    for each in named:
        if not each.is_dir():
            raise CatalogueError(each, "is no folder of suites")
    installed = [each.resolve() for each in installed_roots()]
    folders = tuple(each for each in dict.fromkeys(each.resolve() for each in named) if each not in installed)
    admit(folders)
    roots = [*installed, *folders]
    clauses = _together([(root, Clauses(root / "policy")) for root in roots], "policy clause")
    standards = _together([(root, Standards(root / "standards.toml")) for root in roots], "standard")
    families = _families(roots)
    check_uses(families)
    ours = folder("suites").resolve()
    suites: dict[str, Suite] = {}
    for family in families.values():
        is_ours = family.folder.parents[1] == ours
        for place in family.suites:
            suite = load_suite(place, family, families, clauses, standards)
            _refuse_clash(suite, suites)
            suites[suite.id] = suite
            if not is_ours:
                _ = suite.content
    return Catalogue(folders, families, suites, kinds_of(suites), clauses, standards)


def _families(roots: Iterable[Path]) -> dict[str, Family]:
    """The families of all roots; a name belongs to one of them."""
    found: dict[str, Family] = {}
    for root in roots:
        for family in families_in(root):
            if family.id in found:
                raise CatalogueError(family.folder, f"a family {family.id} exists already in {found[family.id].folder}")
            found[family.id] = family
    return found


def _from_entry_points() -> list[Path]:
    """Suites folders of installed packages: an entry point in the group names a package that is such a folder."""
    found = []
    for point in entry_points(ENTRY_POINTS).values():
        try:
            spec = find_spec(point.value)
        except (ImportError, ValueError):
            spec = None
        places = list(spec.submodule_search_locations or ()) if spec else []
        if not places:
            raise CatalogueError(str(point), f"{point.value} is no importable package of suites")
        found.append(Path(places[0]))
    return found


def _together(books: list[tuple[Path, Mapping[str, Value]]], what: str) -> Mapping[str, Value]:
    """Several books as one; no key may stand in two of them."""
    seen: set[str] = set()
    for root, book in books:
        if twice := seen & book.keys():
            raise CatalogueError(root, f"{what} {min(twice)} is defined already")
        seen |= book.keys()
    return ChainMap(*(book for _, book in books if book))  # type: ignore[arg-type]  # nobody writes to it


def _refuse_clash(suite: Suite, suites: Mapping[str, Suite]) -> None:
    for other in suites.values():
        if suite.id == other.id:
            raise CatalogueError(suite.folder, f"a suite {suite.id} exists already in {other.folder}")
        mine, theirs = f"{suite.prefix}-", f"{other.prefix}-"
        if mine.startswith(theirs) or theirs.startswith(mine):  # else one id could stand in both
            raise CatalogueError(suite.folder, f"the prefix {suite.prefix} belongs to the suite {other.id}")
