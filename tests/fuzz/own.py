"""The files that the harness itself reads: journals, plans, baselines, evidence."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from conformance.cli.main import main
from conformance.engine.baseline_file import read_baseline
from conformance.engine.plan import Plan
from conformance.engine.plan_file import read_plan
from conformance.model.digest import digest
from conformance.model.problem import Problem
from conformance.reporting.views import VIEWS
from tests.doubles.suites_once import read_our_suites_once
from tests.fuzz.format import Format, Trouble

INDEX = "bundle.json"
VIEWS_OF_JOURNALS = [name for name, each in VIEWS.items() if each.needs != "exchanges"]
PLANS = [
    (
        "plan.toml",
        b'profile = "identity-service"\nlevel = "basic"\n[product]\nname = "A"\nversion = "1"\n[endpoints]\n'
        b'resolver = "http://127.0.0.1:9/"\nissuer = "http://127.0.0.1:9"\n[statement]\ndid_method = true\n'
        b'[information]\ndid = "did:example:1"\n[limits]\nconcurrency = 4\nseconds = 2.5\n'
        b'[credentials]\nbearer = { env = "TOKEN" }\n[authorisation]\nby = "A"\nscope = "all"\n'
        b"starts = 2026-01-01\nends = 2026-12-31\n",
    ),
]
BASELINES = [
    (
        "known.toml",
        b'[[known]]\nrequirement = "AST-GLC-009"\nsubject = "a.glb"\nbyte = 12\nreason = "old"\nexpires = 2027-01-31\n'
        b'[[known]]\nrequirement = "AST-GLD-001"\nsubject = "b/c.gltf"\npointer = "/asset"\nreason = "old"\n',
    ),
]


def own_formats(judged: Sequence[Format], plan: Plan) -> Iterator[Format]:
    """Files of the harness itself; `judged` are the formats of subjects."""
    read_our_suites_once()
    with tempfile.TemporaryDirectory() as folder:
        bundles = [_bundle_of_files(Path(folder), judged[::16]), _bundle_of_a_product(Path(folder))]
        yield Format("journal.jsonl", _journals(Path(folder), judged), _report)
    yield Format("plan.toml", PLANS, _read_plan)
    yield Format("baseline.toml", BASELINES, partial(_read_baseline, frozenset(plan.catalogue.requirements)))
    yield Format("bundle.zip", bundles, _rejudge)
    members = [(f"{at} {name}", data) for at, each in enumerate(bundles) for name, data in _unzipped(each[1]).items()]
    yield Format("bundle.member", [each for each in members if "/" not in each[0]], partial(_rebuilt, bundles))


def _journals(folder: Path, judged: Sequence[Format]) -> list[tuple[str, bytes]]:
    """Journals of runs over one sample of each format."""
    journal = folder / "run" / "run.jsonl"
    _run("check", str(_subjects(folder / "all", judged)), "--journal", str(journal))
    lines = journal.read_bytes().splitlines(keepends=True)
    return [("run.jsonl", b"".join(lines[: 2 * size])) for size in (2, 4, 8, 16, 32)]


def _subjects(folder: Path, judged: Sequence[Format]) -> Path:
    folder.mkdir()
    for each in judged:
        name, data = each.seeds[0]
        (folder / f"{each.name}-{name}".replace("/", "-")).write_bytes(data)
    return folder


def _report(name: str, data: bytes) -> None:
    """One view of a journal, which one depends on its bytes."""
    view = VIEWS_OF_JOURNALS[zlib.crc32(data) % len(VIEWS_OF_JOURNALS)]
    with _file(name, data) as path:
        if _command("report", str(path), "--format", view, "--output", str(path.parent / "out")) == 4:
            raise Trouble(f"report --format {view}: exit 4")


def _bundle_of_files(folder: Path, judged: Sequence[Format]) -> tuple[str, bytes]:
    path = folder / "files.zip"
    _run("check", str(_subjects(folder / "few", judged)), "--evidence", str(path), where=folder)
    return path.name, path.read_bytes()


def _bundle_of_a_product(folder: Path) -> tuple[str, bytes]:
    """The evidence of a short live run of an embedded product."""
    (folder / "live").mkdir()
    _run("demo", "--profile", "identity-service", where=folder / "live")
    [path] = (folder / "live").rglob("*.zip")
    return path.name, path.read_bytes()


def _rejudge(name: str, data: bytes) -> None:
    with _file(name, data) as path:
        if _command("rejudge", str(path), "--folder", str(path.parent / "again")) == 4:
            raise Trouble("rejudge: exit 4")


def _unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def _rebuilt(bundles: list[tuple[str, bytes]], name: str, data: bytes) -> None:
    """A bundle with other bytes of a member, and an index that says so.

    Exit 4 is right where the verdicts are others than those in its journal, so only tracebacks and refusals that a
    row hides are trouble.
    """
    at, _, member = name.partition(" ")
    if not at.isdecimal():  # a name was changed, which a bundle cannot have
        return
    members = _unzipped(bundles[int(at)][1]) | {member: data}
    if member != INDEX:
        index = json.loads(members[INDEX])
        index["members"][member] = digest(data)
        members[INDEX] = json.dumps(index).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for each, content in members.items():
            out.writestr(each, content)
    with _file("evidence.zip", packed.getvalue()) as path:
        again = path.parent / "again"
        status = _command("rejudge", str(path), "--folder", str(again))
        journal = (again / "run.jsonl").read_bytes() if (again / "run.jsonl").exists() else b""
        if status == 4 and (not journal or b"BundleRefused" in journal):
            raise Trouble(f"rejudge: exit 4, {journal[-2000:].decode('utf-8', 'replace')}")


def _read_plan(name: str, data: bytes) -> None:
    with _file(name, data) as path, contextlib.suppress(Problem):
        read_plan(path)


def _read_baseline(requirements: frozenset[str], name: str, data: bytes) -> None:
    with _file(name, data) as path, contextlib.suppress(Problem):
        read_baseline(path, requirements)


@contextlib.contextmanager
def _file(name: str, data: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield path


def _run(*line: str, where: Path | None = None) -> None:
    """Run a command of ours in a separate process: libraries that start threads do not survive the forks to come."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
    subprocess.run(
        [sys.executable, "-m", "conformance", *line], cwd=where, env=environment, capture_output=True, check=False
    )


def _command(*line: str) -> int:
    """Run a command of ours; its exit status. Raises Trouble where it shows a traceback."""
    said = io.StringIO()
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")), contextlib.redirect_stderr(said):
        status = main(line)
    if "Traceback" in said.getvalue():
        raise Trouble(f"{line[0]}: exit {status}: {said.getvalue()[:2000]}")
    return status
