"""Whole models through all suites of their kind, next to the official glTF validator, both by processor time.

Two sets: controllers and hands as browsers show them, whose accessors are long, and what exporters write, with many
small nodes and accessors. Processor time counts all threads of a program, its collectors among them, and other work
on the machine touches it less than a clock on the wall.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.makers import exported
from tests.bench.measure import Figure, command, interleaved, processor_seconds
from tests.bench.packages import npm
from tests.doubles.gltf_oracle import oracle

PACKAGES = ("gltf-validator@2.0.0-dev.3.10", "@webxr-input-profiles/assets@1.0.20")
"""The official validator, and 82 models of controllers and hands (1.2 MB on average)."""
WARM_UP = 200
"""Models after which the validator's engine has compiled what it will compile."""
ROUNDS = 7


def whole_models(folder: Path) -> Iterator[Figure]:
    """What judging takes in both programs, which take the files in turn, warm; then the command with its report."""
    modules = npm(folder / "npm", *PACKAGES)
    if modules is None:
        print("skip whole models / official validator: no node, or its packages could not be installed")
        return
    sets = {"controllers": sorted((modules / "@webxr-input-profiles").rglob("*.glb")), "exported": exported(folder)}
    for name, files in sets.items():
        if files:
            yield from _compared(name, files, modules, folder)
        else:
            print(f"skip whole models, {name}: no node, or a package of a maker could not be installed")


def _compared(name: str, files: list[Path], modules: Path, folder: Path) -> Iterator[Figure]:
    middling = sorted(files, key=lambda path: path.stat().st_size)[len(files) // 2]
    with oracle(modules) as official:
        assert official is not None
        judge = _judge()
        for _ in range(-(-WARM_UP // len(files))):
            official.seconds(files)
            judge(files)
        their, our, whole, started = interleaved(
            lambda: official.seconds(files),
            lambda: judge(files),
            lambda: _check(files, folder),
            lambda: _check([middling], folder),
            rounds=ROUNDS,
        )
    detail = f"{their / len(files) * 1e3:.2f} ms / {our / len(files) * 1e3:.2f} ms, {len(files)} files"
    yield Figure(f"official validator / all glTF suites, {name}", their / our, ">=", 3.0, detail)
    detail = f"{their * 1e3:.0f} ms / {(whole - started) * 1e3:.0f} ms and {started * 1e3:.0f} ms to start"
    yield Figure(f"official validator / conformance check, {name}", their / (whole - started), ">=", 2.0, detail)


def _judge() -> Callable[[list[Path]], float]:
    """A function that judges files in this process and tells the processor time."""
    from conformance.engine.plan import Plan, Selection
    from conformance.readers.source import open_source

    plan = Plan(Selection())

    def judge(files: list[Path]) -> float:
        started = time.process_time()
        for path in files:
            source = open_source(str(path), path.name)
            plan.judge(source, "gltf")
            source.forget()
        return time.process_time() - started

    return judge


def _check(files: list[Path], folder: Path) -> float:
    """The processor time of the command, report included, over files; over one of them it is the start-up."""
    return processor_seconds([command(), "check", *map(str, files), "--journal", str(folder / "run" / "run.jsonl")])
