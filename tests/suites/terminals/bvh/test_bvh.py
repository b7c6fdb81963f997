"""The BVH reader: what it reads, where it says that something is wrong, and that nothing makes it fail."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.readers.source import Source
from conformance_suites.terminals.bvh.reader.bounds import BVH_HEADER_BYTES, BVH_LINE_BYTES, BVH_LINES, BVH_NODES
from conformance_suites.terminals.bvh.reader.bvh import Bvh, read_bvh
from conformance_suites.terminals.bvh.reader.skeleton import CHANNELS

BODY = b"""HIERARCHY
ROOT Hips
{
  OFFSET 0 0 0
  CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
  JOINT Chest
  {
    OFFSET 0 5.21 0
    CHANNELS 3 Yrotation Zrotation Xrotation
    End Site
    {
      OFFSET 0 -1e1 +.5
    }
  }
}
MOTION
Frames: 2
Frame Time: 0.025
1 2 3 4 5 6 7 8 9
-1 -2 -3 -4 -5 -6 -7 -8 -9.5
"""


def read(data: bytes) -> Bvh:
    return read_bvh(Source("x.bvh", data))


def kinds(data: bytes) -> list[tuple[str, int]]:
    return [(problem.kind, problem.line) for problem in read(data).problems]


def test_the_skeleton_keeps_the_order_of_channels_of_each_joint() -> None:
    bvh = read(BODY)
    assert bvh.problems == ()
    assert [(node.kind, node.name, node.parent) for node in bvh.nodes] == [
        ("root", "Hips", None),
        ("joint", "Chest", 0),
        ("end", "", 1),
    ]
    assert bvh.nodes[1].channels == ("Yrotation", "Zrotation", "Xrotation")
    assert bvh.nodes[2].offset == (0.0, -10.0, 0.5)
    assert bvh.channels[6] == (1, "Yrotation")


def test_the_motion_has_a_row_for_each_line_and_a_column_for_each_channel() -> None:
    bvh = read(BODY)
    assert (bvh.frames, bvh.frame_time, bvh.motion_line, bvh.rows) == (2, 0.025, 16, (19, 20))
    assert bvh.motion is not None
    assert bvh.motion.tolist() == [[1, 2, 3, 4, 5, 6, 7, 8, 9], [-1, -2, -3, -4, -5, -6, -7, -8, -9.5]]


@pytest.mark.parametrize(
    "data",
    [
        BODY.replace(b"\n", b"\r\n"),
        BODY.replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + BODY,
        BODY.rstrip(),
        BODY + b"\n \n",
        BODY.replace(b"  ", b"\t"),
        BODY.replace(b"\n{", b" {"),
        BODY.replace(b"Xposition", b"XPOSITION").replace(b"MOTION", b"Motion"),
    ],
    ids=["crlf", "cr", "bom", "no_last_newline", "blank_lines", "tabs", "brace_on_the_line", "letters"],
)
def test_spelling_that_readers_agree_on_makes_no_difference(data: bytes) -> None:
    bvh, plain = read(data), read(BODY)
    assert bvh.problems == ()
    assert [node[:3] + node[4:] for node in bvh.nodes] == [node[:3] + node[4:] for node in plain.nodes]
    assert bvh.motion is not None
    assert plain.motion is not None
    assert np.array_equal(bvh.motion, plain.motion)


def test_names_may_be_in_utf_8_or_gb_18030() -> None:
    for encoding in ("utf-8", "gb18030"):
        assert read(BODY.replace(b"Chest", "胸口".encode(encoding))).joints[1].name == "胸口"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b"HIERARCHY", b"HIERARCH", ("structure", 1)),
        (b"ROOT Hips", b"Hips", ("structure", 2)),
        (b"JOINT Chest", b"JOINT", ("structure", 6)),
        (b"CHANNELS 6", b"CHANNEL 6", ("structure", 5)),
        (b"}\nMOTION", b"MOTION", ("structure", 14)),
        (b"}\nMOTION", b"}\n}\nMOTION", ("structure", 16)),
        (b"OFFSET 0 5.21 0", b"OFFSET 0 5,21 0", ("offset", 8)),
        (b"    OFFSET 0 5.21 0\n", b"", ("offset", 6)),
        (b"CHANNELS 3", b"CHANNELS 4", ("channels", 9)),
        (b"CHANNELS 3 ", b"CHANNELS 99999999999999999999 ", ("channels", 9)),
        (b"3 Yrotation", b"3 Wrotation", ("channel", 9)),
        (b"\nMOTION", b"\nMOVEMENT", ("motion", 21)),
        (b"Frames: 2", b"Frames: 2.5", ("frames", 17)),
        (b"Frames: 2\n", b"", ("frames", 17)),
        (b"Frame Time: 0.025", b"Frame Time: fast", ("frame_time", 18)),
        (b"7 8 9\n", b"7 8\n", ("width", 19)),
        (b"7 8 9\n", b"7 8 1e999\n", ("number", 19)),
        (b"7 8 9\n", b"7 8 1_0\n", ("number", 19)),
        (b"7 8 9\n", b"7 8 nan\n", ("number", 19)),
    ],
)
def test_each_fault_is_named_at_its_line(old: bytes, new: bytes, expected: tuple[str, int]) -> None:
    assert old in BODY
    assert expected in kinds(BODY.replace(old, new, 1))


def test_a_value_that_is_no_number_leaves_a_hole_in_the_motion() -> None:
    motion = read(BODY.replace(b"7 8 9\n", b"7 x 9\n")).motion
    assert motion is not None
    assert np.isnan(motion).sum() == 1
    assert np.isnan(motion[0, 7])


def test_a_lying_number_of_frames_costs_nothing() -> None:
    bvh = read(BODY.replace(b"Frames: 2", b"Frames: 999999999999999999"))
    assert bvh.frames == 999_999_999_999_999_999
    assert len(bvh.rows) == 2


def test_a_deep_and_a_wide_skeleton_end_at_the_bound() -> None:
    block = b"{\nOFFSET 0 0 0\nCHANNELS 0\n"
    started = time.process_time()
    deep = read(b"HIERARCHY\nROOT r\n" + block + (b"JOINT j\n" + block) * 200_000)
    wide = read(b"HIERARCHY\nROOT r\n" + block + (b"JOINT j\n" + block + b"}\n") * 200_000)
    assert time.process_time() - started < 20
    for bvh in (deep, wide):
        assert len(bvh.nodes) == BVH_NODES
        assert any(bvh.of_kind("bound"))


@pytest.mark.parametrize(
    "data",
    [
        BODY + b"\n" * (BVH_LINES + 1),
        BODY + b"1 " * BVH_LINE_BYTES,
        BODY.replace(b"CHANNELS 3", b"CHANNELS 3 " + b"Q " * BVH_HEADER_BYTES),
    ],
    ids=["lines", "long_line", "long_header"],
)
def test_what_is_longer_than_the_harness_reads_says_so(data: bytes) -> None:
    assert [problem.kind for problem in read(data).problems] == ["bound"]


def test_a_file_cut_at_any_byte_is_read_as_far_as_it_goes() -> None:
    for cut in range(len(BODY)):
        bvh = read(BODY[:cut])
        frames_missing = bvh.frames is not None and bvh.frames != len(bvh.rows)
        last_number_is_shorter = cut >= len(BODY) - 3
        assert bvh.problems or frames_missing or last_number_is_shorter, cut


@given(st.binary(max_size=200), st.integers(0, len(BODY)))
def test_no_bytes_make_the_reader_fail(noise: bytes, at: int) -> None:
    for data in (noise, BODY[:at] + noise + BODY[at:]):
        bvh = read(data)
        assert all(node.parent is None or node.parent < place for place, node in enumerate(bvh.nodes))
        assert bvh.motion is None or bvh.motion.shape == (len(bvh.rows), len(bvh.channels))


NUMBERS = st.floats(-1e6, 1e6).map(lambda value: round(value, 6))


@given(
    st.lists(st.permutations(CHANNELS), min_size=1, max_size=5),
    st.integers(0, 4),
    st.data(),
)
def test_what_is_written_is_read(orders: list[list[str]], frames: int, data: st.DataObject) -> None:
    joints = "".join(
        f"{'JOINT' if at else 'ROOT'} j{at}\n{{\nOFFSET {at} 0 0\nCHANNELS 6 {' '.join(order)}\n"
        for at, order in enumerate(orders)
    )
    width = 6 * len(orders)
    motion = [[data.draw(NUMBERS) for _ in range(width)] for _ in range(frames)]
    lines = "".join(" ".join(map(repr, row)) + "\n" for row in motion)
    text = f"HIERARCHY\n{joints}{'}' * len(orders)}\nMOTION\nFrames: {frames}\nFrame Time: 0.01\n{lines}"
    bvh = read(text.encode())
    assert bvh.problems == ()
    assert [node.channels for node in bvh.nodes] == [tuple(order) for order in orders]
    assert bvh.motion is not None
    assert bvh.motion.tolist() == motion
