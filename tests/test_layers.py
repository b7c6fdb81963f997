"""Who may import whom, read from the import statements themselves."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import conformance
from conformance.catalogue import folder

PACKAGE = Path(conformance.__file__).parent
SUITES = folder("suites")

# Each layer with the layers it may import; every layer may import itself and the names of the package itself.
LAYERS = {
    "model": set(),
    "catalogue": {"model"},
    "media": {"model"},
    "engine": {"model", "catalogue", "media"},
    "reporting": {"model"},
    "drafting": {"model", "catalogue", "media", "engine", "reporting", "reference"},
    "reference": {"model", "catalogue", "media"},
    "cli": {"model", "catalogue", "media", "engine", "reporting", "drafting", "reference"},
    "pytest_plugin": {"model", "catalogue", "media", "engine", "reporting"},
    "__main__": {"cli"},
    "__init__": {"model"},
}
# What would make a verdict depend on anything but the subject.
UNSTEADY = {"time", "datetime", "uuid", "secrets", "random", "socket", "ssl", "http", "httpx", "requests", "subprocess"}
FORBIDDEN_CALLS = {"__import__", "eval", "exec", "open", "import_module", "hash", "id", "os.urandom"}
THIRD_PARTIES = {"PIL", "numpy"}


def imports(path: Path, package: str) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, anywhere in it: (line, absolute name). Relative imports are resolved."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("import_module", "__import__"):
            yield from ((node.lineno, str(name.value)) for name in node.args[:1] if isinstance(name, ast.Constant))


def sources(top: Path, name: str) -> Iterator[tuple[Path, str]]:
    """The Python files below a folder with the package each stands in; data folders of a wheel are no sources."""
    for path in sorted(top.rglob("*.py")):
        parts = path.relative_to(top).parent.parts
        if top != PACKAGE or not parts or parts[0] != "suites":
            yield path, ".".join([name, *parts])


OURS = list(sources(PACKAGE, "conformance"))
CODE_OF_SUITES = [each for each in sources(SUITES, "conformance.suites") if each[0].parent != SUITES]
DOUBLES = list(sources(Path(__file__).parent / "doubles" / "suites", "conformance.suites"))


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
        if layer_named(module) not in {None, layer} | LAYERS[layer]
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


def test_the_reference_products_are_imported_by_commands_and_drafting_only() -> None:
    users = {
        layer_of(path)
        for path, package in OURS
        for _, name in imports(path, package)
        if layer_named(name) == "reference"
    }
    assert users - {"reference"} <= {"cli", "drafting"}


def test_the_package_imports_no_suite_by_name() -> None:
    ids = [suite.parent.relative_to(SUITES).as_posix().replace("/", ".") for suite in SUITES.rglob("suite.toml")]
    assert ids
    wrong = [
        f"{path.relative_to(PACKAGE)}:{line} imports {module}"
        for path, package in OURS
        for line, module in imports(path, package)
        if module.startswith("conformance.suites") or any(each in module for each in ids)
    ]
    assert wrong == []


def test_the_package_names_no_suite_in_a_string_either() -> None:
    """That would be a way around: adding a suite must touch nothing here. Only examples name what they show."""
    ids = {suite.parent.relative_to(SUITES).as_posix() for suite in SUITES.rglob("suite.toml")}
    for path, _ in OURS:
        if layer_of(path) not in ("reference", "drafting"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts = {each.value for each in ast.walk(tree) if isinstance(each, ast.Constant)}
            assert not texts & ids, path.name


def allowed_in_suites(module: str, package: str, *, builds_samples: bool = False) -> bool:
    """Whether a suite in `package` may import this; what builds its samples may use the reference products."""
    if builds_samples and module.startswith("conformance.reference."):
        return True
    if module.startswith("conformance.readers."):
        return True
    if module.startswith(f"{package}."):
        return True
    if module.split(".")[0] == "conformance":
        return module.removeprefix("conformance.") in conformance.__all__
    top = module.split(".")[0]
    if top == "urllib":
        return module.startswith("urllib.parse")
    return (top in sys.stdlib_module_names and top not in UNSTEADY) or top in THIRD_PARTIES


@pytest.mark.parametrize(
    ("path", "package"),
    [*CODE_OF_SUITES, *DOUBLES],
    ids=lambda value: "/".join(value.parts[-3:]) if isinstance(value, Path) else "",
)
def test_a_suite_imports_public_names_media_and_its_own_files_only(path: Path, package: str) -> None:
    wrong = [
        f"line {line} imports {module}"
        for line, module in imports(path, package)
        if not allowed_in_suites(module, package, builds_samples=path.name == "samples.py")
        and not (path.name == "stimuli.py" and module.startswith("hypothesis."))  # imported while stimuli are made
    ]
    assert wrong == []


def test_no_suite_has_another_way_to_time_chance_or_network() -> None:
    for path, _ in CODE_OF_SUITES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        assert not calls & {"__import__", "eval", "exec", "open", "import_module", "hash", "id", "os.urandom"}, (
            path.name
        )


def test_the_reader_of_imports_sees_what_it_should(tmp_path: Path) -> None:
    text = (
        "import a.b\nfrom . import view\nfrom .view import Thing\nfrom .. import up\n"
        "def f():\n    import hidden\nif TYPE_CHECKING:\n    from typed import T\nimport_module('by.name')\n"
    )
    path = tmp_path / "x.py"
    path.write_text(text, encoding="utf-8")
    found = {name for _, name in imports(path, "p.q")}
    assert found == {"a.b", "p.q.view", "p.q.view.Thing", "p.up", "hidden", "typed.T", "by.name"}
