"""Live capture of four devices: nothing lost, nothing late."""

from __future__ import annotations

import re
import statistics
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from tests.bench.measure import Figure, command

DEVICES, RATE, SECONDS = 4, 1000, 10


class Sent(NamedTuple):
    """What one device found: frames a second, those acknowledged, seconds to verdicts, and to the first of them."""

    rate: float
    judged: int
    latencies: list[float]
    first: float


def live_capture(folder: Path) -> Iterator[Figure]:
    """Four devices with head and two hands at 1,000 frames a second each, by all rows of a profile."""
    options = ["--profile", "xr-headset", "--level", "mutual_recognition", "--protocol", "websocket"]
    words = [command(), "listen", *options, "--devices", str(DEVICES), "--folder", str(folder / "out")]
    listening = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert listening.stderr is not None
    addresses = []
    for line in listening.stderr:
        addresses += re.findall(r"ws://\S+", line)
        if "Ctrl-C" in line:
            break
    rest = threading.Thread(target=listening.stderr.read)
    rest.start()
    with ProcessPoolExecutor(DEVICES, get_context("spawn")) as pool:
        sent = list(pool.map(send, addresses))
    listening.wait(120)
    rest.join()
    frames = SECONDS * RATE
    recorded = [len(path.read_bytes().splitlines()) - 1 for path in sorted((folder / "out").glob("session-*.jsonl"))]
    lost = DEVICES * frames - sum(recorded)
    slowest = min(each.rate for each in sent)
    yield Figure("live frames that were lost", lost, "<=", 0, f"{DEVICES} devices, {frames:,} frames each")
    yield Figure("live frames a second, slowest device / 1,000", slowest / RATE, ">=", 0.99, f"{slowest:,.0f}")
    yield Figure("first verdict, seconds", max(each.first for each in sent), "<=", 2.0, "slowest device")
    latencies = sorted(latency for each in sent for latency in each.latencies)
    median, late = statistics.median(latencies) * 1e3, latencies[int(len(latencies) * 0.95)] * 1e3
    yield Figure("frame sent to its verdict received, median ms", median, "<=", 100, f"95 %: {late:.0f} ms")


def send(address: str) -> Sent:
    """One device; a frame is sent when it is due, whether or not those before were acknowledged."""
    from conformance_suites.terminals.recording.writer.device import take
    from tests.doubles.device import Device

    frames = SECONDS * RATE
    header, *lines = take(frames=frames, cycle=True).lines()
    moments = [0.0] * frames
    latencies: list[float] = []
    with Device(address) as device:

        def hear() -> None:
            seen = 0
            while len(latencies) < frames:
                device.until(len(latencies) + 1, "judged")
                now, judged = time.perf_counter(), device.told[-1]["judged"]
                latencies.extend(now - moments[at] for at in range(len(latencies), judged))
                seen = len(device.told)
                del device.told[: seen - 1]

        listener = threading.Thread(target=hear)
        device.send(header)
        started = time.perf_counter()
        listener.start()
        for at, line in enumerate(lines):
            if (early := started + at / RATE - time.perf_counter()) > 0:
                time.sleep(early)
            moments[at] = time.perf_counter()
            device.send(line)
        took = time.perf_counter() - started
        listener.join(30)
        device.end()
    return Sent((frames - 1) / took, len(latencies), latencies, latencies[0])
