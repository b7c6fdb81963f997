"""Recordings of terminals: JSON Lines, a header and then one frame a line."""

from conformance.recordings.block import Block, Hits, StreamBlock
from conformance.recordings.measures import Measure
from conformance.recordings.recording import Recording, read_recording

__all__ = ["Block", "Hits", "Measure", "Recording", "StreamBlock", "read_recording"]
