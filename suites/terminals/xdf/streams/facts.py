"""How much there is in an XDF file."""

from __future__ import annotations

from conformance.readers.source import Source
from conformance_suites.terminals.xdf.reader.xdf import Stream

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The streams that vary, the channels of EEG that do, each counted once, and the seconds of the longest stream."""
    streams = source.once(view)
    varying = [stream for stream in streams.streams if stream.numeric and len(stream.samples) and _varies(stream)]
    eeg = {each.digest for channel, each in streams.measured if channel.volts and each.varies}
    seconds = max((float(stream.times[-1] - stream.times[0]) for stream in streams.timed), default=0.0)
    return {"signals": len(varying), "eeg_signals": len(eeg), "seconds": round(max(0.0, seconds), 3)}


def _varies(stream: Stream) -> bool:
    return bool((stream.samples != stream.samples[0]).any())
