"""Our suites, read once per process: commands that run in one process would read them hundreds of times."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from conformance.catalogue import folder, loading
from conformance.model.requirement import Suite


def read_our_suites_once() -> None:
    """From now on; suites of other folders are read each time."""
    ours, kept, load = folder("suites").resolve(), dict[Path, Suite](), loading.load_suite

    def load_suite(place: Path, *others: Any) -> Suite:
        if not place.is_relative_to(ours):
            return load(place, *others)
        if place not in kept:
            kept[place] = load(place, *others)
        return kept[place]

    loading.load_suite = load_suite
