"""The evidence of a run over models, next to judging them and copying them."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Figure, command, interleaved, seconds

MODELS = 1_000
BUFFER_BYTES = 200_000
ROUNDS = 3


def evidence_of_models(folder: Path) -> Iterator[Figure]:
    """A bundle of 1,000 models with a buffer beside each."""
    models, copied, bundle = folder / "models", folder / "copied", folder / "bundle.zip"
    _write(models)
    check = [command(), "check", str(models), "--journal", str(folder / "run.jsonl"), "--workers", "1"]

    def copying() -> float:
        shutil.rmtree(copied, ignore_errors=True)
        started = time.perf_counter()
        shutil.copytree(models, copied)
        return time.perf_counter() - started

    judging, copy, packing = interleaved(
        lambda: seconds(check), copying, lambda: seconds([*check, "--evidence", str(bundle)]), rounds=ROUNDS
    )
    detail = f"{packing:.2f} s / {judging:.2f} s + {copy:.2f} s, {bundle.stat().st_size / 1e6:.0f} MB"
    yield Figure("judging with evidence / judging and copying", packing / (judging + copy), "<=", 1.2, detail)


def _write(folder: Path) -> None:
    folder.mkdir()
    for number in range(MODELS):
        buffer = number.to_bytes(4, "little") * (BUFFER_BYTES // 4)
        (folder / f"{number:04}.bin").write_bytes(buffer)
        document = {
            "asset": {"version": "2.0"},
            "buffers": [{"uri": f"{number:04}.bin", "byteLength": BUFFER_BYTES}],
            "bufferViews": [{"buffer": 0, "byteLength": BUFFER_BYTES}],
            "accessors": [{"bufferView": 0, "componentType": 5125, "count": BUFFER_BYTES // 4, "type": "SCALAR"}],
        }
        (folder / f"{number:04}.gltf").write_text(json.dumps(document), encoding="utf-8")
