"""The whole catalogue: families, suites and everything they refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from conformance.catalogue.digests import code_digest
from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.folders import folder
from conformance.catalogue.frozen import FOLDER, name_of_file
from conformance.catalogue.profiles import load_profile
from conformance.catalogue.rows import Rows
from conformance.model.family import Family
from conformance.model.nearest import UnknownName
from conformance.model.profile import Profile
from conformance.model.requirement import Kind, Requirement, Suite
from conformance.model.text import Text
from conformance.model.trace import Clause, Standard


@dataclass(frozen=True)
class Catalogue:
    """Families and suites by id, with everything they refer to. `folders` are the further suites folders."""

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
        """The suite with this id, or with an id that alone ends in these parts. Raises UnknownName."""
        if name in self.suites:
            return self.suites[name]
        short = [suite for key, suite in self.suites.items() if name and key.endswith(f"/{name}")]
        if len(short) == 1:
            return short[0]
        raise UnknownName("suite", name, self.suites)

    def suites_named(self, name: str) -> list[Suite]:
        """The suites of a domain or family, by its id or last part, or the suite itself. Raises UnknownName."""
        found = [suite for key, suite in self.suites.items() if f"/{key}/".find(f"/{name}/") >= 0]
        if not found and any(name.upper().startswith(f"{suite.prefix}-") for suite in self.suites.values()):
            self.requirement(name)
        return found if name and found else [self.suite(name)]

    def family_of(self, suite: Suite) -> Family:
        """The family that holds this suite."""
        return self.families[suite.id.rpartition("/")[0]]

    def code_digest(self, suite: Suite) -> str:
        """The digest of the code that judges in the suite, with that of the readers it uses."""
        return code_digest(suite.folder, self.family_of(suite), self.families)

    def requirement(self, name: str) -> Requirement:
        """The row with this id, upper or lower case. Raises UnknownName."""
        if name.upper() in self.requirements:
            return self.requirements[name.upper()]
        raise UnknownName("requirement", name, self.requirements)

    def suite_of(self, requirement: str) -> Suite:
        """The suite that holds this row."""
        return next(suite for suite in self.suites.values() if requirement.startswith(f"{suite.prefix}-"))

    def lineage(self, kind: str) -> tuple[str, ...]:
        """The kind and its more general kinds, most special first."""
        found = [kind]
        while (parent := self.kinds[found[-1]].of) is not None:
            found.append(parent)
        return tuple(found)

    def of_kind(self, kind: str) -> list[Suite]:
        """The suites that judge subjects of this kind."""
        lineage = self.lineage(kind)
        return [suite for suite in self.suites.values() if suite.kind in lineage]

    def of_kind_and_inside(self, kind: str) -> list[Suite]:
        """The suites that judge subjects of this kind or the files inside them: for these, none that suits a role."""
        inner = [each for name in self.kinds[kind].holds for each in self.of_kind_and_inside(name) if not each.by_role]
        return list({suite.id: suite for suite in (*self.of_kind(kind), *inner)}.values())

    def withheld(self, kind: str | None) -> Text | None:
        """Why subjects of a kind are withheld from evidence; None if they are not."""
        reasons = {each: why for family in self.families.values() for each, why in family.withheld}
        return next((reasons[each] for each in self.lineage(kind) if each in reasons), None) if kind else None

    def recogniser(self, kind: str) -> Suite:
        """The suite that says how the kind is recognised; its view reads the kind's document."""
        return next(suite for suite in self.suites.values() if suite.recognise and suite.kind == kind)

    @cached_property
    def _profiles(self) -> dict[str, Profile]:
        """The profiles that were requested and can be used."""
        return {}

    @cached_property
    def profile_files(self) -> dict[str, Path]:
        """Profile files by name: ours and those in profiles/ beside other suites folders.

        Raises CatalogueError if two files have the same name: no profile is ever replaced silently.
        """
        return self._files("*.toml", lambda path: path.stem)

    @cached_property
    def frozen_files(self) -> dict[str, Path]:
        """The files of frozen profiles by their names, `<profile>@<version>`. Raises CatalogueError as above."""
        return self._files(f"{FOLDER}/*.toml", name_of_file)

    def _files(self, pattern: str, name_of: Callable[[Path], str]) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for place in [folder("profiles"), *(each.parent / "profiles" for each in self.folders)]:
            for path in sorted(place.glob(pattern)):
                if (name := name_of(path)) in found:
                    other = found[name].parent
                    problem = Text(f"a profile {name} exists already in {other}", f"轮廓 {name} 已存在于 {other}")
                    raise CatalogueError(path, problem)
                found[name] = path
        return found

    def profile(self, name: str) -> Profile:
        """The profile with this name, or the one in this TOML file. Raises UnknownName, and CatalogueError."""
        path = self.profile_files.get(name) or self.frozen_files.get(name)
        if path is not None:
            if name not in self._profiles:
                self._profiles[name] = load_profile(path, self)
            return self._profiles[name]
        if name.endswith(".toml") and Path(name).is_file():
            return load_profile(Path(name), self)
        raise UnknownName("profile", name, [*self.profile_files, *self.frozen_files])

    def profiles(self) -> Iterator[tuple[str, Profile]]:
        """Every usable profile with its name; some may refer to families that are not installed."""
        return self._usable(self.profile_files)

    def frozen_profiles(self) -> Iterator[tuple[str, Profile]]:
        """Every usable frozen version of a profile with its name; one that was not kept cannot be used."""
        return self._usable(self.frozen_files)

    def _usable(self, names: Iterable[str]) -> Iterator[tuple[str, Profile]]:
        for name in names:
            with suppress(CatalogueError):
                yield name, self.profile(name)
