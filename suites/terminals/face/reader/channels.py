"""Channels of a face or a gaze by their label: flags, confidences and times that come with its numbers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from conformance.authoring import NotApplicable
from conformance.recordings import Block, Hits, StreamBlock
from conformance.recordings.block import Floats

CONFIDENCE = ("confidence", "gazeconfidence")
"""How the labels of confidences begin, in lower case."""


def channel(stream: StreamBlock, label: str) -> int | None:
    """The index of the channel with this label; None if the stream has none."""
    items = stream.part("channels").items if stream.has("channels") else ()
    return items.index(label) if label in items else None


def numbers(stream: StreamBlock, *, before: bool = False) -> Floats:
    """(frames, channels): the numbers of all channels, or those of the frames before."""
    found: Floats = (stream.before if before else stream.now)("channels")[..., 0]
    return found


def weights(stream: StreamBlock) -> Floats:
    """(frames, shapes): the weights of a face."""
    found: Floats = stream.now("weights")[..., 0]
    return found


def samples(stream: StreamBlock, at: int, *, before: bool = False) -> Floats:
    """(frames): the numbers of a channel, or those of the frames before."""
    found: Floats = numbers(stream, before=before)[:, at]
    return found


def is_confidence(label: str) -> bool:
    """Whether the channel with this label is a confidence."""
    return label.casefold().startswith(CONFIDENCE)


def confidences_out_of_range(block: Block, kind: str) -> Iterator[Hits]:
    """The confidences of the streams of a kind that are not from 0 to 1. Raises NotApplicable if there are none."""
    judged = False
    for stream in block.having("channels", kinds=(kind,)):
        confident = np.array([is_confidence(label) for label in stream.part("channels").items])
        judged = judged or bool(confident.any())
        value = numbers(stream)
        yield stream.hits(~((value >= 0) & (value <= 1)) & confident, "channels", received=value)
    if not judged:
        raise NotApplicable("no_confidence")
