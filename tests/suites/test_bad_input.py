"""Hostile and broken files: bounded time, a finding or a reason for each, never a crash, never green."""

from __future__ import annotations

import base64
import json
import struct
import time
from collections.abc import Callable

import pytest
from doubles.ours import PLAN

from conformance.catalogue.samples import samples
from conformance.engine.case import Case
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.bounds import VIOLATIONS_READ
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.bounds import GLB_CHUNKS

SECONDS = 20.0
MINIMAL = b'{"asset":{"version":"2.0"}}'


def gltf(**members: object) -> bytes:
    return json.dumps({"asset": {"version": "2.0"}, **members}).encode()


def glb(body: bytes, length: int | None = None) -> bytes:
    return struct.pack("<4sII", b"glTF", 2, 12 + len(body) if length is None else length) + body


def chunk(data: bytes, length: int | None = None) -> bytes:
    return struct.pack("<I4s", len(data) if length is None else length, b"JSON") + data


RING = 20_000
BROKEN: dict[str, Callable[[], bytes]] = {
    "deep.gltf": lambda: b'{"extras":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "never_closed.gltf": lambda: b'{"a":' * 100_000,
    "unterminated.gltf": lambda: b'{"a":"' + b'\\"' * 500_000,
    "not_a_number.gltf": lambda: b'{"asset":{"version":"2.0"},"extras":[NaN]}',
    "infinite.gltf": lambda: b'{"asset":{"version":"2.0"},"nodes":[{"translation":[1e999,0,-1e999]}]}',
    "byte_order_mark.gltf": lambda: b"\xef\xbb\xbf" + MINIMAL,
    "utf_16.gltf": lambda: MINIMAL.decode().encode("utf-16"),
    "cut.gltf": lambda: MINIMAL[:-1],
    "ring_of_nodes.gltf": lambda: gltf(nodes=[{"children": [(each + 1) % RING]} for each in range(RING)]),
    "node_of_itself.gltf": lambda: gltf(nodes=[{"children": [0]}]),
    "huge_index.gltf": lambda: gltf(bufferViews=[{"buffer": 2**53, "byteLength": 1}]),
    "wrong_everywhere.gltf": lambda: gltf(nodes=["x"] * (VIOLATIONS_READ + 5)),
    "lying_length.glb": lambda: struct.pack("<4sIIII", b"glTF", 2, 2**32 - 1, 2**32 - 20, 0x4E4F534A),
    "unaligned.glb": lambda: glb(chunk(MINIMAL)),
    "many_chunks.glb": lambda: glb(chunk(MINIMAL + b" ") + chunk(b"") * (GLB_CHUNKS + 1)),
}
BIG_BUT_FINE: dict[str, Callable[[], bytes]] = {
    "huge_count.gltf": lambda: gltf(accessors=[{"count": 2**53, "componentType": 5126, "type": "VEC3"}]),
    "wide.gltf": lambda: gltf(extras=[[]] * 300_000),
    "long_data_uri.gltf": lambda: gltf(
        buffers=[
            {
                "byteLength": 1,
                "uri": "data:application/octet-stream;base64," + base64.b64encode(bytes(4 << 20)).decode(),
            }
        ]
    ),
    "escaped_data_uri.gltf": lambda: gltf(
        buffers=[{"byteLength": 1, "uri": "data:application/octet-stream," + "%41" * 500_000}]
    ),
}


def judged(name: str, data: bytes) -> tuple[dict[str, Outcome], list[Case]]:
    started = time.process_time()
    outcomes, cases = {}, []
    for loaded, letters, told in PLAN.judge(Source(name, data), "gltf").verdicts:
        outcomes |= {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}
        cases += told
    assert time.process_time() - started < SECONDS
    assert Outcome.ERROR not in outcomes.values()
    return outcomes, cases


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_gets_a_finding_or_a_reason_and_is_not_green(name: str) -> None:
    outcomes, cases = judged(name, BROKEN[name]())
    shalls = [each for row, each in outcomes.items() if PLAN.catalogue.requirements[row].obligation == "shall"]
    assert {Outcome.FAIL, Outcome.INCONCLUSIVE} & set(shalls)
    assert all(case.findings or case.reason for case in cases)


@pytest.mark.parametrize("name", BIG_BUT_FINE)
def test_a_large_file_is_judged_in_bounded_time(name: str) -> None:
    outcomes, _ = judged(name, BIG_BUT_FINE[name]())
    assert Outcome.FAIL not in outcomes.values()


def test_more_violations_than_are_read_leave_no_row_about_the_document_passed() -> None:
    outcomes, _ = judged("x.gltf", BROKEN["wrong_everywhere.gltf"]())
    rows = [row for row in PLAN.catalogue.suite("gltf/document").requirements if row.id != "AST-GLD-001"]
    assert {outcomes[row.id] for row in rows} == {Outcome.INCONCLUSIVE}


def test_more_chunks_than_are_read_is_inconclusive_and_names_the_bound() -> None:
    _, cases = judged("x.glb", glb(chunk(MINIMAL + b" ") + struct.pack("<I4s", 0, b"XTRA") * (GLB_CHUNKS + 1)))
    assert {case.requirement.id: case.reason for case in cases if case.reason and case.reason[0] == "chunk_bound"} == {
        row: ("chunk_bound", {"bound": GLB_CHUNKS}) for row in ("AST-GLC-005", "AST-GLC-007")
    }
    assert {case.outcome for case in cases} <= {Outcome.INCONCLUSIVE, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("suite", ["gltf/container", "gltf/document"])
def test_a_sample_cut_anywhere_is_never_an_error(suite: str) -> None:
    for sample in samples(PLAN.catalogue.suite(suite)):
        if sample.requirement is None:
            for cut in range(0, len(sample.data), max(1, len(sample.data) // 25)):
                judged(sample.name, sample.data[:cut])
