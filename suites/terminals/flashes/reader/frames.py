"""The frames of a video or an animated image, each reduced to a grid of cells, with their times.

The value of a cell is the mean of its pixels. A cell is so small, a thirteenth of the width of the field in which WCAG
adds up the area of flashes, that the edges of an area matter little.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.extra import missing
from conformance.readers.source import Source
from conformance_suites.terminals.flashes.reader.bounds import (
    FRAME_PIXELS,
    FRAMES,
    IMAGE_PIXELS,
    VIDEO_BYTES,
    VIDEO_PIXELS,
)

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

WIDE, HIGH = 128, 96
ANIMATED = (b"\x89PNG", b"GIF8")
VIDEO = (b"ftyp", b"\x1aE\xdf\xa3", b"AVI ", b"OggS", b"FLV\x01")
HEAD = 16
MILLISECOND = 1000


class Frame(NamedTuple):
    """A frame: its number, its time in seconds, and its cells in sRGB, of shape (HIGH, WIDE, 3)."""

    number: int
    time: float
    cells: NDArray[uint8]


def frames(source: Source) -> Iterator[Frame]:
    """The frames of a moving picture in their order; none of anything else.

    Raises NotRun without the extra `video`, and Blocked for what is beyond the limits or cannot be decoded.
    """
    head = bytes(source.data[:HEAD])
    if head.startswith(ANIMATED) or head[8:12] == b"WEBP":
        yield from _of_image(bytes(source.data))
    elif any(each in head for each in VIDEO):
        yield from _of_video(source)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the warnings of a library that reads what is damaged as far as it goes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _of_image(data: bytes) -> Iterator[Frame]:
    import numpy as np
    from PIL import Image

    try:
        with _quiet(), Image.open(io.BytesIO(data)) as image:
            _within(image.width * image.height, FRAME_PIXELS)
            count, time = getattr(image, "n_frames", 1), 0.0
            _within(count, FRAMES)
            _within(count * image.width * image.height, IMAGE_PIXELS)
            for number in range(count):
                image.seek(number)
                small = image.convert("RGB").resize((WIDE, HIGH), Image.Resampling.BOX)
                yield Frame(number, time, np.asarray(small))
                time += float(image.info.get("duration", 0)) / MILLISECOND
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise Blocked("not_decoded", error=type(error).__name__) from None


def _of_video(source: Source) -> Iterator[Frame]:
    try:
        import av
    except ImportError:
        raise missing("video") from None
    _within(source.size, VIDEO_BYTES)
    try:
        with av.open(io.BytesIO(bytes(source.data)), "r") as container:
            for number, picture in enumerate(container.decode(video=0) if container.streams.video else ()):
                _within(number, FRAMES)
                _within(picture.width * picture.height, FRAME_PIXELS)
                _within((number + 1) * picture.width * picture.height, VIDEO_PIXELS)
                yield Frame(number, _seconds(picture, number), _cells(picture))
    except (av.FFmpegError, ValueError) as error:
        raise Blocked("not_decoded", error=type(error).__name__) from None


def _cells(picture: Any) -> NDArray[uint8]:
    small = picture.reformat(width=WIDE, height=HIGH, format="rgb24", interpolation="AREA")
    cells: NDArray[uint8] = small.to_ndarray()
    return cells


def _seconds(picture: Any, number: int) -> float:
    """The time that the file gives for a frame."""
    if picture.time is None:
        raise Blocked("no_times", number=number)
    return float(picture.time)


def _within(received: int, bound: int) -> None:
    if received > bound:
        raise Blocked("video_bound", received=received, bound=bound)
