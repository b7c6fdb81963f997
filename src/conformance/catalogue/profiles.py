"""Reading profiles."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.tables import Table, read_toml
from conformance.model.digest import digest
from conformance.model.nearest import UnknownName
from conformance.model.profile import LEVELS, Profile
from conformance.model.requirement import Requirement


def load_profile(path: Path, requirements: Mapping[str, Requirement]) -> Profile:
    """The profile in a TOML file. Raises CatalogueError for a level or requirement that does not exist."""
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
    profile = Profile(
        id=head.get("id", str, path.stem),
        version=head.get("version", str),
        title=title,
        role=role,
        kinds=head.strings("kinds", required=True),
        levels=levels,
        parameters=content.get("parameters", dict, {}),
        digest=digest(path.read_bytes().replace(b"\r\n", b"\n")),
    )
    head.done()
    content.done()
    return profile
