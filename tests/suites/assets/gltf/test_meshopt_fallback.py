"""The fallback data of meshopt: judged where readers without the extension use it (F2)."""

from __future__ import annotations

import json
import struct

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import Outcome
from conformance.readers.source import Source
from conformance_suites.assets.gltf.compression.samples import FALLBACK, delivered
from conformance_suites.assets.gltf.writer.asset import data_uri
from conformance_suites.assets.gltf.writer.compressed import packed

EXT = "EXT_meshopt_compression"
FAULTS = {
    "AST-GLB-009": struct.pack("<f", float("nan")) + FALLBACK[4:],
    "AST-GLB-020": struct.pack("<f", 7.0) + FALLBACK[4:],
    "AST-GLM-011": FALLBACK[:-2] + struct.pack("<H", 9),
}


def outcomes(fallback: bytes, *, required: bool) -> dict[str, Outcome]:
    document = delivered(packed())
    document["buffers"][1]["uri"] = data_uri("application/octet-stream", fallback)
    if required:
        document["extensionsRequired"].append(EXT)
    return PLAN.judge(Source("square.gltf", json.dumps(document).encode()), "gltf").outcomes


def test_the_data_of_the_samples_are_right() -> None:
    assert Outcome.FAIL not in outcomes(FALLBACK, required=False).values()


@pytest.mark.parametrize("row", FAULTS)
def test_wrong_fallback_data_are_found_unless_the_extension_is_required(row: str) -> None:
    failed = [name for name, outcome in outcomes(FAULTS[row], required=False).items() if outcome is Outcome.FAIL]
    assert row in failed
    assert Outcome.FAIL not in outcomes(FAULTS[row], required=True).values()
