"""Whole real models through all suites, next to the official glTF validator warm in one Node process."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import ROUNDS, Figure
from tests.doubles.gltf_oracle import CHECKOUT, Oracle, node_modules, oracle

WARM_UP = 200
"""Models after which its engine has compiled what it will compile."""
CONTROLLERS = "@webxr-input-profiles/assets"
"""An npm package with 82 models that browsers show: it is judged where it is installed beside the validator."""
LAPS = 5
SETTLED = 0.05
"""Seconds in which its collector comes to rest, which works on beside us."""


def whole_models(folder: Path) -> Iterator[Figure]:
    """The time per file in both programs, which take the files in turn, both of them warm."""
    place = Path(os.environ.get("CONFORMANCE_CORPORA") or CHECKOUT.parent / "shared" / "corpora")
    modules = node_modules()
    installed = sorted((modules / CONTROLLERS).rglob("*.glb")) if modules else []
    files = installed or sorted((place / "assets" / "controllers").rglob("*.glb"))
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

    def judged(path: Path) -> float:
        started = time.perf_counter()
        source = open_source(str(path), path.name)
        judge(source, suites)
        source.forget()
        return time.perf_counter() - started

    for _ in range(-(-WARM_UP // len(files))):
        for path in files:
            official.seconds(path)
            judged(path)
    theirs: list[list[float]] = [[] for _ in files]
    ours: list[list[float]] = [[] for _ in files]
    for _ in range(ROUNDS):  # by turns, and each so often in a row that the caches are its own
        for times, seconds in ((theirs, official.seconds), (ours, judged)):
            for _ in range(LAPS):
                for path, each in zip(files, times, strict=True):
                    each.append(seconds(path))
            time.sleep(SETTLED)
    return [statistics.median(each) for each in theirs], [statistics.median(each) for each in ours]
