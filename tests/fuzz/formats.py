"""What is fuzzed: every format of every kind that has samples, and the files that the harness itself reads."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from conformance.catalogue.samples import samples
from conformance.cli.main import main
from conformance.engine.judge_target import judge_target
from conformance.engine.plan import Plan, Selection
from conformance.engine.plan_file import read_plan
from conformance.engine.subjects import Target
from conformance.model.outcome import Outcome
from conformance.model.problem import Problem
from conformance.readers.source import Source
from conformance.reporting.views import VIEWS

MOST_SEEDS = 40
"""Samples of a format that inputs are made from."""
LARGEST_SEED = 1 << 18
SLOW = 20
OWN_PROCESS = {"media_file.pdf"}
"""Formats whose reader starts a process for each input."""


class Trouble(Exception):
    """The harness did what it may never do, whatever the input."""


class Format(NamedTuple):
    """`feed` takes a name and bytes and raises Trouble; `seeds` are (name, bytes) to make inputs from.

    Inputs that take a process or whole commands are tried less often: one for `share` of the others.
    """

    name: str
    seeds: list[tuple[str, bytes]]
    feed: Callable[[str, bytes], None]
    share: int = 1


def formats() -> dict[str, Format]:
    """All formats, by name: `<kind>.<suffix>` for what is judged."""
    plan = Plan(Selection())
    judged = {
        name: Format(name, seeds, partial(_judge, plan), SLOW if name in OWN_PROCESS else 1)
        for name, seeds in _seeds(plan).items()
    }
    own = [Format("journal.jsonl", _journals(judged), _report, SLOW), Format("plan.toml", PLANS, _read_plan)]
    own.append(Format("bundle.zip", _bundles(), _rejudge, SLOW))
    return judged | {each.name: each for each in own}


def _seeds(plan: Plan) -> dict[str, list[tuple[str, bytes]]]:
    found: dict[str, list[tuple[str, bytes]]] = {}
    for suite in plan.catalogue.suites.values():
        judge = plan.catalogue.kinds[suite.kind].judge
        # Good samples come first. The bad ones of recordings take minutes to make, and are too much alike.
        for sample in samples(suite) if judge != "services" else ():
            if sample.requirement and judge == "recordings":
                break
            kinds, _ = plan.recognise(Source(sample.name, sample.data))
            if kinds and len(sample.data) <= LARGEST_SEED:
                name = f"{kinds[0]}.{sample.name.rpartition('.')[2]}"
                found.setdefault(name, []).append((sample.name, sample.data))
    return {name: seeds[:: -(-len(seeds) // MOST_SEEDS)] for name, seeds in sorted(found.items())}


def _judge(plan: Plan, name: str, data: bytes) -> None:
    result = judge_target(Target(name, name, True, data), plan)
    for each in result.verdict.open:
        if each.outcome is Outcome.ERROR:
            raise Trouble(f"{each.requirement}: {each.reason.text.en}")


def _journals(judged: dict[str, Format]) -> list[tuple[str, bytes]]:
    """Journals of runs over one sample of each format."""
    first = {f"{name}-{each.seeds[0][0]}": each.seeds[0][1] for name, each in judged.items()}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in first.items():
            (Path(folder) / name.replace("/", "-")).write_bytes(data)
        journal = Path(folder) / "run" / "run.jsonl"
        _run("check", folder, "--journal", str(journal))
        lines = journal.read_bytes().splitlines(keepends=True)
    return [("run.jsonl", b"".join(lines[: 2 * size])) for size in (2, 4, 8, 16, 32)]


def _report(name: str, data: bytes) -> None:
    """Every view of a journal."""
    with _file(name, data) as path:
        for view, each in VIEWS.items():
            if each.needs != "exchanges":
                _command("report", str(path), "--format", view, "--output", str(path.parent / "out"))


def _bundles() -> list[tuple[str, bytes]]:
    """The evidence of a short live run of an embedded product."""
    with tempfile.TemporaryDirectory() as folder:
        _run("demo", "--profile", "identity-service", where=folder)
        return [(path.name, path.read_bytes()) for path in sorted(Path(folder).rglob("*.zip"))]


def _rejudge(name: str, data: bytes) -> None:
    with _file(name, data) as path:
        _command("rejudge", str(path), "--folder", str(path.parent / "again"))


PLANS = [
    (
        "plan.toml",
        b'profile = "identity-service"\nlevel = "basic"\n[product]\nname = "A"\nversion = "1"\n[endpoints]\n'
        b'resolver = "http://127.0.0.1:9/"\nissuer = "http://127.0.0.1:9"\n[statement]\ndid_method = true\n'
        b'[information]\ndid = "did:example:1"\n[limits]\nconcurrency = 4\nseconds = 2.5\n'
        b'[credentials]\nbearer = { env = "TOKEN" }\n',
    ),
]


def _read_plan(name: str, data: bytes) -> None:
    with _file(name, data) as path, contextlib.suppress(Problem):
        read_plan(path)


@contextlib.contextmanager
def _file(name: str, data: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield path


def _run(*line: str, where: str | None = None) -> None:
    """Run a command of ours in a separate process: libraries that start threads do not survive the forks to come."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
    subprocess.run(
        [sys.executable, "-m", "conformance", *line], cwd=where, env=environment, capture_output=True, check=False
    )


def _command(*line: str) -> None:
    """Run a command of ours. Raises Trouble where it ends with an internal error or shows a traceback."""
    said = io.StringIO()
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")), contextlib.redirect_stderr(said):
        status = main(line)
    if status == 4 or "Traceback" in said.getvalue():
        raise Trouble(f"{line[0]}: exit {status}: {said.getvalue()[:2000]}")
