"""Flashes in videos: with the times of the file, in a field of the size at which it is seen, and in damaged files."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from conformance.authoring import Blocked
from conformance.cli.main import main
from conformance.readers.source import Source
from conformance_suites.terminals.flashes.reader import frames as reader
from conformance_suites.terminals.flashes.reader.flashes import Found, find_flashes
from conformance_suites.terminals.flashes.reader.frames import frames
from conformance_suites.terminals.flashes.writer import BLACK, WHITE, animation

av = pytest.importorskip("av")
np = pytest.importorskip("numpy")
Colours = Sequence[tuple[int, int, int]]


def video(
    colours: Colours, milliseconds: Callable[[int], int], box: tuple[int, int, int, int] = (0, 0, 256, 192)
) -> bytes:
    """An MP4 of 256 x 192 pixels whose box has these colours, one in each frame, at these times."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=50)
        stream.width, stream.height, stream.pix_fmt = 256, 192, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        for number, colour in enumerate(colours):
            pixels = np.zeros((192, 256, 3), dtype=np.uint8)
            left, top, right, bottom = box
            pixels[top:bottom, left:right] = colour
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = milliseconds(number), Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return out.getvalue()


def found(data: bytes, width: float = 30, height: float = 30) -> Found:
    return find_flashes(frames(Source("a", data)), width, height)


STROBE = [BLACK, WHITE] * 6


def test_the_times_are_those_of_the_file() -> None:
    """At 100 ms a frame it flashes five times in a second, at 200 ms fewer than three; the nominal rate is the same."""
    assert found(video(STROBE, lambda number: 100 * number)).general
    slow = found(video(STROBE, lambda number: 200 * number))
    assert (slow.general, slow.frames) == (None, 12)


def test_a_patch_is_compared_with_a_field_and_not_with_the_picture() -> None:
    """This patch is 4 % of the picture and 34 % of a field. Close to the eyes a field is smaller still."""
    patch = video(STROBE, lambda number: 50 * number, (100, 75, 150, 113))
    assert found(patch).general
    small = video(STROBE, lambda number: 50 * number, (100, 75, 120, 95))
    assert found(small).general is None
    assert found(small, width=100, height=90).general


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", bytes(4) + b"ftypmp42" + bytes(90), b"text"])
def test_what_cannot_be_decoded_has_no_frames(data: bytes) -> None:
    assert number_of(data) == 0


def number_of(data: bytes) -> int:
    """The frames that are read; none of what cannot be decoded."""
    try:
        return found(data).frames
    except Blocked as blocked:
        if blocked.key != "not_decoded":
            raise
        return 0


def test_a_file_that_is_cut_is_judged_as_far_as_it_goes_or_not_at_all() -> None:
    data = animation(STROBE, 50)
    for at in range(60, len(data), 97):
        assert number_of(data[:at]) <= len(STROBE)


@pytest.mark.parametrize(
    ("name", "bound"), [("FRAMES", 3), ("FRAME_PIXELS", 100), ("VIDEO_BYTES", 10), ("VIDEO_PIXELS", 200_000)]
)
def test_the_limits_count_against_nobody(
    name: str, bound: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(reader, name, bound)
    monkeypatch.chdir(tmp_path)
    data = video(STROBE, lambda number: 200 * number)
    with pytest.raises(Blocked, match="video_bound"):
        found(data)
    Path("strobe.mp4").write_bytes(data)
    assert main(["check", "strobe.mp4", "--profile", "displayed-video", "--workers", "1", "--quiet"]) == 3


def canvas(width: int, height: int, frames: int) -> bytes:
    """A GIF whose frames change one pixel of a canvas."""
    frame = b"\x21\xf9\x04\x04\x05\x00\x00\x00\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0)
    return head + b"\x00\x00\x00\xff\xff\xff" + frame * frames + b";"


@pytest.mark.parametrize(
    ("size", "reason"),
    [((65535, 65535, 2), "not_decoded"), ((8192, 8192, 65), "video_bound"), ((1, 1, 20_001), "video_bound")],
)
def test_a_small_image_with_much_to_draw_is_not_drawn(size: tuple[int, int, int], reason: str) -> None:
    with pytest.raises(Blocked, match=reason):
        next(frames(Source("bomb.gif", canvas(*size))))


def test_an_image_that_does_not_move_claims_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("still.png").write_bytes(animation([WHITE], 50))
    Path("three.png").write_bytes(animation([WHITE, BLACK] * 3, 140, share=0.6, size=(160, 120)))
    Path("strobe.mp4").write_bytes(video(STROBE, lambda number: 50 * number))
    given = ["--profile", "displayed-video", "--workers", "1", "--quiet"]
    assert [main(["check", name, *given]) for name in ("still.png", "three.png", "strobe.mp4")] == [3, 0, 1]
