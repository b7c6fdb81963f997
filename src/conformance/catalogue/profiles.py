"""Reading profiles."""

from __future__ import annotations

from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.tables import Table, read_toml
from conformance.model.digest import digest
from conformance.model.nearest import UnknownName
from conformance.model.profile import LEVELS, Profile
from conformance.model.requirement import Obligation, Requirement, parameter_complaint


def load_profile(path: Path, requirements: Mapping[str, Requirement], kinds: Container[str]) -> Profile:
    """The profile in a TOML file. Raises CatalogueError for a level, requirement or kind that does not exist."""
    content = Table(path, read_toml(path))
    head = Table(f"{path}: profile", content.get("profile", dict))
    title, role = head.text("title"), head.text("role")
    levels: dict[str, tuple[str, ...]] = {}
    for row in content.tables("level", "id"):
        name = row.choice("id", LEVELS)
        levels[name] = row.strings("requirements", required=True)
        row.done()
        for each in levels[name]:
            if each not in requirements:
                raise CatalogueError(row.place, str(UnknownName("requirement", each, requirements)))
            if requirements[each].withdrawn:
                raise CatalogueError(row.place, f"{each} was withdrawn")
    if not levels:
        raise CatalogueError(path, "has no level")
    lowest = next(name for name in LEVELS if name in levels)
    profile = Profile(
        id=head.get("id", str, path.stem),
        version=head.get("version", str),
        title=title,
        role=role,
        kinds=head.strings("kinds", required=True),
        levels=levels,
        parameters=_parameters(content),
        digest=digest(path.read_bytes().replace(b"\r\n", b"\n")),
        needs=_needs(head, {each: requirements[each] for each in levels[lowest]}),
    )
    head.done()
    content.done()
    for kind in profile.kinds:
        if kind not in kinds:
            raise CatalogueError(head.place, f"kinds: no suite judges the kind {kind}")
    return profile


def _parameters(content: Table) -> Mapping[str, Any]:
    """Numbers and lists of texts; which there are, the suites of its kinds say."""
    found: dict[str, Any] = content.get("parameters", dict, {})
    for name, value in found.items():
        if problem := parameter_complaint(value):
            raise CatalogueError(f"{content.place}: parameters.{name}", problem)
    return found


def _needs(head: Table, lowest: Mapping[str, Requirement]) -> tuple[tuple[str, ...], ...]:
    """What the role needs judged, each with its alternatives: SHALLs of the lowest level that can be judged."""
    found = []
    for need in head.get("needs", list, []):
        ids = need if isinstance(need, list) else [need]
        if not ids or not all(isinstance(each, str) for each in ids):
            raise CatalogueError(head.place, f"needs holds ids and lists of ids, not {need!r}")
        for each in ids:
            if each not in lowest:
                told = str(UnknownName("requirement of the lowest level", each, lowest))
                raise CatalogueError(head.place, f"needs: {told}")
            row = lowest[each]
            if row.obligation is not Obligation.SHALL or row.excluded:
                raise CatalogueError(head.place, f"needs {each}, which decides nothing: name a SHALL that is judged")
        found.append(tuple(ids))
    return tuple(found)
