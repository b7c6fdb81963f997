"""What a change of requirements does to a thousand bundles, judged by two sides at the same time."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from conformance.catalogue import folder as our_folder
from conformance.cli.main import main
from tests.bench.measure import Figure, command, peak_megabytes

BUNDLES, LIVE, PROFILE = 1_000, 100, "identity-service"
CHECKOUT = Path(__file__).resolve().parents[2]


def impact(folder: Path) -> Iterator[Figure]:
    """900 bundles of the good samples of all suites, and 100 of a live run with a few hundred exchanges."""
    bundles, told = folder / "bundles", folder / "impact.json"
    live_bytes = _write(bundles)
    sides = ["--from", str(CHECKOUT), "--to", str(CHECKOUT), "--format", "json", "--output", str(told)]
    started = time.perf_counter()
    megabytes = peak_megabytes([command(), "impact", *sides, str(bundles)])
    took = time.perf_counter() - started
    found = json.loads(told.read_text(encoding="utf-8"))
    same = f"{found['bundles']} bundles, {len(found['changes'])} changes, {len(found['unread'])} unread"
    yield Figure("impact over 1,000 bundles, seconds", took, "<=", 600, f"{same}; a live one has {live_bytes} bytes")
    yield Figure("the same, MB of the largest process", megabytes, "<=", 400, "")


def _write(folder: Path) -> int:
    """The bundles; the size of a live one."""
    folder.mkdir()
    own, before = folder.parent / "own", Path.cwd()
    own.mkdir()
    os.chdir(own)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            main(["demo", "--profile", PROFILE])
            good = sorted(our_folder("suites").glob("*/*/*/samples/good/*.*"))
            files = [path for number, path in enumerate(good) if _judged(path, Path(f"{number}.zip"))]
    finally:
        os.chdir(before)
    (live,) = own.rglob("evidence.zip")
    made = sorted(own.glob("*.zip"))
    assert len(made) == len(files)
    for number, path in enumerate(islice(cycle(made), BUNDLES - LIVE)):
        shutil.copy(path, folder / f"files-{number:04}.zip")
    for number in range(LIVE):
        shutil.copy(live, folder / f"live-{number:04}.zip")
    return live.stat().st_size


def _judged(path: Path, bundle: Path) -> bool:
    """Whether evidence of a file was written."""
    main(["check", str(path), "--evidence", str(bundle), "--journal", "run.jsonl", "--withhold", "none"])
    return bundle.is_file()
