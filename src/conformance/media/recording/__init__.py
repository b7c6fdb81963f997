"""Recordings of terminals: JSON Lines, a header and then one frame a line; see suites/terminals/RECORDING.md."""

from conformance.media.recording.block import Block, Hits, StreamBlock
from conformance.media.recording.measures import Measure
from conformance.media.recording.recording import Recording, read_recording

__all__ = ["Block", "Hits", "Measure", "Recording", "StreamBlock", "read_recording"]
