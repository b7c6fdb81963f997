"""Whole real models through all suites, next to the official glTF validator warm in one Node process."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import ROUNDS, Figure
from tests.doubles.gltf_oracle import CHECKOUT, Oracle, oracle


def whole_models(folder: Path) -> Iterator[Figure]:
    """The time per file in both programs, which take the files in turn, after one round to warm up."""
    place = Path(os.environ.get("CONFORMANCE_CORPORA") or CHECKOUT.parent / "shared" / "corpora")
    files = sorted((place / "assets" / "controllers").rglob("*.glb"))
    with oracle() as official:
        if official is None or not files:
            print("skip whole models / official validator: no node, no gltf-validator or no corpora at hand")
            return
        theirs, ours = _measured(files, official)
    ratio = statistics.median(their / our for their, our in zip(theirs, ours, strict=True))
    detail = f"{statistics.mean(theirs) * 1e3:.1f} ms / {statistics.mean(ours) * 1e3:.1f} ms, {len(files)} files"
    yield Figure("official validator / all glTF suites, per file", ratio, ">=", 3.0, detail)


def _measured(files: list[Path], official: Oracle) -> tuple[list[float], list[float]]:
    from conformance.engine.judge import judge
    from conformance.engine.plan import Plan, Selection
    from conformance.media.source import open_source

    suites = Plan(Selection()).suites_for("gltf")
    theirs: list[list[float]] = [[] for _ in files]
    ours: list[list[float]] = [[] for _ in files]
    for round_ in range(ROUNDS + 1):
        for path, times in zip(files, theirs, strict=True):
            times.append(official.seconds(path))
        for path, times in zip(files, ours, strict=True):
            started = time.perf_counter()
            judge(open_source(str(path), path.name), suites)
            times.append(time.perf_counter() - started)
        if round_ == 0:
            for times in (*theirs, *ours):
                times.clear()
    return [statistics.median(each) for each in theirs], [statistics.median(each) for each in ours]
