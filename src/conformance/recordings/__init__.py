"""Recordings of terminals: JSON Lines with a header, then one frame per line."""

from conformance.recordings.block import Block, Hits, StreamBlock
from conformance.recordings.measures import Measure
from conformance.recordings.recording import Recording, read_recording

__all__ = ["Block", "Hits", "Measure", "Recording", "StreamBlock", "read_recording"]
