"""What of a recording cannot be judged where streams cannot."""

from __future__ import annotations

from conformance.recordings.header import Stream
from conformance.recordings.layout import layout_of
from conformance.recordings.parts import OF_FRAMES, parts_of


def test_a_stream_takes_its_own_parts_with_it_and_not_those_of_the_frames() -> None:
    layout = layout_of({"kind": "head", "poses": ["head"]})
    assert layout
    stream = Stream("head", "head", layout, {})
    own = parts_of([stream])
    assert "heads" in own
    assert not set(OF_FRAMES) & set(own)
    assert parts_of([stream], everything=True) == (*OF_FRAMES, *own)
