"""A long hand recording: judged at the speed of parsing, every planted fault at its line, in little memory."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from conformance_suites.terminals.recording.writer.device import take
from tests.bench.measure import Figure, command, interleaved, peak_megabytes, seconds

FRAMES = 500_000
FAULTS = 50
PARSE = """
import sys, orjson
for line in open(sys.argv[1], "rb"):
    try:
        orjson.loads(line)
    except ValueError:
        pass
"""
SPOIL = {
    "TRM-POS-004": (b'"head":[', b'"head":[0,1.6,0,0,0,0,1.2],"was":['),
    "TRM-STR-012": (b'"head":[', b'"head":["x",'),
    "TRM-STR-013": (b'"head":[', b'"head":[1,'),
    "TRM-STR-011": (b'"head":', b'"helmet":'),
    "TRM-STR-001": (b'"head":[', b'"head":[NaN,'),
}


def long_recording(folder: Path) -> Iterator[Figure]:
    """The recording of the issue: head and two hands of 25 joints, 500,000 frames, some 1.9 GB."""
    path, planted = write(folder / "long.jsonl", FRAMES)
    try:
        parse = [sys.executable, "-c", PARSE, str(path)]
        parsing, one, two = interleaved(
            lambda: seconds(parse), lambda: seconds(ours(path, 1)), lambda: seconds(ours(path, 2)), rounds=3
        )
        rate = f"{FRAMES / one:,.0f} / {FRAMES / parsing:,.0f} frames a second"
        yield Figure("long recording, 1 process / orjson parsing", parsing / one, ">=", 0.6, rate)
        rate = f"{FRAMES / two:,.0f} / {FRAMES / parsing:,.0f} frames a second"
        yield Figure("long recording, 2 workers / orjson parsing", parsing / two, ">=", 1.0, rate)
        yield Figure("an hour of 90 Hz, seconds", one / FRAMES * 90 * 3600, "<=", 60, f"{one:.1f} s for all")
        yield Figure(
            "memory of a process, MB", peak_megabytes(ours(path, 1)), "<=", 200, f"{path.stat().st_size:,} bytes"
        )
        missed, more = compared(path.with_suffix(".1"), planted)
        yield Figure("planted faults missed, or found elsewhere", missed + more, "<=", 0, f"{FAULTS} faults")
    finally:
        path.unlink()
    short, _ = write(folder / "short.jsonl", FRAMES // 5)
    fifth = min(seconds(ours(short, 1)) for _ in range(3))
    yield Figure("seconds of all frames / 5 x a fifth of them", one / (5 * fifth), "<=", 1.15, f"{fifth:.1f} s")
    short.unlink()


def ours(path: Path, workers: int) -> list[str]:
    journal = path.with_suffix(f".{workers}") / "run.jsonl"
    options = ["--profile", "xr-headset", "--level", "mutual_recognition", "--workers", str(workers)]
    return [command(), "check", str(path), *options, "--journal", str(journal)]


def write(path: Path, frames: int) -> tuple[Path, dict[int, str]]:
    """The recording, and by line what was planted there."""
    chance = random.Random(1)
    lines = chance.sample(range(2, frames + 2), FAULTS)
    planted = {line: chance.choice(list(SPOIL)) for line in lines}
    with path.open("wb") as file:
        for number, text in enumerate(take(frames=frames, cycle=True).lines(), 1):
            spoilt = text.replace(*SPOIL[planted[number]], 1) if number in planted else text
            file.write(spoilt + b"\n")
    return path, planted


def compared(folder: Path, planted: dict[int, str]) -> tuple[int, int]:
    """How many planted faults are missing, and how many findings are elsewhere."""
    found: set[tuple[int, str]] = set()
    for text in (folder / "run.jsonl").read_text(encoding="utf-8").splitlines():
        event = json.loads(text)
        for failure in event.get("failures", ()):
            for finding in failure["findings"]:
                found.add((finding["where"]["line"], failure["requirement"]))
    wanted = set(planted.items())
    return len(wanted - found), len(found - wanted)
