"""Recordings of joints that are damaged, hostile, frozen, shuffled or random."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from conformance import judge
from conformance.authoring import Blocked
from conformance.cli.main import main
from conformance.model.outcome import Conclusion
from conformance.readers.source import Source
from conformance_suites.terminals.robot.joint_states.facts import facts
from conformance_suites.terminals.robot.reader import container, states
from conformance_suites.terminals.robot.reader.bounds import CHUNK_BYTES
from conformance_suites.terminals.robot.reader.recording import read_states
from conformance_suites.terminals.robot.writer import ARM, NAMES, Wave


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def violated(data: bytes, name: str) -> set[str]:
    """The requirements that a recording violates at the highest level of the profile."""
    Path(name).write_bytes(data)
    report = judge(name, profile="teleoperated-robot", level="mutual_recognition")
    return {each.id for each in report.requirements if each.conclusion is Conclusion.VIOLATED}


@pytest.mark.parametrize("compression", ["none", "zstd", "lz4"])
def test_a_container_that_is_cut_is_never_complete(compression: str) -> None:
    data = Wave().container(compression)
    for at in random.Random(7).sample(range(8, len(data)), 40):
        found = read_states(Source("a.mcap", data[:at]))
        assert [problem.kind for problem in found.problems][-1] in ("cut", "container", "crc"), at


@pytest.mark.parametrize("compression", ["none", "zstd", "lz4"])
def test_a_flipped_bit_of_a_chunk_is_seen(compression: str) -> None:
    """By default the library takes most of them."""
    data = Wave().container(compression)
    start = data.index(b"std_msgs") if compression == "none" else data.index(compression.encode()) + 20
    chosen = random.Random(11)
    for _ in range(40):
        damaged = bytearray(data)
        damaged[chosen.randrange(start, start + 700)] ^= 1 << chosen.randrange(8)
        assert read_states(Source("a.mcap", bytes(damaged))).problems


def test_a_chunk_that_grows_beyond_its_bound_is_not_decompressed() -> None:
    import zstandard
    from mcap.data_stream import RecordBuilder
    from mcap.records import Chunk

    bomb = zstandard.ZstdCompressor().compress(bytes(CHUNK_BYTES + 1))

    def holding(claimed: int) -> Source:
        builder = RecordBuilder()
        Chunk("zstd", bomb, 0, 0, 1, claimed).write(builder)
        return Source("a.mcap", Wave().container()[:8] + builder.end())

    with pytest.raises(Blocked, match="chunk_bound"):
        read_states(holding(CHUNK_BYTES + 1))
    assert [each.kind for each in read_states(holding(100)).problems] == ["crc"]


@pytest.mark.parametrize(
    ("name", "compression", "reason"),
    [
        ("CHUNKS_BYTES", "zstd", "chunks_bound"),
        ("CHUNKS_BYTES", "lz4", "chunks_bound"),
        ("RECORDS", "none", "records_bound"),
        ("RECORDS", "zstd", "records_bound"),
    ],
)
def test_all_chunks_and_records_together_have_a_bound(
    name: str, compression: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container, name, 20)
    with pytest.raises(Blocked, match=reason):
        read_states(Source("a.mcap", Wave().container(compression)))


def test_more_states_than_the_harness_reads_count_against_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "STATES", 24)
    with pytest.raises(Blocked, match="states_bound"):
        read_states(Source("a", Wave().json_lines()))
    Path("wave.joints.jsonl").write_bytes(Wave().json_lines())
    assert main(["check", "wave.joints.jsonl", "--profile", "teleoperated-robot", "--workers", "1", "--quiet"]) == 3


@pytest.mark.parametrize("data", [b"", b"\x89MCAP0\r\n", b"#{\n", b'{"joint_states": []}\n\xff\n', b"#" * 5000])
def test_what_is_no_recording_is_read_without_an_error(data: bytes) -> None:
    found = read_states(Source("a", data))
    assert not found.states


def shuffled(wave: Wave) -> None:
    random.Random(3).shuffle(wave.messages)


def noise(wave: Wave) -> None:
    chosen = random.Random(5)
    for message in wave.messages:
        message["position"] = [chosen.uniform(-3, 3) for _ in NAMES]


def mirrored(wave: Wave) -> None:
    for message in wave.messages:
        message["position"] = [-value for value in message["position"]]


def zeros(wave: Wave) -> None:
    for message in wave.messages:
        message |= {name: [0.0] * 4 for name in ("position", "velocity", "effort")}


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        (shuffled, {"TRM-JST-005"}),
        (noise, {"TRM-JST-008", "TRM-JST-010", "TRM-JST-012", "TRM-JST-013"}),
        (mirrored, {"TRM-JST-008", "TRM-JST-012"}),
    ],
    ids=["shuffled", "random", "mirrored"],
)
def test_a_stream_that_no_robot_makes_is_found(change: Callable[[Wave], None], rows: set[str]) -> None:
    wave = Wave()
    change(wave)
    assert rows <= violated(wave.json_lines(), "wave.joints.jsonl")


def test_a_stream_of_zeros_is_too_little_for_a_claim() -> None:
    wave = Wave()
    zeros(wave)
    assert facts(Source("a", wave.json_lines())) == {
        "states": 25,
        "distinct_states": 1,
        "seconds": 0.48,
        "moving_joints": 0,
    }


def test_the_robot_beside_a_recording_is_its_robot() -> None:
    wave = Wave()
    del wave.header["robot_description"]
    wave.header["robot"] = "arm.urdf"
    assert violated(wave.json_lines(), "wave.joints.jsonl") == {"TRM-JST-002"}
    Path("arm.urdf").write_text(ARM, encoding="utf-8")
    assert violated(wave.json_lines(), "wave.joints.jsonl") == set()
