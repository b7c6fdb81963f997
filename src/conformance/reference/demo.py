"""The files for the demo of a profile, made by a family's demo/."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from conformance.catalogue import Catalogue
from conformance.catalogue.packages import import_code
from conformance.catalogue.samples import samples
from conformance.model.nearest import UnknownName
from conformance.model.sample import Sample
from conformance.writing import refuse_link, write_bytes


def profiles_with_files(catalogue: Catalogue) -> list[str]:
    """The profiles for which a family has demo files; "" is the demo without a profile."""
    return sorted(profile for family in catalogue.families.values() for profile in family.demos)


def write_demo(catalogue: Catalogue, profile: str, folder: Path) -> Path:
    """Write the files of a profile's demo into `folder`, which is emptied first, and return it. Raises UnknownName."""
    family = next((each for each in catalogue.families.values() if profile in each.demos), None)
    if family is None:
        raise UnknownName("demo", profile, profiles_with_files(catalogue))
    demos: Mapping[str, Callable[[Iterable[Sample]], dict[str, bytes]]]
    demos = import_code(family.package, family.folder, "demo").DEMOS
    own = [suite for suite in catalogue.suites.values() if catalogue.family_of(suite) is family]
    made = demos[profile](sample for suite in own for sample in samples(suite))
    refuse_link(folder)
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in made.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(place, data)
    return folder
