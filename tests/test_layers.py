"""Who may import whom, read from the import statements themselves."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from doubles.imports import imports
from doubles.ours import CATALOGUE

import conformance
import conformance.authoring
from conformance.catalogue import folder, load_catalogue
from conformance.catalogue.families import PARTS
from conformance.catalogue.packages import NAMESPACE
from conformance.model.family import Family

PACKAGE = Path(conformance.__file__).parent
SUITES = folder("suites")
DOUBLES = sorted((Path(__file__).parent / "doubles").rglob("suites"))

# Each layer with the layers it may import; every layer may import itself and the names of the package itself.
MEDIA = {"readers", "transports", "recordings"}
JUDGING = {"model", "catalogue", "writing", *MEDIA, "engine"}
LAYERS = {
    "version": set(),
    "model": set(),
    "writing": set(),
    "authoring": {"model"},
    "catalogue": {"model"},
    "readers": {"model"},
    "transports": {"model", "catalogue", "readers", "writing"},
    "recordings": {"model", "readers"},
    "engine": {"model", "catalogue", "writing", *MEDIA},
    "listening": JUDGING,
    "reporting": {"model"},
    "paper": {"model", "catalogue", "readers", "reporting"},
    "reference": {"model", "catalogue", "readers", "writing"},
    "impact": {*JUDGING, "reporting"},
    "api": {*JUDGING, "reporting"},
    "drafting": {*JUDGING, "reporting", "paper", "reference"},
    "programme": {*JUDGING, "reporting", "impact", "paper"},
    "pytest_plugin": {*JUDGING, "reporting", "api"},
    "cli": {*JUDGING, "impact", "listening", "reporting", "paper", "reference", "drafting", "programme", "api"},
    "__main__": {"cli"},
    "__init__": {"api"},
}
# What would make a verdict depend on anything but the subject.
UNSTEADY = {"time", "datetime", "uuid", "secrets", "random", "socket", "ssl", "http", "httpx", "requests", "subprocess"}
STRANGE_CALLS = {"__import__", "eval", "exec", "open", "import_module", "hash", "os.urandom"}
FORBIDDEN_CALLS = {"suite": {*STRANGE_CALLS, "id"}, "reader": STRANGE_CALLS}
THIRD_PARTIES = {"PIL", "numpy"}
# Imports that were looked at and kept: (file, module) -> why.
EXPLAINED = {("assets/labels/reader/metadata/pdf.py", "subprocess"): "its library is limited by a separate process"}

# What each part of a family may import of families: its own parts, and parts of those it uses. A suite and the
# reader decide verdicts: they import what the digest of a suite covers. What makes samples is built on writers.
OWN = {part: {*PARTS} for part in PARTS} | {"reader": {"reader"}, "suite": {"reader"}}
USED = {part: {"reader"} for part in (*PARTS, "suite")} | {part: {"reader", "writer"} for part in ("writer", "demo")}
MAKERS = {"samples.py": {"reader", "writer", "demo"}, "repairs.py": {"reader", "writer"}}
# Who else may import what of the core: a product of reference/ has its fault and its door from there.
BESIDE = {"reference": "conformance.reference.serving."}


def sources(top: Path, name: str) -> Iterator[tuple[Path, str]]:
    """The Python files below a folder, each with its package."""
    for path in sorted(top.rglob("*.py")):
        yield path, ".".join([name, *path.relative_to(top).parent.parts])


OURS = list(sources(PACKAGE, "conformance"))
FAMILIES = load_catalogue(DOUBLES).families
CODE = [
    (path, package, family) for family in FAMILIES.values() for path, package in sources(family.folder, family.package)
]


def layer_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def layer_named(module: str) -> str | None:
    """The layer of an imported module of ours; None for the names of the package itself and for others'."""
    parts = module.split(".")
    if parts[0] != "conformance" or len(parts) < 2:
        return None
    inside = PACKAGE / parts[1]
    return parts[1] if inside.is_dir() or inside.with_suffix(".py").is_file() else None


def test_every_part_of_the_package_has_its_place_in_the_order() -> None:
    assert {layer_of(path) for path, _ in OURS} <= LAYERS.keys()


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_what_stands_below_it(layer: str) -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{line} imports {module}"
        for path, package in OURS
        if layer_of(path) == layer
        for line, module in imports(path, package)
        if layer_named(module) not in {None, layer, "version"} | LAYERS[layer]
    ]
    assert wrong == []


