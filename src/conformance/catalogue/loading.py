"""Loading the catalogue: built-in suites, those of installed packages and those in named folders."""

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
from conformance.catalogue.folders import folder, is_ours
from conformance.catalogue.kinds import kinds_of, with_streams
from conformance.catalogue.packages import admit, installed_roots
from conformance.catalogue.places import Place
from conformance.catalogue.suites import load_suite
from conformance.catalogue.traces import Clauses, Standards
from conformance.model.family import Family
from conformance.model.requirement import Suite
from conformance.model.text import Text

Value = TypeVar("Value")
ENTRY_POINTS = "conformance.suites"


def load_catalogue(extra: Iterable[Path | str] = ()) -> Catalogue:
    """Built-in suites, those of installed packages and those in the `extra` suites folders, all loaded alike.

    Raises CatalogueError if an id is duplicated, a file cannot be used or, in a suite that is not built in, a row lacks
    a trace; built-in rows are read on first use, and all of them are checked by tests.
    """
    named = [*_from_entry_points(), *(Path(each) for each in extra)]
    for each in named:
        if not each.is_dir():
            raise CatalogueError(each, not_a_suites_folder(each))
    installed = [each.resolve() for each in installed_roots()]
    folders = tuple(each for each in dict.fromkeys(each.resolve() for each in named) if each not in installed)
    _refuse_our_own(folders)
    admit(folders)
    roots = [*installed, *folders]
    clauses = _together([(root, Clauses(root / "policy")) for root in roots], Text("policy clause", "政策条款"))
    standards = _together([(root, Standards(root / "standards.toml")) for root in roots], Text("standard", "标准"))
    families = _families(roots)
    _refuse_empty(folders, families)
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
    return Catalogue(folders, families, with_streams(suites), kinds_of(suites), clauses, standards)


def not_a_suites_folder(path: Path) -> Text:
    """What is wrong with a path that should be a folder of suites."""
    if path.exists():
        return Text("is not a folder: --suites takes a folder of suites", "不是文件夹：--suites 应为测试套文件夹")
    return Text("no such folder of suites", "没有此测试套文件夹")


def exists(what: str, name_of: str, name: str, folder: Path) -> Text:
    """That a family, suite or profile of this name is there already, and where."""
    return Text(f"a {what} {name} exists already in {folder}", f"{name_of} {name} 已存在于 {folder}")


def _refuse_empty(folders: Iterable[Path], families: Mapping[str, Family]) -> None:
    """A named folder without families, and without profiles beside it, is not what its user meant."""
    for each in folders:
        profiles = (each.parent / "profiles").glob("*.toml")
        if not any(profiles) and not any(family.folder.is_relative_to(each) for family in families.values()):
            problem = Text(
                "holds no family of suites: DOMAIN/FAMILY/family.toml", "没有测试套族：领域/测试套族/family.toml"
            )
            raise CatalogueError(each, problem)


def _refuse_our_own(folders: Iterable[Path]) -> None:
    """Raise CatalogueError for another copy of the built-in suites, which has its code beside it."""
    ours = folder("suites").resolve()
    for each in folders:
        if each != ours and is_ours(each):
            top = each.parent
            raise CatalogueError(
                each,
                Text(
                    f"holds the suites of this harness itself, which are in use from {ours}; to use these instead: "
                    f"pip install -e {top}",
                    f"是本测试系统自身的测试套，正在使用的是 {ours}；如需改用此处的测试套：pip install -e {top}",
                ),
            )


def _families(roots: Iterable[Path]) -> dict[str, Family]:
    """The families of all roots; no two may share a name."""
    found: dict[str, Family] = {}
    for root in roots:
        for family in families_in(root):
            if family.id in found:
                raise CatalogueError(family.folder, exists("family", "测试套族", family.id, found[family.id].folder))
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
            problem = Text(
                f"{point.value} is not an importable package of suites", f"{point.value} 不是可导入的测试套包"
            )
            raise CatalogueError(str(point), problem)
        found.append(Path(places[0]))
    return found


def _together(books: list[tuple[Path, Mapping[str, Value]]], what: Text) -> Mapping[str, Value]:
    """Several mappings as one; no key may occur in two of them."""
    seen: set[str] = set()
    for root, book in books:
        if twice := seen & book.keys():
            name = min(twice)
            raise CatalogueError(root, Text(f"{what.en} {name} is defined already", f"{what.zh} {name} 已有定义"))
        seen |= book.keys()
    return ChainMap(*(book for _, book in books if book))  # type: ignore[arg-type]  # never written to


def _refuse_clash(suite: Suite, suites: Mapping[str, Suite]) -> None:
    for other in suites.values():
        if suite.id == other.id:
            raise CatalogueError(suite.folder, exists("suite", "测试套", suite.id, other.folder))
        mine, theirs = f"{suite.prefix}-", f"{other.prefix}-"
        if mine.startswith(theirs) or theirs.startswith(mine):  # otherwise one id could belong to both
            problem = Text(
                f"the prefix {suite.prefix} belongs to the suite {other.id}",
                f"前缀 {suite.prefix} 属于测试套 {other.id}",
            )
            raise CatalogueError(Place(suite.folder / "suite.toml", ("suite", "prefix")), problem)
