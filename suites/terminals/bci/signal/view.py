"""The view of the EEG signals of a file: each property holds those that one kind of row judges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from conformance.readers.source import Source
from conformance_suites.terminals.bci.reader.edf import Edf, Signal, read_edf
from conformance_suites.terminals.bci.reader.electrodes import electrode
from conformance_suites.terminals.bci.reader.measures import LEAST_RATE, Measured, Spectrum, measured
from conformance_suites.terminals.bci.reader.range import share_at_the_ends


@dataclass(frozen=True)
class Eeg:
    """The signals whose labels say that they are EEG, or name an electrode."""

    edf: Edf
    source: Source

    @cached_property
    def eeg(self) -> list[Signal]:
        return [signal for signal in self.edf.signals if electrode(signal.label) is not None]

    @property
    def filtered(self) -> list[Signal]:
        """The EEG signals that state a filter."""
        return [signal for signal in self.eeg if signal.fields["prefiltering"].text]

    @property
    def _measured(self) -> list[Measured]:
        return self.source.once(measured)

    @property
    def rated(self) -> list[Measured]:
        """Those with samples and a sampling rate."""
        return [each for each in self._measured if each.measures.rate]

    @property
    def ranged(self) -> list[tuple[Signal, float]]:
        """Those with varying samples and a digital range, with the share of samples at its ends."""
        known = [(each.signal, each.signal.digital) for each in self.varying]
        ranged = [(signal, *ends) for signal, ends in known if ends and ends[0] < ends[1]]
        return [(signal, share_at_the_ends(self.edf, signal, *ends)) for signal, *ends in ranged]

    @property
    def heard(self) -> list[tuple[Measured, float]]:
        """Those with a unit of voltage, long enough for a spectrum; and their microvolts in the band of EEG."""
        return [(each, each.band) for each in self._measured if each.band is not None]

    @property
    def spectra(self) -> list[tuple[Measured, Spectrum]]:
        """Those long enough for a spectrum."""
        return [(each, each.measures.spectrum) for each in self._measured if each.measures.spectrum]

    @property
    def fast(self) -> list[tuple[Measured, Spectrum]]:
        """Those whose rate is high enough to tell EEG from noise."""
        return [(each, spectrum) for each, spectrum in self.spectra if each.measures.rate >= LEAST_RATE]

    @property
    def varying(self) -> list[Measured]:
        return [each for each in self._measured if each.varies]


def view(source: Source) -> Eeg:
    """The EEG signals; their samples are measured when a row asks for them."""
    return Eeg(source.once(read_edf), source)