def test_the_order_has_no_circle() -> None:
    left = {layer: set(below) for layer, below in LAYERS.items()}
    while free := [layer for layer, below in left.items() if not below]:
        for layer in free:
            del left[layer]
        for below in left.values():
            below.difference_update(free)
    assert left == {}


def test_the_package_imports_no_family_by_name() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{line} imports {module}"
        for path, package in OURS
        for line, module in imports(path, package)
        if module.split(".")[0] == NAMESPACE
    ]
    assert wrong == []


def test_one_module_of_the_package_knows_where_families_are_imported_from() -> None:
    """It has two functions for all others: one for a module of a family, one for the folders of families."""
    named = {path.relative_to(PACKAGE).as_posix() for path, _ in OURS if NAMESPACE in constants(path)}
    assert named == {"catalogue/packages.py", "catalogue/folders.py"}


def test_the_package_names_no_family_and_no_suite_in_a_string_either() -> None:
    """That would be a way around: adding a suite must touch nothing here. Only examples name what they show."""
    catalogue = CATALOGUE
    ids = {*catalogue.families, *catalogue.suites} | {each.split("/", 1)[1] for each in catalogue.suites}
    packages = {each.package for each in catalogue.families.values()}
    for path, _ in OURS:
        if path.name != "examples.py":
            texts = constants(path)
            assert not texts & ids, path.name
            assert not [text for text in texts for package in packages if package in text], path.name


def constants(path: Path) -> set[str]:
    """The strings in a file's code; docstrings are whole sentences and no names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {each.value for each in ast.walk(tree) if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def part_of(path: Path, family: Family) -> str:
    """The part of its family that a file belongs to; "suite" where it is one of a suite."""
    first = path.relative_to(family.folder).parts[0]
    return first if first in PARTS else "suite"


def allowed(module: str, package: str, path: Path, family: Family) -> bool:
    """Whether a file of a family may import this."""
    part = part_of(path, family)
    top = module.split(".")[0]
    if top == NAMESPACE:
        return _allowed_of_families(module, package, path, family)
    if top == "conformance":
        media = layer_named(module) in MEDIA
        named = module.removeprefix("conformance.authoring.") in conformance.authoring.__all__
        return media or named or (part in BESIDE and module.startswith(BESIDE[part]))
    return top not in UNSTEADY if part == "reader" else part != "suite" or _steady(module)


def _allowed_of_families(module: str, package: str, path: Path, family: Family) -> bool:
    part = part_of(path, family)
    if part == "suite" and module.startswith(f"{package}."):
        return True
    makes = MAKERS.get(path.name, set()) if part == "suite" else set()
    places = [(family.package, OWN[part] | makes)]
    places += [(FAMILIES[used].package, USED[part] | makes) for used in family.uses]
    return any(module.startswith(f"{place}.{each}.") for place, parts in places for each in parts)


def _steady(module: str) -> bool:
    top = module.split(".")[0]
    if top == "urllib":
        return module.startswith("urllib.parse")
    return (top in sys.stdlib_module_names and top not in UNSTEADY) or top in THIRD_PARTIES


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.id)
def test_a_family_imports_public_names_media_its_own_parts_and_readers_it_uses(family: Family) -> None:
    wrong = [
        f"{path.relative_to(family.folder)}:{line} imports {module}"
        for path, package, of in CODE
        if of is family
        for line, module in imports(path, package)
        if not allowed(module, package, path, family)
        and not (path.name == "stimuli.py" and module.startswith("hypothesis."))  # imported while stimuli are made
        and (path.relative_to(SUITES).as_posix() if path.is_relative_to(SUITES) else "", module) not in EXPLAINED
    ]
    assert wrong == []


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.id)
def test_what_decides_verdicts_has_no_other_way_to_time_chance_or_network(family: Family) -> None:
    for path, _, of in CODE:
        if of is family and (forbidden := FORBIDDEN_CALLS.get(part_of(path, family))):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
            assert not calls & forbidden, path.name


def test_the_reader_of_imports_sees_what_it_should(tmp_path: Path) -> None:
    text = (
        "import a.b\nfrom . import view\nfrom .view import Thing\nfrom .. import up\n"
        "def f():\n    import hidden\nif TYPE_CHECKING:\n    from typed import T\nimport_module('by.name')\n"
    )
    path = tmp_path / "x.py"
    path.write_text(text, encoding="utf-8")
    found = {name for _, name in imports(path, "p.q")}
    assert found == {"a.b", "p.q.view", "p.q.view.Thing", "p.up", "hidden", "typed.T", "by.name"}
