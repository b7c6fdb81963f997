"""The whole catalogue, and the one door through which suites enter it."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from conformance.catalogue.entry_points import entry_points
from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.families import check_uses, families_in
from conformance.catalogue.folders import folder
from conformance.catalogue.packages import admit, installed_roots
from conformance.catalogue.profiles import load_profile
from conformance.catalogue.suites import load_suite
from conformance.catalogue.traces import Clauses, Standards
from conformance.model.family import Family
from conformance.model.nearest import UnknownName
from conformance.model.profile import Profile
from conformance.model.requirement import Kind, Requirement, Suite
from conformance.model.trace import Clause, Standard

Value = TypeVar("Value")
ENTRY_POINTS = "conformance.suites"


class Rows(Mapping[str, Requirement]):
    """The rows of all suites by id; looking one up reads no suite but its own, which its prefix names."""

    def __init__(self, suites: Iterable[Suite]) -> None:
        self._suites = list(suites)
        self._by_prefix = {suite.prefix: suite for suite in self._suites}
        self._read: dict[str, dict[str, Requirement]] = {}

    def __getitem__(self, requirement: str) -> Requirement:
        prefix = requirement.rpartition("-")[0]
        if prefix not in self._read:
            self._read[prefix] = {row.id: row for row in self._by_prefix[prefix].requirements}
        return self._read[prefix][requirement]

    def __iter__(self) -> Iterator[str]:
        return (row.id for suite in self._suites for row in suite.requirements)

    def __len__(self) -> int:
        return sum(len(suite.requirements) for suite in self._suites)


@dataclass(frozen=True)
class Catalogue:
    """Families and suites by id, with all they refer to. `folders` are the suites folders beyond our own."""

    folders: tuple[Path, ...]
    families: Mapping[str, Family]
    suites: Mapping[str, Suite]
    kinds: Mapping[str, Kind]
    clauses: Mapping[str, Clause]
    standards: Mapping[str, Standard]

    @cached_property
    def requirements(self) -> Rows:
        """Every row by id, suites in the order of their ids."""
        return Rows(self.suites.values())

    def suite(self, name: str) -> Suite:
        """The suite with this id, or with these last parts of an id where only one has them. Raises UnknownName."""
        if name in self.suites:
            return self.suites[name]
        short = [suite for key, suite in self.suites.items() if name and key.endswith(f"/{name}")]
        if len(short) == 1:
            return short[0]
        raise UnknownName("suite", name, self.suites)

    def suites_named(self, name: str) -> list[Suite]:
        """The suites of a domain or family, by its id or last part, else the suite itself. Raises UnknownName."""
        found = [suite for key, suite in self.suites.items() if f"/{key}/".find(f"/{name}/") >= 0]
        return found if name and found else [self.suite(name)]

    def family_of(self, suite: Suite) -> Family:
        """The family that holds this suite."""
        return self.families[suite.id.rpartition("/")[0]]

    def requirement(self, name: str) -> Requirement:
        """The row with this id, upper or lower case. Raises UnknownName."""
        if name.upper() in self.requirements:
            return self.requirements[name.upper()]
        raise UnknownName("requirement", name, self.requirements)

    def suite_of(self, requirement: str) -> Suite:
        """The suite that holds this row."""
        return next(suite for suite in self.suites.values() if requirement.startswith(f"{suite.prefix}-"))

    def lineage(self, kind: str) -> tuple[str, ...]:
        """The kind and what it is a special case of, the most special one first."""
        found = [kind]
        while (parent := self.kinds[found[-1]].of) is not None:
            found.append(parent)
        return tuple(found)

    def of_kind(self, kind: str) -> list[Suite]:
        """The suites that judge subjects of this kind."""
        lineage = self.lineage(kind)
        return [suite for suite in self.suites.values() if suite.kind in lineage]

    def recogniser(self, kind: str) -> Suite:
        """The suite that says how the kind is recognised; its view reads the kind's document."""
        return next(suite for suite in self.suites.values() if suite.recognise and suite.kind == kind)

    @cached_property
    def _profiles(self) -> dict[str, Profile]:
        """The profiles that were asked for."""
        return {}

    @cached_property
    def profile_files(self) -> dict[str, Path]:
        """Profile files by name: ours and those in profiles/ beside other suites folders.

        Raises CatalogueError where two files have one name: none of ours is replaced in silence.
        """
        found: dict[str, Path] = {}
        for place in [folder("profiles"), *(each.parent / "profiles" for each in self.folders)]:
            for path in sorted(place.glob("*.toml")):
                if path.stem in found:
                    raise CatalogueError(path, f"a profile {path.stem} exists already in {found[path.stem].parent}")
                found[path.stem] = path
        return found

    def profile(self, name: str) -> Profile:
        """The profile with this name, or the one in this TOML file. Raises UnknownName."""
        if name in self.profile_files:
            if name not in self._profiles:
                self._profiles[name] = load_profile(self.profile_files[name], self.requirements)
            return self._profiles[name]
        if name.endswith(".toml") and Path(name).is_file():
            return load_profile(Path(name), self.requirements)
        raise UnknownName("profile", name, self.profile_files)


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
        for path in sorted(family.folder.glob("*/suite.toml")):
            suite = load_suite(path.parent, family, families, clauses, standards)
            _refuse_clash(suite, suites)
            suites[suite.id] = suite
            if not path.is_relative_to(ours):
                _ = suite.content
    return Catalogue(folders, families, suites, _kinds(suites), clauses, standards)


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


def _kinds(suites: Mapping[str, Suite]) -> dict[str, Kind]:
    """Each kind is recognised by exactly one of its suites."""
    kinds: dict[str, Kind] = {}
    said_by: dict[str, Suite] = {}
    for suite in suites.values():
        if suite.recognise:
            if other := said_by.get(suite.kind):
                raise CatalogueError(suite.folder, f"{other.id} says already how {suite.kind} is recognised")
            kinds[suite.kind], said_by[suite.kind] = suite.recognise, suite
    for suite in suites.values():
        if suite.kind not in kinds:
            raise CatalogueError(suite.folder, f"no suite has a [recognise] table for the kind {suite.kind}")
        seen, kind = set[str](), suite.kind
        while (parent := kinds[kind].of) is not None:
            if parent not in kinds or parent in seen:
                problem = "is a kind of itself" if parent in seen else f"no suite recognises the kind {parent}"
                raise CatalogueError(suite.folder, f"[recognise] of {kind}: {problem}")
            seen.add(kind := parent)
    return kinds
