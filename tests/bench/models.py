"""Whole real models through all suites, next to the official glTF validator warm in one Node process."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import ROUNDS, Figure
from tests.bench.npm import installed
from tests.doubles.gltf_oracle import Oracle, oracle

PACKAGES = ("gltf-validator@2.0.0-dev.3.10", "@webxr-input-profiles/assets@1.0.20")
"""The official validator, and 82 models of controllers and hands that browsers show (1.2 MB on average)."""
WARM_UP = 200
"""Models after which the validator's engine has compiled what it will compile."""
TURN = 400
"""Models that a program judges in a row: so many that the caches are its own."""
SETTLED = 0.05
"""Seconds in which its collector comes to rest, which works on beside us."""


def whole_models(folder: Path) -> Iterator[Figure]:
    """The time per file in both programs, which take the files in turn, both of them warm."""
    modules = installed(folder / "models", *PACKAGES)
    if modules is None:
        print("skip whole models / official validator: no node, or its packages could not be installed")
        return
    files = sorted((modules / "@webxr-input-profiles").rglob("*.glb"))
    with oracle(modules) as official:
        assert official is not None
        theirs, ours = _measured(files, official)
    ratio = statistics.median(their / our for their, our in zip(theirs, ours, strict=True))
    detail = f"{statistics.median(theirs) * 1e3:.1f} ms / {statistics.median(ours) * 1e3:.1f} ms, {len(files)} files"
    yield Figure("official validator / all glTF suites, per file", ratio, ">=", 3.0, detail)


def _measured(files: list[Path], official: Oracle) -> tuple[list[float], list[float]]:
    """The seconds a file takes in both programs, round by round: what their collectors do belongs to it."""
    from conformance.engine.plan import Plan, Selection
    from conformance.readers.source import open_source

    plan = Plan(Selection())

    def judged(path: Path) -> float:
        started = time.perf_counter()
        source = open_source(str(path), path.name)
        plan.judge(source, "gltf")
        source.forget()
        return time.perf_counter() - started

    for _ in range(-(-WARM_UP // len(files))):
        for path in files:
            official.seconds(path)
            judged(path)
    rounds: tuple[list[float], list[float]] = ([], [])
    turn = files * -(-TURN // len(files))
    for _ in range(ROUNDS):
        for times, seconds in zip(rounds, (official.seconds, judged), strict=True):
            times.append(statistics.mean(map(seconds, turn)))
            time.sleep(SETTLED)
    return rounds
