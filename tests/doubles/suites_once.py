"""Our families and suites, read once per process: commands that run in one would read them hundreds of times."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from conformance.catalogue import folder, loading
from conformance.model.family import Family
from conformance.model.requirement import Suite


def read_our_suites_once() -> None:
    """From now on; those of other folders are read each time."""
    ours, kept, load = folder("suites").resolve(), dict[Path, Suite](), loading.load_suite
    read, families = loading.families_in, list[Family]()

    def load_suite(place: Path, *others: Any) -> Suite:
        if not place.is_relative_to(ours):
            return load(place, *others)
        if place not in kept:
            kept[place] = load(place, *others)
        return kept[place]

    def families_in(root: Path) -> Iterable[Family]:
        if root != ours:
            return read(root)
        if not families:
            families.extend(read(root))
        return families

    loading.load_suite = load_suite
    loading.families_in = families_in
