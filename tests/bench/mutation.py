"""How long the mutants of a suite take."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from conformance.drafting.mutation.result import mutate
from conformance.engine.plan import Plan, Selection
from tests.bench.measure import Figure

SUITES, COUNT = ("assets/gltf/document", "identity/did/document", "assets/tokens/metadata"), 5_000


def mutation(folder: Path) -> Iterator[Figure]:
    """Seconds for 5,000 mutants of documents, made and judged."""
    plan = Plan(Selection())
    for name in SUITES:
        started = time.perf_counter()
        tried = len(mutate(plan, plan.catalogue.suite(name), each=12).tried)
        took = (time.perf_counter() - started) * COUNT / tried
        yield Figure(f"5,000 mutants of {name}, seconds", took, "<=", 60, f"{tried:,} mutants")
