"""The locked versions: complete, within what the project asks for, with hashes, and without an address."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[1]
FILES = ("requirements.txt", "requirements-test.txt")
PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = (("linux", "Linux", "x86_64"), ("darwin", "Darwin", "arm64"), ("win32", "Windows", "AMD64"))
pytestmark = pytest.mark.skipif(not (CHECKOUT / "ci").is_dir(), reason="no checkout around the tests")


def locked(name: str) -> dict[Requirement, list[str]]:
    """The requirements of a file, each with its hashes."""
    text = (CHECKOUT / "ci" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        said, *hashes = re.split(r"\s+--hash=", line.strip())
        found[Requirement(said)] = hashes
    return found


def asked() -> Iterator[tuple[str, Requirement]]:
    """What the project asks for, each with the file that locks it."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    for each in (*project["project"]["dependencies"], *(name for extra in extras for name in extra)):
        yield FILES[0], Requirement(each)
    for each in project["dependency-groups"]["test"]:
        yield FILES[1], Requirement(each)


def environments() -> Iterator[dict[str, str]]:
    for python in PYTHONS:
        for platform, system, machine in SYSTEMS:
            yield {
                "python_version": python,
                "python_full_version": f"{python}.9",
                "sys_platform": platform,
                "platform_system": system,
                "platform_machine": machine,
                "platform_python_implementation": "CPython",
                "implementation_name": "cpython",
            }


def holds(marker: Marker | None, environment: dict[str, str]) -> bool:
    return marker is None or marker.evaluate(environment)


@pytest.mark.parametrize(
    "environment", [*environments()], ids=lambda one: f"{one['python_version']}-{one['sys_platform']}"
)
def test_everything_that_is_asked_for_is_locked_once_in_a_fitting_version(environment: dict[str, str]) -> None:
    """`tox run -e lock` writes the files anew (E10)."""
    files = {name: [each for each in locked(name) if holds(each.marker, environment)] for name in FILES}
    for name, wanted in asked():
        if not holds(wanted.marker, environment):
            continue
        found = [each for each in files[name] if canonicalize_name(each.name) == canonicalize_name(wanted.name)]
        assert len(found) == 1, f"{wanted} in {name}: {found}"
        ((operator, version),) = ((each.operator, each.version) for each in found[0].specifier)
        assert operator == "=="
        assert wanted.specifier.contains(version), f"{wanted}: {version} is locked"


def test_both_files_agree() -> None:
    product, tests = ({(each.name, str(each.marker)): each.specifier for each in locked(name)} for name in FILES)
    assert {key: (product[key], tests[key]) for key in product.keys() & tests if product[key] != tests[key]} == {}


@pytest.mark.parametrize("name", FILES)
def test_every_version_has_hashes_and_nothing_says_where_it_is_from(name: str) -> None:
    for each, hashes in locked(name).items():
        assert each.url is None
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), each.name
    text = (CHECKOUT / "ci" / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=)", text, re.M)
