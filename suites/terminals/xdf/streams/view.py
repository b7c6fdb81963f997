"""The view of an XDF file: each property holds the places that one kind of row judges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from conformance.readers.source import Source
from conformance_suites.terminals.bci.reader.measures import LEAST_RATE, Measures, Spectrum
from conformance_suites.terminals.xdf.reader.channels import Channel, eeg_channels, is_eeg
from conformance_suites.terminals.xdf.reader.chunks import Chunk
from conformance_suites.terminals.xdf.reader.clocks import rate_of
from conformance_suites.terminals.xdf.reader.xdf import Info, Stream, Xdf, read_xdf


@dataclass(frozen=True)
class Streams:
    """A file as far as its chunks can be followed."""

    xdf: Xdf

    @property
    def file(self) -> list[Xdf]:
        return [self.xdf]

    @property
    def chunks(self) -> list[Chunk]:
        """The first chunk."""
        return [self.xdf.first] if self.xdf.first else []

    @property
    def streams(self) -> tuple[Stream, ...]:
        return self.xdf.streams

    @cached_property
    def texts(self) -> list[tuple[Stream, str, Info]]:
        """The headers and footers, each with its stream."""
        return [
            (stream, part, info)
            for stream in self.streams
            for part, infos in (("header", stream.headers), ("footer", stream.footers))
            for info in infos
        ]

    @cached_property
    def headed(self) -> list[tuple[Stream, Info]]:
        """The streams with a header that is XML."""
        return [(stream, stream.header) for stream in self.streams if stream.header and stream.header.tree.root]

    @property
    def ended(self) -> list[tuple[Stream, Info]]:
        """The same, each of which has to have an end."""
        return self.headed

    @cached_property
    def sampled(self) -> list[tuple[Stream, Chunk]]:
        """The chunks of samples of streams whose header says how they are stored."""
        return [(stream, chunk) for stream in self.streams if stream.decodable for chunk in stream.chunks]

    @cached_property
    def counted(self) -> list[tuple[Stream, Info]]:
        """The streams with a footer, all of whose samples can be read."""
        whole = [stream for stream in self.streams if stream.decodable and not stream.unreadable]
        return [(stream, stream.footers[0]) for stream in whole if stream.footers and stream.footers[0].tree.root]

    @property
    def stamped(self) -> list[tuple[Stream, Info]]:
        """Those of them with samples."""
        return [(stream, footer) for stream, footer in self.counted if len(stream.times)]

    @cached_property
    def timed(self) -> list[Stream]:
        """The streams with at least 2 samples."""
        return [stream for stream in self.streams if len(stream.times) > 1]

    @property
    def regular(self) -> list[tuple[Stream, float]]:
        """Those of them with a nominal rate and a second at least, and the rate by their times."""
        rates = [(stream, rate_of(stream)) for stream in self.timed if stream.rate]
        return [(stream, rate) for stream, rate in rates if rate is not None]

    @cached_property
    def eeg(self) -> list[Stream]:
        """The streams of EEG with a number of channels."""
        return [stream for stream, _ in self.headed if is_eeg(stream) and stream.channels]

    @cached_property
    def eeg_channels(self) -> list[Channel]:
        return [channel for stream in self.eeg for channel in eeg_channels(stream)]

    @property
    def labels(self) -> list[tuple[Channel, str]]:
        """The channels of EEG with a label."""
        return [(channel, label) for channel in self.eeg_channels if (label := channel.said("label"))]

    @property
    def impedances(self) -> list[tuple[Channel, str]]:
        """The channels of EEG whose impedance is stated."""
        return [(channel, text) for channel in self.eeg_channels if (text := channel.said("impedance"))]

    @cached_property
    def measured(self) -> list[tuple[Channel, Measures]]:
        """The channels of EEG with samples and a rate."""
        return [(channel, channel.measures) for channel in self.eeg_channels if channel.measures]

    @property
    def heard(self) -> list[tuple[Channel, float]]:
        """Those with a unit of voltage, long enough for a spectrum; and their microvolts in the band of EEG."""
        return [(channel, channel.band) for channel, _ in self.measured if channel.band is not None]

    @property
    def spectra(self) -> list[tuple[Channel, Spectrum]]:
        return [(channel, measures.spectrum) for channel, measures in self.measured if measures.spectrum]

    @property
    def fast(self) -> list[tuple[Channel, Spectrum]]:
        """Those whose rate is high enough to tell EEG from noise."""
        return [(channel, spectrum) for channel, spectrum in self.spectra if channel.stream.rate >= LEAST_RATE]

    @cached_property
    def spans(self) -> list[tuple[float, float]]:
        """From when to when each stream of numbers has samples, by the clock of the recording."""
        numeric = [stream for stream in self.streams if stream.numeric and len(stream.times)]
        return [(float(each.times.min()) + each.offset, float(each.times.max()) + each.offset) for each in numeric]

    @property
    def hull(self) -> tuple[float, float]:
        """From the first to the last of them."""
        return min(first for first, _ in self.spans), max(last for _, last in self.spans)

    @property
    def markers(self) -> list[Stream]:
        """The streams of texts with samples, if there is a signal."""
        texts = [stream for stream in self.streams if stream.decodable and not stream.numeric and len(stream.times)]
        return texts if self.spans else []


def view(source: Source) -> Streams:
    """The file. Raises Blocked beyond the limits of the test system."""
    return Streams(source.once(read_xdf))
