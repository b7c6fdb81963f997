"""Channels of EEG in streams: what is said of them, and what is measured in their samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from conformance.readers.xml_tree import Element
from conformance_suites.terminals.bci.reader.electrodes import MICROVOLTS
from conformance_suites.terminals.bci.reader.measures import BAND, Measures, measure
from conformance_suites.terminals.xdf.reader.xdf import Stream

LARGEST = 1e15
"""Values beyond it are taken for it: their squares are still numbers."""


@dataclass(frozen=True)
class Channel:
    """A channel of a stream, by its number from 0, with its description."""

    stream: Stream
    index: int
    about: Element

    def said(self, name: str) -> str:
        """The text of its element of this name; empty without one."""
        found = self.about.first(name)
        return found.text if found else ""

    @property
    def name(self) -> str:
        return self.said("label") or f"#{self.index + 1}"

    @property
    def volts(self) -> float | None:
        """Microvolts of its unit; None if that is not one of voltage."""
        unit = self.said("unit")
        return MICROVOLTS.get(unit) or MICROVOLTS.get(unit.lower())

    @cached_property
    def measures(self) -> Measures | None:
        """What is measured in its samples; None if there is none, one is not a number, or its rate is not known."""
        import numpy as np

        if not (self.stream.numeric and self.stream.decodable and self.stream.rate and len(self.stream.samples)):
            return None
        samples = self.stream.samples[:, self.index]
        if not np.isfinite(samples).all():
            return None
        return measure(np.clip(samples, -LARGEST, LARGEST), self.stream.rate)

    @property
    def band(self) -> float | None:
        """The root mean square in the band of EEG, in microvolts; None without a unit of voltage or a spectrum."""
        spectrum = self.measures.spectrum if self.measures else None
        return None if spectrum is None or self.volts is None else spectrum.rms(*BAND) * self.volts


def is_eeg(stream: Stream) -> bool:
    """Whether the type of the stream is EEG."""
    return stream.said("type").upper() == "EEG"


def eeg_channels(stream: Stream) -> Iterator[Channel]:
    """The channels of a stream of EEG that are described, as EEG or without a type."""
    for index, about in enumerate(stream.described[: stream.channels or 0]):
        channel = Channel(stream, index, about)
        if is_eeg(stream) and channel.said("type").upper() in ("", "EEG"):
            yield channel
